"""Characters of a text that may not stand in a corpus, and text that is not in normal form C, with line and column."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from padapatha.problems import Problem, problem
from padapatha.text import BIDI_MARKS, BYTE_ORDER_MARK, REPLACEMENT, around, first_difference, name, suspects, to_nfc

_NO_FIXES: Mapping[str, str] = MappingProxyType({})


class LineTable:
    """The lines and columns (from 1) of a text's offsets, each looked up in logarithmic time."""

    __slots__ = ("_ends",)

    def __init__(self, text: str) -> None:
        self._ends = [offset for offset, character in enumerate(text) if character == "\n"]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_left(self._ends, offset)
        return line + 1, offset - (self._ends[line - 1] if line else -1)


def suspect_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield each kind of bad character once a line, at its first place. Tabs and line ends are left to others."""
    yield from _by_line(text, path, list(suspects(_without_separators(text))))


def unsafe_characters(text: str, path: str) -> Iterator[Problem]:
    """Yield what no UD file may hold in any language: U+FFFD, and what misleads the programs and people that read it.

    Those are control characters, line ends of other programs, byte-order marks and controls that turn the direction
    of the text behind them. Marks of direction and joiners are spelling in many languages.
    """
    found = [(offset, slug) for offset, slug in suspects(_without_separators(text)) if _is_unsafe(text[offset], slug)]
    yield from _by_line(text, path, found)


def _without_separators(text: str) -> str:
    """Blank out tabs and line ends, which separate columns and lines; every other control character is a suspect."""
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")  # ten times as fast as `translate`


def _is_unsafe(character: str, slug: str) -> bool:
    if slug == "bidi-control":
        return character not in BIDI_MARKS
    return slug in ("control-char", "line-separator", "bom") or character == REPLACEMENT


def _by_line(text: str, path: str, found: list[tuple[int, str]]) -> Iterator[Problem]:
    table = LineTable(text if found else "")
    seen: set[tuple[int, str]] = set()
    for offset, slug in found:
        line, column = table.at(offset)
        if (line, slug) not in seen:
            seen.add((line, slug))
            yield problem(slug, path, name(text[offset]), line=line, column=column)


def other_forms(text: str, path: str) -> Iterator[Problem]:
    """Yield every line that is not in Unicode normal form C, at its first difference."""
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            offset = first_difference(line, to_nfc(line))
            yield problem("not-nfc", path, form_fault(line), line=number, column=offset + 1)


def raw_text_problems(
    text: str, path: str, fixes: Mapping[str, str] = _NO_FIXES, nfc_fix: str = "give --normalise, which writes NFC"
) -> Iterator[Problem]:
    """Yield what keeps raw text from being written as CoNLL-U and read back: each kind of character once, and its form.

    Unlike a file of lines and columns, raw text holds no tabs and no carriage returns. ``fixes`` has the fixes of
    characters for which a command knows a better one than the catalogue.
    """
    yield from _by_kind(text, path, fixes)
    normal = to_nfc(text)
    if normal != text:
        offset = first_difference(text, normal)
        yield at_offset("not-nfc", path, f"not NFC from {around(text, offset)}", text, offset, nfc_fix)


def _by_kind(text: str, path: str, fixes: Mapping[str, str]) -> Iterator[Problem]:
    """One problem for each bad character: its first place and how often it stands in the text."""
    found = [
        (offset, "damaged" if text[offset] == "\ufffd" else slug)
        for offset, slug in suspects(text)
        if text[offset] != "\n"
    ]
    if text.startswith(BYTE_ORDER_MARK):
        yield problem("bom", path, "the text begins with a byte-order mark", line=1, column=1)
        found = found[1:]
    times = Counter((text[offset], slug) for offset, slug in found)
    seen: set[tuple[str, str]] = set()
    for offset, slug in found:
        kind = (text[offset], slug)
        if kind not in seen:
            seen.add(kind)
            is_return = text[offset] == "\r"
            fix = fixes.get(text[offset], "save with LF line ends" if is_return else "")
            shown = f"{name(text[offset])}, {times[kind]} times"
            yield at_offset("line-end" if is_return else slug, path, shown, text, offset, fix)


def at_offset(slug: str, path: str, found: str, text: str, offset: int, fix: str = "") -> Problem:
    """Make a problem at an offset of a text."""
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    return problem(slug, path, found, line=line, column=column, fix=fix)


def form_fault(text: str) -> str:
    """Show the first place at which a text is not in normal form C, as it is and as it should be; empty when it is."""
    normal = to_nfc(text)
    if normal == text:
        return ""
    offset = first_difference(text, normal)
    there, wanted = (" ".join(f"U+{ord(each):04X}" for each in side[offset : offset + 2]) for side in (text, normal))
    return f"{there} {around(text, offset)} is {wanted} in normal form C"
