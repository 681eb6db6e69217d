"""Two models as one: the mean of their logits, label by label.

The mean of logits is the logarithm of the geometric mean of the probabilities, but for a constant. Both models read the
same subwords. Where a model does not have a label of the other, it counts as the least likely one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padapatha.annotator.labels import Labels
from padapatha.annotator.scores import Floats, Ints, Scores

_LABELLED = ("upos", "xpos", "feats", "lemma", "ner")  # outputs [B, W, n]
_ABSENT = -1


class LabelMap:
    """Where the labels of one model stand among those of another."""

    def __init__(self, own: Labels, other: Labels) -> None:
        self._columns = {name: _columns(getattr(own, name), getattr(other, name)) for name in (*_LABELLED, "deprel")}

    def mean(self, own: Scores, other: Scores) -> Scores:
        """The mean of the two scores of one batch, with the labels of the first model."""
        labelled = {
            name: _mean(getattr(own, name), _taken(getattr(other, name), self._columns[name], axis=2))
            for name in _LABELLED
        }
        relations = _mean(own.rel, _taken(other.rel, self._columns["deprel"], axis=1))
        return Scores(**labelled, arc=_mean(own.arc, other.arc), rel=relations)


def _columns(own: Sequence[str], other: Sequence[str]) -> Ints:
    places = {label: place for place, label in enumerate(other)}
    return np.array([places.get(label, _ABSENT) for label in own])


def _taken(scores: Floats, columns: Ints, axis: int) -> Floats:
    """The scores in another order of labels; an absent one has the lowest score of its word."""
    if np.array_equal(columns, np.arange(scores.shape[axis])):
        return scores
    taken = np.take(scores, columns, axis)
    absent = np.flatnonzero(columns == _ABSENT)
    if absent.size:
        where = (slice(None),) * axis + (absent,)
        taken[where] = scores.min(axis, keepdims=True)
    return taken


def _mean(own: Floats, other: Floats) -> Floats:
    half: Floats = (own + other) * np.float32(0.5)
    return half
