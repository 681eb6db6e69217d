"""Whether a full stop or a bar stands for the final mark of a sentence: the words around it and the paragraph decide.

Offsets are Unicode code points into the text of the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from padapatha.languages import Language
from padapatha.languages.characters import SUPERSCRIPTS

OPENING = "\"'“‘«(["
CLOSING = "\"'”’»›)]}"
_BAR = "|"
_BARS = re.compile(r"\s?\|")
_LAST_WORD = re.compile(r"([^\s\"'“‘«(\[{/|-]++)(?:\[\d{1,3}\]){0,3}\Z")
_LONGEST_WORD = 40  # code points that are searched for the word before a full stop
_AFTER_OPENING = re.compile(rf"[{re.escape(OPENING)}]{{0,3}}(.)")
_NUMBER = re.compile(r"\d\Z")
_LATIN_WORD = re.compile(r"[a-z]{3,}\Z")
_LATIN_BEGINS = re.compile(r"\s++[\"'“‘«(]*+[A-Z]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without white space around it, and what its marks are."""

    text: str
    language: Language
    has_final: bool  # whether the text contains a final mark of the language
    is_row: bool  # whether it may be the row of a table, so that a bar parts cells
    has_bars: bool  # whether bars are its final marks


def paragraph(text: str, language: Language) -> Paragraph:
    """Look at the marks of a paragraph, which is not empty."""
    has_final = any(mark in text for mark in language.final_marks)
    last = text.rstrip(CLOSING)[-1:]
    return Paragraph(
        text=text,
        language=language,
        has_final=has_final,
        is_row=text[0] == _BAR or not (last == _BAR or has_final),
        has_bars=last == _BAR and not has_final and _has_final_bars(text, language),
    )


def _has_final_bars(text: str, language: Language) -> bool:
    """Whether a text that ends with a bar is no row of a table: it begins with none, and one follows a finite verb."""
    words = (_word_before(text, 0, bar.start()) for bar in _BARS.finditer(text))
    return text[0] != _BAR and any(_is_finite(word, language) for word in words)


def stands_in(paragraph: Paragraph, start: int, mark: re.Match[str], stop: int) -> bool:
    """Whether a full stop or a bar is used instead of a final mark; `stop` is the end of what belongs to it.

    After a finite verb it is; where the next word is glued to it, only there. After another word of the script it is
    only if all of these hold: no space before the mark, no abbreviation, and no final mark elsewhere in the paragraph.
    """
    text, language = paragraph.text, paragraph.language
    word, spaced = _word_before(text, start, mark.start()), text[stop].isspace()
    if _BAR in mark[0] and (paragraph.has_bars or paragraph.is_row):
        return _is_final_bar(paragraph, mark, word, spaced=spaced)
    if not spaced:
        return _is_finite(word.rpartition(".")[2], language) and _begins_glued(paragraph, mark, word, stop)
    if _is_finite(word, language):
        return True
    if not word or mark[0][0].isspace() or language.abbreviation.fullmatch(f"{word}."):
        return False
    if language.writes(word[-1]):
        return not (paragraph.has_final or _NUMBER.search(word))
    return bool(_LATIN_WORD.search(word) and _LATIN_BEGINS.match(text, stop))


def _word_before(text: str, start: int, stop: int) -> str:
    """Return the word that ends at `stop`, without the marks of notes on it; empty if there is none."""
    word = _LAST_WORD.search(text, max(start, stop - _LONGEST_WORD), stop)
    return word[1].rstrip(f"{CLOSING}{SUPERSCRIPTS}*†‡") if word else ""


def _is_finite(word: str, language: Language) -> bool:
    return language.finite.fullmatch(word) is not None or word in language.finite_forms


def _is_final_bar(paragraph: Paragraph, mark: re.Match[str], word: str, *, spaced: bool) -> bool:
    """Whether a bar is a final mark: beside a space where bars are; in what may be a row, after the surest verbs."""
    if paragraph.has_bars:
        return spaced or mark[0][0].isspace() or _is_finite(word, paragraph.language)
    return paragraph.text[0] != _BAR and paragraph.language.finite.fullmatch(word) is not None


def _begins_glued(paragraph: Paragraph, mark: re.Match[str], word: str, stop: int) -> bool:
    """Whether a word of the script begins at `stop`, and the mark is no dot inside an abbreviation (हो.ची. मिन्ह)."""
    text, language = paragraph.text, paragraph.language
    letter = _AFTER_OPENING.match(text, stop)
    if letter is None or not (letter[1].isalpha() and language.writes(letter[1])):
        return False
    abbreviation = language.abbreviation.match(text, mark.start() - len(word))
    return abbreviation is None or abbreviation.end() <= stop or abbreviation[0][-1] != "."
