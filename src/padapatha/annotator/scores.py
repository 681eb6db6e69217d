"""The network's answer for a batch of sentences, and what gives such answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

BARRED = np.float32(-1e9)  # the score of what must not be chosen


@dataclass(frozen=True, slots=True)
class Batch:
    """The inputs of the network, padded: pieces [B, S], the first and last piece of each word [B, W]."""

    input_ids: Ints
    attention_mask: Ints
    first: Ints
    last: Ints
    word_mask: Ints


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits: per label [B, W, n], per head ``arc`` [B, W, W + 1] and per relation and head ``rel`` [B, R, W, W + 1].

    Head 0 is the root, head h the word h. What stands behind a sentence's end is noise.
    """

    upos: Floats
    xpos: Floats
    feats: Floats
    lemma: Floats
    ner: Floats
    arc: Floats
    rel: Floats


class Scorer(Protocol):
    """Scores a batch; may be called from several threads at a time."""

    def __call__(self, batch: Batch) -> Scores:
        """Return the network's scores."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch in one row, sentence after sentence: where each stands.

    ``sentence`` and ``place`` [N] index the first two axes of the scores; ``starts`` [B + 1] cut the row.
    """

    forms: tuple[str, ...]
    sentence: Ints
    place: Ints
    starts: tuple[int, ...]


def in_a_row(sentences: Sequence[Sequence[str]]) -> Words:
    """Lay the words of some sentences in one row."""
    lengths = np.array([len(each) for each in sentences])
    starts = np.concatenate(([0], lengths.cumsum()))
    sentence = np.repeat(np.arange(len(sentences)), lengths)
    place = np.arange(int(starts[-1])) - np.repeat(starts[:-1], lengths)
    return Words(tuple(form for each in sentences for form in each), sentence, place, tuple(starts.tolist()))
