"""Out and back: without an edit nothing changes, one edit is exactly that change, and the order does not matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from exchange_project import Exchange, exchange

SPANS = ("label-studio", "brat", "doccano")


@pytest.mark.parametrize("tool", [*SPANS, "conllu"])
def test_without_an_edit_nothing_changes(copy: Path, tool: str) -> None:
    sent = exchange(copy, tool)
    before = sent.annotations()
    account = sent.back()
    assert (account.problems, account.written) == ((), ())
    assert {each.kind for each in account.entries} <= {"untouched"}
    assert sent.annotations() == before
