"""What several test files need: a small project of our own text, and the switch for the heavy forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from padapatha.build import build
from padapatha.intake import Description, take
from padapatha.project import Project

TEXT = "राम घर गया। उसने कहा, “मैं 10 बजे आऊँगा।”\nसीता-गीता 19वीं  सदी की हैं!\n"
SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--heavy", action="store_true", help="run the long forms of the tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--heavy"):
        for item in items:
            if item.get_closest_marker("heavy"):
                item.add_marker(pytest.mark.skip(reason="heavy: `make reliability` runs it"))


def describe(document: str, **changes: str | None) -> Description:
    """Describe a text the way an honest user does."""
    fields = {
        "language": "hi",
        "title": None,
        "source": "written for this test",
        "url": None,
        "licence": "CC0-1.0",
        "rights": None,
        "genre": "fiction",
        "published": None,
        "received": "2026-11-24",
        "split": "train",
    }
    return Description(document, **(fields | changes))  # type: ignore[arg-type]  # the fields are those of the class


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A built project of one document ``namuna`` of three sentences in two paragraphs."""
    root = tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "annotations").mkdir()
    text = tmp_path / "namuna.txt"
    text.write_text(TEXT, encoding="utf-8")
    take(Project(root), text, describe("namuna"))
    build(root)
    return Project(root)
