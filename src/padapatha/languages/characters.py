"""Parts of regular expressions for all languages: character classes (the inside of ``[...]``), URLs and addresses.

Python's ``re`` does not support Unicode categories. Its ``\\w`` excludes combining marks, so that it splits an Indic
word at every vowel sign. The classes here are computed once from ``unicodedata``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # the characters at which str.splitlines breaks
LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
)
SKIN_TONES = "\U0001f3fb-\U0001f3ff"
DANDAS = "।॥"  # Unicode assigns them to the script Common, because several Indic scripts use them
SUPERSCRIPTS = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"
SCRIPTS = SUPERSCRIPTS + "\u207a-\u207b\u207f-\u208b"  # superscripts and subscripts of numbers and formulas
FLAG_LETTERS = "\U0001f1e6-\U0001f1ff"

# The blocks with marks and format characters; without the ideographs this takes a third of the time
_BLOCKS = (
    range(0x3100),
    range(0xA000, 0xAC00),
    range(0xF900, 0x12000),
    range(0x13000, 0x13500),
    range(0x16000, 0x17000),
    range(0x1B000, 0x1F000),
    range(0xE0000, 0xE0200),
)


def _runs(categories: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last code point of every run of characters that have one of the categories."""
    for block in _BLOCKS:
        first: int | None = None
        for point in (*block, block.stop):
            inside = point in block and unicodedata.category(chr(point)) in categories
            if inside and first is None:
                first = point
            elif not inside and first is not None:
                yield first, point - 1
                first = None


def _character_class(*categories: str) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in _runs(frozenset(categories)))


MARKS = _character_class("Mn", "Mc", "Me")
FORMAT_CHARACTERS = _character_class("Cf")
GLUE = MARKS + FORMAT_CHARACTERS + SKIN_TONES  # characters that belong to the character before them

_NOT_IN_URL = rf"\s<>\"“”«»{DANDAS}"
_PATH = rf"(?:[^{_NOT_IN_URL}]*[^{_NOT_IN_URL}.,;:!?'‘’()\[\]{{}}|])"
URL = rf"(?:https?://|ftp://|www\.){_PATH}"

# A host without http:// is an address if a slash follows; in Node.js/React it is none, so that the domains are a list
_DOMAINS = (
    "com|org|net|edu|gov|mil|info|biz|io|co|ai|app|dev|me|tv|xyz|online|site|news|blog|tech|store|in|uk|us|eu|au|ca|de"
    "|fr|it|jp|cn|ru|pk|bd|np|lk|bt|ae|sg|za|nz|br|ly|gl|be|gd|to|fm|ch|se|nl|es|link|page|live|club|cloud|wiki"
)
# The lengths are those of the domain name system; without them a long run of letters would be read again at each token
_NAMED = rf"(?:[A-Za-z0-9-]{{1,63}}+\.){{1,8}}+(?i:{_DOMAINS})"
_NUMBERED = r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?=(?::[0-9]++)?/[A-Za-z])"
_HOST = rf"(?:{_NAMED}|{_NUMBERED})"
ADDRESS = rf"{_HOST}(?::[0-9]++)?/{_PATH}?+"
