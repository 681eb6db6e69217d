"""Write a text of the language's script in Latin letters."""

from __future__ import annotations

from padapatha.languages import Language


def romanise(text: str, language: Language) -> str:
    """Romanise a token, a sentence or a whole text, which must be NFC.

    Whatever the language has no rule for passes through unchanged: other scripts, digits, punctuation, a vowel sign
    that has no letter to sit on.
    """
    table = language.romanisation
    return language.syllable.sub(lambda match: table[match[0]], text)
