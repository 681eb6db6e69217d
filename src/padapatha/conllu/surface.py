"""Forms and white space against the text: where each word stands in its sentence.

Between two tokens stands white space unless MISC says SpaceAfter=No. How much of it there is, ``# text`` says; without
it one space, or what SpacesAfter spells (`padapatha.values.space_after`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from padapatha.conllu.faults import Fault, comment_fault, word_fault
from padapatha.model import Multiword, Sentence, Token
from padapatha.text import around, first_difference, name
from padapatha.values import comment_rows, space_after

_SPACE = re.compile(r"\s*")


class Surface(NamedTuple):
    """A surface token: the words it stands for (both ends included), its form and the white space after it."""

    first: int
    last: int
    form: str
    space: str


def surfaces(sentence: Sentence) -> Iterator[Surface]:
    """Yield the surface tokens in order, with the white space of MISC: multiword tokens in place of their words."""
    if not sentence.multiwords:
        for token in sentence.tokens:
            yield Surface(token.id, token.id, token.form, space_after(token.misc))
        return
    ranges = {each.start: each for each in sentence.multiwords}
    word = 1
    while word <= len(sentence.tokens):
        multiword = ranges.get(word)
        last = multiword.end if multiword else word
        node = multiword or sentence.tokens[word - 1]
        yield Surface(word, last, node.form, space_after(node.misc))
        word = last + 1


def last_surface(sentence: Sentence) -> Token | Multiword | None:
    """Return the last surface token of a sentence, if it has one."""
    if sentence.multiwords and sentence.multiwords[-1].end == len(sentence.tokens):
        return sentence.multiwords[-1]
    return sentence.tokens[-1] if sentence.tokens else None


def text_of(sentence: Sentence) -> str:
    """Return the text that forms and MISC give, without the white space after the last token."""
    parts = [part for each in surfaces(sentence) for part in (each.form, each.space)]
    return "".join(parts[:-1])


def _as_in_the_text(sentence: Sentence) -> Iterator[Surface]:
    """Yield the surface tokens with the white space that ``# text`` has where MISC says that there is some."""
    text, offset = sentence.text, 0
    for each in surfaces(sentence):
        offset += len(each.form)
        run = _SPACE.match(text, offset) if each.space else None
        space = (run[0] if run else "") or each.space
        offset += len(space)
        yield Surface(each.first, each.last, each.form, space)


def word_offsets(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return start and end of each word in the sentence's text; the words of a multiword token share its span."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for each in _as_in_the_text(sentence):
        spans += [(offset, offset + len(each.form))] * (each.last - each.first + 1)
        offset += len(each.form) + len(each.space)
    return tuple(spans)


def text_fault(sentence: Sentence) -> Fault | None:
    """Say what is wrong with ``# text``: it stands once, without white space at its ends, and what the forms give."""
    rows = tuple(comment_rows(sentence.comments, "text"))
    if not rows:
        return comment_fault(sentence, "text", "text", "no `# text` line")
    if len(rows) > 1:
        return Fault(rows[1], 1, "text", "two `# text` lines")
    text = sentence.text
    if not text or text[0].isspace() or text[-1].isspace():
        found = f"white space at an end: {name(text[0])} … {name(text[-1])}" if text else "it is empty"
        return comment_fault(sentence, "text", "text", found)
    if text == text_of(sentence):  # nearly always: MISC alone gives the text
        return None
    parts = list(_as_in_the_text(sentence))
    expected = "".join(each.form + each.space for each in parts[:-1]) + (parts[-1].form if parts else "")
    return None if text == expected else _mismatch(sentence, text, expected)


def white_space_fault(sentence: Sentence) -> Fault | None:
    """Say where the white space of ``# text`` is not what MISC spells, so that forms and MISC alone do not give it."""
    expected = text_of(sentence)
    return None if sentence.text == expected else _mismatch(sentence, sentence.text, expected)


def _mismatch(sentence: Sentence, text: str, expected: str) -> Fault:
    offset = first_difference(text, expected)
    spans = word_offsets(sentence)
    word = next((number for number, (_, end) in enumerate(spans, 1) if offset <= end), len(spans))
    there, here = (name(side[offset]) if offset < len(side) else "the end" for side in (text, expected))
    found = f"character {offset}: the text has {there}, the forms give {here}: {around(text, offset)}"
    return word_fault(sentence, word, "text-mismatch", found) if spans else Fault(0, 1, "text-mismatch", found)
