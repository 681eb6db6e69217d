"""The ids of sentences: ``<document>-s<number>``, with letters behind the number where a person has cut a sentence.

The number is that of the sentence that the rules of segmentation make. Where several sentences begin inside that one,
the second is ``…-s3b``, the third ``…-s3c``, the 27th ``…-s3aa``; so no other sentence gets another id.
"""

from __future__ import annotations

import re

SENTENCE_ID = re.compile(r"([a-z0-9][a-z0-9_-]{0,39})-s([1-9][0-9]{0,5})([b-z]|[a-z]{2,4})?")

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def sentence_id(document: str, number: int, nth: int = 1) -> str:
    """Return the id of the ``nth`` sentence (from 1) that begins in sentence ``number`` of the segmentation."""
    letters = ""
    rest = nth if nth > 1 else 0
    while rest:
        rest, letter = divmod(rest - 1, len(_LETTERS))
        letters = _LETTERS[letter] + letters
    return f"{document}-s{number}{letters}"


def sentence_rank(name: str) -> tuple[int, int] | None:
    """Return the number and the place among its sentences that an id says, by which ids are sorted; None for no id."""
    match = SENTENCE_ID.fullmatch(name)
    if match is None:
        return None
    nth = 0
    for letter in match[3] or "a":
        nth = nth * len(_LETTERS) + _LETTERS.index(letter) + 1
    return int(match[2]), nth
