"""Characters: which are allowed in a corpus, how messages name them, and where text may be split.

All offsets are Unicode code points, 0-based.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

LINE_SEPARATORS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
BIDI_MARKS = "\u061c\u200e\u200f"  # spelling in some languages; the others embed, override or isolate
REPLACEMENT = "\ufffd"
JOINERS = "\u200c\u200d"
BYTE_ORDER_MARK = "\ufeff"

_SUSPECT = regex.compile(rf"[\p{{C}}{LINE_SEPARATORS}\ufffd]")
_VIRAMA_CLASS = 9  # canonical combining class of every virama
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\uFE0F\U0001F3FB-\U0001F3FF]")


def to_nfc(text: str) -> str:
    """Return the text in Unicode normal form C, the only form in which text is stored and counted."""
    return unicodedata.normalize("NFC", text)


def name(character: str) -> str:
    """Return the code point and the Unicode name of a character: ``U+00A0 NO-BREAK SPACE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed')}"


def suspects(text: str) -> Iterator[tuple[int, str]]:
    """Yield ``(offset, slug)`` for each character that a corpus may not contain.

    Joiners are allowed after a virama and inside emoji.
    """
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
    """Whether the joiner is used correctly: after a virama (before a letter or at the end), or inside an emoji."""
    before, after = text[max(0, offset - 1) : offset], text[offset + 1 : offset + 2]
    if not before:
        return False
    if unicodedata.combining(before) == _VIRAMA_CLASS:
        return not after or (after not in JOINERS and not starts_with_mark(after))
    return text[offset] == "\u200d" and bool(_EMOJI.match(before) and _EMOJI.match(after))


def _is_tag(character: str) -> bool:
    """Whether it is a tag character: part of emoji such as the flag of England, although its category is Cf."""
    return "\U000e0020" <= character <= "\U000e007f"


def graphemes(text: str) -> tuple[int, ...]:
    """Return the offsets at which a grapheme begins, and the length of the text: where text may be split."""
    return (*(match.start() for match in _GRAPHEME.finditer(text)), len(text))


def starts_with_mark(text: str) -> bool:
    """Whether the text begins with a combining mark: a vowel sign, nukta or virama without its letter."""
    return bool(text) and unicodedata.category(text[0]) in ("Mn", "Mc")


def first_difference(left: str, right: str) -> int:
    """Return the offset of the first difference between two texts that are not equal."""
    for offset, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return offset
    return min(len(left), len(right))


def around(text: str, offset: int, width: int = 12) -> str:
    """Return up to ``width`` characters on each side of an offset, with the character itself in «», for a message."""
    return f"…{text[max(0, offset - width) : offset]}«{text[offset : offset + 1]}»{text[offset + 1 : offset + width]}…"


def is_letter_after_sign(text: str, offset: int) -> bool:
    """Whether a letter stands behind a sign or joiner, as the second consonant of a conjunct does behind its virama."""
    before = unicodedata.category(text[offset - 1])
    return unicodedata.category(text[offset]) == "Lo" and (before in ("Mn", "Mc") or text[offset - 1] in JOINERS)
