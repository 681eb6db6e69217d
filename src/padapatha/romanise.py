"""Transliterate a text from the script of its language into Latin letters."""

from __future__ import annotations

from padapatha.languages import Language


def romanise(text: str, language: Language) -> str:
    """Romanise a token, a sentence or a whole text, which must be NFC.

    Everything without a rule in ``language.romanisation`` is left unchanged: other scripts, other digits and
    punctuation, and a vowel sign without a base letter.
    """
    table = language.romanisation
    return language.syllable.sub(lambda match: table[match[0]], text)
