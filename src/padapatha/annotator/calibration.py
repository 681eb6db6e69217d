"""What the network believes of its answers, brought to how often it is right (Platt 1999).

A network is surer than it should be of sentences it has not seen. Two numbers correct that: the log-odds of its belief
are stretched and shifted so that of the words said to be right with probability 0.9 nine in ten are. The order stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Probabilities: TypeAlias = npt.NDArray[np.floating[Any]]

_CLOSEST = 1e-6  # to certainty, either way; beyond it float32 tells nothing


@dataclass(frozen=True, slots=True)
class Calibration:
    """The line that log-odds are put on; the default leaves them as they are. `train.trust` finds it."""

    slope: float = 1.0
    offset: float = 0.0

    def apply(self, belief: Probabilities) -> Probabilities:
        """Probabilities [N] from what the network believes [N]."""
        return logistic(self.slope * log_odds(belief) + self.offset)


def read_calibration(value: object) -> Calibration:
    """From `labels.json`; raises ValueError unless it is `[slope, offset]`, two decimals, the slope above 0."""
    match value:
        case [float() as slope, float() as offset] if slope > 0 and np.isfinite([slope, offset]).all():
            return Calibration(slope, offset)
    raise ValueError(f"confidence: expected [slope, offset] with a slope above 0, not {value!r}")


def log_odds(belief: Probabilities) -> Probabilities:
    """Logarithms of the odds [N] of probabilities [N]; certainty is taken for near-certainty."""
    kept: Probabilities = np.clip(belief, _CLOSEST, 1 - _CLOSEST)
    return np.log(kept) - np.log1p(-kept)


def logistic(odds: Probabilities) -> Probabilities:
    """Probabilities [N] from log-odds [N]."""
    return np.exp(-np.logaddexp(0, -odds))
