"""A tree that is not finished, and its repair: the rules of UD that look at more than one arc.

A repair either moves a word up in the tree, which ends at the root, or gives it a relation under which nothing valid
becomes invalid. So the repairs in their order come to an end, and none undoes another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from padapatha.annotator.constraints import (
    NOMINAL_RELATIONS,
    NOMINAL_UPOS,
    PREDICATE_DEPENDENTS,
    Constraints,
    may_have,
)
from padapatha.annotator.scores import FORBIDDEN, Bools, Floats


@dataclass(slots=True)
class PartialTree:
    """The tree of a sentence of n words, punctuation attached last. Words and heads count from 1, 0 is the root.

    ``heads``, ``relations`` (indices of `Constraints.deprels`), ``upos`` and ``negation`` have an unused item at 0.
    ``permitted`` [n, R] are the relations that UPOS and lemma leave each word.
    """

    constraints: Constraints
    heads: list[int]
    relations: list[int]
    upos: list[str]
    negation: list[bool]
    permitted: Bools
    rel: Floats  # [R', n, n + 1] scores of the model's relations
    arc: Floats  # [n, n + 1] logarithms of the probabilities of heads
    words: list[int] = field(init=False)  # those that are no punctuation

    def __post_init__(self) -> None:
        self.words = [word for word in range(1, self.size + 1) if not self.is_punct(word)]

    @property
    def size(self) -> int:
        """The number of words, n."""
        return len(self.heads) - 1

    def is_punct(self, word: int) -> bool:
        """Whether the word is punctuation, which has no dependents."""
        return self.upos[word] == "PUNCT"

    def deprel(self, word: int) -> str:
        """The relation of a word to its head."""
        return self.constraints.deprels[self.relations[word]]

    def udeprel(self, word: int) -> str:
        """The relation of a word to its head, without its subtype."""
        return self.constraints.udeprels[self.relations[word]]

    def lift(self, word: int) -> None:
        """Attach the word to the head of its head, in the relation that is best there."""
        self.heads[word] = self.heads[self.heads[word]]
        self.relations[word] = self.best_relation(word)

    def best_relation(self, word: int, forbidden: Bools | None = None) -> int:
        """The best relation to the word's head, forbidden ones [R] left out; `dep` where none is permitted."""
        scores = self.relation_scores(word)
        if forbidden is not None:
            scores = np.where(forbidden, FORBIDDEN, scores)
        best = int(scores.argmax())
        return best if scores[best] > FORBIDDEN / 2 else self.constraints.relation_id["dep"]

    def relation_scores(self, word: int) -> Floats:
        """The scores [R] of the relations to the word's head; a relation that the model does not know scores lowest."""
        head = self.heads[word]
        known = self.rel[:, word - 1, head]
        scores = np.full(len(self.constraints.deprels), known.min() - 1, known.dtype)
        scores[: len(known)] = known
        permitted = self.permitted[word - 1]
        if head > word:
            permitted = permitted & ~self.constraints.left_headed
        result: Floats = np.where(permitted, scores, FORBIDDEN)
        return result


def repair(tree: PartialTree) -> None:
    """Apply all repairs; afterwards only punctuation is left to be attached."""
    _lift_from_function_words(tree)
    _keep_one(tree, tree.constraints.subjects)
    _keep_one(tree, tree.constraints.objects)
    _name_nominal_dependents(tree)


def _lift_from_function_words(tree: PartialTree) -> None:
    """A function word has few kinds of dependents or none: the others belong to the word that it goes with."""
    moved = True
    while moved:
        moved = False
        for word in tree.words:
            while _is_misplaced(tree, word):
                tree.lift(word)
                moved = True


def _is_misplaced(tree: PartialTree, word: int) -> bool:
    head = tree.heads[word]
    if head == 0 or tree.constraints.dependents[tree.relations[head], tree.relations[word]]:
        return False
    return not may_have(tree.deprel(head), tree.deprel(word), negation=tree.negation[word])


def _keep_one(tree: PartialTree, same: Bools) -> None:
    """A predicate has at most one dependent in the ``same`` relations [R]: one subject, and one object.

    The one stays that would lose most by another relation; the others take the best relation that is neither.
    """
    forbidden = tree.constraints.no_substitute
    rivals: dict[int, list[int]] = defaultdict(list)
    for word in tree.words:
        if same[tree.relations[word]]:
            rivals[tree.heads[word]].append(word)
    for words in rivals.values():
        if len(words) > 1:
            kept = max(words, key=lambda word: (_loss(tree, word, forbidden), -word))
            for word in words:
                if word != kept:
                    tree.relations[word] = tree.best_relation(word, forbidden)


def _loss(tree: PartialTree, word: int, forbidden: Bools) -> float:
    scores = tree.relation_scores(word)
    return float(scores[tree.relations[word]] - np.where(forbidden, FORBIDDEN, scores).max())


def _name_nominal_dependents(tree: PartialTree) -> None:
    """A noun that is no predicate has ``nmod``, not ``obl``."""
    predicates = {tree.heads[word] for word in tree.words if tree.udeprel(word) in PREDICATE_DEPENDENTS}
    for word in tree.words:
        head = tree.heads[word]
        if tree.udeprel(word) != "obl" or head in predicates or tree.upos[head] not in NOMINAL_UPOS:
            continue
        if tree.udeprel(head) in NOMINAL_RELATIONS:
            tree.relations[word] = tree.constraints.relation_id["nmod"]
