"""The project of `exchange_project`, built once, and a copy of it for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exchange_project import annotated_project


@pytest.fixture(scope="session")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return annotated_project(tmp_path_factory.mktemp("annotated"))


@pytest.fixture
def copy(annotated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(annotated, tmp_path / "project"))
