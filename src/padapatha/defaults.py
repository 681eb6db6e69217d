"""What a project says of its texts when nothing else is said: the table ``[defaults]`` of its padapatha.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from padapatha.problems import Problem, problem, refuse
from padapatha.project import SETTINGS
from padapatha.reading.seed_fields import field_fault, field_help
from padapatha.reading.toml_file import toml_table, unknown_setting

DEFAULT_FIELDS = ("language", "source", "licence", "rights", "genre", "split")
_TABLE = "defaults"


def read_defaults(root: Path) -> Mapping[str, str]:
    """Read the defaults of a project; a project without the file or the table has none.

    Raises `Refused` (``usage``) for keys that do not exist and values that the field cannot have.
    """
    path = root / SETTINGS
    table = toml_table(path, (_TABLE,)) or {}
    refuse(_faults(table, str(path)))
    return {key: str(value) for key, value in table.items()}


def _faults(table: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for key, value in table.items():
        if key not in DEFAULT_FIELDS:
            yield unknown_setting(path, key, DEFAULT_FIELDS)
        elif not isinstance(value, str):
            yield problem("usage", path, f"{_TABLE}.{key} = {value!r}", fix=f"write a string: {field_help(key)}")
        elif fault := field_fault(key, value):
            yield problem("usage", path, f"{_TABLE}.{key}: {fault}", fix=field_help(key, value))
