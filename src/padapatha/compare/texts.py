"""Whether two CoNLL-U files are of the same text: scores of unequal text would say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from padapatha.conllu import Placed
from padapatha.problems import Problem, problem
from padapatha.text import around, name


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character that is no white space, with what stands before it; None where a sentence begins."""

    character: str
    space: str | None
    placed: Placed
    offset: int


def text_problem(a: Sequence[Placed], b: Sequence[Placed], paths: tuple[str, str]) -> Problem | None:
    """Name the first sentence and character in which the texts differ; None when they are the same.

    Sentences may be cut differently: the white space between two sentences is not in CoNLL-U, so it is not compared.
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
    found = f"{where}: {_said(here)} here, {_said(there)} in {other}: {around(placed.sentence.text, offset)}"
    fix = "compare annotations of the same text only"
    return problem("stale", path, found, line=placed.line_of_comment("text"), fix=fix)


def _said(letter: _Letter | None) -> str:
    if letter is None:
        return "nothing"
    if letter.space is None:  # the first of its sentence
        return name(letter.character)
    before = " ".join(f"U+{ord(space):04X}" for space in letter.space) or "no space"
    return f"{name(letter.character)} after {before}"
