"""Characters: which may stand in a corpus, how they are named, where they may be cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

LINE_SEPARATORS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
JOINERS = "\u200c\u200d"
BYTE_ORDER_MARK = "\ufeff"

_SUSPECT = regex.compile(rf"[\p{{C}}{LINE_SEPARATORS}\ufffd]")
_VIRAMA_CLASS = 9  # canonical combining class of every virama
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\uFE0F\U0001F3FB-\U0001F3FF]")


def normalise(text: str) -> str:
    """Return the text in Unicode normal form C, the only form in which text is stored and counted."""
    return unicodedata.normalize("NFC", text)


def name(character: str) -> str:
    """Name a character for a reader who cannot see it: ``U+00A0 NO-BREAK SPACE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed')}"


def suspects(text: str) -> Iterator[tuple[int, str]]:
    """Yield ``(offset, slug)`` for each character that may not stand in a corpus; joiners are judged by their place."""
    for match in _SUSPECT.finditer(text):
        slug = _slug(text, match.start())
        if slug:
            yield match.start(), slug


def _slug(text: str, offset: int) -> str:
    character = text[offset]
    if character in JOINERS:
        return "" if _joins(text, offset) else "joiner"
    if character in LINE_SEPARATORS:
        return "line-separator"
    if character in BIDI_CONTROLS:
        return "bidi-control"
    if character == BYTE_ORDER_MARK:
        return "bom"
    if unicodedata.category(character) == "Cc":
        return "control-char"
    return "" if _is_tag(character) else "char-unknown"


def _joins(text: str, offset: int) -> bool:
    """A joiner stands well behind a virama (before a letter or at the end of a word), or inside an emoji."""
    before, after = text[max(0, offset - 1) : offset], text[offset + 1 : offset + 2]
    if not before:
        return False
    if unicodedata.combining(before) == _VIRAMA_CLASS:
        return not after or (after not in JOINERS and not starts_with_mark(after))
    return text[offset] == "\u200d" and bool(_EMOJI.match(before) and _EMOJI.match(after))


def _is_tag(character: str) -> bool:
    """Tag characters spell the flags of regions (an emoji of England); they are of category Cf, yet they show."""
    return "\U000e0020" <= character <= "\U000e007f"


def graphemes(text: str) -> tuple[int, ...]:
    """Return the offsets at which a grapheme begins, and the length: the only places where text may be cut."""
    return (*(match.start() for match in _GRAPHEME.finditer(text)), len(text))


def starts_with_mark(text: str) -> bool:
    """Whether the text begins with a vowel sign, nukta or virama, which need a letter before them."""
    return bool(text) and unicodedata.category(text[0]) in ("Mn", "Mc")


def first_difference(left: str, right: str) -> int:
    """Return the offset of the first difference of two texts that are not equal."""
    for offset, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return offset
    return min(len(left), len(right))


def around(text: str, offset: int, width: int = 12) -> str:
    """Quote a little of the text around an offset, for a message."""
    return f"…{text[max(0, offset - width) : offset]}«{text[offset : offset + 1]}»{text[offset + 1 : offset + width]}…"
