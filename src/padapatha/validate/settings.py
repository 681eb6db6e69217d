"""What a repository wants of `padapatha validate`: settings in its pyproject.toml or padapatha.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from padapatha.catalogue import KINDS
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import SETTINGS
from padapatha.reading.toml_file import SettingForms, setting_problems, toml_table
from padapatha.validate.levels import PROFILES, Profile

# Where the settings stand in each file: the first file that has them counts
_PLACES = ((SETTINGS, ("validate",)), ("pyproject.toml", ("tool", "padapatha", "validate")))


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a repository; what it does not say is None or empty, and an option of the command line wins."""

    profile: Profile | None = None
    level: int | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    max: int | None = None
    strict: bool = False
    jobs: int | None = None


def read_settings(start: Path) -> Settings:
    """Read the settings of the repository that a folder lies in; raise `Refused` for any that do not exist.

    The nearest file counts; the folder of the repository (``.git``) is the last one that is looked into.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        for name, keys in _PLACES:
            table = toml_table(folder / name, keys)
            if table is not None:
                return _settings(table, folder / name)
        if (folder / ".git").exists():
            break
    return Settings()


def _settings(table: Mapping[str, Any], path: Path) -> Settings:
    refuse(setting_problems(path, "validate", table, _FORMS))
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    for key in ("select", "ignore"):
        check_slugs(values.get(key, ()), str(path))
    return Settings(**values)


def check_slugs(slugs: Sequence[str], path: str) -> None:
    """Raise `Refused` for slugs that no problem has."""
    unknown = [_unknown_slug(path, slug) for slug in slugs if slug not in KINDS]
    if unknown:
        raise Refused(unknown)


def _unknown_slug(path: str, slug: str) -> Problem:
    near = get_close_matches(slug, KINDS, 1)
    fix = f"did you mean {near[0]}?" if near else "docs/problems.md lists them"
    return problem("usage", path, f"no problem is called {slug!r}", fix=fix)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= 9999


def _is_slugs(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


_FORMS: SettingForms = {
    "profile": (f"write one of {', '.join(PROFILES)}", lambda value: value in PROFILES),
    "level": ("write a number from 1 to 5", lambda value: type(value) is int and 1 <= value <= 5),
    "select": ("write a list of slugs", _is_slugs),
    "ignore": ("write a list of slugs", _is_slugs),
    "max": ("write a number from 0 (all) to 9999", _is_count),
    "strict": ("write true or false", lambda value: type(value) is bool),
    "jobs": ("write a number from 1 to 9999", lambda value: _is_count(value) and value > 0),
}
