"""A project of two built documents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import describe
from padapatha.build import build
from padapatha.intake import take
from padapatha.project import Project

TINY = Path(__file__).parents[1] / "annotator" / "tiny"
TEXTS = {"ek": "राम घर गया। सीता आई।\n", "do": "एक और कहानी। वह छोटी है।\n"}


@pytest.fixture(autouse=True)
def tiny_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """An untrained model: its trees are nonsense and valid, and it takes no time."""
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    root = folder / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "annotations").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PADAPATHA_MODEL", str(TINY))
        for name, text in TEXTS.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            take(Project(root), folder / f"{name}.txt", describe(name))
        build(root)
    return root


@pytest.fixture
def two(built_once: Path, tmp_path: Path) -> Project:
    """A project of its own with the built documents ``do`` and ``ek``."""
    return Project(Path(shutil.copytree(built_once, tmp_path / "project")))
