"""The whole project: well as it is, and so is this repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from padapatha.cli import main

ROOT = Path(__file__).parents[2]


def test_the_sample_is_well(sample: Any) -> None:
    assert sample.problems() == []


def test_the_repository_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--root", str(ROOT)]) == 0
    assert capsys.readouterr().err.count(": ") <= 1


@pytest.mark.parametrize("name", ["absent.conllu", "*.nothing", "corpus/absent.json"])
def test_a_path_that_names_nothing_is_an_error(sample: Any, name: str) -> None:
    assert main(["validate", str(sample.root / name)]) == 2


def test_one_file_can_be_looked_at(sample: Any) -> None:
    assert main(["validate", str(sample.root / "corpus" / "namuna_01.conllu")]) == 0


def test_shifting_the_seed_by_a_letter_makes_every_layer_stale(sample: Any) -> None:
    seed = sample.read("seeds/namuna_02.txt")
    sample.write("seeds/namuna_02.txt", "अ".encode() + seed)
    slugs = {each.slug for each in sample.problems() if each.path == "annotations/entities/namuna_02.json"}
    assert "stale" in slugs
