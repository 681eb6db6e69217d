"""Words to the network's inputs: pieces of words, cut the same way whatever stands around a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from padapatha.annotator.pieces import END, PAD, START, UNKNOWN, Pieces
from padapatha.annotator.scores import Batch, Ints

_MAX_WORD = 32  # pieces of one word; of a longer one the first and the last 16 are kept
_CACHE = 100_000  # words


class Encoding:
    """Cuts words into pieces; remembers those of the words it has met."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    def words(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The pieces of each word, at least one and at most 32 of them."""
        known = self._known
        new = list({word for word in words if word not in known})
        if new:
            if len(known) > _CACHE:
                known = self._known = {}  # a new one: another thread may be reading the old one
                new = list(set(words))
            for word in new:  # one by one: batches would be cut by all processors, asked for or not
                ids = self._tokenizer.encode(word, add_special_tokens=False).ids
                known[word] = _shortened(tuple(ids) or (UNKNOWN,))
        return [known[word] for word in words]

    def pieces(self, words: Sequence[str]) -> Pieces:
        """The pieces of a sentence, between the marks for its start and end."""
        return join(self.words(words))


def join(words: Sequence[tuple[int, ...]]) -> Pieces:
    """The pieces of some words as one sentence."""
    ids, first, last = [START], [], []
    for pieces in words:
        first.append(len(ids))
        ids.extend(pieces)
        last.append(len(ids) - 1)
    return Pieces((*ids, END), tuple(first), tuple(last))


def batch_of(items: Sequence[Pieces]) -> Batch:
    """The inputs of the network for some sentences."""
    ids = _padded([item.ids for item in items], PAD, max(len(item.ids) for item in items))
    width = max(len(item.first) for item in items)
    first, last = (_padded(rows, 0, width) for rows in ([i.first for i in items], [i.last for i in items]))
    mask = _padded([(1,) * len(item.first) for item in items], 0, width)
    return Batch(ids, (ids != PAD).astype(np.int64), first, last, mask)


def _padded(rows: Sequence[Sequence[int]], fill: int, width: int) -> Ints:
    table = np.full((len(rows), width), fill, np.int64)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table


def _shortened(pieces: tuple[int, ...]) -> tuple[int, ...]:
    half = _MAX_WORD // 2
    return pieces if len(pieces) <= _MAX_WORD else (*pieces[:half], *pieces[-half:])
