"""What a project says of its texts when nothing else is said: the table ``[defaults]`` of its padapatha.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from padapatha.problems import Problem, Refused, problem
from padapatha.reading.seed_fields import field_fault, field_help
from padapatha.reading.toml_file import toml_value, unknown_setting

DEFAULT_FIELDS = ("language", "source", "licence", "rights", "genre", "split")
_FILE, _TABLE = "padapatha.toml", "defaults"


def read_defaults(root: Path) -> Mapping[str, str]:
    """Read the defaults of a project; a project without the file or the table has none.

    Raises `Refused` (``usage``) for keys that do not exist and values that the field cannot have.
    """
    path = root / _FILE
    if not path.is_file():
        return {}
    table = toml_value(path, (_TABLE,))
    if table is None:
        return {}
    if not isinstance(table, dict):
        raise Refused([problem("usage", str(path), f"{_TABLE} is no table", fix=f"write [{_TABLE}]")])
    faults = tuple(_faults(table, str(path)))
    if faults:
        raise Refused(faults)
    return {key: str(value) for key, value in table.items()}


def _faults(table: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for key, value in table.items():
        if key not in DEFAULT_FIELDS:
            yield unknown_setting(path, key, DEFAULT_FIELDS)
        elif not isinstance(value, str):
            yield problem("usage", path, f"{_TABLE}.{key} = {value!r}", fix=f"write a string: {field_help(key)}")
        elif fault := field_fault(key, value):
            yield problem("usage", path, f"{_TABLE}.{key}: {fault}", fix=field_help(key, value))
