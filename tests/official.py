"""The verdicts of the official UD validator on many small files, through its command line."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from padapatha.problems import Refused
from padapatha.udtools import VALIDATOR, program

CRASH = "the validator ended with a traceback"
# What one file of a run says of another: left out where many files are judged in one run
_ACROSS_FILES = (
    *("edeps-only-sometimes", "non-unique-sent-id"),
    *("non-unique-parallel-id", "parallel-id-alt", "parallel-id-part"),
)
_FINDING = re.compile(r"\[(?:File (\S+) )?Line [0-9]+[^\]]*\]: \[L[0-9] ([A-Z]+) ([a-z0-9-]+)\]")
_BATCH = 200


def is_installed() -> bool:
    try:
        program(VALIDATOR)
    except Refused:
        return False
    return True


def verdicts(files: Mapping[str, bytes], folder: Path) -> dict[str, set[str]]:
    """The ids of the tests that each file fails at levels 1 and 2, but for those that look at several files."""
    names = list(files)
    found: dict[str, set[str]] = {}
    for start in range(0, len(names), _BATCH):
        found |= _batch({name: files[name] for name in names[start : start + _BATCH]}, folder)
    return found


def verdict(data: bytes, folder: Path) -> set[str]:
    """The ids of all tests that one file fails at levels 1 and 2."""
    return _run({"one": data}, folder, exclude=())["one"]


def _batch(files: Mapping[str, bytes], folder: Path) -> dict[str, set[str]]:
    found = _run(files, folder, exclude=_ACROSS_FILES)
    if len(files) == 1 or not any(CRASH in each for each in found.values()):
        return found
    names = list(files)  # a crash ends the whole run: halve it until the file is alone
    halves = names[: len(names) // 2], names[len(names) // 2 :]
    return {
        name: each for half in halves for name, each in _batch({name: files[name] for name in half}, folder).items()
    }


def _run(files: Mapping[str, bytes], folder: Path, exclude: tuple[str, ...]) -> dict[str, set[str]]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.conllu" for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    options = ("--lang", "ud", "--level", "2", "--max-err", "0", "--no-warnings")
    command = [program(VALIDATOR), *options, *map(str, paths), *(("--exclude", *exclude) if exclude else ())]
    done = subprocess.run(command, capture_output=True, check=False, timeout=600)
    output = (done.stdout + b"\n" + done.stderr).decode("utf-8", errors="replace")
    found: dict[str, set[str]] = {name: set() for name in files}
    if "Traceback (most recent call last)" in output or not re.search(r"PASSED|FAILED", output):
        return {name: {CRASH} for name in files}
    for file, name in _findings(output):
        found[Path(file).stem if file else next(iter(files))].add(name)
    return found


def _findings(output: str) -> Iterator[tuple[str, str]]:
    for match in map(_FINDING.match, output.split("\n")):
        if match and match[2] != "WARNING":
            yield match[1] or "", match[3]
