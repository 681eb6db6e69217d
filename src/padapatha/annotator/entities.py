"""Entity scores to well-formed IOB2 tags: `I-X` stands only after `B-X` or `I-X`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from padapatha.annotator.scores import BARRED, Bools, Floats


def choose_entities(scores: Floats, tags: Sequence[str]) -> tuple[str, ...]:
    """The best legal tags of a sentence from its logits [n, K]; the logits of a word differ from its log-probabilities
    by a constant, which changes no choice.
    """
    best = scores.argmax(1)
    follows, starts = _transitions(tuple(tags))
    if not (starts[best[0]] and follows[best[:-1], best[1:]].all()):
        best = _viterbi(scores, follows, starts)
    return tuple([tags[each] for each in best.tolist()])


@lru_cache(maxsize=8)
def _transitions(tags: tuple[str, ...]) -> tuple[Bools, Bools]:
    """Whether a tag may follow another [K, K], and whether it may stand first [K]."""
    starts = np.array([not tag.startswith("I-") for tag in tags])
    follows = np.array([[_may_follow(left, right) for right in tags] for left in tags])
    return follows, starts


def _may_follow(left: str, right: str) -> bool:
    return not right.startswith("I-") or left in {right, "B-" + right[2:]}


def _viterbi(scores: Floats, follows: Bools, starts: Bools) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    barred = np.where(follows, np.float32(0), BARRED)
    total = np.where(starts, scores[0], BARRED)
    came = np.zeros(scores.shape, dtype=np.int64)
    for place in range(1, len(scores)):
        ways = total[:, None] + barred
        came[place] = ways.argmax(0)
        total = ways.max(0) + scores[place]
    best = np.zeros(len(scores), dtype=np.int64)
    best[-1] = total.argmax()
    for place in range(len(scores) - 1, 0, -1):
        best[place - 1] = came[place, best[place]]
    return best
