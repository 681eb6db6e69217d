"""What `--clean` changes in a text: characters that carry no meaning, each kind counted, and the normal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import regex

from padapatha.text import BYTE_ORDER_MARK, suspects, to_nfc

_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"  # of direction
_BOM_BYTES = BYTE_ORDER_MARK.encode("utf-8")
# Kind, what is replaced, by what. An override of the direction (U+202D, U+202E) stays, and is refused: it may change
# the order in which people read the letters
_REPLACED = (
    ("line-end", re.compile("\r\n|[\r\v\x85\u2028\u2029]"), "\n"),
    ("tab", re.compile("\t"), " "),
    ("form-feed", re.compile("\f"), " "),
    ("zero-width", re.compile("[\u200b\u2060\ufeff]"), ""),
    ("soft-hyphen", re.compile("\u00ad"), ""),
    ("direction-mark", re.compile(f"[{_MARKS}]"), ""),
)
_JOINERS = re.compile("[\u200c\u200d]{2,}")
_GRAPHEME = regex.compile(r"\X")
CLEAN_FIX = "give --clean, which deletes or replaces it and records how often"
_CLEANABLE = "\r\v\x85\u2028\u2029\t\f\u200b\u2060\ufeff\u00ad\u200c\u200d"
CLEAN_FIXES: Mapping[str, str] = dict.fromkeys(_CLEANABLE + _MARKS, CLEAN_FIX)


def without_bom(data: bytes) -> bytes:
    """Return the bytes of a file without the byte-order mark at their beginning."""
    return data.removeprefix(_BOM_BYTES)


def clean(text: str) -> tuple[str, Mapping[str, int]]:
    """Return a text as `--clean` writes it, and how many characters of each kind it changed."""
    counts: dict[str, int] = {}
    for kind, pattern, replacement in _REPLACED:
        text, counts[kind] = pattern.subn(replacement, text)
    text, counts["joiner"] = _without_stray_joiners(text)
    if not unicodedata.is_normalized("NFC", text):
        normal = to_nfc(text)
        counts["nfc"] = max(1, sum(not unicodedata.is_normalized("NFC", each) for each in _GRAPHEME.findall(text)))
        text = normal
    return text, {kind: count for kind, count in counts.items() if count}


def _without_stray_joiners(text: str) -> tuple[str, int]:
    """Of several joiners in a row the last one stays, if it joins something."""
    single = _JOINERS.sub(lambda match: match[0][-1], text)
    stray = [offset for offset, slug in suspects(single) if slug == "joiner"]
    ends = [*stray, len(single)]
    kept = "".join(single[start:end] for start, end in zip([0, *(offset + 1 for offset in stray)], ends, strict=True))
    return kept, len(text) - len(kept)
