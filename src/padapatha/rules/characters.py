"""Characters of a text that may not stand in a corpus, with line and column."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from padapatha.problems import Problem, problem
from padapatha.text import around, first_difference, name, normalise, suspects

# Both part the columns and lines of a file; every other control character is a suspect
_PARTING = {ord("\t"): " ", ord("\n"): " ", ord("\r"): " "}


class Places:
    """The lines and columns (from 1) of a text's offsets, each found in logarithmic time."""

    __slots__ = ("_ends",)

    def __init__(self, text: str) -> None:
        self._ends = [offset for offset, character in enumerate(text) if character == "\n"]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_left(self._ends, offset)
        return line + 1, offset - (self._ends[line - 1] if line else -1)


def suspect_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield each kind of bad character once a line, at its first place. Tabs and line ends are left to others."""
    found = list(suspects(text.translate(_PARTING)))
    places = Places(text) if found else None
    seen: set[tuple[int, str]] = set()
    for offset, slug in found:
        line, column = places.at(offset) if places else (0, 0)
        if (line, slug) not in seen:
            seen.add((line, slug))
            yield problem(slug, path, name(text[offset]), line=line, column=column)


def other_forms(text: str, path: str) -> Iterator[Problem]:
    """Yield every line that is not in Unicode normal form C, at its first difference."""
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            at = first_difference(line, normalise(line))
            yield problem("not-nfc", path, form_fault(line), line=number, column=at + 1)


def form_fault(text: str) -> str:
    """Show the first place at which a text is not in normal form C, as it is and as it should be; empty when it is."""
    normal = normalise(text)
    if normal == text:
        return ""
    at = first_difference(text, normal)
    there, wanted = (" ".join(f"U+{ord(each):04X}" for each in side[at : at + 2]) for side in (text, normal))
    return f"{there} {around(text, at)} is {wanted} in normal form C"
