"""Which labels may stand together: the rules of UD and of the language, as arrays over the labels of a model.

The rules of UD are those that the official validator enforces at level 3 for every language (``udtools`` 0.2.9). They
speak of relations without their subtype: `udeprel("aux:pass")` is ``aux``. The language's rules are its `Grammar`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from padapatha.annotator.closed_words import CLOSED_PAIRS
from padapatha.annotator.labels import Labels
from padapatha.annotator.scores import Bools, Ints
from padapatha.annotator.verb_lemmas import VerbForms, verb_forms
from padapatha.languages.grammar import Grammar

_ALL_UPOS = frozenset(
    ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
     "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")
)  # fmt: skip  # one row of the table after the other

# The UPOS that a relation takes; the other relations take all but PUNCT
_UPOS_OF: Mapping[str, frozenset[str]] = {
    "det": frozenset(("DET", "PRON")),
    "nummod": frozenset(("NUM", "NOUN", "SYM")),
    "advmod": frozenset(("ADV", "ADJ", "CCONJ", "DET", "PART", "SYM")),
    "expl": frozenset(("PRON", "DET", "PART")),
    "aux": frozenset(("AUX",)),
    "cop": frozenset(("AUX",)),  # others are permitted, but their lemma would have to be an auxiliary's
    "case": _ALL_UPOS - {"PROPN", "ADJ", "PRON", "DET", "NUM", "AUX"},
    "mark": _ALL_UPOS - {"NOUN", "PROPN", "ADJ", "PRON", "DET", "NUM", "AUX", "INTJ"},
    "cc": _ALL_UPOS - {"NOUN", "PROPN", "ADJ", "PRON", "DET", "NUM", "VERB", "AUX", "INTJ"},
    "punct": frozenset(("PUNCT",)),
    "root": _ALL_UPOS,
}
_LEFT_HEADED = frozenset(("conj", "fixed", "flat", "goeswith", "appos"))  # the head stands to the left

# Never chosen: each needs features that are not registered for all languages, or corrects a fault of the text
_UNUSED = frozenset(("fixed", "goeswith", "orphan", "reparandum"))

# The dependents of function words, by the function word's relation; negation may stand under any of them
_OF_FUNCTION = frozenset(("conj", "cc", "punct"))
_DEPENDENTS: Mapping[str, frozenset[str]] = {
    "case": _OF_FUNCTION | {"advmod", "obl"},
    "mark": _OF_FUNCTION | {"advmod", "obl"},
    "clf": _OF_FUNCTION | {"advmod", "obl"},
    "aux": _OF_FUNCTION,
    "cop": _OF_FUNCTION,
    "cc": frozenset(("conj", "punct")),
    "det": _OF_FUNCTION | {"det", "case", "advmod", "obl", "clf", "flat", "compound", "discourse", "parataxis"},
    "punct": frozenset(("punct",)),
}
FUNCTION_RELATIONS = frozenset(_DEPENDENTS)  # the relations of function words and punctuation

_SUBJECTS = frozenset(("nsubj", "csubj"))
_OBJECTS = frozenset(("obj",))
# Under a word in one of these relations a nominal is no predicate, so that it has nmod and not obl …
NOMINAL_RELATIONS = frozenset(("nsubj", "obj", "iobj", "obl", "vocative", "dislocated", "expl", "nmod"))
NOMINAL_UPOS = frozenset(("NOUN", "PROPN", "PRON"))
# … unless it has a dependent that only a predicate has
PREDICATE_DEPENDENTS = frozenset(("cop", "nsubj", "csubj"))

CLAUSES = frozenset(("acl", "advcl", "ccomp", "conj", "csubj", "parataxis", "root"))  # the relations of predicates

VERBAL_UPOS = frozenset(("VERB", "AUX"))  # of forms of existing verbs alone

# Relations that decoding may need, even if the model has not seen them
_ALWAYS = ("root", "punct", "dep", "parataxis", "nmod", "discourse")


@dataclass(frozen=True, slots=True)
class Constraints:
    """``pairs`` are the P permitted (UPOS, XPOS); F FEATS, R relations, L and M of them as below.

    The last pairs are those of closed words that the model does not know: the network cannot choose them.
    """

    labels: Labels
    grammar: Grammar
    pairs: tuple[tuple[str, str], ...]
    pair_upos: Ints  # [P] column of the UPOS scores
    pair_xpos: Ints  # [P] column of the XPOS scores
    is_known: Bools  # [P] whether the model knows the pair; of the others, the columns have no meaning
    is_aux: Bools  # [P] whether the UPOS is AUX
    is_verb: Bools  # [P] whether the UPOS is VERB
    feats: Bools  # [P, F] FEATS that may stand with the pair
    deprels: tuple[str, ...]  # [R] those of the model, then the missing ones of `_ALWAYS`
    udeprels: tuple[str, ...]  # [R] the same, without their subtypes
    relations: Bools  # [P, R] relations that may stand with the pair, whatever lemma and head
    dependents: Bools  # [R, R] whether a word in the first relation may have a dependent in the second
    left_headed: Bools  # [R] relations whose head stands to the left
    only_function: Bools  # [P] words that can only be function words
    never_root: Bools  # [P] words that are no root while there is another
    function_relations: Ints  # [L] the relations of function words
    modifiers: Ints  # [M] the relations that are often dependents of function words
    modifier_fits: Bools  # [R, M] of which function words
    negating: Bools  # [M] which of them negation has under all function words
    subjects: Bools  # [R]
    objects: Bools  # [R]
    copula: Bools  # [R]
    conjunct: Bools  # [R]
    clauses: Bools  # [R] the relations of predicates, root apart
    no_substitute: Bools  # [R] relations that a second subject or object may not take instead
    pair_id: dict[tuple[str, str], int] = field(repr=False)
    relation_id: dict[str, int] = field(repr=False)
    lemmas: dict[str, frozenset[str]] = field(repr=False)  # the lemmas of the lexicon, by UPOS
    verb_forms: VerbForms = field(repr=False)


def build_constraints(labels: Labels, grammar: Grammar) -> Constraints:
    """Combine labels and grammar. Raises `ValueError` when no permitted pair of UPOS and XPOS is left for any word."""
    pairs = tuple((u, x) for u in labels.upos for x in labels.xpos if (u, x) in grammar.upos_xpos)
    known = len(pairs)
    if all(upos in VERBAL_UPOS for upos, _ in pairs):
        raise ValueError("the model knows no pair of UPOS and XPOS that its language permits, VERB and AUX apart")
    pairs += tuple(sorted(CLOSED_PAIRS & grammar.upos_xpos - set(pairs)))
    deprels = (*labels.deprel, *(deprel for deprel in _ALWAYS if deprel not in labels.deprel))
    relations = np.array([[_may_be(grammar, upos, deprel) for deprel in deprels] for upos, _ in pairs])
    is_function = _members(deprels, FUNCTION_RELATIONS - {"punct"})
    feats = {upos: [grammar.allows(upos, feats) for feats in labels.feats] for upos, _ in pairs}
    modifiers = _modifiers(grammar, deprels)
    return Constraints(
        labels=labels,
        grammar=grammar,
        pairs=pairs,
        pair_upos=np.array([labels.upos.index(upos) if upos in labels.upos else 0 for upos, _ in pairs]),
        pair_xpos=np.array([labels.xpos.index(xpos) if xpos in labels.xpos else 0 for _, xpos in pairs]),
        is_known=np.arange(len(pairs)) < known,
        is_aux=np.array([upos == "AUX" for upos, _ in pairs]),
        is_verb=np.array([upos == "VERB" for upos, _ in pairs]),
        feats=np.array([feats[upos] for upos, _ in pairs]),
        deprels=deprels,
        udeprels=tuple(udeprel(deprel) for deprel in deprels),
        relations=relations,
        dependents=np.array([[may_have(head, dependent) for dependent in deprels] for head in deprels]),
        left_headed=_members(deprels, _LEFT_HEADED),
        only_function=np.asarray(relations.any(1) & ~(relations & ~is_function).any(1), dtype=np.bool_),
        never_root=np.array([upos in grammar.never_root for upos, _ in pairs]),
        function_relations=np.flatnonzero(is_function),
        modifiers=np.array(modifiers, dtype=np.int64),
        modifier_fits=np.array([[_fits(grammar, head, deprels[row]) for row in modifiers] for head in deprels]),
        negating=np.array([udeprel(deprels[row]) == "advmod" for row in modifiers], dtype=bool),
        subjects=_members(deprels, _SUBJECTS),
        objects=_members(deprels, _OBJECTS),
        copula=_members(deprels, frozenset(("cop",))),
        conjunct=_members(deprels, frozenset(("conj",))),
        clauses=_members(deprels, CLAUSES - {"root"}),
        no_substitute=_members(deprels, _SUBJECTS | _OBJECTS | FUNCTION_RELATIONS),
        pair_id={pair: number for number, pair in enumerate(pairs)},
        relation_id={deprel: number for number, deprel in enumerate(deprels)},
        lemmas={upos: frozenset(chain(*forms.values())) for upos, forms in labels.lexicon.items()},
        verb_forms=verb_forms(grammar.conjugation, labels.lexicon),
    )


def permitted_relations(pair: Ints, lemmas: Sequence[str], constraints: Constraints) -> Bools:
    """The relations [N, R] that UPOS and lemma leave N words: `cop` and `aux:pass` are for certain auxiliaries."""
    permitted: Bools = constraints.relations[pair]
    special = {"cop": constraints.grammar.copulas, "aux:pass": constraints.grammar.passives}
    columns = [(constraints.relation_id[deprel], own) for deprel, own in special.items()
               if deprel in constraints.relation_id]  # fmt: skip
    for word in np.flatnonzero(constraints.is_aux[pair]).tolist():
        for column, own in columns:
            permitted[word, column] &= lemmas[word] in own
    none = ~(permitted & ~constraints.left_headed).any(1)  # a model may know none of the relations of a rare tag
    permitted[none, constraints.relation_id["dep"]] = True
    return permitted


def udeprel(deprel: str) -> str:
    """The relation without its subtype."""
    return deprel.partition(":")[0]


def may_have(head: str, dependent: str, *, negation: bool = False) -> bool:
    """Whether a word in the relation ``head`` may have a dependent in the relation ``dependent``."""
    above, below = udeprel(head), udeprel(dependent)
    if above not in FUNCTION_RELATIONS or below in _DEPENDENTS[above]:
        return True
    return negation and below == "advmod" and above != "punct"


def _may_be(grammar: Grammar, upos: str, deprel: str) -> bool:
    """Whether a word of this UPOS may stand in this relation; root is not chosen, but given to the word with head 0."""
    relation = udeprel(deprel)
    if relation in _UNUSED or relation == "root" or deprel not in grammar.deprels:
        return False
    return relation in grammar.relations.get(upos, {relation}) and upos in _UPOS_OF.get(relation, _ALL_UPOS - {"PUNCT"})


def _modifiers(grammar: Grammar, deprels: Sequence[str]) -> list[int]:
    wanted = {"advmod", *chain(*grammar.dependents.values())}
    return [number for number, deprel in enumerate(deprels) if udeprel(deprel) in wanted]


def _fits(grammar: Grammar, head: str, dependent: str) -> bool:
    return udeprel(dependent) in grammar.dependents.get(udeprel(head), frozenset())


def _members(deprels: Sequence[str], members: Set[str]) -> Bools:
    """Which of the relations [R] are, without their subtype, among the members."""
    return np.array([udeprel(deprel) in members for deprel in deprels])
