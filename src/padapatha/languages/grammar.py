"""Which annotation the words of a language may have: one frozen record, found by the language's code.

It is data about the language, and knows nothing of the programs that use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from padapatha.languages import language
from padapatha.values import EMPTY, feats_fault, feature_items, single_values


@dataclass(frozen=True, slots=True)
class Conjugation:
    """The verbs and their forms. A form is a stem with an ending, the bare stem, or irregular."""

    verbs: frozenset[str]  # in the infinitive
    infinitive: str  # the ending of lemmas
    endings: tuple[str, ...]  # the longest first
    lengthened: Mapping[str, str]  # the end of a stem before a vowel: its end in the infinitive
    irregular: Mapping[str, tuple[str, ...]]  # lemma: forms; also of verbs that have no infinitive


@dataclass(frozen=True, slots=True)
class Grammar:
    """The labels that may stand together. A UPOS without a row in ``features`` takes no features."""

    features: Mapping[str, frozenset[str]]  # UPOS: the `Name=Value` that its words may have
    required_feature: Mapping[str, str]  # UPOS: the feature that all its words have
    default_feats: Mapping[str, str]  # UPOS: FEATS where no label of the model fits; `_` for the others
    upos_xpos: frozenset[tuple[str, str]]
    deprels: frozenset[str]
    relations: Mapping[str, frozenset[str]]  # UPOS of function words: the only relations they have, without subtypes
    never_root: frozenset[str]  # UPOS that are no root while there is another word
    dependents: Mapping[str, frozenset[str]]  # relation of function words: the dependents they often have
    auxiliaries: frozenset[str]  # the lemmas that AUX may have
    copulas: frozenset[str]  # those of them that `cop` may have
    passives: frozenset[str]  # those of them that `aux:pass` may have
    conjugation: Conjugation
    interjections: frozenset[str]  # words that are nothing else
    first_interjections: frozenset[str]  # words that are interjections at the head of a sentence or between marks

    def allows(self, upos: str, feats: str) -> bool:
        """Whether words of this UPOS may have these FEATS, and whether the FEATS are complete and written in order."""
        if feats == EMPTY:
            return upos not in self.required_feature
        values = _values(feats)
        if not values or not values <= self.features.get(upos, frozenset()):
            return False
        required = self.required_feature.get(upos)
        return required is None or any(value.startswith(f"{required}=") for value in values)


def grammar(code: str) -> Grammar:
    """Find the grammar of a language; an unknown code raises `UnknownLanguageError`."""
    language(code)
    record: Grammar = import_module(f"padapatha.languages.{code}.grammar").GRAMMAR
    return record


def feature_table(*rows: str) -> dict[str, frozenset[str]]:
    """The features of each UPOS, from rows such as ``ADJ Case=Acc,Nom Number=Sing``."""
    cells = (row.split(" ") for row in rows)
    return {upos: frozenset(value for item in items for value in single_values(item)) for upos, *items in cells}


@lru_cache(maxsize=4_096)
def _values(feats: str) -> frozenset[str]:
    """The single ``Name=Value`` of FEATS; none if they are not in order, or are a finite form without a mood."""
    if feats_fault(feats):
        return frozenset()
    items = feature_items(feats)
    groups = [single_values(item) for item in items]
    if not all(list(group) == sorted(set(group), key=str.lower) for group in groups):
        return frozenset()
    if "VerbForm=Fin" in items and not any(item.startswith("Mood=") for item in items):
        return frozenset()
    return frozenset(value for group in groups for value in group)
