"""Words of two CoNLL-U files of the same text, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from padapatha.conllu.surface import surfaces
from padapatha.model import Sentence, Token
from padapatha.values import EMPTY

Stretch = tuple[tuple["Word", ...], tuple["Word", ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its sentence, and its number in the whole file, from 0."""

    sentence: Sentence
    token: Token
    number: int

    @property
    def head(self) -> int | None:
        """The number of its head in the file; None for a root."""
        return self.number - self.token.id + self.token.head if self.token.head else None

    @property
    def head_upos(self) -> str:
        """UPOS of its head; ``root`` for a root."""
        return self.sentence.tokens[self.token.head - 1].upos if self.token.head else "root"

    def feature(self, name: str) -> str:
        """The value of one feature; ``_`` when it has none."""
        return self.features.get(name, EMPTY)

    @property
    def features(self) -> dict[str, str]:
        """FEATS by name."""
        pairs = () if self.token.feats == EMPTY else self.token.feats.split("|")
        return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


@dataclass(frozen=True, slots=True)
class _Unit:
    """The words of one surface token, and where it ends among the characters that are no white space."""

    words: tuple[Word, ...]
    end: int


def side_by_side(a: Sequence[Sentence], b: Sequence[Sentence]) -> Iterator[Stretch]:
    """Yield the shortest stretches of surface tokens that begin and end at the same characters on both sides.

    Where both cut alike, a stretch is one token on each side. The texts must be the same (see `texts`).
    """
    ours, theirs = _units(a), _units(b)
    for unit in ours:
        left, right = [unit], [next(theirs)]
        while left[-1].end != right[-1].end:
            if left[-1].end < right[-1].end:
                left.append(next(ours))
            else:
                right.append(next(theirs))
        yield _words(left), _words(right)


def _words(units: Sequence[_Unit]) -> tuple[Word, ...]:
    return tuple(word for unit in units for word in unit.words)


def _units(sentences: Sequence[Sentence]) -> Iterator[_Unit]:
    number = end = 0
    for sentence in sentences:
        for each in surfaces(sentence):
            tokens = sentence.tokens[each.first - 1 : each.last]
            end += sum(not character.isspace() for character in each.form)
            yield _Unit(tuple(Word(sentence, token, number + index) for index, token in enumerate(tokens)), end)
            number += len(tokens)
