"""Settings in TOML: one table of a file, or nothing when the file has no such table."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from padapatha.limits import MAX_SETTINGS
from padapatha.problems import Problem, Refused, problem
from padapatha.reading.project_files import read_file


def toml_value(path: Path, keys: Sequence[str]) -> Any:  # noqa: ANN401  a TOML value has any type
    """Return what stands in a file under some keys, or None; raise `Refused` (``usage``) for what is no TOML."""
    try:
        value: Any = tomllib.loads(read_file(path.resolve(), str(path), MAX_SETTINGS).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused([problem("usage", str(path), f"no TOML: {fault}", fix="correct the file")]) from None
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def unknown_setting(path: str, key: str, known: Sequence[str]) -> Problem:
    """Make the problem of a setting that does not exist, with the nearest one that does."""
    near = get_close_matches(key, known, 1)
    fix = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(known)}"
    return problem("usage", path, f"there is no setting {key!r}", fix=fix)


def toml_table(path: Path, keys: Sequence[str]) -> Mapping[str, Any] | None:
    """Return the table under some keys of a file, or None when there is no such table."""
    value = toml_value(path, keys)
    return value if isinstance(value, dict) else None
