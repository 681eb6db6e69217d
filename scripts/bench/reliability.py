"""Reliability of confidence: how often words of some confidence are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from padapatha.annotator.analysis import Annotator
from padapatha.train.calibration import raw_confidence
from padapatha.train.data import Example

BOUNDS = (0.0, 0.5, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """The words whose confidence is at least ``low`` and below ``high`` (1 belongs to the last bin)."""

    low: float
    high: float
    words: int
    said: float  # their mean confidence
    right: float  # the share of them whose UPOS, head and relation are all right


def reliability(annotator: Annotator, gold: Sequence[Example]) -> list[Bin]:
    """A row for each part of the scale that has words."""
    confidence, right = raw_confidence(annotator, gold)
    bins = np.minimum(np.digitize(confidence, BOUNDS), len(BOUNDS) - 1)
    rows = ((low, high, bins == number) for number, (low, high) in enumerate(pairwise(BOUNDS), 1))
    return [
        Bin(low, high, int(some.sum()), float(confidence[some].mean()), float(right[some].mean()))
        for low, high, some in rows
        if some.any()
    ]
