"""Taking documents out of a project: everything that carries their ids.

The text goes last, so that a run that is killed is finished by the same command.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from padapatha import files
from padapatha.build import forget_built
from padapatha.documents.document_files import files_of, known_id, not_as_built
from padapatha.documents.signers import signed_by
from padapatha.problems import Problem, Refused, given_text, problem, refuse
from padapatha.project import Project, project_at
from padapatha.reading import ProjectFiles
from padapatha.validate.corpus import manifest_of

_FOLDERS = ("corpus", "annotations", "seeds")  # in this order


def remove_documents(root: str | Path, documents: Sequence[str], *, yes: bool = False) -> tuple[str, ...]:
    """Remove documents from a project; return the names of the files that were removed.

    Raises `Refused`, having removed nothing, for what is no id, for a document of which there is no file, and unless
    ``yes`` is set for annotations that a program cannot make again; OSError when the disk cannot be written.
    """
    project = project_at(root)
    if isinstance(documents, str):
        raise Refused([problem("usage", "documents", "a list of ids is needed, not a str", fix="give a list")])
    wanted = dict.fromkeys(known_id(given_text(document, "document")) for document in documents)
    with files.lock(project.root, *_FOLDERS):
        found = {document: tuple(_all_files(project, document)) for document in wanted}
        refuse(_absent(found))
        if not yes:
            refuse(each for document in wanted for each in _losses(project, document))
        for document, paths in found.items():
            _remove(project, document, paths)
    return tuple(project.relative(path) for paths in found.values() for path in paths)


def _remove(project: Project, document: str, paths: Sequence[Path]) -> None:
    """What was built goes before its entry in the manifest: a file that no entry names could be somebody's own."""
    built = [path for path in paths if path.is_relative_to(project.root / "corpus")]
    for path in built:
        files.remove(path)
    forget_built(project, document)
    for path in paths:
        files.remove(path)


def _all_files(project: Project, document: str) -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from files_of(project, folder, document)


def _absent(found: dict[str, tuple[Path, ...]]) -> Iterator[Problem]:
    for document, paths in found.items():
        if not paths:
            yield problem("missing", f"seeds/{document}.txt", "there is no such document", fix="padapatha list")


def _losses(project: Project, document: str) -> Iterator[Problem]:
    """What no program can make again, each as a problem of the command: it needs ``--yes``."""
    fix = "give --yes to remove it"
    for each in not_as_built(project, manifest_of(ProjectFiles(project)), document):
        yield replace(each, slug="usage", fix=fix)
    for path in files_of(project, "annotations", document):
        if who := signed_by(ProjectFiles(project), path):
            yield problem("usage", project.relative(path), f"it would be lost: {who}", fix=fix)
