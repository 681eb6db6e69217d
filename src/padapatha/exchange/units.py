"""The units in which tools count offsets, each to code points and back: UTF-16 code units and grapheme clusters.

A text has as many borders in a unit as it has units, and one more. A border is known by its code point offset.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from padapatha.text import graphemes, is_letter_after_sign

CODE_POINTS, UTF_16, GRAPHEMES, BYTES = "code points", "UTF-16 code units", "grapheme clusters", "UTF-8 bytes"


class Unit:
    """The borders of one text in one unit: ``to_unit`` and ``to_code_points`` are inverse to each other."""

    __slots__ = ("_borders",)

    def __init__(self, name: str, text: str) -> None:
        self._borders: Sequence[int] = tuple(_COUNTED[name](text))

    def to_code_points(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a span of the unit in code points; None when it lies outside the text or inside a character."""
        found = self._code_point(start), self._code_point(end)
        return None if None in found else (found[0] or 0, found[1] or 0)

    def to_unit(self, offset: int) -> int | None:
        """Return a code point offset in the unit; None when the unit has no border there."""
        row = bisect_left(self._borders, offset)
        return row if row < len(self._borders) and self._borders[row] == offset else None

    def _code_point(self, offset: int) -> int | None:
        found = self._borders[offset] if 0 <= offset < len(self._borders) else -1
        return None if found < 0 else found


def _code_points(text: str) -> Iterator[int]:
    yield from range(len(text) + 1)


def _wide(width: Callable[[str], int]) -> Callable[[str], Iterator[int]]:
    def borders(text: str) -> Iterator[int]:
        for offset, character in enumerate(text):
            yield offset
            yield from [-1] * (width(character) - 1)  # inside the character
        yield len(text)

    return borders


def _utf_16_width(character: str) -> int:
    return 2 if character > "\uffff" else 1


def _utf_8_width(character: str) -> int:
    return len(character.encode("utf-8"))


def _old_graphemes(text: str) -> Iterator[int]:
    """Clusters as programs count them that know no conjuncts (Unicode before 15.1): दिल्ली is दि ल् ली."""
    for start, end in pairwise(graphemes(text)):
        yield start
        yield from (offset for offset in range(start + 1, end) if is_letter_after_sign(text, offset))
    yield len(text)


_COUNTED: Mapping[str, Callable[[str], Iterator[int]]] = {
    CODE_POINTS: _code_points,
    UTF_16: _wide(_utf_16_width),
    GRAPHEMES: _old_graphemes,
    BYTES: _wide(_utf_8_width),
}
