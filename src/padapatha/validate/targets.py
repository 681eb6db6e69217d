"""Paths that a user names: which file of which project each is, and what is to be looked at in it."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from padapatha.languages import CODES, language
from padapatha.layers import LAYERS
from padapatha.problems import Problem, Refused, guarded, problem
from padapatha.project import ENTITIES_ENDING, Project, find_project
from padapatha.reading import ProjectFiles, check_conllu, read_file
from padapatha.reading.ud_file import check_ud
from padapatha.udtools import official_problems
from padapatha.validate.annotations import check_layers, check_pass, check_proposed_layer, check_treebank
from padapatha.validate.cache import CleanFiles
from padapatha.validate.corpus import check_built, check_document, check_manifest, check_sentences, manifest_of
from padapatha.validate.levels import CROSS_LAYER, RELEASE, Depth, Scope, Seen
from padapatha.validate.names import PASSES
from padapatha.validate.seeds import check_seed
from padapatha.workers import in_order

_FOLDERS = ("seeds", "annotations", "corpus")


def check_paths(
    paths: Sequence[str | Path],
    scope: Scope,
    seen: Seen,
    *,
    ud_level: int = 0,
    jobs: int = 1,
    clean: CleanFiles | None = None,
) -> Iterator[Problem]:
    """Look at every file that is named, in ``jobs`` processes; ``ud_level`` asks the official validator as well.

    Files that ``clean`` knows are read, and not looked at.
    """
    if jobs == 1:
        for path in expand(paths, scope):
            yield from _check_one(path, scope, seen, ud_level, clean)
        return
    check = partial(_check_apart, scope=scope, ud_level=ud_level, clean=clean)
    for names, problems in in_order(check, expand(paths, scope), jobs):
        for name in names:
            seen(name)
        yield from problems


def _check_apart(
    path: Path | Problem, scope: Scope, ud_level: int, clean: CleanFiles | None
) -> tuple[list[str], list[Problem]]:
    """Look at one file in a process of its own; return the names of the files that were read, and the problems."""
    names: list[str] = []
    problems = list(_check_one(path, scope, names.append, ud_level, clean))
    return names, problems


def _check_one(
    path: Path | Problem, scope: Scope, seen: Seen, ud_level: int, clean: CleanFiles | None
) -> Iterator[Problem]:
    if isinstance(path, Problem):
        yield path
        return
    yield from check_path(path, scope, seen, clean)
    if ud_level and path.suffix == ".conllu":
        yield from guarded(lambda: official_problems(read_file(path), str(path), CODES[0], ud_level))


def expand(paths: Sequence[str | Path], scope: Scope) -> Iterator[Path | Problem]:
    """Yield every file that is named, each once: patterns that no shell has expanded too, and the files of a folder."""
    seen: set[str] = set()
    for path in map(str, paths):
        names = [path] if os.path.lexists(path) else sorted(glob.glob(path, recursive=True))  # noqa: PTH207  Path.glob takes no absolute patterns
        if not names:
            yield problem("missing", path, "no file is called so, or matches")
        for each in (file for name in names for file in _below(Path(name), scope)):
            if isinstance(each, Problem):
                yield each
            elif (key := os.path.realpath(each)) not in seen:
                seen.add(key)
                yield each


def _below(path: Path, scope: Scope) -> Iterator[Path | Problem]:
    """The files of a folder that can be looked at, or the file itself; hidden folders are left out."""
    if not path.is_dir() or path.is_symlink():
        yield path
        return
    found = [each for each in path.rglob("*") if is_checked(each, scope) and each.is_file()]
    visible = sorted(each for each in found if not any(part.startswith(".") for part in each.relative_to(path).parts))
    yield from visible
    if not visible:
        yield problem("usage", str(path), "the folder holds no .conllu file", fix="name a folder or a file to check")


def is_checked(path: Path, scope: Scope) -> bool:
    """Whether a file that nobody has named is looked at: CoNLL-U, and the JSON files of a project."""
    if path.suffix != ".json":
        return path.suffix == ".conllu"
    project = project_of_file(path)
    if project is None or scope.of(in_project=True).is_ud:
        return False
    return path.resolve().relative_to(project.root).parts[0] in _FOLDERS


def check_path(path: Path, scope: Scope, seen: Seen, clean: CleanFiles | None = None) -> Iterator[Problem]:
    """Look at one file; what it is follows from its name and place."""
    project = project_of_file(path)
    depth = scope.of(in_project=project is not None)
    parts = path.resolve().relative_to(project.root).parts if project and not path.is_symlink() else ()
    if depth.is_ud and path.suffix == ".conllu":
        yield from check_ud_file(path, str(path), depth, seen, clean)
    elif project and len(parts) in (2, 3) and parts[0] in _FOLDERS and PASSES not in parts:
        yield from _of_project(ProjectFiles(project, seen), parts, path, depth)
    elif project and PASSES in parts and path.suffix == ".json":
        yield from guarded(partial(check_pass, ProjectFiles(project, seen), path.resolve()))
    elif path.suffix == ".conllu":
        yield from guarded(lambda: check_unplaced(_told(path, seen), str(path), depth))
    else:
        yield problem("stray", str(path), "neither CoNLL-U nor a file of a project", fix="name a .conllu file")


def check_unplaced(data: bytes, shown: str, depth: Depth) -> Iterator[Problem]:
    """Look at CoNLL-U that has no place in a project."""
    if depth.is_ud:
        yield from check_ud(data, shown, depth.level)
    else:
        yield from check_conllu(data, shown, language(CODES[0]), "free").problems


def check_ud_file(
    path: Path, shown: str, depth: Depth, seen: Seen, clean: CleanFiles | None = None
) -> Iterator[Problem]:
    """Hold a CoNLL-U file to UD alone."""
    seen(shown)
    check = clean.check if clean else check_ud
    yield from guarded(lambda: check(read_file(path, shown), shown, depth.level))


def _told(path: Path, seen: Seen) -> bytes:
    seen(str(path))
    return read_file(path)


def project_of_file(path: Path) -> Project | None:
    """The project that a file lies in, if it lies in one."""
    try:
        return find_project(path.parent)
    except Refused:
        return None


def _of_project(files: ProjectFiles, parts: Sequence[str], path: Path, depth: Depth) -> Iterator[Problem]:
    """Look at a file of a project; below the level that compares files, at CoNLL-U alone."""
    folder, name = "/".join(parts[:-1]), parts[-1]
    document, alone = Path(name).stem, depth.level < CROSS_LAYER
    if folder == "annotations/treebank" and path.suffix == ".conllu":
        yield from check_treebank(files, document)
    elif folder == "corpus" and path.suffix == ".conllu" and alone:
        yield from check_sentences(files, document)
    elif alone:
        return
    elif folder == "seeds" and path.suffix in (".txt", ".json"):
        yield from check_seed(files, document)
    elif folder.removeprefix("annotations/") in LAYERS and path.suffix == ".json":
        yield from check_layers(files, document, only=folder.removeprefix("annotations/"))
    elif parts == ("corpus", "MANIFEST.json"):
        yield from _whole_manifest(files)
    elif folder == "corpus" and name.endswith(ENTITIES_ENDING):
        document = name.removesuffix(ENTITIES_ENDING)
        yield from guarded(lambda: check_built(files, manifest_of(files) if depth.level == RELEASE else None, document))
        yield from check_proposed_layer(files, document)
    elif folder == "corpus" and path.suffix in (".conllu", ".json"):
        yield from check_document(files, manifest_of(files) if depth.level == RELEASE else None, document)
    else:
        yield problem("stray", str(path), f"{folder}/ holds no files of this kind")


def _whole_manifest(files: ProjectFiles) -> Iterator[Problem]:
    yield from guarded(lambda: check_manifest(files))
    manifest = manifest_of(files)
    for entry in manifest.entries if manifest else ():
        yield from guarded(partial(check_built, files, manifest, entry.document))
