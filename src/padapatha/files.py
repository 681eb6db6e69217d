"""The one door to the disk.

Paths are kept inside a root; only regular files are read; a file is written whole or not at all (a hidden file in the
same folder, fsync, rename, fsync of the folder); one run at a time works in a project.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from padapatha.limits import MAX_FILE
from padapatha.problems import Refused, problem

_PROCESS_ID = re.compile(rb"[0-9]{1,10}")
_LEFTOVER = ".padapatha-tmp-"
# Follow no link, and do not wait for a pipe's other end. Windows knows neither flag.
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the data in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def inside(root: Path, *parts: str) -> Path:
    """Join a path below the root; raise `Refused` when it, or a link on the way, leads out."""
    path = root.joinpath(*parts)
    if any("\0" in part for part in parts) or not path.resolve().is_relative_to(root.resolve()):
        raise Refused([problem("outside", str(root), f"{'/'.join(parts)!r} leads out of {root.name}/")])
    return path


def read_bytes(path: Path, limit: int = MAX_FILE) -> bytes:
    """Read a regular file, never through a link at its end; raise `Refused` for anything else or over the limit."""
    descriptor = os.open(path, _READ) if _plain(path) else -1
    with os.fdopen(descriptor, "rb") as file:
        kind = os.fstat(file.fileno())
        if not stat.S_ISREG(kind.st_mode):
            raise Refused([problem("file-kind", str(path), "it is not a regular file")])
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Refused([problem("limit", str(path), f"it is larger than {limit:,} bytes")])
    return data


def _plain(path: Path) -> bool:
    """Whether the path names a regular file; links and the rest are refused by name before anything is opened."""
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode):
        return True
    kind = "a symbolic link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "a device, pipe or socket"
    raise Refused([problem("file-kind", str(path), f"it is {kind}")])


def write_bytes(path: Path, data: bytes) -> None:
    """Write the file whole or not at all; make its folder. A file that holds the same bytes already is left alone."""
    if path.is_file() and not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    with writing(path) as file:
        file.write(data)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to piece by piece; it takes its place whole at the end, and not at all after a fault."""
    path.parent.mkdir(parents=True, exist_ok=True)
    hidden = path.with_name(f"{_LEFTOVER}{os.getpid()}-{sha256(path.name.encode())[:16]}")
    try:
        with hidden.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        hidden.replace(path)
    except BaseException:
        hidden.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    path.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what killed runs have left of half-written files; call it only while holding the lock."""
    for leftover in folder.rglob(f"{_LEFTOVER}*"):
        leftover.unlink(missing_ok=True)


def listing(folder: Path, ending: str = "") -> tuple[str, ...]:
    """Name what lies directly in a folder, sorted by bytes; hidden entries are left out. A missing folder is empty."""
    if not folder.is_dir():
        return ()
    names = (path.name for path in folder.iterdir() if not path.name.startswith("."))
    return tuple(sorted((name for name in names if name.endswith(ending)), key=os.fsencode))


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """Hold the project's lock, ``.padapatha/lock``; never wait for it.

    Raises `Refused` (``locked``) while another run holds it, with its process id where that is known, and
    (``file-kind``) where ``.padapatha`` or the lock is a symbolic link. The system frees the lock when its holder dies,
    so no stale lock can remain. The process id has a file of its own: Windows lets nobody read a locked file.
    """
    from filelock import FileLock, Timeout  # slow to import, and only some commands lock

    folder = root / ".padapatha"
    _refuse_link(folder)
    folder.mkdir(exist_ok=True)
    _refuse_link(folder / "lock")
    held, holder = FileLock(folder / "lock", timeout=0), folder / "lock.pid"
    try:
        acquired = held.acquire()
    except Timeout:
        raise Refused([problem("locked", str(root), f"{_holder(holder)} is at work in this project")]) from None
    with acquired:
        try:
            write_bytes(holder, str(os.getpid()).encode("ascii"))
            yield
        finally:
            remove(holder)


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise Refused([problem("file-kind", str(path), "it is a symbolic link")])


def _holder(path: Path) -> str:
    """Name the process whose id the file holds; the file may be missing, or hold anything."""
    try:
        number = read_bytes(path, limit=32)
    except (OSError, Refused):
        number = b""
    return f"process {number.decode('ascii')}" if _PROCESS_ID.fullmatch(number) else "another process"
