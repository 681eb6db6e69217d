"""What the engines have to be told about a language: one frozen record per language, found by its code.

A language is a package below this one that holds data only and names it ``LANGUAGE``. The engines
(segmentation, tokenisation, romanisation, validation) take a ``Language`` and know no language themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module

CODES = ("hi",)


class UnknownLanguageError(LookupError):
    """A language code that names no language of this package."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language as data. Every text of it is NFC."""

    code: str  # ISO 639, as in UD file names and `--lang`
    name: str
    # Sentence ends (read by `segment`)
    final_marks: str  # marks that end a sentence wherever they stand
    asking_marks: str  # marks that end a sentence unless what follows says that it goes on
    stand_ins: str  # marks that are typed in place of a final mark, such as the full stop, and have other uses too
    abbreviation: re.Pattern[str]  # matches a whole abbreviation with its dots, or one initial
    finite: re.Pattern[str]  # matches a whole word that can close a sentence, as a finite verb does
    never_first: frozenset[str]  # words that cannot begin a sentence
    # Tokens (read by `tokenise`)
    token: re.Pattern[str]  # one token; never matches white space, matches something at every other character
    # Romanisation (read by `romanise`)
    syllable: re.Pattern[str]  # one unit of `romanisation`
    romanisation: Mapping[str, str] = field(compare=False, repr=False)  # every string `syllable` can match
    # Annotation (read by validation)
    script_ranges: tuple[tuple[int, int], ...]  # code points of the script, both ends included
    upos: frozenset[str]
    upos_xpos: frozenset[tuple[str, str]]  # the pairs of UPOS and XPOS that may stand together
    deprels: frozenset[str]
    aux_lemmas: frozenset[str]

    def writes(self, character: str) -> bool:
        """Say whether one character belongs to the language's script."""
        return any(first <= ord(character) <= last for first, last in self.script_ranges)


def language(code: str) -> Language:
    """Find a language by its code; an unknown code raises `UnknownLanguageError`, which lists the known ones."""
    if code not in CODES:
        raise UnknownLanguageError(f"no language {code!r}; known languages: {', '.join(CODES)}")
    found: Language = import_module(f"{__name__}.{code}").LANGUAGE
    return found
