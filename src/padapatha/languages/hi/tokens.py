"""The definition of a Hindi token, as one regular expression.

The rules follow the treebank UD_Hindi-HDTB: abbreviations keep their dot, and a hyphen is a token. For year ranges and
the percent sign they follow UD_Hindi-PUD. Every currency sign is a token, like £ and € in PUD. The first alternative
that matches wins, so the most frequent one is first. Quantifiers are possessive where backtracking cannot help, so
that the time stays linear on malicious text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from padapatha.languages.after_marks import EMOTICON
from padapatha.languages.characters import ADDRESS, EMOJI, FLAG_LETTERS, GLUE, LATIN, MARKS, SCRIPTS, URL
from padapatha.languages.hi.abbreviations import (
    COLON_ENDS,
    COLON_INSIDE,
    DEGREE_BEGINS,
    DEGREES,
    LATIN_DEGREE_BEGINS,
    LATIN_DEGREES,
    LATIN_SHORTENED,
    LETTER_NAMES,
    LONE_LETTERS,
    SHORTENED,
    SQUARED,
)
from padapatha.languages.rows import words

SCRIPT_RANGES = ((0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF))
LETTERS = "\u0900-\u0963\u0970-\u097f\ua8f2-\ua8fb\ua8fd\ua8fe"  # without danda, double danda and digits
DIGITS = "0-9०-९"

_INSIDE = f"{MARKS}\u200c\u200d\u2060\u00ad"  # joiners and the soft hyphen are allowed inside a word
_NO_LETTER = f"(?![{LETTERS}{MARKS}])"
_WORD = f"[{LETTERS}][{LETTERS}{DIGITS}{_INSIDE}]*+"
_CLOSED = r"(?![\"'”’»)\]}।!?]*+\s*+\Z)"  # text follows

_CONSONANT = r"[\u0915-\u0939\u0958-\u095f]\u093c?"
_SYLLABLE = rf"(?:{_CONSONANT}(?:\u094d{_CONSONANT})*[\u093e-\u094c]?|[\u0905-\u0914])[\u0901\u0902]?"
_ORDINALS = words("वीं वें वां वाँ वा वी वे ला ली ले रा री रे था थी थे ठा ठी ठे")
_SECTIONS = words("ए बी सी डी एफ")  # धारा 304ए


def _any(words: Iterable[str]) -> str:
    """Return a group of alternatives, longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) + ")"


_PART = f"(?:{_any(LETTER_NAMES)}|{_SYLLABLE})"
_BEGINS = f"(?:{_any(LETTER_NAMES)}|{_SYLLABLE}|{_any(DEGREE_BEGINS)})"
_DOTTED = rf"{_BEGINS}(?:\.(?:{_PART}|{_any(DEGREES)}){_NO_LETTER})++(?:\.(?!\.))?"  # उ.प्र. कि.मी. बी.सी बी.एड.
_KEEPS_DOT = rf"{_any((*SHORTENED, *LONE_LETTERS))}\.(?!\.)"
_INITIAL = rf"{_any(LETTER_NAMES)}\.(?!\.)"
_NO_LATIN = f"(?![{LATIN}])"
_LATIN_PART = f"(?:[A-Za-z]|{_any(LATIN_DEGREES)}){_NO_LATIN}"
_LATIN_DOTTED = (
    rf"(?:[A-Za-z]|{_any(LATIN_DEGREE_BEGINS)})(?:\.{_LATIN_PART})++(?!\.[{LATIN}])(?:\.(?!\.))?"  # U.S. B.Ed.
)
_LATIN_KEEPS_DOT = rf"{_any(LATIN_SHORTENED)}\.(?!\.)"
_LATIN_INITIAL = r"[A-Z]\.(?!\.)"

ABBREVIATION = "|".join((_DOTTED, _KEEPS_DOT, _INITIAL, _LATIN_DOTTED, _LATIN_KEEPS_DOT, _LATIN_INITIAL))

_COLON = f"{_any(COLON_INSIDE)}:{_WORD}|{_any(COLON_ENDS)}:"
_VERSION = rf"(?:(?<=[{DIGITS}])\.[{DIGITS}]++)"  # जी20.5 v1.2.3
_UNIT = f"{_any(SQUARED)}[\u00b2\u00b3]"
_LETTER_NUMBER = rf"{_any(LETTER_NAMES)}\.[{DIGITS}]++{_VERSION}*+"  # एच.264
_HINDI = (
    rf"{_WORD}(?![.:\u00b2\u00b3])|{_DOTTED}|{_LETTER_NUMBER}|{_KEEPS_DOT}|{_INITIAL}{_CLOSED}|{_COLON}|{_UNIT}"
    rf"|{_WORD}{_VERSION}*+"
)

_RANGE = rf"[{DIGITS}]{{3,4}}[-–][{DIGITS}]{{2,4}}(?![{DIGITS}]|[-–,.:/][{DIGITS}])"  # 2013-2014, 2013-14
_DATE = rf"[{DIGITS}]{{1,4}}-[{DIGITS}]{{1,2}}-[{DIGITS}]{{1,4}}(?![{DIGITS}]|-[{DIGITS}])"
_VERSE = rf"(?:(?<=॥)|(?<=।।|\|\|)|(?<=[॥।|]\s))[{DIGITS}]++(?:[.,:–-][{DIGITS}]++)++(?=\s?(?:॥|।।|\|\|))"  # ॥ 2-48 ॥
_SUFFIX = (
    f"(?:{_any((*_ORDINALS, *_SECTIONS))}{_NO_LETTER}|[AaPp]\\.[Mm](?![{LATIN}])(?:\\.(?!\\.))?"
    rf"|[{LATIN}{SCRIPTS}][{LATIN}{SCRIPTS}{DIGITS}]*+|[\u0915-\u0939](?=[)\]]))"  # 4G 10² 0x1F; 1क)
)
_TIMES = rf"(?:[xX×][{DIGITS}]++(?:[.,][{DIGITS}]++)*+)++"  # 24x7 2.5×3.5
_NUMBER = (
    rf"{_VERSE}|{_RANGE}|{_DATE}"
    rf"|[{DIGITS}]++(?:[,.:/][{DIGITS}]++)*+(?:[eE][−+-][{DIGITS}]++|{_TIMES}{_SUFFIX}?+|{_SUFFIX})?+"
)

_MAIL = r"[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++"
_LATIN_RUN = f"[{LATIN}][{LATIN}{DIGITS}{SCRIPTS}{_INSIDE}]*+"
_LATIN = (
    rf"{_LATIN_DOTTED}{_NO_LATIN}|{_LATIN_KEEPS_DOT}|[A-Zv]\.[{DIGITS}]++[{LATIN}]*+{_VERSION}*+|{_LATIN_INITIAL}{_CLOSED}"
    rf"|{_LATIN_RUN}(?:['’.&]{_LATIN_RUN}|{_VERSION}[{LATIN}]*+)*+"
)
_HANDLE = rf"[@#][{LETTERS}{LATIN}_][{LETTERS}{LATIN}{DIGITS}{_INSIDE}_]*+"
_OTHER_WORD = rf"(?:(?![{LETTERS}{LATIN}])[^\W_])(?:(?![{LETTERS}{LATIN}])[^\W_]|[{_INSIDE}])*+"
_EMOJI = rf"[{FLAG_LETTERS}]{{2}}|[{EMOJI}][{GLUE}]*+(?:(?<=\u200d)[{EMOJI}][{GLUE}]*+)*+"
_RUNS = r"[.…]{2,}+|-{2,}+|[–—―]++|[!?]++|॥++|\|\|?|''|``|([*=_~#+•·])\1*+"

TOKEN = re.compile(
    rf"[{GLUE}]*+(?:{_HINDI}|,|।++|{URL}|{ADDRESS}|{_MAIL}|{_LATIN}|{_NUMBER}|{_HANDLE}|{_OTHER_WORD}|{_EMOJI}|{EMOTICON}|°[CFK]{_NO_LATIN}|{_RUNS}|\S)"
    rf"[{GLUE}]*+|[{GLUE}]++"
)
