"""What the annotator has to be told about a language's annotation: one frozen record, found by the language's code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise

from padapatha.languages import language


@dataclass(frozen=True, slots=True)
class Grammar:
    """The labels that may stand together. A UPOS without a row in ``features`` takes no features."""

    features: Mapping[str, frozenset[str]]  # UPOS: the `Name=Value` that its words may have
    needs: Mapping[str, str]  # UPOS: the feature that all its words have
    default_feats: Mapping[str, str]  # UPOS: FEATS where no label of the model fits; `_` unless named
    upos_xpos: frozenset[tuple[str, str]]
    deprels: frozenset[str]
    closed: Mapping[str, frozenset[str]]  # UPOS of function words: the only relations that they have
    never_root: frozenset[str]  # UPOS that are no root while there is another word
    under: Mapping[str, frozenset[str]]  # relation of function words: the dependents that they may seek
    auxiliaries: frozenset[str]  # the lemmas that AUX may have
    copulas: frozenset[str]  # those of them that `cop` may have
    passives: frozenset[str]  # those of them that `aux:pass` may have

    def allows(self, upos: str, feats: str) -> bool:
        """Whether words of this UPOS may have these FEATS, and whether the FEATS are complete and written in order."""
        if feats == "_":
            return upos not in self.needs
        pairs = feats.split("|")
        names = {pair.partition("=")[0] for pair in pairs}
        if len(names) < len(pairs) or not _is_ordered(pairs) or not all(_is_ordered(_single(pair)) for pair in pairs):
            return False
        known = self.features.get(upos, frozenset())
        if any(pair not in known for each in pairs for pair in _single(each)):
            return False
        if "VerbForm=Fin" in pairs and "Mood" not in names:  # a finite form has a mood
            return False
        return self.needs.get(upos) in {None, *names}


def grammar(code: str) -> Grammar:
    """Find the grammar of a language; an unknown code raises `UnknownLanguageError`."""
    language(code)
    found: Grammar = import_module(f"padapatha.languages.{code}.grammar").GRAMMAR
    return found


def features(*rows: str) -> dict[str, frozenset[str]]:
    """A table from rows like ``ADJ Case=Acc,Nom Number=Sing``."""
    return {row.split(" ")[0]: frozenset(pair for each in row.split(" ")[1:] for pair in _single(each)) for row in rows}


def _single(feature: str) -> list[str]:
    """``Case=Acc,Dat`` to ``Case=Acc`` and ``Case=Dat``: each value is permitted or not by itself."""
    name, _, values = feature.partition("=")
    return [f"{name}={value}" for value in values.split(",")]


def _is_ordered(items: list[str]) -> bool:
    """Whether no item stands twice and all stand in the order of CoNLL-U, in which case does not count."""
    lower = [item.lower() for item in items]
    return all(left < right for left, right in pairwise(lower))
