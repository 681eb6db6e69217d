"""Settings in TOML: one table of a file, or nothing when there is none, and whether its settings can be."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from padapatha.limits import MAX_SETTINGS
from padapatha.problems import Problem, Refused, problem
from padapatha.reading.project_files import read_file

# How to write the value of each setting of a table, and whether a value is one
SettingForms = Mapping[str, tuple[str, Callable[[Any], bool]]]


def toml_table(path: Path, keys: Sequence[str]) -> Mapping[str, Any] | None:
    """Return the table under some keys of a file; None when there is no such file or no such table.

    Raises `Refused` (``usage``) for what is no TOML, and for another value in the place of a table.
    """
    value = _parsed(path) if path.is_file() else None
    for number, key in enumerate(keys, 1):
        value = None if value is None else value.get(key)
        if value is not None and not isinstance(value, dict):
            name = ".".join(keys[:number])
            raise Refused([problem("usage", str(path), f"{name} is no table", fix=f"write [{'.'.join(keys)}]")])
    return value


def _parsed(path: Path) -> dict[str, Any] | None:
    try:
        return tomllib.loads(read_file(path.resolve(), str(path), MAX_SETTINGS).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused([problem("usage", str(path), f"no TOML: {fault}", fix="correct the file")]) from None


def setting_problems(path: Path, name: str, table: Mapping[str, Any], forms: SettingForms) -> Iterator[Problem]:
    """Yield the settings of a table that do not exist, and the values that a setting cannot have."""
    for key, value in table.items():
        if key not in forms:
            yield unknown_setting(str(path), key, tuple(forms))
        elif not forms[key][1](value):
            yield problem("usage", str(path), f"{name}.{key} = {value!r}", fix=forms[key][0])


def unknown_setting(path: str, key: str, known: Sequence[str]) -> Problem:
    """Make the problem of a setting that does not exist, with the nearest one that does."""
    near = get_close_matches(key, known, 1)
    fix = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(known)}"
    return problem("usage", path, f"there is no setting {key!r}", fix=fix)
