"""Stretches of a document's text to sentences and tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from padapatha.conllu.surface import word_offsets
from padapatha.model import Sentence
from padapatha.problems import Refused, problem


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of tokens: the sentence's index in the document, and its tokens from ``first`` to before ``last``."""

    index: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Places:
    """The sentences of a document with the offsets (in the document's text) of their tokens."""

    document: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]
    tokens: tuple[tuple[tuple[int, int], ...], ...]

    def of(self, start: int, end: int, path: str) -> Place:
        """Find the tokens of a span; raise `Refused` when it is not whole tokens of one sentence."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        spans = self.tokens[index]
        first = next((number for number, span in enumerate(spans) if span[0] == start), None)
        last = next((number for number in range(len(spans), 0, -1) if spans[number - 1][1] == end), None)
        if first is None or last is None or first >= last:
            found = f"{start}-{end} is not whole tokens of one sentence ({self.sentences[index].id})"
            raise Refused([problem("span", path, found, fix="begin and end the span at token borders")])
        return Place(index, first, last)

    def touched(self, start: int, end: int) -> tuple[Sentence, ...]:
        """The sentences that a span of any length shares characters with."""
        return tuple(each for each in self.sentences if each.start < end and start < each.end)


def places(document: str, sentences: Sequence[Sentence]) -> Places:
    """Find where every token of a document's sentences stands."""
    tokens = (tuple((each.start + a, each.start + b) for a, b in word_offsets(each)) for each in sentences)
    return Places(document, tuple(sentences), tuple(each.start for each in sentences), tuple(tokens))
