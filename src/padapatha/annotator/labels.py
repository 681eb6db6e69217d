"""The labels of a model: what each column of its scores means (``labels.json``), lemma scripts and calibration.

A lemma label is an edit script, an instruction that makes the lemma from the form, so that a classifier can choose it:

* ``-n+suffix``: leave out invisible joiners, cut ``n`` code points from the end, append ``suffix``;
* ``~-n+suffix``: the same, of the folded form (`padapatha.annotator.spelling`);
* ``=lemma``: the lemma itself, for forms that share too little with it (इसने -> यह).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from padapatha.annotator.spelling import fold, fold_words
from padapatha.text import JOINERS

Probabilities: TypeAlias = npt.NDArray[np.floating[Any]]

FIELDS = ("upos", "xpos", "feats", "lemma", "deprel", "ner")
_SCRIPT = re.compile("(~?)-(0|[1-9][0-9]*)\\+(.*)", re.DOTALL)
_JOINER = re.compile(f"[{JOINERS}]")
_CERTAIN = 1e-6  # the least distance from 0 and 1; beyond it float32 makes no difference


@dataclass(frozen=True, slots=True)
class Calibration:
    """The network's estimate of its own accuracy, corrected (Platt 1999): log-odds are stretched and shifted.

    A network is too sure of sentences it has not seen. Training fits the two numbers so that of the words
    with probability 0.9 nine in ten are right. The order of words does not change. The default changes nothing.
    """

    slope: float = 1.0
    offset: float = 0.0

    def apply(self, probabilities: Probabilities) -> Probabilities:
        """Calibrated probabilities [N]."""
        return logistic(self.slope * log_odds(probabilities) + self.offset)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each task, in the order of the columns of the scores; ``meta`` says how the model was trained.

    ``forms`` are, for a script ``=lemma``, the forms it was learnt from: it is right for no other. Other scripts may be
    used on any form. ``lexicon`` has, by UPOS and form, the lemmas of the training treebanks, most frequent first.
    Both have folded words alone (`padapatha.annotator.spelling`).
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
    """Read ``labels.json``; raises ValueError when a list is missing, empty, or not of distinct strings."""
    data = json.loads(path.read_bytes())
    if not isinstance(data, dict):
        raise ValueError(f"{path}: not an object")
    lists = {name: _distinct(data.get(name), f"{path}: {name}") for name in FIELDS}
    forms = {script: frozenset(fold_words(words)) for script, words in data.get("forms", {}).items()}
    lexicon = {upos: _read_entries(entries) for upos, entries in data.get("lexicon", {}).items()}
    confidence = read_calibration(data["confidence"]) if "confidence" in data else Calibration()
    return Labels(**lists, meta=data.get("meta", {}), forms=forms, lexicon=lexicon, confidence=confidence)


def write_labels(labels: Labels, path: Path) -> None:
    """Write ``labels.json``: UTF-8, sorted, one label a line, so that two versions can be compared."""
    data: dict[str, Any] = {name: list(getattr(labels, name)) for name in FIELDS}
    data["forms"] = {script: sorted(words) for script, words in sorted(labels.forms.items())}
    data["lexicon"] = {upos: _written_entries(entries) for upos, entries in sorted(labels.lexicon.items())}
    data["confidence"] = [labels.confidence.slope, labels.confidence.offset]
    data["meta"] = dict(sorted(labels.meta.items()))
    path.write_bytes((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def read_calibration(value: object) -> Calibration:
    """From ``labels.json``; raises ValueError unless it is `[slope, offset]`, two decimals, the slope above 0."""
    match value:
        case [float() as slope, float() as offset] if slope > 0 and np.isfinite([slope, offset]).all():
            return Calibration(slope, offset)
    raise ValueError(f"confidence: expected [slope, offset] with a slope above 0, not {value!r}")


def log_odds(probabilities: Probabilities) -> Probabilities:
    """Logarithms of the odds [N]; 0 and 1 are taken for nearly 0 and nearly 1."""
    kept: Probabilities = np.clip(probabilities, _CERTAIN, 1 - _CERTAIN)
    return np.log(kept) - np.log1p(-kept)


def logistic(odds: Probabilities) -> Probabilities:
    """Probabilities [N] from log-odds [N]."""
    return np.exp(-np.logaddexp(0, -odds))


def lemma_script(form: str, lemma: str) -> str:
    """The shortest script that makes the lemma from the form; it keeps nuktas if both ways serve.

    ``apply_script(lemma_script(form, lemma), form) == lemma`` for every pair.
    """
    for mark, start in (("", _without_joiners(form)), ("~", fold(form))):
        shared = _shared(start, lemma)
        if start == lemma or (shared > 0 and len(start) - shared <= max(shared, 5 if shared > 1 else 3)):
            return f"{mark}-{len(start) - shared}+{lemma[shared:]}"
    return "=" + lemma


def apply_script(script: str, form: str) -> str:
    """The lemma that a script makes of any form; never empty unless the form is.

    Raises ValueError for text that is no script.
    """
    if script.startswith("="):
        return script[1:]
    match = _SCRIPT.fullmatch(script)
    if match is None:
        raise ValueError(f"not a lemma script: {script!r}")
    start = fold(form) if match[1] else _without_joiners(form)
    kept = start[: max(0, len(start) - int(match[2]))]  # the pattern admits ASCII digits alone
    return kept + match[3] or form


def _without_joiners(form: str) -> str:
    return _JOINER.sub("", form)


def _shared(left: str, right: str) -> int:
    """The length of the common beginning."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _written_entries(entries: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {form: "\t".join(lemmas) for form, lemmas in sorted(entries.items())}


def _read_entries(entries: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The entries by folded form; where two forms fold to one, the lemmas of both, in order and each once."""
    merged: dict[str, dict[str, None]] = {}
    for form, lemmas in entries.items():
        merged.setdefault(fold(form), {}).update(dict.fromkeys(fold_words(lemmas.split("\t"))))  # a column holds no tab
    return {form: tuple(lemmas) for form, lemmas in merged.items()}


def _distinct(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{where}: expected a list of strings that is not empty")
    if len(set(value)) != len(value):
        raise ValueError(f"{where}: a label stands twice")
    return tuple(value)
