"""Forms and spaces against the text: where each surface token stands.

White space between tokens is one space unless MISC says ``SpaceAfter=No`` or spells it in ``SpacesAfter`` (the
convention of UDPipe, with ``\\s \\t \\p \\\\`` and here ``\\uXXXX`` for any other white space).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from padapatha.conllu.columns import has_space_after
from padapatha.model import Sentence
from padapatha.text import around, first_difference, name

_SPACES = re.compile(r"(?:^|\|)SpacesAfter=([^|]*)")
_ESCAPED = re.compile(r"\\(s|t|p|\\|u[0-9a-fA-F]{4})")
_MEANING = {"s": " ", "t": "\t", "p": "|", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Surface:
    """A surface token: the words it stands for (both ends included), its form and the white space after it."""

    first: int
    last: int
    form: str
    space: str


def surfaces(sentence: Sentence) -> Iterator[Surface]:
    """Yield the surface tokens in order: multiword tokens in place of their words."""
    ranges = {each.start: each for each in sentence.multiwords}
    word = 1
    while word <= len(sentence.tokens):
        here = ranges.get(word)
        token = sentence.tokens[word - 1]
        last = here.end if here else word
        node = here or token
        yield Surface(word, last, node.form, space_after(node.misc))
        word = last + 1


def space_after(misc: str) -> str:
    """The white space after a token, as MISC tells it."""
    if not has_space_after(misc):
        return ""
    spelled = _SPACES.search(misc) if "SpacesAfter=" in misc else None
    return _ESCAPED.sub(_unescape, spelled[1]) if spelled else " "


def spell_spaces(space: str) -> str:
    """Say a stretch of white space in MISC; one space is the rule and needs no word."""
    if space == " ":
        return ""
    return f"SpacesAfter={''.join(map(_escape, space))}" if space else "SpaceAfter=No"


def _unescape(match: re.Match[str]) -> str:
    return _MEANING.get(match[1]) or chr(int(match[1][1:], 16))


def _escape(character: str) -> str:
    return {" ": r"\s", "\t": r"\t"}.get(character) or f"\\u{ord(character):04x}"


def text_of(sentence: Sentence) -> str:
    """The text that forms and spaces give, without the white space after the last token."""
    parts = [(each.form, each.space) for each in surfaces(sentence)]
    return "".join(form + (space if index < len(parts) else "") for index, (form, space) in enumerate(parts, 1))


def token_spans(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """The offsets of each word in the sentence's text; the words of a multiword token share its span."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for each in surfaces(sentence):
        spans += [(offset, offset + len(each.form))] * (each.last - each.first + 1)
        offset += len(each.form) + len(each.space)
    return tuple(spans)


def text_fault(sentence: Sentence) -> tuple[int, str, str] | None:
    """Say what is wrong with ``# text`` as ``(word, slug, found)``; word 0 is the comment itself."""
    lines = [line for line in sentence.comments if line.startswith("# text = ")]
    if len(lines) != 1:
        return 0, "text", "no `# text` line" if not lines else "two `# text` lines"
    text = sentence.text
    if not text or text[0].isspace() or text[-1].isspace():
        return 0, "text", f"white space at an end: {name(text[0])} … {name(text[-1])}" if text else "it is empty"
    expected = text_of(sentence)
    return None if text == expected else _mismatch(sentence, text, expected)


def _mismatch(sentence: Sentence, text: str, expected: str) -> tuple[int, str, str]:
    at = first_difference(text, expected)
    spans = token_spans(sentence)
    word = next((number for number, (_, end) in enumerate(spans, 1) if at <= end), len(spans))
    there, here = (name(side[at]) if at < len(side) else "the end" for side in (text, expected))
    return word, "text-mismatch", f"character {at}: the text has {there}, the forms give {here}: {around(text, at)}"
