"""Words to subword pieces: the one place that says how a sentence enters the network (no PyTorch needed)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

START, PAD, END, UNKNOWN = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Pieces:
    """`ids` with `<s>` and `</s>`; `first[w]`, `last[w]` are indices into `ids` of word w's outer pieces."""

    ids: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many pieces it has, with the marks of start and end."""
        return len(self.ids)


def encode_words(tokenizer: Tokenizer, words: Sequence[str]) -> Pieces:
    """Encode each word by itself; a word without any piece (only invisible characters) becomes `<unk>`."""
    ids, first, last = [START], [], []
    for encoding in tokenizer.encode_batch(list(words), add_special_tokens=False):
        first.append(len(ids))
        ids.extend(encoding.ids or (UNKNOWN,))
        last.append(len(ids) - 1)
    return Pieces((*ids, END), tuple(first), tuple(last))
