"""Another id for a document, in the names of its files and in what stands in them.

The new files are all written before an old one is removed, and the text is removed last. So a run that is killed
leaves both, and the same command again writes what is missing and removes what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from padapatha import files, strict_json
from padapatha.build import forget_built
from padapatha.documents.document_files import all_files, files_of, known_id, not_as_built
from padapatha.documents.rewriting import Renaming
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import project_at
from padapatha.reading import ProjectFiles
from padapatha.validate.corpus import manifest_of


@dataclass(frozen=True, slots=True)
class Move:
    """A file with its new place and its new content."""

    source: Path
    target: Path
    data: bytes


def rename_document(root: str | Path, old: str, new: str) -> tuple[str, ...]:
    """Give a document another id; return the names of its new files. `padapatha.build` then builds it anew.

    The seed, the confirmed sentences, the layers and the passes are renamed, and the ids in them; what was built of the
    document is removed. Raises `Refused`, having changed nothing, for what is no id, a document that does not exist, an
    id that is taken, and a file that cannot be read or was edited by hand; OSError when the disk cannot be written.
    """
    project = project_at(root)
    renaming = Renaming(known_id(old), known_id(new), {})
    if old == new:
        raise Refused([problem("usage", new, "both ids are the same", fix="give another id")])
    with files.lock(project.root, "seeds", "annotations", "corpus"):
        moves, references = _plan(ProjectFiles(project), renaming)
        for move in (*moves, *references):
            files.write_bytes(move.target, move.data)
        for path in files_of(project, "corpus", old):
            files.remove(path)
        forget_built(project, old)
        for move in moves:
            files.remove(move.source)
    return tuple(project.relative(move.target) for move in moves)


def _plan(reader: ProjectFiles, renaming: Renaming) -> tuple[list[Move], list[Move]]:
    """The files of the document, the text last, and other files in which it is named; raises `Refused`."""
    project = reader.project
    if not files.present(project.seed_text(renaming.old)):
        raise Refused(
            [problem("missing", f"seeds/{renaming.old}.txt", "there is no such document", fix="padapatha list")]
        )
    own = (*files_of(project, "annotations", renaming.old), *files_of(project, "seeds", renaming.old))
    moves = [_move(reader, path, renaming, path.name.removeprefix(renaming.old)) for path in own]
    refuse((*_taken(reader, renaming, moves), *not_as_built(project, manifest_of(reader), renaming.old)))
    hashes = {files.sha256(reader.read(move.source)): files.sha256(move.data) for move in moves}
    whole = Renaming(renaming.old, renaming.new, hashes)
    others = (path for path in all_files(project, "annotations") if path not in own and not path.name.startswith("."))
    shared = [path for path in others if path.suffix == ".tsv" or path.name == "agreement.json"]
    return moves, [_move(reader, path, whole, None) for path in shared]


def _move(reader: ProjectFiles, path: Path, renaming: Renaming, ending: str | None) -> Move:
    data = renaming.content(path, reader.read(path), reader.name(path))
    return Move(path, path if ending is None else path.with_name(f"{renaming.new}{ending}"), data)


def _taken(reader: ProjectFiles, renaming: Renaming, moves: list[Move]) -> Iterator[Problem]:
    """Files of the new id that no earlier run of this renaming has written."""
    project = reader.project
    expected = {move.target: move.data for move in moves}
    begun = _is_begun(reader, renaming)
    there = {path for folder in ("seeds", "annotations", "corpus") for path in files_of(project, folder, renaming.new)}
    for path in sorted({*there, *filter(files.present, expected)}):
        ours = expected.get(path)
        if (ours is None and not begun) or (ours is not None and reader.read(path) != ours):
            yield problem("id-taken", project.relative(path), f"a file of the id {renaming.new!r} is there already")


def _is_begun(reader: ProjectFiles, renaming: Renaming) -> bool:
    """Whether an earlier run has written everything: the text is there under both ids, described alike."""
    project, old, new = reader.project, renaming.old, renaming.new
    texts = (project.seed_text(old), project.seed_text(new))
    if not all(map(files.present, (*texts, project.seed_metadata(new)))) or len({*map(reader.read, texts)}) > 1:
        return False
    description = strict_json.loads(reader.read(project.seed_metadata(new)), f"seeds/{new}.json")
    return isinstance(description, dict) and description.get("document") == new
