"""The one door to the disk.

Paths are kept inside a root, and no symbolic link below it is followed; only regular files are read; a file is written
whole or not at all (a hidden file in the same folder, fsync, rename, fsync of the folder); one run at a time works in a
project.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


def given(path: object) -> Path:
    """Take a path that a user gave; raise `Refused` (``usage``) for what names no file on any system."""
    if not isinstance(path, str | os.PathLike):
        raise Refused([problem("usage", "<path>", f"a path is needed, not {type(path).__name__}", fix="give a path")])
    name = os.fsdecode(path)
    if not name or "\0" in name or not _is_encodable(name):
        raise Refused([problem("usage", name or "<path>", "no file can have this name", fix="give another path")])
    return Path(name)


def _is_encodable(name: str) -> bool:
    try:
        return bool(os.fsencode(name))
    except UnicodeEncodeError:
        return False


def real(path: Path) -> Path:
    """Follow every link in a path of the user's; of links that go round, what is left of the way."""
    return Path(os.path.realpath(path))


def inside(root: Path, *parts: str) -> Path:
    """Join plain names below the root; raise `Refused` for a name that leads elsewhere, and for a link on the way.

    The last name may be a link: reading refuses it, writing replaces it.
    """
    if not all(map(_is_plain_name, parts)):
        raise Refused([problem("outside", str(root), f"{'/'.join(parts)!r} leads out of its folder")])
    path = root
    for part in parts[:-1]:
        path = path / part
        refuse_link(path)
    return path / parts[-1]


def _is_plain_name(part: str) -> bool:
    return part not in ("", ".", "..") and "\0" not in part and Path(part).name == part


def present(path: Path) -> bool:
    """Whether anything is at a path, even a link that leads nowhere; raise OSError where that cannot be seen."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def read_bytes(path: Path, limit: int = MAX_FILE) -> bytes:
    """Read a regular file, never through a link at its end; raise `Refused` for anything else or over the limit.

    Raises OSError for a file that is missing or cannot be read.
    """
    path = given(path)
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


def write_bytes(path: Path, data: bytes, *, make_folder: bool = False) -> None:
    """Write the file whole or not at all (see `writing`). A file that holds the same bytes already is left alone."""
    path = given(path)
    if path.is_file() and not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    with writing(path, make_folder=make_folder) as file:
        file.write(data)


@contextmanager
def writing(path: Path, *, make_folder: bool = False) -> Iterator[BinaryIO]:
    """A file to write to piece by piece; it takes its place whole at the end, and not at all after a fault.

    A link at its place is replaced, never followed. ``make_folder`` is for places inside a project: raises `Refused`
    without it when the folder of the file does not exist.
    """
    if not path.name:
        raise Refused([problem("usage", str(path), "it is a folder", fix="name a file in it")])
    if make_folder:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.parent.is_dir():
        raise Refused([problem("usage", str(path), f"there is no folder {path.parent}", fix="make the folder first")])
    hidden = path.with_name(f"{_LEFTOVER}{os.getpid()}-{sha256(os.fsencode(path.name))[:16]}")
    try:
        hidden.unlink(missing_ok=True)  # of a killed run that had the same process id
        with hidden.open("xb") as file:  # x: a link that somebody has put there is not followed
            yield file
            file.flush()
            os.fsync(file.fileno())
        hidden.replace(path)
    except BaseException as fault:
        hidden.unlink(missing_ok=True)
        if isinstance(fault, OSError) and fault.filename in (None, str(hidden)):
            raise OSError(fault.errno, fault.strerror or str(fault), str(path)) from fault  # the name that users know
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
    """Remove what killed runs have left of half-written files; `lock` calls it, and nobody who does not hold it may."""
    if folder.is_symlink():
        return
    for leftover in folder.rglob(f"{_LEFTOVER}*"):
        with suppress(OSError):  # a folder of this name is nobody's leftover
            leftover.unlink()


def listing(folder: Path, ending: str = "") -> tuple[str, ...]:
    """Name what lies directly in a folder, sorted by bytes; hidden entries are left out. A missing folder is empty."""
    if not folder.is_dir():
        return ()
    names = (path.name for path in folder.iterdir() if not path.name.startswith("."))
    return tuple(sorted((name for name in names if name.endswith(ending)), key=os.fsencode))


@contextmanager
def lock(root: Path, *written: str) -> Iterator[None]:
    """Hold the project's lock, ``.padapatha/lock``; never wait for it.

    ``written`` are the folders of the project into which the run writes: what killed runs have left there is removed.

    Raises `Refused` (``locked``) while another run holds it, with its process id where that is known, and
    (``file-kind``) where ``.padapatha`` is a symbolic link or the lock no file of its own. The system frees the lock
    when its holder dies, so no stale lock can remain. The process id has a file of its own: Windows lets nobody read a
    locked file.
    """
    from filelock import FileLock, Timeout  # slow to import, and only some commands lock

    folder = root / ".padapatha"
    refuse_link(folder)
    folder.mkdir(exist_ok=True)
    _refuse_another_file(folder / "lock")
    held, holder = FileLock(folder / "lock", timeout=0), folder / "lock.pid"
    try:
        acquired = held.acquire()
    except Timeout:
        raise Refused([problem("locked", str(root), f"{_holder(holder)} is at work in this project")]) from None
    with acquired:
        try:
            write_bytes(holder, str(os.getpid()).encode("ascii"))
            for name in written:
                sweep(root / name)
            yield
        finally:
            remove(holder)


def refuse_link(path: Path) -> None:
    """Raise `Refused` (``file-kind``) for a symbolic link."""
    if path.is_symlink():
        raise Refused([problem("file-kind", str(path), "it is a symbolic link")])


def _refuse_another_file(path: Path) -> None:
    """The lock is emptied when it is taken: it must not be another file by a second name."""
    if not present(path):
        return
    _plain(path)
    if path.lstat().st_nlink > 1:
        raise Refused([problem("file-kind", str(path), "it is a file that has other names too")])


def _holder(path: Path) -> str:
    """Name the process whose id the file holds; the file may be missing, or hold anything."""
    try:
        number = read_bytes(path, limit=32)
    except (OSError, Refused):
        number = b""
    return f"process {number.decode('ascii')}" if _PROCESS_ID.fullmatch(number) else "another process"
