"""The network's output for a batch of sentences, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from padapatha.annotator.analysis import Words

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

FORBIDDEN = np.float32(-1e9)  # the score of what must not be chosen; no sum of other scores comes near it


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits of B sentences, W words in the longest: of labels [B, W, n], of heads and of relations to each head.

    Head 0 is the root, head h is the word h. What stands behind the end of a sentence has no meaning.
    """

    upos: Floats
    xpos: Floats
    feats: Floats
    lemma: Floats
    ner: Floats
    arc: Floats  # [B, W, W + 1]: word, head
    rel: Floats  # [B, R, W, W + 1]: relation, word, head


@dataclass(frozen=True, slots=True)
class FlatWords:
    """The N words of a batch in one row, sentence after sentence.

    ``sentence`` and ``position`` [N] index the first two axes of the scores; sentence b is
    ``starts[b]`` to ``starts[b + 1]`` of the row.
    """

    forms: tuple[str, ...]
    sentence: Ints
    position: Ints
    starts: tuple[int, ...]

    @property
    def index(self) -> tuple[Ints, Ints]:
        """What takes the scores [N, n] of the words from an array [B, W, n]."""
        return self.sentence, self.position

    def part(self, number: int) -> slice:
        """Where the sentence of that number, from 0, stands in the row."""
        return slice(self.starts[number], self.starts[number + 1])


def flatten(sentences: Sequence[Words]) -> FlatWords:
    """Lay the words of some sentences in one row."""
    lengths = np.array([len(words) for words in sentences])
    starts = np.concatenate(([0], lengths.cumsum()))
    sentence = np.repeat(np.arange(len(sentences)), lengths)
    position = np.arange(int(starts[-1])) - np.repeat(starts[:-1], lengths)
    return FlatWords(tuple(form for words in sentences for form in words), sentence, position, tuple(starts.tolist()))


def log_softmax(scores: Floats) -> Floats:
    """Logits to logarithms of probabilities along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result
