"""docs/reliability.md names tests that exist, and says of each what it has shown."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[a-z_/]+\.py)::([a-z0-9_]+)`", PAGE)
    assert len(named) > 30
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), (path, name)


def test_every_promise_has_a_test_and_a_figure() -> None:
    table = PAGE.partition("## Promises")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in table.split("\n") if line.startswith("| ")][1:]
    assert len(rows) >= 25
    assert [row[0] for row in rows if len(row) != 3 or not row[1].strip() or not row[2].strip()] == []
    assert "@" not in PAGE
