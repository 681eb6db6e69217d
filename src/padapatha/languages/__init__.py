"""Languages as data: one frozen `Language` record per language, found by its code.

A language is a subpackage that contains only data and defines ``LANGUAGE``. Segmentation, tokenisation, romanisation
and validation take a `Language` and contain nothing that is specific to one language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module

CODES = ("hi",)


class UnknownLanguageError(LookupError):
    """Raised for a language code that this package does not have."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language as data. All strings are in NFC."""

    code: str  # ISO 639, as in UD file names and `--lang`
    name: str
    # Sentence ends (read by `segment`)
    final_marks: str  # marks that always end a sentence
    asking_marks: str  # marks that end a sentence unless the next word shows that it continues
    stand_ins: str  # marks used instead of a final mark, such as the full stop, that also have other uses
    abbreviation: re.Pattern[str]  # matches a whole abbreviation with its dots, or one initial
    finite: re.Pattern[str]  # matches a whole word that can end a sentence, such as a finite verb
    finite_forms: frozenset[str]  # further words of this kind, some of which are nouns too
    never_first: frozenset[str]  # words that cannot begin a sentence
    # Tokens (read by `tokenise`)
    token: re.Pattern[str]  # one token; matches at every character except white space
    # Romanisation (read by `romanise`)
    syllable: re.Pattern[str]  # one unit of `romanisation`
    romanisation: Mapping[str, str] = field(compare=False, repr=False)  # has every string that `syllable` can match
    # Annotation (read by validation)
    script_ranges: tuple[tuple[int, int], ...]  # first and last code points of the ranges of the script
    upos: frozenset[str]
    upos_xpos: frozenset[tuple[str, str]]  # the allowed pairs of UPOS and XPOS
    deprels: frozenset[str]
    xpos_order: tuple[str, ...]  # all tags, as a dataset numbers them
    deprel_order: tuple[str, ...]
    aux_lemmas: frozenset[str]

    def writes(self, character: str) -> bool:
        """Whether a character belongs to the script of the language."""
        return any(first <= ord(character) <= last for first, last in self.script_ranges)


def language(code: str) -> Language:
    """Return a language by its code; raise `UnknownLanguageError`, which lists the known codes."""
    if code not in CODES:
        raise UnknownLanguageError(f"no language {code!r}; known languages: {', '.join(CODES)}")
    found: Language = import_module(f"{__name__}.{code}").LANGUAGE
    return found
