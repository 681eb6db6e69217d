"""A test that needs an extra is skipped without it, and fails where the extra must be there."""

from __future__ import annotations

import json

import pytest

from extras import extra


def test_a_missing_extra_is_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUIRE_EXTRAS", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"the extra \[train\] is not installed: no module no_such"):
        extra("no_such", "train")


def test_a_missing_extra_is_a_failure_where_it_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_EXTRAS", "1")
    with pytest.raises(pytest.fail.Exception, match="REQUIRE_EXTRAS=1"):
        extra("no_such", "train")
    assert extra("json", "train") is json
