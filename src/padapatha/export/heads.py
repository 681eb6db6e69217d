"""The head of a stretch of words: the one that the rest of the stretch hangs under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from padapatha.model import Token


def head_of(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the index of the head of the words from ``first`` to before ``last``, all counted from 0 in the sentence.

    It is the word whose own head lies outside. When there are several, it is the one that all the others hang under
    by way of words outside; when there is none such, the first of them. The sentence must be one tree.
    """
    inside = range(first, last)
    tops = [number for number in inside if (tokens[number].head or 0) - 1 not in inside]
    return next((top for top in tops if all(_hangs_under(tokens, other, top) for other in tops)), tops[0])


def _hangs_under(tokens: Sequence[Token], word: int, above: int) -> bool:
    return word == above or above in _ancestors(tokens, word)


def _ancestors(tokens: Sequence[Token], word: int) -> Iterator[int]:
    """The words above a word, from its head to the root of the sentence."""
    while head := tokens[word].head:
        word = head - 1
        yield word
