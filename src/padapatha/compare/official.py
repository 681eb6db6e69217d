"""The official UD scorer (``udeval`` of the package ``udtools``, GPL), called as a program."""

from __future__ import annotations

import re
import subprocess  # a foreign program with a fixed name and arguments that are ours; no shell
import tempfile
from pathlib import Path

from padapatha.problems import Refused, problem
from padapatha.udtools import program

PROGRAM = "udeval"
_SECONDS = 3_600
_ROW = re.compile(r"([A-Za-z]+) *\| *([0-9]+) *\| *([0-9]+) *\| *([0-9]+) *\|.*")


def official_scores(a: bytes, b: bytes) -> dict[str, float]:
    """Score two CoNLL-U files of the same text: F1 in percent by metric, computed from the scorer's own counts.

    Raises `Refused` when the scorer is not installed or does not take the files.
    """
    with tempfile.TemporaryDirectory(prefix="padapatha-") as folder:
        paths = [Path(folder) / name for name in ("a.conllu", "b.conllu")]
        for path, data in zip(paths, (a, b), strict=True):
            path.write_bytes(data)
        command = (program(PROGRAM), "--counts", "--no-enhanced", *map(str, paths))
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  see the import
    rows = [match for line in done.stdout.decode("utf-8", "replace").split("\n") if (match := _ROW.fullmatch(line))]
    if done.returncode or not rows:
        told = done.stderr.decode("utf-8", "replace").split("\n")
        last = next((line for line in reversed(told) if line), "nothing")
        raise Refused([problem("ud", PROGRAM, f"the scorer ended with code {done.returncode} and said {last[:200]!r}")])
    return {match[1]: 200 * int(match[2]) / (int(match[3]) + int(match[4])) for match in rows}
