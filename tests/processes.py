"""The program as a process of its own, and what lies in a folder before and after it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAM = (sys.executable, "-m", "padapatha")


def run(
    *arguments: object, env: Mapping[str, str] | None = None, cwd: Path | None = None, prefix: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end; ``prefix`` is the command that starts it, as ``unshare``."""
    command = [*prefix, *PROGRAM, *map(str, arguments)]
    environment = os.environ | dict(env or {})
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=environment, cwd=cwd, timeout=300
    )


def shell(line: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in which ``padapatha`` is the program."""
    function = 'padapatha() { "$PYTHON" -m padapatha "$@"; }\n'
    environment = os.environ | dict(env or {}) | {"PYTHON": sys.executable}
    return subprocess.run(
        ["bash", "-c", function + line],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=environment,
        timeout=300,
    )


def everything(folder: Path) -> dict[str, bytes | str]:
    """What lies below a folder: bytes of files, targets of links, nothing for folders; `.padapatha/` apart."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if ".padapatha" not in parts:
            plain = path.is_file() and not path.is_symlink()
            found["/".join(parts)] = path.read_bytes() if plain else str(path.readlink()) if path.is_symlink() else ""
    return found
