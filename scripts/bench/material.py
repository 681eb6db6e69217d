"""The gold data, converted and cut into parts: what is learnt from, what is looked at, what is held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from padapatha.conllu import read_trees, write_conllu
from padapatha.convert import convert
from padapatha.convert.command import basic_faults, document_id
from padapatha.model import Sentence

_HELD_OUT = 0.1  # of the second part, from its end: the test; as much before it: the development part


@dataclass(frozen=True, slots=True)
class Material:
    """CoNLL-U files in today's conventions, and the entity files as they are."""

    train: Path
    dev: Path
    test: Path
    entities_train: Path
    entities_dev: Path


def prepare(gold: Path, out: Path) -> Material:
    """Convert ``gold``/hdtb-v1 and write the parts into ``out``; the same files every time."""
    first, second = (_converted(gold / "hdtb-v1" / f"{name}.conllu") for name in ("part1", "part2"))
    size = round(len(second) * _HELD_OUT)
    parts = {
        "train": [*first, *second[: -2 * size]],
        "dev": second[-2 * size : -size],
        "test": second[-size:],
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, sentences in parts.items():
        write_conllu(sentences, out / f"{name}.conllu")
    train, dev, test = (out / f"{name}.conllu" for name in parts)
    return Material(train, dev, test, gold / "il-ner" / "hi-train.txt", gold / "il-ner" / "hi-dev.txt")


def _converted(path: Path) -> Sequence[Sentence]:
    return list(convert(read_trees(path, basic_faults), document_id(path)))
