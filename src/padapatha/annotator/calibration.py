"""What the network believes of its answers, brought to how often it is right (Platt 1999).

A network is surer than it should be of sentences it has not seen. Two numbers mend that: the log-odds of its belief are
stretched and shifted so that of the words said to be right with probability 0.9 nine in ten are. The order stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from padapatha.annotator.scores import Bools

Probabilities: TypeAlias = npt.NDArray[np.floating[Any]]

_CLOSEST = 1e-6  # to certainty, either way; beyond it float32 tells nothing
_STEPS = 50
_SMALL = 1e-9  # a step that changes nothing
_RIDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """The line that log-odds are put on; the default leaves them as they are."""

    slope: float = 1.0
    offset: float = 0.0

    def apply(self, belief: Probabilities) -> Probabilities:
        """Probabilities [N] from what the network believes [N]."""
        result: Probabilities = _logistic(self.slope * _log_odds(belief) + self.offset)
        return result


def calibrate(belief: Probabilities, right: Bools) -> Calibration:
    """The calibration under which the rights and wrongs of some answers are likeliest (logistic regression, by Newton's
    method).

    With nothing wrong, or nothing right, there is no line to be found: the belief stays as it is. It does too where a
    surer word is wrong more often than a less sure one, since a calibration keeps the order.
    """
    if right.all() or not right.any():
        return Calibration()
    rows = np.stack([_log_odds(belief), np.ones(len(belief))], 1)
    line = np.zeros(2)
    for _ in range(_STEPS):
        step = _newton_step(rows, right, line)
        line = line + step
        if np.abs(step).max() < _SMALL:
            break
    slope, offset = (round(float(each), 3) for each in line)
    return Calibration(slope, offset) if slope > 0 and np.isfinite(offset) else Calibration()


def read_calibration(value: object) -> Calibration:
    """From `labels.json`; raises ValueError unless it is `[slope, offset]`, two decimals, the slope above 0."""
    match value:
        case [float() as slope, float() as offset] if slope > 0 and np.isfinite([slope, offset]).all():
            return Calibration(slope, offset)
    raise ValueError(f"confidence: expected [slope, offset] with a slope above 0, not {value!r}")


def _newton_step(rows: Probabilities, right: Bools, line: Probabilities) -> Probabilities:
    """Towards the likeliest line, halved until it is likelier than the one before."""
    found = _logistic(rows @ line)
    curve = (rows * (found * (1 - found))[:, None]).T @ rows + _RIDGE * np.eye(2)
    step: Probabilities = np.linalg.solve(curve, rows.T @ (right - found))
    before = _unlikelihood(rows @ line, right)
    while _unlikelihood(rows @ (line + step), right) > before and np.abs(step).max() > _SMALL:
        step /= 2
    return step


def _unlikelihood(odds: Probabilities, right: Bools) -> float:
    return float(np.logaddexp(0, np.where(right, -odds, odds)).sum())


def _log_odds(belief: Probabilities) -> Probabilities:
    kept: Probabilities = np.clip(belief, _CLOSEST, 1 - _CLOSEST)
    return np.log(kept) - np.log1p(-kept)


def _logistic(odds: Probabilities) -> Probabilities:
    return np.exp(-np.logaddexp(0, -odds))
