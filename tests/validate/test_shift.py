"""One letter more in a seed moves all that stands behind it: each span of each layer is reported at its own place."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from padapatha import files
from padapatha.build import build
from padapatha.layers import LAYERS
from padapatha.problems import Problem
from padapatha.validate import validate

ROOT = Path(__file__).parents[2]
DOCUMENT = "000_0f1e8db63d2ccbea"
AT = 36  # behind the ambassador's name: some spans stand before it, no span holds it
START = re.compile(r' +"start": ([0-9]+),')


@pytest.fixture(scope="module")
def shifted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's data with a letter put into the seed, and its hash made good."""
    root = tmp_path_factory.mktemp("shifted")
    for folder in ("seeds", "annotations", "corpus"):
        shutil.copytree(ROOT / folder, root / folder)
    text_path, metadata_path = (root / "seeds" / f"{DOCUMENT}{suffix}" for suffix in (".txt", ".json"))
    text = text_path.read_bytes().decode("utf-8")
    longer = f"{text[:AT]}अ{text[AT:]}".encode()
    text_path.write_bytes(longer)
    metadata = json.loads(metadata_path.read_text(encoding="utf-8")) | {"sha256": files.sha256(longer)}
    metadata_path.write_text(json.dumps(metadata, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def problems(shifted: Path) -> list[Problem]:
    return list(validate(root=shifted))


@pytest.mark.parametrize("layer", LAYERS)
def test_the_file_is_said_to_be_of_another_text(problems: list[Problem], layer: str) -> None:
    assert [each.line for each in _of(problems, layer) if '"text_sha256"' in _line(layer, each)] == [5]


@pytest.mark.parametrize(
    ("layer", "before", "behind"),
    [
        ("entities", 3, 40),
        ("coreference", 2, 90),
        ("quotations", 0, 20),
        ("expressions", 0, 30),
    ],
)
def test_each_span_behind_the_letter_is_reported_and_none_before(
    problems: list[Problem], layer: str, before: int, behind: int
) -> None:
    starts = {n: int(found[1]) for n, line in enumerate(_lines(layer), 1) if (found := START.fullmatch(line))}
    later = {line for line, start in starts.items() if start >= AT}
    assert len(later) >= behind
    assert len(starts) - len(later) >= before
    reported = Counter(each.line for each in _of(problems, layer) if '"start"' in _line(layer, each))
    assert reported == Counter(later)


def test_the_confirmed_sentence_is_not_built_into_another_text(shifted: Path) -> None:
    (found,) = build(shifted).problems
    assert (found.slug, found.path) == ("stale", f"annotations/treebank/{DOCUMENT}.conllu")
    assert f"{DOCUMENT}-s1" in found.found


def _of(problems: list[Problem], layer: str) -> list[Problem]:
    return [each for each in problems if each.path == f"annotations/{layer}/{DOCUMENT}.json" and each.slug == "stale"]


def _lines(layer: str) -> Any:
    return (ROOT / "annotations" / layer / f"{DOCUMENT}.json").read_text(encoding="utf-8").split("\n")


def _line(layer: str, found: Problem) -> str:
    return str(_lines(layer)[found.line - 1])
