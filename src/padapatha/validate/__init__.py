"""Everything that can be checked of a project, or of single files: problems with their places, never a repair.

Each check is a plain function from what is looked at to the problems found; one bad file never hides the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from padapatha.problems import Problem
from padapatha.project import find_project
from padapatha.udtools import program
from padapatha.validate.documents import check_document, check_treebank
from padapatha.validate.layers import check_layers
from padapatha.validate.manifest import check_manifest, read_manifest
from padapatha.validate.names import check_names
from padapatha.validate.official import PROGRAM, check_officially
from padapatha.validate.passes import check_passes
from padapatha.validate.scene import Scene, Seen, guarded
from padapatha.validate.seed_files import check_seed, same_texts
from padapatha.validate.targets import check_free, check_path, check_path_officially, expand

__all__ = ["CHECKS", "check_free", "validate"]

Check = Callable[[Scene], Iterator[Problem]]


def _seeds(scene: Scene) -> Iterator[Problem]:
    for document in scene.project.documents():
        yield from check_seed(scene, document)
    yield from guarded(partial(same_texts, scene))


def _annotations(scene: Scene) -> Iterator[Problem]:
    for document in scene.project.documents():
        if scene.project.treebank(document).exists():
            yield from check_treebank(scene, document)
        yield from check_layers(scene, document)


def _corpus(scene: Scene) -> Iterator[Problem]:
    manifest = read_manifest(scene)
    for document in scene.project.documents():
        yield from check_document(scene, manifest, document)


def _manifest(scene: Scene) -> Iterator[Problem]:
    yield from guarded(partial(check_manifest, scene))


CHECKS: tuple[Check, ...] = (check_names, _seeds, _annotations, check_passes, _manifest, _corpus)


def validate(
    paths: Sequence[str | Path] = (),
    *,
    root: str | Path | None = None,
    ud: bool = False,
    level: int = 5,
    seen: Seen = lambda _: None,
) -> Iterator[Problem]:
    """Yield what is wrong with some files; without paths, with the whole project that ``root`` (or this folder) is in.

    ``ud`` asks the official UD validator as well, at ``level`` 1 to 5; raises `Refused` when it is not installed.
    ``seen`` is told the name of every file that is read.
    """
    if ud:
        program(PROGRAM)
    if not paths:
        yield from _project(Scene(find_project(Path(root or Path.cwd())), seen), ud=ud, level=level)
    for path in expand(paths):
        if isinstance(path, Problem):
            yield path
        else:
            yield from check_path(path, seen)
            if ud:
                yield from check_path_officially(path, level)


def _project(scene: Scene, *, ud: bool, level: int) -> Iterator[Problem]:
    for check in CHECKS:
        yield from check(scene)
    for document in scene.project.documents() if ud else ():
        yield from guarded(partial(check_officially, scene, document, level))
