"""Romanisation of Devanagari as in `Translit` of the Hindi treebanks of UD.

This is ISO 15919 without the macron on e and o. As in UD_Hindi-PUD, candrabindu is m̃, candra o is ô, ऩ is n, and the
danda is a full stop. All inherent vowels are written (lekina, not lekin). Letters that do not occur in PUD follow
ISO 15919.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from padapatha.languages.rows import pairs

_CONSONANTS = (
    "क k ख kh ग g घ gh ङ ṅ च c छ ch ज j झ jh ञ ñ ट ṭ ठ ṭh ड ḍ ढ ḍh ण ṇ त t थ th द d ध dh न n "
    "प p फ ph ब b भ bh म m य y र r ल l व v श ś ष ṣ स s ह h ळ ḷ"
)
# Letters with the nukta (U+093C); on any other letter, on a vowel or doubled it is a typing error and is ignored
_DOTTED = "क q ख k͟h ग ġ ज z ड ṛ ढ ṛh न n फ f य ẏ र ṟ ळ ḻ"
# The same letters as one code point: NFC composes three of them and decomposes the others
_PRECOMPOSED = "\u0929 न \u0931 र \u0934 ळ \u0958 क \u0959 ख \u095a ग \u095b ज \u095c ड \u095d ढ \u095e फ \u095f य"
_VOWELS = "अ a आ ā इ i ई ī उ u ऊ ū ऋ r̥ ॠ r̥̄ ऌ l̥ ॡ l̥̄ ऍ ê ऎ ĕ ए e ऐ ai ऑ ô ऒ ŏ ओ o औ au ॲ ê"
_VOWEL_SIGNS = (
    "\u093e ā \u093f i \u0940 ī \u0941 u \u0942 ū \u0943 r̥ \u0944 r̥̄ "
    "\u0962 l̥ \u0963 l̥̄ \u0945 ê \u0946 ĕ \u0947 e \u0948 ai \u0949 ô \u094a ŏ \u094b o \u094c au"
)
_SIGNS = "\u0901 m̃ \u0902 ṁ \u0903 ḥ ऽ ’ ॐ oṁ । . ॥ .. ॰ ."
_DIGITS = "० 0 १ 1 २ 2 ३ 3 ४ 4 ५ 5 ६ 6 ७ 7 ८ 8 ९ 9"
_NUKTA, _VIRAMA = "\u093c", "\u094d"


class _Romanisation(dict[str, str]):
    """The table, which answers for a string with nuktas that mean nothing as for the string without them."""

    def __missing__(self, letters: str) -> str:
        kept = letters[:1] + letters[1:].replace(_NUKTA, "")
        if letters[1:2] == _NUKTA and letters[0] in _PLAIN:
            kept = letters[:2] + kept[1:]
        return self[kept.lstrip(_NUKTA)]


def _consonants() -> dict[str, str]:
    """Return the romanisation of every consonant, without and with nukta, without the inherent vowel."""
    plain, dotted = pairs(_CONSONANTS), pairs(_DOTTED)
    with_dot = {letter + _NUKTA: dotted.get(letter, latin) for letter, latin in plain.items()}
    composed = {letter: with_dot[parent + _NUKTA] for letter, parent in pairs(_PRECOMPOSED).items()}
    return plain | with_dot | composed


def _syllables() -> Mapping[str, str]:
    """Return the romanisation of every string that `SYLLABLE` can match."""
    endings = pairs(_VOWEL_SIGNS) | {_VIRAMA: "", "": "a"}
    consonants = {c + sign: latin + vowel for c, latin in _consonants().items() for sign, vowel in endings.items()}
    others = pairs(_VOWELS) | pairs(_SIGNS) | pairs(_DIGITS) | {"\u200c": "", "\u200d": "", "": ""}
    return _Romanisation(consonants | others)


def _class(*rows: str) -> str:
    return "".join(letter for row in rows for letter in pairs(row))


_PLAIN = frozenset(pairs(_CONSONANTS))
ROMANISATION = _syllables()
# A consonant with nukta and vowel sign; another letter; nuktas on nothing; a joiner after a letter of the script (not
# inside an emoji). A nukta that is no part of a letter is a typing error wherever it stands
SYLLABLE = re.compile(
    f"[{_class(_CONSONANTS, _PRECOMPOSED)}]{_NUKTA}*+[{_class(_VOWEL_SIGNS)}{_VIRAMA}]?{_NUKTA}*+"
    f"|[{_class(_VOWELS, _SIGNS, _DIGITS)}]{_NUKTA}*+|{_NUKTA}++"
    "|(?<=[\u0900-\u097f])[\u200c\u200d]"
)
