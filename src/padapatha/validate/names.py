"""Names: what lies in the folders of a project belongs there, is a plain file, and has no twin."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from padapatha import files
from padapatha.layers import LAYERS
from padapatha.problems import Problem, problem
from padapatha.project import ENTITIES_ENDING, id_fault
from padapatha.reading import ProjectFiles

README = "README.md"
PASSES = "passes"  # two annotators' own files and what an adjudicator made of them


def check_names(project_files: ProjectFiles) -> Iterator[Problem]:
    """Look at every name in seeds/, annotations/ and corpus/, without opening a file."""
    root = project_files.project.root
    known = frozenset(project_files.project.documents())
    yield from _folder(root, "seeds", (".txt", ".json"), frozenset())
    yield from _pairs(project_files, known)
    yield from _folder(root, "corpus", (".conllu", ENTITIES_ENDING, ".json"), known, others=("MANIFEST.json",))
    yield from _annotations(root, known)


def _annotations(root: Path, known: frozenset[str]) -> Iterator[Problem]:
    folders = {"treebank": (".conllu",)} | dict.fromkeys(LAYERS, (".json",))
    for name in files.listing(root / "annotations"):
        path = root / "annotations" / name
        shown = f"annotations/{name}"
        if name in folders and path.is_dir() and not path.is_symlink():
            yield from _folder(root, shown, folders[name], known)
        elif name not in (README, PASSES):
            yield problem("stray", shown, f"annotations/ holds {', '.join(folders)} and {PASSES}")


def _pairs(project_files: ProjectFiles, known: frozenset[str]) -> Iterator[Problem]:
    """Every text has its metadata, and the reverse."""
    for name in files.listing(project_files.project.root / "seeds", ".json"):
        if name.removesuffix(".json") not in known:
            yield problem(
                "missing", f"seeds/{name}", f"metadata of a text that is not here: {name.removesuffix('.json')}.txt"
            )


def _folder(
    root: Path, folder: str, endings: Sequence[str], known: frozenset[str], others: Sequence[str] = ()
) -> Iterator[Problem]:
    """Look at the names of one folder; with ``known`` every file must be of one of these documents."""
    names = files.listing(root / folder)
    twins = _twins(names)
    for name in names:
        shown = f"{folder}/{name}"
        if fault := _kind_fault(root / folder / name):
            yield problem("file-kind", shown, fault)
        elif name not in (README, *others):
            yield from _name_problems(name, shown, endings, known, twins)


def _name_problems(
    name: str, shown: str, endings: Sequence[str], known: frozenset[str], twins: dict[str, str]
) -> Iterator[Problem]:
    ending = next((each for each in endings if name.endswith(each)), "")
    document = name.removesuffix(ending)
    if not ending:
        yield problem("stray", shown, f"this folder holds {' and '.join(endings)} files")
    elif twins[name] != name:
        yield problem("file-name", shown, f"it differs from {twins[name]!r} only by case or normalisation")
    elif fault := id_fault(document):
        yield problem("file-name", shown, fault)
    elif known and document not in known:
        yield problem("stray", shown, f"there is no seed {document!r}")


def _twins(names: Sequence[str]) -> dict[str, str]:
    """The first of all names that some file systems take for the same."""
    first: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (name != name.casefold(), name)):
        first.setdefault(_folded(name), name)
    return {name: first[_folded(name)] for name in names}


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _kind_fault(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode):
        return ""
    return "a symbolic link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "a device, pipe or socket"
