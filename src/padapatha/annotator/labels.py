"""The label lists of a model: what each column of its outputs means (`labels.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIELDS = ("upos", "xpos", "feats", "lemma", "deprel", "ner")


@dataclass(frozen=True, slots=True)
class Labels:
    """One tuple of labels per task, in the order of the model's columns; `meta` tells how it was trained.

    ``forms`` are, for a lemma script that puts a whole lemma in the form's place, the forms it was learnt from: it is
    right for no other. A script without an entry may be used on any form.
    """

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemma: tuple[str, ...]
    deprel: tuple[str, ...]
    ner: tuple[str, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_labels(path: Path) -> Labels:
    """Read `labels.json`; raises ValueError when a list is missing, empty, or not of distinct strings."""
    data = json.loads(path.read_bytes())
    if not isinstance(data, dict):
        raise ValueError(f"{path}: not an object")
    lists = {name: _distinct(data.get(name), f"{path}: {name}") for name in FIELDS}
    forms = {script: frozenset(words) for script, words in data.get("forms", {}).items()}
    return Labels(**lists, meta=data.get("meta", {}), forms=forms)


def write_labels(labels: Labels, path: Path) -> None:
    """Write `labels.json` (UTF-8, sorted meta, one label a line, so that two versions can be compared)."""
    data: dict[str, Any] = {name: list(getattr(labels, name)) for name in FIELDS}
    data["forms"] = {script: sorted(words) for script, words in sorted(labels.forms.items())}
    data["meta"] = dict(sorted(labels.meta.items()))
    path.write_bytes((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def _distinct(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{place}: expected a list of strings that is not empty")
    if len(set(value)) != len(value):
        raise ValueError(f"{place}: a label stands twice")
    return tuple(value)
