"""Files that were found without a problem, by the hash of what they hold: they need not be looked at again.

Only what depends on nothing but the file is kept: the profile ``ud``. An entry is an empty file whose name is the
SHA-256 of this program, the level and the data. So a change of any of them asks for a new look, and an entry can be
wrong only if somebody has made it on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from padapatha import files
from padapatha.problems import Problem
from padapatha.reading.ud_file import check_ud
from padapatha.stamps import toolchain


@dataclass(frozen=True, slots=True)
class CleanFiles:
    """A folder of such entries; it is made when the first one is written."""

    folder: Path

    def check(self, data: bytes, shown: str, level: int) -> Iterator[Problem]:
        """Yield what `check_ud` yields, which is nothing for data that are known to be clean."""
        entry = self.folder / files.sha256(f"{toolchain()} {level} {files.sha256(data)}".encode("ascii"))
        if entry.is_file() and not entry.is_symlink():
            return
        clean = True
        for each in check_ud(data, shown, level):
            clean = False
            yield each
        if clean:
            files.write_bytes(entry, b"", make_folder=True)
