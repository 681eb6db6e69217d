"""Candidates: the texts behind the paths that a user gave, which may be files, folders, patterns and JSONL."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from padapatha import files, strict_json
from padapatha.limits import MAX_SEED
from padapatha.problems import Problem, Refused, of_system, problem
from padapatha.reading.project_files import read_file
from padapatha.reading.seed_fields import SEED_FIELDS

TEXT_ENDING, LINES_ENDING = ".txt", ".jsonl"
_PATTERN = "*?["


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be taken in: what messages call it, the name for its id, and its own fields, of JSONL."""

    path: str
    name: str
    fields: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None  # of an object of JSONL; None: the text of the file at ``path``
    line: int = 0  # of the object in its file

    @property
    def shown(self) -> str:
        """What people are told of: the file, and the line of an object of JSONL."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def is_file(self, path: Path) -> bool:
        """Whether the text is this very file."""
        return self.text is None and files.real(Path(self.path)) == files.real(path)

    def read(self) -> bytes:
        """The bytes of the text; raises `Refused` and OSError as reading a file does."""
        if self.text is None:
            return files.read_bytes(Path(self.path), MAX_SEED)
        data = self.text.encode("utf-8")
        if len(data) > MAX_SEED:
            raise Refused([problem("limit", self.path, f"it is larger than {MAX_SEED:,} bytes", line=self.line)])
        return data


def candidates_of(paths: Iterable[Path]) -> Iterator[Candidate | Problem]:
    """Yield every text behind some paths once, those of a folder sorted, and a problem for each that has none."""
    seen: set[str] = set()
    for candidate in (candidate for given in paths for candidate in _candidates_behind(given)):
        place = os.path.abspath(candidate.path) if isinstance(candidate, Candidate) and not candidate.line else ""  # noqa: PTH100  links are not followed
        if not place or place not in seen:
            yield candidate
        seen.add(place)


def _candidates_behind(given: Path) -> Iterator[Candidate | Problem]:
    try:
        for path in _matching(given):
            yield from _candidates_at(path)
    except OSError as fault:
        yield of_system(fault, str(given))


def _matching(path: Path) -> Iterable[Path]:
    """The paths that a pattern matches; a path that is there, or has no pattern in it, stands for itself."""
    if files.present(path) or not any(sign in str(path) for sign in _PATTERN):
        return (path,)
    found = sorted(glob.glob(str(path), recursive=True), key=os.fsencode)  # noqa: PTH207  the pattern may be absolute
    return map(Path, found) if found else (path,)


def _candidates_at(path: Path) -> Iterator[Candidate | Problem]:
    if os.path.isdir(path):  # noqa: PTH112  False, and no error, for what cannot be looked at
        yield from _in_folder(path)
    elif path.name.lower().endswith(LINES_ENDING):
        yield from _in_lines(path)
    else:
        yield _of_file(path)


def _of_file(path: Path) -> Candidate:
    name = path.name[: -len(TEXT_ENDING)] if path.name.lower().endswith(TEXT_ENDING) else path.name
    return Candidate(str(path), name)


def _in_folder(folder: Path) -> Iterator[Candidate | Problem]:
    """The ``*.txt`` below a folder; hidden entries are left out, and no link to a folder is followed."""
    faults: list[OSError] = []
    found = []
    for place, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        plain = (name for name in names if not name.startswith(".") and name.lower().endswith(TEXT_ENDING))
        found += [Path(place, name) for name in plain]
    yield from map(_of_file, sorted(found, key=os.fsencode))
    yield from map(of_system, faults)
    if not found and not faults:
        yield problem("missing", str(folder), "there is no text (*.txt) in it", fix="name a folder with *.txt files")


def _in_lines(path: Path) -> Iterator[Candidate | Problem]:
    """The objects of a JSONL file; a line that cannot be taken keeps no other out."""
    try:
        lines = read_file(path).split(b"\n")
    except Refused as refused:
        yield from refused.problems
        return
    for number, line in enumerate(lines, 1):
        if line not in (b"", b"\r"):
            yield from _in_line(path, number, line)


def _in_line(path: Path, number: int, line: bytes) -> Iterator[Candidate | Problem]:
    try:
        value = strict_json.loads(line, str(path))
    except Refused as refused:
        yield from (
            problem(each.slug, each.path, each.found, line=number, column=each.column) for each in refused.problems
        )
        return
    if faults := tuple(_object_faults(value, str(path), number)):
        yield from faults
        return
    fields = {key: each for key, each in value.items() if key != "text" and each is not None}
    yield Candidate(str(path), f"{path.name[: -len(LINES_ENDING)]}-{number}", fields, value["text"], number)


def _object_faults(value: Any, path: str, line: int) -> Iterator[Problem]:  # noqa: ANN401  a JSON value
    if not isinstance(value, dict):
        yield problem("metadata", path, "the line is no object", line=line, fix='write {"text": …, …} on each line')
        return
    if not isinstance(value.get("text"), str):
        yield problem("metadata", path, "there is no string `text`", line=line)
    for key, each in value.items():
        if key not in ("text", "id", *SEED_FIELDS):
            yield problem("metadata", path, f"no field is called {key!r}", line=line, fix=known_fields())
        elif key != "text" and not isinstance(each, str | None):
            yield problem("metadata", path, f"{key} is no string", line=line, fix="write a string, or null")


def known_fields() -> str:
    """Name the fields that a row or an object may have, as the fix of a problem."""
    return f"the fields are id, {', '.join(SEED_FIELDS)}"
