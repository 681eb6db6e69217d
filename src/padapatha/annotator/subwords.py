"""Words to the network's input: how a sentence becomes subwords, in training as in annotation (no PyTorch needed).

Every word is encoded by itself, so that its subwords are the same in every sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from padapatha.annotator.scores import Ints

START, PAD, END, UNKNOWN = 0, 1, 2, 3  # ids of <s>, <pad>, </s>, <unk>
MAX_OF_WORD = 32  # subwords of one word; of a longer one the first and the last 16 are kept
_CACHE = 100_000  # words


@dataclass(frozen=True, slots=True)
class Subwords:
    """A sentence: ``ids`` with `<s>` and `</s>`; ``first[w]``, ``last[w]`` index the outer subwords of word w in it."""

    ids: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]

    @property
    def size(self) -> int:
        """The number of subwords, `<s>` and `</s>` included."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class NetworkInput:
    """A batch of B sentences, padded: S subword ids a sentence, the first and last subword of each of W words."""

    input_ids: Ints  # [B, S]
    attention_mask: Ints  # [B, S]
    first: Ints  # [B, W]
    last: Ints  # [B, W]
    word_mask: Ints  # [B, W]


class SubwordEncoder:
    """Encodes words and remembers the result; several threads may use one."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    def words(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The subword ids of each word, 1 to 32 of them; `<unk>` for a word of invisible characters alone."""
        known = self._known
        new = list({word for word in words if word not in known})
        if new:
            if len(known) > _CACHE:
                known = self._known = {}  # a new one: another thread may be reading the old one
                new = list(set(words))
            for word in new:  # one by one: the library would spread a batch over all processors, asked for or not
                ids = self._tokenizer.encode(word, add_special_tokens=False).ids
                known[word] = _shortened(tuple(ids) or (UNKNOWN,))
        return [known[word] for word in words]

    def sentence(self, words: Sequence[str]) -> Subwords:
        """The subwords of a sentence."""
        return join_words(self.words(words))


def join_words(words: Sequence[tuple[int, ...]]) -> Subwords:
    """The subwords of a sentence from those of its words."""
    ids, first, last = [START], [], []
    for subwords in words:
        first.append(len(ids))
        ids.extend(subwords)
        last.append(len(ids) - 1)
    return Subwords((*ids, END), tuple(first), tuple(last))


def network_input(sentences: Sequence[Subwords]) -> NetworkInput:
    """The network's input for some sentences."""
    ids = _padded([each.ids for each in sentences], PAD)
    first, last = (_padded(rows, 0) for rows in ([each.first for each in sentences], [each.last for each in sentences]))
    mask = _padded([(1,) * len(each.first) for each in sentences], 0)
    return NetworkInput(ids, (ids != PAD).astype(np.int64), first, last, mask)


def _padded(rows: Sequence[Sequence[int]], fill: int) -> Ints:
    table = np.full((len(rows), max(map(len, rows))), fill, np.int64)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table


def _shortened(subwords: tuple[int, ...]) -> tuple[int, ...]:
    half = MAX_OF_WORD // 2
    return subwords if len(subwords) <= MAX_OF_WORD else (*subwords[:half], *subwords[-half:])
