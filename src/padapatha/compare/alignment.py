"""Two CoNLL-U files: whether they are of the same text, and which of their words stand at the same characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from padapatha.conllu import Placed
from padapatha.conllu.surface import surfaces
from padapatha.model import Sentence, Token
from padapatha.problems import Problem, problem
from padapatha.text import around, name
from padapatha.values import EMPTY, features

AlignedWords = tuple[tuple["NumberedWord", ...], tuple["NumberedWord", ...]]  # of A, of B


# The same text


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character that is no white space, with the white space before it; None where a sentence begins."""

    character: str
    space: str | None
    placed: Placed
    offset: int


def text_problem(a: Sequence[Placed], b: Sequence[Placed], paths: tuple[str, str]) -> Problem | None:
    """Name the first sentence and character in which the texts differ; None when they are the same.

    Sentences may be split differently: white space between two sentences is not in CoNLL-U, so it is not compared.
    """
    if [each.sentence.text for each in a] == [each.sentence.text for each in b]:
        return None
    ours, theirs = _letters(a), _letters(b)
    while True:
        left, right = next(ours, None), next(theirs, None)
        if left is None and right is None:
            return None
        if left is None or right is None or not _same(left, right):
            return _problem(left, right, *paths) if left else _problem(right, left, *reversed(paths))


def _same(left: _Letter, right: _Letter) -> bool:
    in_sentence = left.space is not None and right.space is not None
    return left.character == right.character and (left.space == right.space or not in_sentence)


def _letters(file: Sequence[Placed]) -> Iterator[_Letter]:
    for placed in file:
        space: str | None = None
        for offset, character in enumerate(placed.sentence.text):
            if character.isspace():
                space = (space or "") + character
            else:
                yield _Letter(character, space, placed, offset)
                space = ""


def _problem(here: _Letter | None, there: _Letter | None, path: str, other: str) -> Problem:
    if here is None:  # one of the two is always there
        return problem("empty", path, "it holds no text")
    placed, offset = here.placed, here.offset
    where = f"sentence {placed.sentence.id}, character {offset}"
    found = f"{where}: {_shown(here)} here, {_shown(there)} in {other}: {around(placed.sentence.text, offset)}"
    fix = "compare annotations of the same text only"
    return problem("stale", path, found, line=placed.line_of_comment("text"), fix=fix)


def _shown(letter: _Letter | None) -> str:
    if letter is None:
        return "nothing"
    if letter.space is None:  # the first of its sentence
        return name(letter.character)
    before = " ".join(f"U+{ord(space):04X}" for space in letter.space) or "no space"
    return f"{name(letter.character)} after {before}"


# The same words


@dataclass(frozen=True, slots=True)
class NumberedWord:
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

    @property
    def features(self) -> Mapping[str, str]:
        """FEATS by name."""
        return features(self.token.feats)

    def feature(self, name: str) -> str:
        """The value of one feature; ``_`` when it has none."""
        return self.features.get(name, EMPTY)


@dataclass(frozen=True, slots=True)
class _SurfaceToken:
    """The words of one surface token, and where it ends among the characters that are no white space."""

    words: tuple[NumberedWord, ...]
    end: int


def aligned_words(a: Sequence[Sentence], b: Sequence[Sentence]) -> Iterator[AlignedWords]:
    """Yield the words of the shortest runs of surface tokens that begin and end at the same characters on both sides.

    Where both tokenise alike, a run is one token on each side. The texts must be the same (`text_problem`).
    """
    ours, theirs = _surface_tokens(a), _surface_tokens(b)
    for token in ours:
        left, right = [token], [next(theirs)]
        while left[-1].end != right[-1].end:
            if left[-1].end < right[-1].end:
                left.append(next(ours))
            else:
                right.append(next(theirs))
        yield _words(left), _words(right)


def _words(tokens: Sequence[_SurfaceToken]) -> tuple[NumberedWord, ...]:
    return tuple(word for token in tokens for word in token.words)


def _surface_tokens(sentences: Sequence[Sentence]) -> Iterator[_SurfaceToken]:
    number = end = 0
    for sentence in sentences:
        for surface in surfaces(sentence):
            tokens = sentence.tokens[surface.first - 1 : surface.last]
            end += sum(not character.isspace() for character in surface.form)
            words = tuple(NumberedWord(sentence, token, number + index) for index, token in enumerate(tokens))
            yield _SurfaceToken(words, end)
            number += len(tokens)
