"""A project of our own with every layer, packed; nothing here may touch the network."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import datasets
import huggingface_hub.constants
import pytest

from padapatha.build import build
from padapatha.intake import Description, take
from padapatha.layers import LAYERS
from padapatha.pack import card
from padapatha.pack.assemble import pack
from padapatha.project import Project

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
    data = card.starter("hi", "Namuna") + b"\n<!-- the rest is ours -->\n"
    (project.root / card.NAME).write_bytes(data)


@pytest.fixture
def layered(tmp_path: Path) -> Project:
    """A built project: ``namuna_01`` (train) with all five layers, ``saada`` (test) with none."""
    project = Project(tmp_path / "नमूना project")
    (project.root / "seeds").mkdir(parents=True)
    seed(project, "namuna_01", SPOKEN, "train", tmp_path)
    seed(project, "saada", PLAIN, "test", tmp_path)
    for layer in LAYERS:
        path = project.layer(layer, "namuna_01")
        path.parent.mkdir(parents=True)
        shutil.copy(EXAMPLES / f"layer-{layer}" / "from-guideline.json", path)
    write_card(project)
    assert not build(project.root).problems
    return project


@pytest.fixture
def packed(layered: Project) -> Project:
    """The same project, packed."""
    pack(layered.root)
    return layered


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the repository's own corpus, built and packed; nobody may change it."""
    root = tmp_path_factory.mktemp("repository")
    for name in ("seeds", "annotations", "corpus", "DATASET_CARD.md", "LICENSE-DATA"):
        place = ROOT / name
        (shutil.copytree if place.is_dir() else shutil.copyfile)(place, root / name)
    assert not build(root).problems
    pack(root)
    return Project(root)


def edit_layer(project: Project, layer: str, **changes: object) -> None:
    """Change keys of a layer of ``namuna_01`` and build again."""
    path = project.layer(layer, "namuna_01")
    value = json.loads(path.read_bytes()) | changes
    path.write_bytes((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())
    assert not build(project.root).problems
