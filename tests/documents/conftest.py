"""A project of two built documents: ``ek`` with a confirmed sentence, layers, passes and notes, and ``ek-s1`` bare."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import describe
from documents_project import TEXTS, layer, write
from padapatha.build import build
from padapatha.confirm import confirm
from padapatha.files import sha256
from padapatha.intake import take
from padapatha.project import Project

TINY = Path(__file__).parents[1] / "annotator" / "tiny"


@pytest.fixture(autouse=True)
def tiny_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """An untrained model: its trees are nonsense and valid, and it takes no time."""
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    project = Project(folder / "project")
    for name in ("seeds", "annotations"):
        (project.root / name).mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PADAPATHA_MODEL", str(TINY))
        for name, text in TEXTS.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            take(project, folder / f"{name}.txt", describe(name))
        assert not build(project.root).problems
        confirm(project.root, "ek", ["1"], "आशा", on="2026-11-24")
        english = {"sentence": "ek-s1", "source_sha256": sha256("राम घर गया।".encode()), "language": "en"}
        translations = layer("translations", "ek", "person", translations=[english | {"text": "ek-s1"}])
        entity = {"id": "e1", "start": 0, "end": 3, "text": "राम", "label": "PERSON"}
        write(project, "annotations/translations/ek.json", translations)
        write(project, "annotations/entities/ek.json", layer("entities", "ek", "model", entities=[entity]))
        for side in ("a", "b"):
            write(project, f"annotations/passes/{side}/translations/ek.json", translations)
        notes = "translations\tek-s1\tek\tek-s1-s1\tek-s1 और\n"
        write(project, "annotations/passes/a/notes.tsv", notes.encode())
        assert not build(project.root).problems
    return project.root


@pytest.fixture
def documents(made_once: Path, tmp_path: Path) -> Project:
    """A copy of the project for one test."""
    return Project(Path(shutil.copytree(made_once, tmp_path / "project")))
