"""A release is there whole or not at all, and ``checksums.sha256`` names every file of it.

It is made in a hidden folder below ``dist/releases/``, moved to a folder named by its content, and only then does
``dist/hub`` point to it: a relative symbolic link that one rename swaps. A reader that follows the link finds the old
release or the new one, never half of either. The release before the last is kept for those who are still reading it.
What a killed run leaves is hidden, and removed by the next run under the project's lock.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from padapatha import files
from padapatha.problems import Problem, Refused, problem
from padapatha.project import Project

CHECKSUMS = "checksums.sha256"  # in the form that `sha256sum --check` reads
_CHECKSUM = re.compile(r"([0-9a-f]{64})  (\S(?:.*\S)?)")
_BUILDING = ".building-"
_LINK = ".hub-"


def hub_folder(project: Project) -> Path:
    """Where the current release is found: a link to it, or a folder that was downloaded."""
    return project.root / "dist" / "hub"


def releases_folder(project: Project) -> Path:
    """The folder that holds the releases."""
    return files.inside(project.root, "dist", "releases")


@contextmanager
def building(project: Project) -> Iterator[Path]:
    """Yield an empty hidden folder to make a release in; remove it afterwards, and what killed runs have left."""
    folder = releases_folder(project)
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
    return files.sha256((folder / CHECKSUMS).read_bytes())[:16]


def publish(project: Project, made: Path) -> Path:
    """Let ``dist/hub`` point to a finished release and return its folder; publishing the same again changes nothing.

    Raises `Refused` when ``dist/hub`` is a folder and no link.
    """
    link = hub_folder(project)
    if link.exists() and not link.is_symlink():
        found = "it is a folder that `padapatha pack` did not make"
        raise Refused([problem("file-kind", project.relative(link), found, fix="move it away")])
    current = link.resolve() if link.exists() else None
    if current and release_id(current) == release_id(made) and not any(verify_checksums(current)):
        return current
    for path in (*made.rglob("*"), made):
        _sync(path)
    target = _free(releases_folder(project), release_id(made))
    made.rename(target)
    _sync(target.parent)
    _swap(link, target)
    _prune(project, {target, current})
    return target


def _free(folder: Path, name: str) -> Path:
    """A folder that does not exist yet: a damaged release of the same content is never overwritten."""
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
    """Flush a file or folder to the disk before anything points to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prune(project: Project, kept: set[Path | None]) -> None:
    names = {path.name for path in kept if path}
    for folder in (releases_folder(project), cache_folder(project)):
        for name in files.listing(folder):
            if name not in names:
                shutil.rmtree(folder / name, ignore_errors=True)


def cache_folder(project: Project) -> Path:
    """The cache of loaded datasets, one folder for each release.

    The cache of `datasets` does not notice that a local file has changed, so that no folder of it may see two releases.
    """
    return files.inside(project.root, ".padapatha", "datasets")


# Checksums


def released_files(folder: Path) -> tuple[str, ...]:
    """Return the names of the files below a folder, sorted by their bytes; `CHECKSUMS` is left out."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return tuple(sorted((name for name in names if name != CHECKSUMS), key=str.encode))


def write_checksums(folder: Path) -> None:
    """Write the SHA-256 of every file of a folder."""
    lines = (f"{_digest(folder / name)}  {name}\n" for name in released_files(folder))
    files.write_bytes(folder / CHECKSUMS, "".join(lines).encode("utf-8"))


def verify_checksums(folder: Path) -> Iterator[Problem]:
    """Yield every file that is missing, changed or not listed."""
    listed: dict[str, str] = {}
    for number, line in enumerate((folder / CHECKSUMS).read_bytes().decode("utf-8", "replace").split("\n")[:-1], 1):
        match = _CHECKSUM.fullmatch(line)
        if match is None:
            yield problem("checksum", CHECKSUMS, f"{line!r} is no checksum", line=number)
        else:
            listed[match[2]] = match[1]
    here = released_files(folder)
    for name in sorted(listed.keys() | set(here), key=str.encode):
        if name not in listed:
            yield problem("checksum", name, f"it is not in {CHECKSUMS}")
        elif name not in here:
            yield problem("checksum", name, "it is gone")
        elif _digest(folder / name) != listed[name]:
            yield problem("checksum", name, "its SHA-256 is another one")


def _digest(path: Path) -> str:
    """The SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
