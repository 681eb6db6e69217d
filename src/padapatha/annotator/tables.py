"""The labels of a model under the grammar of its language: which may stand together, as arrays to index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from padapatha.annotator import universal
from padapatha.annotator.grammar import Grammar
from padapatha.annotator.labels import Labels
from padapatha.annotator.scores import Bools, Ints

# Relations that decoding itself may need, whatever the model has seen
_ALWAYS = ("root", "punct", "dep", "parataxis", "nmod")


@dataclass(frozen=True, slots=True)
class Tables:
    """``pairs`` are the permitted (UPOS, XPOS); U, F, R below are the numbers of UPOS, FEATS and relations."""

    labels: Labels
    grammar: Grammar
    pairs: tuple[tuple[str, str], ...]
    pair_upos: Ints  # [P] column of the UPOS scores
    pair_xpos: Ints  # [P] column of the XPOS scores
    feats: Bools  # [P, F] FEATS that may stand with the pair
    deprels: tuple[str, ...]  # [R] those of the model, then the missing ones of `_ALWAYS`
    udeprels: tuple[str, ...]  # [R] the same, without their subtypes
    relations: Bools  # [P, R] relations that may stand with the pair, lemma and place apart
    children: Bools  # [R, R] whether a word in the first relation may have a dependent in the second
    left_headed: Bools  # [R]
    only_leaf: Bools  # [P] words that can only be function words
    never_root: Bools  # [P] words that are no root while there is another
    leaves: Ints  # [L] the relations of function words
    modifiers: Ints  # [M] the relations that a word may seek under a function word
    under: Bools  # [R, M] under which of them
    negating: Bools  # [M] which of them negation has under all of them
    subjects: Bools  # [R]
    objects: Bools  # [R]
    no_rivals: Bools  # [R] relations that a subject or an object may not take in another's place
    relation_id: dict[str, int] = field(repr=False)
    lemmas: dict[str, frozenset[str]] = field(repr=False)  # those that the lexicon has, by UPOS
    auxiliary_scripts: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)  # of the forms met so far


def tables(labels: Labels, grammar: Grammar) -> Tables:
    """Combine labels and grammar. Raises `ValueError` when no permitted pair of UPOS and XPOS is left for any word."""
    pairs = tuple((u, x) for u in labels.upos for x in labels.xpos if (u, x) in grammar.upos_xpos)
    if all(upos == "AUX" for upos, _ in pairs):
        raise ValueError("the model knows no pair of UPOS and XPOS that its language permits, AUX apart")
    deprels = (*labels.deprel, *(each for each in _ALWAYS if each not in labels.deprel))
    relations = np.array([[_may_be(grammar, upos, deprel) for deprel in deprels] for upos, _ in pairs])
    is_leaf = _family(deprels, universal.LEAVES - {"punct"})
    only_leaf = np.asarray(relations.any(1) & ~(relations & ~is_leaf).any(1), dtype=np.bool_)
    sought = {"advmod", *(below for row in grammar.under.values() for below in row)}
    modifiers = [number for number, deprel in enumerate(deprels) if universal.udeprel(deprel) in sought]
    return Tables(
        labels=labels,
        grammar=grammar,
        pairs=pairs,
        pair_upos=np.array([labels.upos.index(upos) for upos, _ in pairs]),
        pair_xpos=np.array([labels.xpos.index(xpos) for _, xpos in pairs]),
        feats=np.array([[grammar.allows(upos, feats) for feats in labels.feats] for upos, _ in pairs]),
        deprels=deprels,
        udeprels=tuple(universal.udeprel(deprel) for deprel in deprels),
        relations=relations,
        children=np.array([[universal.may_have(above, below) for below in deprels] for above in deprels]),
        left_headed=_family(deprels, universal.LEFT_HEADED),
        only_leaf=only_leaf,
        never_root=np.array([upos in grammar.never_root for upos, _ in pairs]),
        leaves=np.flatnonzero(is_leaf),
        modifiers=np.array(modifiers, dtype=np.int64),
        under=np.array([[_may_seek(grammar, above, deprels[below]) for below in modifiers] for above in deprels]),
        negating=np.array([universal.udeprel(deprels[each]) == "advmod" for each in modifiers], dtype=bool),
        subjects=_family(deprels, universal.SUBJECTS),
        objects=_family(deprels, universal.OBJECTS),
        no_rivals=_family(deprels, universal.SUBJECTS | universal.OBJECTS | universal.LEAVES),
        relation_id={deprel: number for number, deprel in enumerate(deprels)},
        lemmas={upos: frozenset(chain(*forms.values())) for upos, forms in labels.lexicon.items()},
    )


def _may_be(grammar: Grammar, upos: str, deprel: str) -> bool:
    if universal.udeprel(deprel) in (*universal.UNUSED, "root"):  # root is given to the one word with head 0
        return False
    if universal.udeprel(deprel) not in grammar.closed.get(upos, {universal.udeprel(deprel)}):
        return False
    return deprel in grammar.deprels and universal.may_be(upos, deprel)


def _family(deprels: Sequence[str], members: frozenset[str]) -> Bools:
    """Which of the relations [R] are, without their subtype, among the members."""
    return np.array([universal.udeprel(deprel) in members for deprel in deprels])


def _may_seek(grammar: Grammar, above: str, below: str) -> bool:
    return universal.udeprel(below) in grammar.under.get(universal.udeprel(above), frozenset())
