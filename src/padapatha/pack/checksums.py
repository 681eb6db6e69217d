"""``checksums.sha256``: every file of a release, in the form that ``sha256sum --check`` reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from padapatha import files
from padapatha.problems import Problem, problem

NAME = "checksums.sha256"
_LINE = re.compile(r"([0-9a-f]{64})  (\S(?:.*\S)?)")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def contents(folder: Path) -> tuple[str, ...]:
    """The files below a folder, the checksums apart, sorted by their bytes."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return tuple(sorted((name for name in found if name != NAME), key=str.encode))


def write(folder: Path) -> None:
    """Write the checksums of everything that lies in a folder."""
    lines = (f"{digest(folder / name)}  {name}\n" for name in contents(folder))
    files.write_bytes(folder / NAME, "".join(lines).encode("utf-8"))


def verify(folder: Path) -> Iterator[Problem]:
    """Yield every file that is missing, changed or not listed."""
    listed: dict[str, str] = {}
    for number, line in enumerate((folder / NAME).read_bytes().decode("utf-8").split("\n")[:-1], 1):
        match = _LINE.fullmatch(line)
        if match is None:
            yield problem("checksum", NAME, f"{line!r} is no checksum", line=number)
        else:
            listed[match[2]] = match[1]
    here = contents(folder)
    for name in sorted(listed.keys() | set(here), key=str.encode):
        if name not in listed:
            yield problem("checksum", name, f"it is not in {NAME}")
        elif name not in here:
            yield problem("checksum", name, "it is gone")
        elif digest(folder / name) != listed[name]:
            yield problem("checksum", name, "its SHA-256 is another one")
