"""The tiny model: untrained, so that its trees are nonsense, and valid all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from padapatha.annotator.runtime import Model

TINY = Path(__file__).parent / "tiny"


@pytest.fixture(scope="session")
def tiny() -> Model:
    return Model(TINY)
