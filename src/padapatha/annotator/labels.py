"""The label lists of a model: what each column of its outputs means (`labels.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from padapatha.annotator.calibration import Calibration, read_calibration

FIELDS = ("upos", "xpos", "feats", "lemma", "deprel", "ner")


@dataclass(frozen=True, slots=True)
class Labels:
    """One tuple of labels per task, in the order of the model's columns; `meta` tells how it was trained.

    ``forms`` are, for a lemma script that puts a whole lemma in the form's place, the forms it was learnt from: it is
    right for no other. A script without an entry may be used on any form. ``lexicon`` are the lemmas that a form has in
    the trees, by UPOS, the most frequent first. ``confidence`` tells how far the network's belief is to be trusted.
    """

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemma: tuple[str, ...]
    deprel: tuple[str, ...]
    ner: tuple[str, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lexicon: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    confidence: Calibration = field(default_factory=Calibration)


def read_labels(path: Path) -> Labels:
    """Read `labels.json`; raises ValueError when a list is missing, empty, or not of distinct strings."""
    data = json.loads(path.read_bytes())
    if not isinstance(data, dict):
        raise ValueError(f"{path}: not an object")
    lists = {name: _distinct(data.get(name), f"{path}: {name}") for name in FIELDS}
    forms = {script: frozenset(words) for script, words in data.get("forms", {}).items()}
    lexicon = {upos: _entries(words) for upos, words in data.get("lexicon", {}).items()}
    confidence = read_calibration(data["confidence"]) if "confidence" in data else Calibration()
    return Labels(**lists, meta=data.get("meta", {}), forms=forms, lexicon=lexicon, confidence=confidence)


def write_labels(labels: Labels, path: Path) -> None:
    """Write `labels.json` (UTF-8, sorted meta, one label a line, so that two versions can be compared)."""
    data: dict[str, Any] = {name: list(getattr(labels, name)) for name in FIELDS}
    data["forms"] = {script: sorted(words) for script, words in sorted(labels.forms.items())}
    data["lexicon"] = {upos: _written(words) for upos, words in sorted(labels.lexicon.items())}
    data["confidence"] = [labels.confidence.slope, labels.confidence.offset]
    data["meta"] = dict(sorted(labels.meta.items()))
    path.write_bytes((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def _written(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {form: "\t".join(lemmas) for form, lemmas in sorted(words.items())}


def _entries(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {form: tuple(lemmas.split("\t")) for form, lemmas in words.items()}  # a column holds no tab


def _distinct(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{place}: expected a list of strings that is not empty")
    if len(set(value)) != len(value):
        raise ValueError(f"{place}: a label stands twice")
    return tuple(value)
