"""How far a finished model's belief is to be trusted, learnt from sentences with trees that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from padapatha.annotator.analysis import Annotator
from padapatha.annotator.labels import Calibration, Probabilities, log_odds, logistic, read_labels, write_labels
from padapatha.annotator.model_folder import LABELS_FILE
from padapatha.annotator.runtime import Model
from padapatha.annotator.scores import Bools
from padapatha.train.data import Example

_STEPS = 50
_SMALL = 1e-9  # a step that changes nothing
_RIDGE = 1e-6


def write_confidence(folder: Path, gold: Sequence[Example]) -> None:
    """Write into a model folder by which line its belief comes to how often it is right on sentences with trees.

    A line that it has already is forgotten first.
    """
    labels = replace(read_labels(folder / LABELS_FILE), confidence=Calibration())
    write_labels(labels, folder / LABELS_FILE)
    found = calibrate(*beliefs(Model(folder), gold))
    write_labels(replace(labels, confidence=found), folder / LABELS_FILE)


def beliefs(annotator: Annotator, gold: Sequence[Example]) -> tuple[Probabilities, Bools]:
    """The confidence of each word [N], and whether its UPOS, head and relation are all right [N]."""
    belief: list[float] = []
    right: list[bool] = []
    for example, found in zip(gold, annotator.analyse(example.words for example in gold), strict=True):
        belief.extend(found.confidence)
        columns = zip(example.tokens or (), found.upos, found.heads, found.deprels, strict=True)
        right.extend((token.upos, token.head, token.deprel) == tuple(rest) for token, *rest in columns)
    return np.array(belief), np.array(right, dtype=bool)


def calibrate(belief: Probabilities, right: Bools) -> Calibration:
    """The calibration under which the rights and wrongs of some answers are likeliest (logistic regression, by Newton's
    method).

    With nothing wrong, or nothing right, there is no line to be found: the belief stays as it is. It does too where a
    surer word is wrong more often than a less sure one, since a calibration keeps the order.
    """
    if right.all() or not right.any():
        return Calibration()
    rows = np.stack([log_odds(belief), np.ones(len(belief))], 1)
    line = np.zeros(2)
    for _ in range(_STEPS):
        step = _newton_step(rows, right, line)
        line = line + step
        if np.abs(step).max() < _SMALL:
            break
    slope, offset = (round(float(each), 3) for each in line)
    return Calibration(slope, offset) if slope > 0 and np.isfinite(offset) else Calibration()


def _newton_step(rows: Probabilities, right: Bools, line: Probabilities) -> Probabilities:
    """Towards the likeliest line, halved until it is likelier than the one before."""
    found = logistic(rows @ line)
    curve = (rows * (found * (1 - found))[:, None]).T @ rows + _RIDGE * np.eye(2)
    step: Probabilities = np.linalg.solve(curve, rows.T @ (right - found))
    before = _unlikelihood(rows @ line, right)
    while _unlikelihood(rows @ (line + step), right) > before and np.abs(step).max() > _SMALL:
        step /= 2
    return step


def _unlikelihood(odds: Probabilities, right: Bools) -> float:
    return float(np.logaddexp(0, np.where(right, -odds, odds)).sum())
