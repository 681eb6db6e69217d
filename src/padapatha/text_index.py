"""Where the sentences, words and graphemes of a document stand in its text: every question about offsets is asked here.

Offsets are Unicode code points, 0-based, half-open, into the document's NFC text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from padapatha.conllu.surface import word_offsets
from padapatha.files import sha256
from padapatha.model import Sentence
from padapatha.problems import Refused, problem
from padapatha.text import graphemes

Offsets = tuple[int, int]  # start and end


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words of one sentence: its index in the document, the words from ``first`` to before ``last``, from 0."""

    sentence: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TextIndex:
    """A document's text with its sentences (``start`` set) and the offsets of their words, by sentence."""

    document: str
    text: str
    sha256: str
    graphemes: frozenset[int]
    sentences: tuple[Sentence, ...]
    sentence_starts: tuple[int, ...]
    words: tuple[tuple[Offsets, ...], ...]
    word_starts: frozenset[int]
    word_ends: frozenset[int]

    def sentence_at(self, offset: int) -> int | None:
        """Return the index of the sentence in which an offset lies; None between sentences and without any."""
        index = bisect_right(self.sentence_starts, offset) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def words_of(self, start: int, end: int) -> WordSpan | None:
        """Return the words that a span covers; None unless it begins and ends at words of one sentence."""
        index = self.sentence_at(start)
        if index is None:
            return None
        offsets = self.words[index]
        first = next((number for number, word in enumerate(offsets) if word[0] == start), None)
        last = next((number for number in range(len(offsets), 0, -1) if offsets[number - 1][1] == end), None)
        return None if first is None or last is None or first >= last else WordSpan(index, first, last)

    def whole_words(self, start: int, end: int) -> WordSpan:
        """Return the words of a span of a validated layer; raise `Refused` when it is not whole words of a sentence."""
        words = self.words_of(start, end)
        if words is None:
            found = f"{start}-{end} is not whole words of one sentence"
            raise Refused([problem("bug", f"corpus/{self.document}.conllu", found)])
        return words

    def touched(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Return the sentences that share characters with a span of any length."""
        return tuple(sentence for sentence in self.sentences if sentence.start < end and start < sentence.end)


def text_index(document: str, text: str, sentences: Iterable[Sentence] = ()) -> TextIndex:
    """Index a text; sentences that do not stand in it, one after the other, are left out."""
    placed = tuple(_placed(text, sentences))
    words = tuple(
        tuple((sentence.start + start, sentence.start + end) for start, end in word_offsets(sentence))
        for sentence in placed
    )
    return TextIndex(
        document=document,
        text=text,
        sha256=sha256(text.encode("utf-8")),
        graphemes=frozenset(graphemes(text)),
        sentences=placed,
        sentence_starts=tuple(sentence.start for sentence in placed),
        words=words,
        word_starts=frozenset(start for offsets in words for start, _ in offsets),
        word_ends=frozenset(end for offsets in words for _, end in offsets),
    )


def _placed(text: str, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    end = 0
    for sentence in sentences:
        start = text.find(sentence.text, end)
        if start >= 0 and sentence.text:
            end = start + len(sentence.text)
            yield replace(sentence, start=start)
