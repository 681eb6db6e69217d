"""The lines of a text: whether they are wrapped at a width, which are headings or list items, and joining them.

Outside this module every line of a text is a paragraph. A text counts as hard-wrapped when most of its lines could not
have taken the first word of the next line, and at least as many sentences end inside lines as at their ends. Verse, and
a text with a sentence on each line, do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from padapatha.languages import Language

MIN_WIDTH, MAX_WIDTH = 20, 200  # code points of the lines of a wrapped text
MIN_WRAPPED = 2  # line ends that must look wrapped
FULL = 0.8  # of the width: signs above and below a letter take no room, so that lines of one width differ in length
MIN_FULL_SHARE = 0.8  # of the line ends inside a block of lines
MAX_HEADING = 80  # code points

_ITEM = re.compile(r"[ \u00a0]*(?:[-*•·▪◦‣–—]|\(?[0-9०-९]{1,3}[.)]|\([a-zA-Zक-ह]\)|[a-zA-Z]\))[ \u00a0]+[^ \n]")
_CLOSING = "\"'”’»›)]}… "
_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the lines of a text look like; the numbers are those of lines, from 0."""

    wrapped: tuple[int, ...] = ()  # lines whose end is no end of a paragraph; empty unless the text is hard-wrapped
    headings: tuple[int, ...] = ()
    items: tuple[int, ...] = ()


def layout_of(text: str, language: Language) -> Layout:
    """Look at the lines of a text, which end with LF."""
    lines = text.split("\n")
    marks = language.final_marks + language.asking_marks + language.stand_ins
    items = frozenset(_items(lines, marks + ":,;"))
    wrapped = tuple(_wrapped(lines, marks, items))
    headings = tuple(_headings(lines, marks + ":,;-–—", items, frozenset(wrapped)))
    return Layout(wrapped, headings, tuple(sorted(items)))


def unwrap(text: str, language: Language) -> tuple[str, tuple[int, ...]]:
    """Join the wrapped lines of a text; return it with the lines (from 0) whose ends have become spaces.

    Behind a hyphen that touches a word no space is written: सीता-⏎गीता is सीता-गीता.
    """
    lines = text.split("\n")
    joined = layout_of(text, language).wrapped
    wrapped = frozenset(joined)
    parts: list[str] = []
    for number, line in enumerate(lines):
        is_joined = number - 1 in wrapped
        before = line.lstrip(" ") if is_joined else line
        parts.append(before.rstrip(" ") if number in wrapped else before)
        if number in wrapped:
            parts.append("" if _ends_in_hyphen(parts[-1]) else " ")
        elif number < len(lines) - 1:
            parts.append("\n")
    return "".join(parts), joined


def _ends_in_hyphen(line: str) -> bool:
    return len(line) > 1 and line[-1] in "-‐" and not line[-2].isspace()


def _items(lines: list[str], marks: str) -> Iterator[int]:
    """Yield the list items. A dash or number with which a wrapped line goes on is none: a sentence is not over."""
    before, is_item = "", False
    for number, line in enumerate(lines):
        may_begin = is_item or len(before) < MIN_WIDTH or _ends(before, marks)
        is_item = may_begin and bool(_ITEM.match(line))
        if is_item:
            yield number
        before = line


def _wrapped(lines: list[str], marks: str, items: frozenset[int]) -> Iterator[int]:
    """Yield the lines that were wrapped; none unless the text as a whole looks wrapped."""
    inner = [
        number
        for number, (line, after) in enumerate(pairwise(lines))
        if _filled(line) and _filled(after) and number + 1 not in items
    ]
    if len(inner) < MIN_WRAPPED:
        return
    width = sorted(len(lines[number]) for number in inner)[(len(inner) * 95 - 1) // 100]
    full = [number for number in inner if _is_full(lines[number], lines[number + 1], width)]
    if not MIN_WIDTH <= width <= MAX_WIDTH or len(full) < max(MIN_WRAPPED, MIN_FULL_SHARE * len(inner)):
        return
    at_ends = sum(_ends(lines[number], marks) for number in inner)
    if _ends_inside([lines[number] for number in inner], marks) >= max(1, at_ends):
        yield from full


def _filled(line: str) -> bool:
    return bool(line) and not line.isspace()


def _is_full(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.lstrip(" ").partition(" ")[0]) > FULL * width


def _ends(line: str, marks: str) -> bool:
    return line.rstrip(_CLOSING)[-1:] in tuple(marks)


def _ends_inside(lines: list[str], marks: str) -> int:
    """Count the marks with a space and more text behind them."""
    pattern = re.compile(f"[{re.escape(marks)}][{re.escape(_CLOSING.strip())}]* +[^ ]")
    return sum(len(pattern.findall(line)) for line in lines)


def _headings(lines: list[str], marks: str, items: frozenset[int], wrapped: frozenset[int]) -> Iterator[int]:
    """Yield short lines that end no sentence and are followed by something; a text without any mark has none."""
    if not any(_ends(line, marks) for line in lines):
        return
    last = max((number for number, line in enumerate(lines) if _filled(line)), default=0)
    for number, line in enumerate(lines[:last]):
        is_prose = number in items or number in wrapped or number - 1 in wrapped
        if not is_prose and 0 < len(line) <= MAX_HEADING and _LETTER.search(line) and not _ends(line, marks):
            yield number
