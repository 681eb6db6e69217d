"""Calibration: the line that brings a model's confidence to how often it is right, learnt on held-out trees.

The method is that of Platt (1999): logistic regression of right and wrong on the log-odds of the confidence.
"""

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
    """Calibrate a model folder on sentences with trees that it was not trained on.

    A calibration that it has already is removed first.
    """
    labels = replace(read_labels(folder / LABELS_FILE), confidence=Calibration())
    write_labels(labels, folder / LABELS_FILE)
    calibration = calibrate(*raw_confidence(Model(folder), gold))
    write_labels(replace(labels, confidence=calibration), folder / LABELS_FILE)


def raw_confidence(annotator: Annotator, gold: Sequence[Example]) -> tuple[Probabilities, Bools]:
    """Return the confidence of each word [N], and whether its UPOS, head and relation are all right [N]."""
    confidence: list[float] = []
    right: list[bool] = []
    for example, analysis in zip(gold, annotator.analyse(example.words for example in gold), strict=True):
        confidence.extend(analysis.confidence)
        columns = zip(example.tokens or (), analysis.upos, analysis.heads, analysis.deprels, strict=True)
        right.extend((token.upos, token.head, token.deprel) == tuple(rest) for token, *rest in columns)
    return np.array(confidence), np.array(right, dtype=bool)


def calibrate(confidence: Probabilities, right: Bools) -> Calibration:
    """Return the most likely calibration for some answers, right and wrong (logistic regression, by Newton's method).

    Without a wrong answer, or without a right one, there is no line, and the confidence stays as it is. So it does
    where more confident answers are wrong more often, since a calibration keeps the order.
    """
    if right.all() or not right.any():
        return Calibration()
    rows = np.stack([log_odds(confidence), np.ones(len(confidence))], 1)
    line = np.zeros(2)
    for _ in range(_STEPS):
        step = _newton_step(rows, right, line)
        line = line + step
        if np.abs(step).max() < _SMALL:
            break
    slope, offset = (round(float(each), 3) for each in line)
    return Calibration(slope, offset) if slope > 0 and np.isfinite(offset) else Calibration()


def _newton_step(rows: Probabilities, right: Bools, line: Probabilities) -> Probabilities:
    """A step towards the most likely line, halved until the line becomes more likely."""
    expected = logistic(rows @ line)
    curve = (rows * (expected * (1 - expected))[:, None]).T @ rows + _RIDGE * np.eye(2)
    step: Probabilities = np.linalg.solve(curve, rows.T @ (right - expected))
    before = _negative_log_likelihood(rows @ line, right)
    while _negative_log_likelihood(rows @ (line + step), right) > before and np.abs(step).max() > _SMALL:
        step /= 2
    return step


def _negative_log_likelihood(odds: Probabilities, right: Bools) -> float:
    return float(np.logaddexp(0, np.where(right, -odds, odds)).sum())
