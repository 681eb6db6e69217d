"""Split a document into paragraphs and sentences with the rules of its language.

Offsets are Unicode code points, 0-based and half-open, into the given text. A span begins and ends with a character
that is not white space and never crosses a line break. Between two spans there is only white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from padapatha.languages import Language
from padapatha.languages.after_marks import CLOSERS, CLOSERS_OF_ITEM, ITEM_AT_HEAD, VERSE_NUMBER
from padapatha.languages.characters import ADDRESS, DANDAS, GLUE, LINE_BREAKS, URL
from padapatha.stand_ins import OPENING, Paragraph, paragraph, stands_in

_PARAGRAPH = re.compile(rf"\S(?:[^{LINE_BREAKS}]*\S)?")
_Ranges = tuple[tuple[int, int], ...]  # of code points
_ADDRESS = re.compile(f"{URL}|{ADDRESS}")
_SPACE = re.compile(r"\s*+")
# \w and \d are correct here: letters and digits of every script; it does not matter that \w excludes marks
_LETTER_OR_DIGIT = re.compile(r"\w")
_CLOSERS, _CLOSERS_OF_ITEM = re.compile(CLOSERS), re.compile(CLOSERS_OF_ITEM)
_ITEM_AT_HEAD = re.compile(ITEM_AT_HEAD)
_NUMBER_OF_ITEM = re.compile(r"\s++\(?(?:\d{1,3}|[^\W\d_]|[ivx]{2,4})\)")
_STRAY_QUOTE = re.compile(r"([\"'])|\s++([\"'])(?=\s)")  # straight; directly before a character, or between two spaces
_COMMAS = re.compile(rf"\s*+[,;:][,;:{GLUE}]*+|")
_NEXT_WORD = re.compile(rf"\s*+([^\s.,;:|{DANDAS}?!\"'”’)]*+)(?![,;:)])(\.?)")
_VERSE_OPENS = re.compile(r"(?:॥|।।|\|\|)?")


def paragraph_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ``(start, end)`` offsets of the paragraphs: non-blank lines without the white space around them.

    Every character at which ``str.splitlines`` breaks ends a line, so that no sentence contains one.
    """
    return tuple([match.span() for match in _PARAGRAPH.finditer(text)])


def sentence_spans(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Return the ``(start, end)`` offsets of the sentences of a whole document, in order.

    Every character that is not white space is in exactly one sentence.
    """
    spans: list[tuple[int, int]] = []
    for first, last in paragraph_spans(text):
        own = _sentences(paragraph(text[first:last], language))
        spans.extend((first + start, first + stop) for start, stop in own)
    return tuple(spans)


@cache
def _patterns(final: str, asking: str, stand_ins: str, ranges: _Ranges) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of one character of a mark, which is fast, and that of everything that may end a sentence."""
    stand_in = f"[{re.escape(stand_ins)}]"
    script = "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
    # `||` is a mark, `..` is not; only a letter of the script may follow
    alone = rf"(?<!{stand_in})\s?{stand_in}(?:(?<=\|)\|)?(?!{stand_in}|\d|(?![{script}])\w)"
    whole = rf"(?P<final>{VERSE_NUMBER}|[{final}]++)|(?P<asking>[{asking}]++)|(?P<stand_in>{alone})"
    return re.compile(f"[{final}{asking}{re.escape(stand_ins)}]"), re.compile(whole)


def _marks(text: str, language: Language) -> Iterator[re.Match[str]]:
    """Yield everything that may end a sentence, with the space before a stand-in; what is in addresses is skipped."""
    one, whole = _patterns(language.final_marks, language.asking_marks, language.stand_ins, language.script_ranges)
    if "/" in text or "www." in text:
        text = _ADDRESS.sub(lambda address: "x" * len(address[0]), text)
    stop = 0
    for character in one.finditer(text):
        start = character.start()
        if start < stop:
            continue
        spaced = start > stop and text[start] in language.stand_ins and text[start - 1].isspace()
        mark = whole.match(text, start)
        if spaced and (mark is None or mark.lastgroup == "stand_in"):
            mark = whole.match(text, start - 1)
        if mark:
            stop = mark.end()
            yield mark


def _sentences(whole: Paragraph) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    text, start = whole.text, 0
    closers = _CLOSERS_OF_ITEM if _ITEM_AT_HEAD.match(text) else _CLOSERS
    opening = _end(_VERSE_OPENS, text, 0)
    for mark in _marks(text, whole.language):
        if mark.start() < max(start, opening):
            continue
        stop = _closed(text, closers, start, mark.end())
        if mark.lastgroup == "final":
            stop = _end(_COMMAS, text, stop)
        elif _goes_on(whole, start, mark, stop):
            continue
        _add(found, text, start, stop)
        start = _end(_SPACE, text, stop)
    if start < len(text):
        _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, stop: int) -> None:
    """Add a sentence; one without letters and digits (a quotation mark, an emoji) is joined to the one before."""
    if found and not _LETTER_OR_DIGIT.search(text, start, stop):
        start, _ = found.pop()
    found.append((start, stop))


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Return the end of the match at `start` of a pattern that can match the empty string."""
    match = pattern.match(text, start)
    return start if match is None else match.end()


def _closed(text: str, closers: re.Pattern[str], start: int, stop: int) -> int:
    """Return the end of a sentence including its closing marks; `stop` is the end of its final mark.

    An ambiguous straight quotation mark is a closing one if the sentence contains an odd number of its kind.
    """
    stop = _end(closers, text, stop)
    quote = _STRAY_QUOTE.match(text, stop)
    if quote is None or text.count(quote[1] or quote[2], start, stop) % 2 == 0:
        return stop
    return _end(closers, text, quote.end())


def _goes_on(whole: Paragraph, start: int, mark: re.Match[str], stop: int) -> bool:
    """Whether the sentence continues after a mark that does not always end a sentence."""
    if stop == len(whole.text):
        return False
    if not _may_begin(whole, stop) or _in_parenthesis(whole.text, start, mark, stop):
        return True
    return mark.lastgroup == "stand_in" and not stands_in(whole, start, mark, stop)


def _may_begin(whole: Paragraph, stop: int) -> bool:
    """Whether a sentence may begin at `stop`: not with a comma, a postposition or a clitic."""
    text, language = whole.text, whole.language
    if not text[stop].isspace() and text[stop] not in OPENING and not language.writes(text[stop]):
        return False
    word = _NEXT_WORD.match(text, stop)
    if word is None:
        return _NUMBER_OF_ITEM.match(text, stop) is not None
    return word[1] not in language.never_first or word[2] == "."


def _in_parenthesis(text: str, start: int, mark: re.Match[str], stop: int) -> bool:
    """Whether the mark is in parentheses that open inside the sentence, as in 1869 (?) में."""
    if text.find(")", mark.end(), stop) < 0:
        return False
    return text.rfind("(", start + 1, mark.start()) > text.rfind(")", start, mark.start())
