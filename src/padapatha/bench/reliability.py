"""Whether confidence means what it says: how many words that were said to be right are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from padapatha.annotator.analysis import Annotator
from padapatha.train.data import Example
from padapatha.train.trust import beliefs

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
    belief, right = beliefs(annotator, gold)
    place = np.minimum(np.digitize(belief, BOUNDS), len(BOUNDS) - 1)
    rows = ((low, high, place == number) for number, (low, high) in enumerate(pairwise(BOUNDS), 1))
    return [
        Bin(low, high, int(some.sum()), float(belief[some].mean()), float(right[some].mean()))
        for low, high, some in rows
        if some.any()
    ]
