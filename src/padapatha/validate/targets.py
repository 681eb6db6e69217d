"""Paths that a user names: which file of which project each is, and what is to be looked at in it."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from padapatha.languages import CODES, language
from padapatha.layers import LAYERS
from padapatha.problems import Problem, Refused, guarded, problem
from padapatha.project import Project, find_project
from padapatha.reading import ProjectFiles, check_conllu, read_file
from padapatha.udtools import official_problems
from padapatha.validate.annotations import check_layers, check_treebank
from padapatha.validate.corpus import check_built, check_document, check_manifest, manifest_of
from padapatha.validate.names import PASSES
from padapatha.validate.seeds import check_seed

Seen = Callable[[str], None]


def expand(paths: Sequence[str | Path]) -> Iterator[Path | Problem]:
    """Yield every file that is named, each once: patterns that no shell has expanded too, and the files of a folder."""
    seen: set[str] = set()
    for path in map(str, paths):
        names = [path] if os.path.lexists(path) else sorted(glob.glob(path, recursive=True))  # noqa: PTH207  Path.glob takes no absolute patterns
        if not names:
            yield problem("missing", path, "no file is called so, or matches")
        for each in (file for name in names for file in _below(Path(name))):
            if (key := os.path.realpath(each)) not in seen:
                seen.add(key)
                yield each


def _below(path: Path) -> Iterator[Path]:
    """The files of a folder that can be looked at, or the file itself."""
    if not path.is_dir() or path.is_symlink():
        yield path
        return
    yield from sorted(each for each in path.rglob("*") if each.suffix in (".conllu", ".json") and each.is_file())


def check_path(path: Path, seen: Seen) -> Iterator[Problem]:
    """Look at one file; what it is follows from its name and place."""
    project = _project_of(path)
    parts = path.resolve().relative_to(project.root).parts if project and not path.is_symlink() else ()
    if project and len(parts) in (2, 3) and parts[0] in ("seeds", "annotations", "corpus") and PASSES not in parts:
        yield from _of_project(ProjectFiles(project, seen), parts, path)
    elif path.suffix == ".conllu":
        yield from guarded(lambda: check_free(_told(path, seen), str(path)))
    else:
        yield problem("stray", str(path), "neither CoNLL-U nor a file of a project", fix="name a .conllu file")


def check_free(data: bytes, path: str) -> Iterator[Problem]:
    """Look at CoNLL-U that belongs to no project: form and profile, in the first installed language."""
    yield from check_conllu(data, path, language(CODES[0]), "free").problems


def check_path_officially(path: Path, level: int) -> Iterator[Problem]:
    """Give a CoNLL-U file to the official validator."""
    if path.suffix == ".conllu":
        yield from guarded(lambda: official_problems(read_file(path), str(path), CODES[0], level))


def _told(path: Path, seen: Seen) -> bytes:
    seen(str(path))
    return read_file(path)


def _project_of(path: Path) -> Project | None:
    try:
        return find_project(path.parent)
    except Refused:
        return None


def _of_project(files: ProjectFiles, parts: Sequence[str], path: Path) -> Iterator[Problem]:
    folder, name = "/".join(parts[:-1]), parts[-1]
    document = Path(name).stem
    if folder == "seeds" and path.suffix in (".txt", ".json"):
        yield from check_seed(files, document)
    elif folder == "annotations/treebank" and path.suffix == ".conllu":
        yield from check_treebank(files, document)
    elif folder.removeprefix("annotations/") in LAYERS and path.suffix == ".json":
        yield from check_layers(files, document, only=folder.removeprefix("annotations/"))
    elif parts == ("corpus", "MANIFEST.json"):
        yield from _whole_manifest(files)
    elif folder == "corpus" and path.suffix in (".conllu", ".json"):
        yield from check_document(files, manifest_of(files), document)
    else:
        yield problem("stray", str(path), f"{folder}/ holds no files of this kind")


def _whole_manifest(files: ProjectFiles) -> Iterator[Problem]:
    yield from guarded(lambda: check_manifest(files))
    manifest = manifest_of(files)
    for entry in manifest.entries if manifest else ():
        yield from guarded(partial(check_built, files, manifest, entry.document))
