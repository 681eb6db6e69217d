"""Split a document into paragraphs and sentences with the rules of its language.

Offsets are Unicode code points, 0-based and half-open, into the given text. A span begins and ends with a character
that is not white space and never crosses a line break. Between two spans there is only white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from padapatha.languages import Language
from padapatha.languages.characters import DANDAS, GLUE, LINE_BREAKS, URL

_PARAGRAPH = re.compile(rf"\S(?:[^{LINE_BREAKS}]*\S)?")
_SPACE = re.compile(r"\s*+")
# \w and \d are correct here: letters and digits of every script; it does not matter that \w excludes marks
_LETTER_OR_DIGIT = re.compile(r"\w")
_NUMBERED_VERSE = r"(?:॥|।।)\s*+\d{1,4}\s*+(?:॥|।।)"

# What follows a mark and still belongs to its sentence: further marks, closing brackets and quotation marks (also
# after a space), and quotation marks of any shape that cannot open because white space or a closing mark follows
_CLOSERS = re.compile(rf"(?:[{DANDAS}?!.…{GLUE}]|\s*+[”’»›)\]}}]|[\"'“‘«](?=[\"'”’»›)\]}}{DANDAS}?!.,]|\s|\Z))*+")
_STRAY_QUOTE = re.compile(r"([\"'])|\s++([\"'])(?=\s)")  # straight; directly before a character, or between two spaces
_OPENERS = "\"'“‘«(["
_CLOSING = "\"'”’»›)]}"
_COMMAS = re.compile(rf"\s*+[,;:][,;:{GLUE}]*+|")
_NEXT_WORD = re.compile(rf"\s*+([^\s.,;:{DANDAS}?!\"'”’)]*+)(?![,;:)])(\.?)")
_LAST_WORD = re.compile(r"([^\s\"'“‘«(\[{/-]++)\Z")
_LONGEST_WORD = 40  # code points that are searched for the word before a full stop
_NUMBER = re.compile(r"\d\Z")
_LATIN_WORD = re.compile(r"[a-z]{3,}\Z")
_LATIN_BEGINS = re.compile(r"\s++[\"'“‘«(]*+[A-Z]")


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
        paragraph = _paragraph(text[first:last], language)
        spans.extend((first + start, first + stop) for start, stop in _sentences(paragraph))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph without white space around it; the functions below use offsets into its text."""

    text: str
    language: Language
    has_final: bool  # whether the text contains a final mark of the language


def _paragraph(text: str, language: Language) -> _Paragraph:
    return _Paragraph(text, language, any(mark in text for mark in language.final_marks))


@cache
def _mark(final: str, asking: str, stand_ins: str) -> re.Pattern[str]:
    """Return the pattern of everything that may end a sentence; URLs match without a group, to skip their marks."""
    stand_in = f"[{re.escape(stand_ins)}]"
    alone = rf"(?<!{stand_in})\s?{stand_in}(?:(?<=\|)\|)?(?!{stand_in}|\w)"  # `||` is a mark, `..` is not
    final_mark = f"{_NUMBERED_VERSE}|[{final}]++"
    return re.compile(f"{URL}|(?P<final>{final_mark})|(?P<asking>[{asking}]++)|(?P<stand_in>{alone})")


def _sentences(paragraph: _Paragraph) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    text, language, start = paragraph.text, paragraph.language, 0
    for mark in _mark(language.final_marks, language.asking_marks, language.stand_ins).finditer(text):
        if mark.start() < start or mark.lastgroup is None:
            continue
        stop = _closed(text, start, mark.end())
        if mark.lastgroup == "final":
            stop = _end(_COMMAS, text, stop)
        elif _goes_on(paragraph, start, mark, stop):
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


def _closed(text: str, start: int, stop: int) -> int:
    """Return the end of a sentence including its closing marks; `stop` is the end of its final mark.

    An ambiguous straight quotation mark is a closing one if the sentence contains an odd number of its kind.
    """
    stop = _end(_CLOSERS, text, stop)
    quote = _STRAY_QUOTE.match(text, stop)
    if quote is None or text.count(quote[1] or quote[2], start, stop) % 2 == 0:
        return stop
    return _end(_CLOSERS, text, quote.end())


def _goes_on(paragraph: _Paragraph, start: int, mark: re.Match[str], stop: int) -> bool:
    """Whether the sentence continues after a mark that does not always end a sentence."""
    if stop == len(paragraph.text):
        return False
    if not _may_begin(paragraph, stop) or _in_parenthesis(paragraph.text, start, mark, stop):
        return True
    return mark.lastgroup == "stand_in" and not _stands_in(paragraph, mark, stop)


def _may_begin(paragraph: _Paragraph, stop: int) -> bool:
    """Whether a sentence may begin at `stop`: not with a comma, a postposition or a clitic."""
    text, language = paragraph.text, paragraph.language
    if not text[stop].isspace() and text[stop] not in _OPENERS and not language.writes(text[stop]):
        return False
    word = _NEXT_WORD.match(text, stop)
    return word is not None and (word[1] not in language.never_first or word[2] == ".")


def _in_parenthesis(text: str, start: int, mark: re.Match[str], stop: int) -> bool:
    """Whether the mark is in parentheses that open inside the sentence, as in 1869 (?) में."""
    return text.find(")", mark.end(), stop) >= 0 and text.find("(", start + 1, mark.start()) >= 0


def _stands_in(paragraph: _Paragraph, mark: re.Match[str], stop: int) -> bool:
    """Whether a full stop or a bar is used instead of a final mark; the word before it decides.

    After a finite verb it is. After another word of the script it is only if all of these hold: no space before the
    mark, no abbreviation, and no final mark elsewhere in the paragraph.
    """
    text, language = paragraph.text, paragraph.language
    before = _LAST_WORD.search(text, max(0, mark.start() - _LONGEST_WORD), mark.start())
    word = before[1].rstrip(_CLOSING) if before else ""
    if not word or not text[stop].isspace():
        return False
    if language.finite.fullmatch(word):
        return True
    if mark[0][0].isspace() or language.abbreviation.fullmatch(f"{word}."):
        return False
    if language.writes(word[-1]):
        return not (paragraph.has_final or _NUMBER.search(word))
    return bool(_LATIN_WORD.search(word) and _LATIN_BEGINS.match(text, stop))
