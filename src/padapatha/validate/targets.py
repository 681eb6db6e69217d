"""Paths that a user names: which file of which project each is, and what is to be looked at in it."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from padapatha.languages import CODES, language
from padapatha.problems import Problem, Refused, problem
from padapatha.project import LAYERS, Project, find_project
from padapatha.validate.documents import check_document, check_treebank
from padapatha.validate.layers import check_layers
from padapatha.validate.manifest import check_built, check_manifest, read_manifest
from padapatha.validate.names import PASSES
from padapatha.validate.official import findings
from padapatha.validate.profile import read_profile
from padapatha.validate.scene import Scene, Seen, guarded, read
from padapatha.validate.seed_files import check_seed


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
        yield from _of_project(Scene(project, seen), parts, path)
    elif path.suffix == ".conllu":
        yield from guarded(lambda: check_free(_told(path, seen), str(path)))
    else:
        yield problem("stray", str(path), "neither CoNLL-U nor a file of a project", fix="name a .conllu file")


def check_free(data: bytes, path: str) -> Iterator[Problem]:
    """Look at CoNLL-U that belongs to no project: form and profile, in the first installed language."""
    yield from read_profile(data, path, language(CODES[0]), "free").problems


def check_path_officially(path: Path, level: int) -> Iterator[Problem]:
    """Give a CoNLL-U file to the official validator."""
    if path.suffix == ".conllu":
        yield from guarded(lambda: findings(read(path, str(path)), str(path), CODES[0], level))


def _told(path: Path, seen: Seen) -> bytes:
    seen(str(path))
    return read(path, str(path))


def _project_of(path: Path) -> Project | None:
    try:
        return find_project(path.parent)
    except Refused:
        return None


def _of_project(scene: Scene, parts: Sequence[str], path: Path) -> Iterator[Problem]:
    folder, name = "/".join(parts[:-1]), parts[-1]
    document = Path(name).stem
    if folder == "seeds" and path.suffix in (".txt", ".json"):
        yield from check_seed(scene, document)
    elif folder == "annotations/treebank" and path.suffix == ".conllu":
        yield from check_treebank(scene, document)
    elif folder.removeprefix("annotations/") in LAYERS and path.suffix == ".json":
        yield from check_layers(scene, document, only=folder.removeprefix("annotations/"))
    elif parts == ("corpus", "MANIFEST.json"):
        yield from _whole_manifest(scene)
    elif folder == "corpus" and path.suffix in (".conllu", ".json"):
        yield from check_document(scene, read_manifest(scene), document)
    else:
        yield problem("stray", str(path), f"{folder}/ holds no files of this kind")


def _whole_manifest(scene: Scene) -> Iterator[Problem]:
    yield from guarded(lambda: check_manifest(scene))
    manifest = read_manifest(scene)
    for document in manifest.entries:
        yield from guarded(partial(check_built, scene, manifest, document))
