"""How far a finished model's belief is to be trusted, learnt from sentences with trees that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padapatha.annotator.analysis import Annotator
from padapatha.annotator.calibration import Calibration, Probabilities, calibrate
from padapatha.annotator.scores import Bools
from padapatha.train.data import Example


def trust(annotator: Annotator, gold: Sequence[Example]) -> Calibration:
    """The calibration of an annotator whose belief is not calibrated yet."""
    return calibrate(*beliefs(annotator, gold))


def beliefs(annotator: Annotator, gold: Sequence[Example]) -> tuple[Probabilities, Bools]:
    """The confidence of each word [N], and whether its UPOS, head and relation are all right [N]."""
    belief: list[float] = []
    right: list[bool] = []
    for example, found in zip(gold, annotator.analyse(example.words for example in gold), strict=True):
        belief.extend(found.confidence)
        columns = zip(example.tokens or (), found.upos, found.heads, found.deprels, strict=True)
        right.extend((token.upos, token.head, token.deprel) == tuple(rest) for token, *rest in columns)
    return np.array(belief), np.array(right, dtype=bool)
