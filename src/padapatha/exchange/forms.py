"""What the readers of all tools share: the file that is meant, the faults of its form, numbers."""

from __future__ import annotations

import json
from pathlib import Path

from padapatha import files
from padapatha.exchange.view import Source
from padapatha.problems import Refused, problem
from padapatha.strict_json import Pointer


def one_file(path: Path, name: str, ending: str) -> Path:
    """Return the file that is meant: the path itself, or in a folder the file of this name or the only such file."""
    if not path.is_dir():
        return path
    if (path / name).is_file():
        return path / name
    found = [each for each in files.listing(path, ending) if not each.startswith("padapatha-")]
    if len(found) == 1:
        return path / found[0]
    what = f"{len(found)} files *{ending} and no {name}" if found else f"no file *{ending} in it"
    raise Refused([problem("missing", str(path), what, fix="name the file that came back")])


def fault_of_form(source: Source, at: Pointer, found: str, fix: str) -> Refused:
    """Return what is raised for a value that the tool does not write so."""
    return Refused([source.problem("tool-file", at, found, fix)])


def is_whole_number(value: object) -> bool:
    """Whether a JSON value is a whole number: true and 1.0 are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def shown_json(value: object) -> str:
    """Return a JSON value as a message shows it: on one line, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:200]} …"


def json_line(value: object) -> bytes:
    """Return a JSON value as one line of a JSONL file."""
    return (json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")
