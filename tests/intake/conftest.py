"""An empty project beside a folder of texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk
from padapatha.project import Project


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    (tmp_path / "project" / "seeds").mkdir(parents=True)
    (tmp_path / "project" / "annotations").mkdir()
    (tmp_path / "texts").mkdir()
    return Desk(Project(tmp_path / "project"), tmp_path / "texts", capsys.readouterr)
