"""A release is there whole or not at all.

It is made in a hidden folder below ``dist/releases/``, moved to a folder named by its content, and only then does
``dist/hub`` point to it: a relative symbolic link that one rename swaps. A reader that follows the link finds
the old release or the new one, never half of either; the release before the last is kept for those who are still
reading it. What a killed run leaves is hidden, and swept by the next run under the project's lock.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from padapatha import files
from padapatha.pack import checksums
from padapatha.problems import Refused, problem
from padapatha.project import Project

_BUILDING = ".building-"
_LINK = ".hub-"


def hub(project: Project) -> Path:
    """Where the current release is found: a link to it, or a folder somebody downloaded."""
    return project.root / "dist" / "hub"


def releases(project: Project) -> Path:
    """The folder that holds the releases."""
    return files.inside(project.root, "dist", "releases")


@contextmanager
def building(project: Project) -> Iterator[Path]:
    """Give an empty hidden folder to make a release in; take it away again, and what killed runs have left."""
    folder = releases(project)
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f"{_BUILDING}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    for leftover in folder.parent.glob(f"{_LINK}*"):
        files.remove(leftover)
    here = folder / f"{_BUILDING}{os.getpid()}"
    here.mkdir()
    try:
        yield here
    finally:
        shutil.rmtree(here, ignore_errors=True)


def release_id(folder: Path) -> str:
    """Name a release by its content: the same inputs give the same name."""
    return files.sha256((folder / checksums.NAME).read_bytes())[:16]


def publish(project: Project, made: Path) -> Path:
    """Let ``dist/hub`` point to a finished release; return its folder. The same release again changes nothing."""
    link = hub(project)
    if link.exists() and not link.is_symlink():
        found = "it is a folder that `padapatha pack` did not make"
        raise Refused([problem("file-kind", project.relative(link), found, fix="move it away")])
    current = link.resolve() if link.exists() else None
    if current and release_id(current) == release_id(made) and not any(checksums.verify(current)):
        return current
    for path in (*made.rglob("*"), made):
        _sync(path)
    target = _free(releases(project), release_id(made))
    made.rename(target)
    _sync(target.parent)
    _swap(link, target)
    _prune(project, {target, current})
    return target


def _free(folder: Path, name: str) -> Path:
    """A folder that is not there yet: a damaged release of the same content is never written over."""
    number = 0
    while (folder / (f"{name}-{number}" if number else name)).exists():
        number += 1
    return folder / (f"{name}-{number}" if number else name)


def _swap(link: Path, target: Path) -> None:
    hidden = link.with_name(f"{_LINK}{os.getpid()}")
    hidden.symlink_to(target.relative_to(link.parent), target_is_directory=True)
    hidden.replace(link)
    _sync(link.parent)


def _sync(path: Path) -> None:
    """Bring a file or folder to the disk, before anything points to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prune(project: Project, kept: set[Path | None]) -> None:
    names = {path.name for path in kept if path}
    for folder in (releases(project), cache(project)):
        for name in files.listing(folder):
            if name not in names:
                shutil.rmtree(folder / name, ignore_errors=True)


def cache(project: Project) -> Path:
    """Where loaded datasets are kept, a folder a release.

    The cache of `datasets` does not notice that a local file has changed; it is right only as long as one folder of it
    never sees two releases.
    """
    return files.inside(project.root, ".padapatha", "datasets")
