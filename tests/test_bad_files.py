"""Every small bad file of tests/bad: its kind of problem at its line, with a fix."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bad_files import BAD, bad_file, found_in, of_its_kind
from padapatha.catalogue import KINDS
from padapatha.cli import main

LINES: dict[str, int] = json.loads((BAD / "lines.json").read_text(encoding="utf-8"))
FILES = sorted(path for path in BAD.iterdir() if path.name not in ("lines.json", "README.md"))
# Kinds that need more than one file: a project, a seed, a package, another program or a machine in a certain state
ELSEWHERE = {"documents", "seeds", "package", "machine", "json", "annotation tools"}
WITHOUT = {"tag": "of entity files, which only `train` reads"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_is_reported_at_its_line(path: Path) -> None:
    found = of_its_kind(path)
    assert found.line == LINES[path.stem]
    assert found.fix
    assert found.found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_hardly_anything_else_is_reported(path: Path) -> None:
    others = {each.slug for each in found_in(path)} - {path.stem}
    allowed = {"conflict": {"newdoc"}, "comment-json": {"comment-order"}}
    assert others <= allowed.get(path.stem, set())


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".conllu"], ids=lambda path: path.name)
def test_the_command_reports_it(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    severity = KINDS[path.stem].severity
    assert main(["validate", "--profile", "house", str(copy)]) == int(severity == "error")
    assert f": {path.stem}: " in capsys.readouterr().err


def test_every_kind_of_a_single_file_has_one() -> None:
    single = {slug for slug, kind in KINDS.items() if kind.area not in ELSEWHERE and slug not in WITHOUT}
    assert {slug for slug in single if bad_file(slug) is None} == set()
    assert set(LINES) == {path.stem for path in FILES} <= set(KINDS)
