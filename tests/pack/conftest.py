"""A project of our own with every layer, packed; nothing here may touch the network."""

from __future__ import annotations

import shutil
from pathlib import Path

import datasets
import huggingface_hub.constants
import pytest

from padapatha.build import build
from padapatha.intake import take
from padapatha.layers import LAYERS
from padapatha.metadata import Description
from padapatha.pack import card
from padapatha.pack.assemble import pack
from padapatha.project import Project
from padapatha.reading import Context
from project_edits import read_document

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "schema" / "examples" / "valid"

# The text of the examples on the guideline pages, to which the layers' examples belong
SPOKEN = (
    "रविवार को जापानी शहर कोबे में भूकंप आया। इस घटना में तीन लोग घायल हुए। मेयर केंजी सातो ने कहा, "
    "“हम कल तक 40 लाख येन बाँटेंगे।” सातो ने बताया कि वे शहर में ही रहेंगे।"
)
PLAIN = "राम घर गया।\n\nसीता-गीता 19वीं  सदी की हैं!\n"


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)


@pytest.fixture(autouse=True)
def _no_cache_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A test that forgets `cache_dir=` finds a new cache, never somebody's old one."""
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache-of-the-machine")


def seed(project: Project, document: str, text: str, split: str, folder: Path) -> None:
    """Take one text in."""
    path = folder / f"{document}.txt"
    path.write_bytes(text.encode("utf-8"))
    described = Description(
        document,
        "hi",
        None,
        "written for this test",
        None,
        "CC0-1.0",
        None,
        "fiction",
        "2024-02-29",
        "2026-11-24",
        split,
    )
    take(project, path, described)


def write_card(project: Project) -> None:
    """Put a hand-kept card into the project, as the repository has one."""
    data = card.starter("Namuna", "hi") + "\n<!-- the rest is ours -->\n"
    (project.root / card.CARD).write_bytes(data.encode("utf-8"))


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built project: ``namuna_01`` (train) with all five layers, ``saada`` (test) with none."""
    folder = tmp_path_factory.mktemp("built")
    project = Project(folder / "नमूना project")
    (project.root / "seeds").mkdir(parents=True)
    (project.root / "annotations").mkdir()
    seed(project, "namuna_01", SPOKEN, "train", folder)
    seed(project, "saada", PLAIN, "test", folder)
    for layer in LAYERS:
        path = project.layer(layer, "namuna_01")
        path.parent.mkdir(parents=True)
        shutil.copy(EXAMPLES / f"layer-{layer}" / "from-guideline.json", path)
    write_card(project)
    assert not build(project.root).problems
    return project


@pytest.fixture(scope="session")
def _packed(_built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = _copy(_built, tmp_path_factory.mktemp("packed"))
    pack(project.root)
    return project


def _copy(project: Project, folder: Path) -> Project:
    return Project(Path(shutil.copytree(project.root, folder / project.root.name, symlinks=True)))


@pytest.fixture
def layered(_built: Project, tmp_path: Path) -> Project:
    """A copy of the built project, which a test may change."""
    return _copy(_built, tmp_path)


@pytest.fixture
def packed(_packed: Project, tmp_path: Path) -> Project:
    """A copy of the same project, packed."""
    return _copy(_packed, tmp_path)


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the repository's own corpus, built and packed; nobody may change it."""
    root = tmp_path_factory.mktemp("repository")
    for name in ("seeds", "annotations", "corpus", "DATASET_CARD.md", "LICENSE-DATA"):
        path = ROOT / name
        (shutil.copytree if path.is_dir() else shutil.copyfile)(path, root / name)
    assert not build(root).problems
    pack(root)
    return Project(root)


@pytest.fixture
def context(layered: Project) -> Context:
    """The document with all five layers, as `pack` reads it."""
    return read_document(layered, "namuna_01")
