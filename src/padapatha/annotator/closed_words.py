"""Words whose tags their characters or a closed list decide, not the network: symbols, emoji, interjections, numbers
of lists and notes.

A treebank of news has next to none of them, so that a model knows neither the tags nor the words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

from padapatha.annotator.analysis import Words
from padapatha.languages.after_marks import EMOTICON, MARKED_NUMBER
from padapatha.languages.grammar import Grammar

_SIGNS = frozenset("%‰°+=×÷±§©®™№")
_EMOTICON = re.compile(EMOTICON)
_TAG = regex.compile(r"#[\p{L}\p{M}\p{N}_]+")
_MENTION = regex.compile(r"@[\p{L}\p{M}\p{N}_]+")
_SHORT_NUMBER = regex.compile(r"[0-9०-९]{1,3}")
_ITEM = regex.compile(r"[0-9०-९]+(?:[.,:/–-][0-9०-९]+)*|[a-zA-Zक-ह]|[ivx]{1,4}")
_VERSE_NUMBER = re.compile(MARKED_NUMBER)
_FINAL = (*"।.?!॥…", "||")


@dataclass(frozen=True, slots=True)
class ClosedWord:
    """The tags of a word, and the only relation that it has; `None` leaves the relation to the network.

    A word with an only relation is a leaf, and no root while there is another word.
    """

    upos: str
    xpos: str
    relation: str | None = None


_SIGN, _PICTURE = ClosedWord("SYM", "SYM"), ClosedWord("SYM", "SYM", "discourse")
_INTERJECTION = ClosedWord("INTJ", "INJ", "discourse")
_HASHTAG, _NAME = ClosedWord("X", "UNK"), ClosedWord("PROPN", "NNP")
_NUMBER = ClosedWord("NUM", "QC", "dep")
CLOSED_PAIRS = frozenset((each.upos, each.xpos) for each in (_SIGN, _PICTURE, _INTERJECTION, _HASHTAG, _NAME, _NUMBER))


def closed_words(words: Words, grammar: Grammar) -> list[ClosedWord | None]:
    """For each word of a sentence what is decided, `None` for all others."""
    found = [_INTERJECTION if word in grammar.interjections else _by_characters(word) for word in words]
    for index, word in enumerate(words):
        if word in grammar.first_interjections and _stands_alone(words, index):
            found[index] = _INTERJECTION
        elif _ITEM.fullmatch(word) and _is_label(words, index):
            found[index] = _NUMBER
    return found


@lru_cache(maxsize=65_536)
def _by_characters(word: str) -> ClosedWord | None:
    category = unicodedata.category(word[0])
    if category == "Sc" or word in _SIGNS:
        return _SIGN
    if category == "So" or _EMOTICON.fullmatch(word):
        return _PICTURE
    if word[0] == "#":
        return _HASHTAG if _TAG.fullmatch(word) else None
    return _NAME if _MENTION.fullmatch(word) else None


def _stands_alone(words: Words, index: int) -> bool:
    """Whether a word is the first of a sentence or of a quotation, or stands between marks."""
    before, after = _neighbour(words, index - 1), _neighbour(words, index + 1)
    return index == 0 or (_is_mark(before) and (_is_mark(after) or before in tuple("“\"'‘")))


def _is_label(words: Words, index: int) -> bool:
    """Whether a number is that of a list item, of a note or of a verse."""
    before, after = _neighbour(words, index - 1), _neighbour(words, index + 1)
    if _VERSE_NUMBER.fullmatch(f"{before}{words[index]}{after}"):
        return True
    short = _SHORT_NUMBER.fullmatch(words[index]) is not None
    if (before, after) == ("[", "]"):
        return short
    if (before, after) == ("(", ")"):
        return index == 1 or (short and _neighbour(words, index - 2).startswith(_FINAL))
    return index == 0 and len(words) > 2 and (after == ")" or (after == "." and short))


def _neighbour(words: Words, index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""


def _is_mark(word: str) -> bool:
    return bool(word) and not any(character.isalnum() for character in word)
