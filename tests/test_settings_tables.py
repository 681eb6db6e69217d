"""The tables of padapatha.toml: what holds for each of them, whichever command reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from padapatha.build import build_model
from padapatha.defaults import read_defaults
from padapatha.pack.card import project_title
from padapatha.problems import Refused
from padapatha.project import Project
from padapatha.validate.settings import read_settings

# Name of the table, what reads it in a folder, and a setting with a misspelt name
TABLES: tuple[tuple[str, Callable[[Path], object], str], ...] = (
    ("corpus", lambda root: project_title(Project(root)), "titel"),
    ("defaults", read_defaults, "licenc"),
    ("build", build_model, "modle"),
    ("validate", read_settings, "ignor"),
)


@pytest.fixture(params=TABLES, ids=[row[0] for row in TABLES])
def table(request: pytest.FixtureRequest) -> tuple[str, Callable[[Path], object], str]:
    row: tuple[str, Callable[[Path], object], str] = request.param
    return row


def said(root: Path, read: Callable[[Path], object], settings: str) -> str:
    """What the refusal of some settings says, without the path."""
    (root / "padapatha.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read(root)
    (each,) = refused.value.problems
    assert (each.slug, each.path) == ("usage", str(root / "padapatha.toml"))
    return f"{each.found}; fix: {each.fix}"


def test_another_value_in_the_place_of_the_table_is_refused(
    tmp_path: Path, table: tuple[str, Callable[[Path], object], str]
) -> None:
    name, read, _ = table
    assert said(tmp_path, read, f"{name} = 3\n") == f"{name} is no table; fix: write [{name}]"
    assert said(tmp_path, read, f"[[{name}]]\nx = 3\n") == f"{name} is no table; fix: write [{name}]"


def test_a_setting_that_does_not_exist_is_refused(
    tmp_path: Path, table: tuple[str, Callable[[Path], object], str]
) -> None:
    name, read, key = table
    assert said(tmp_path, read, f'[{name}]\n{key} = "x"\n').startswith(
        f"there is no setting {key!r}; fix: did you mean"
    )


def test_a_file_without_the_table_says_nothing(
    tmp_path: Path, table: tuple[str, Callable[[Path], object], str]
) -> None:
    _, read, _ = table
    nothing = read(tmp_path)
    (tmp_path / "padapatha.toml").write_text("[other]\nx = 3\n", encoding="utf-8")
    assert read(tmp_path) == nothing


def test_a_value_in_the_place_of_an_outer_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\npadapatha = 3\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"tool\.padapatha is no table; fix: write \[tool\.padapatha\.validate\]"):
        read_settings(tmp_path)
