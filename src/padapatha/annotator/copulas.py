"""A head has one copula: a second one belongs to a clause of its own (संस्थान है जिसका मुख्यालय बेंगलुरु में है).

The second copula goes to the word that scores best as its head among those after the first one that hang, directly or
not, on the same head. That word becomes the predicate of a clause, with a relation that clauses have; what stands
between the first copula and it, and hung on the old head, goes with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from itertools import pairwise

from padapatha.annotator.constraints import CLAUSES
from padapatha.annotator.partial_tree import PartialTree

_COPULA = frozenset(("cop",))
_CONJUNCTION = frozenset(("cc",))
_SUBJECTS = frozenset(("nsubj", "csubj"))


def separate_copulas(tree: PartialTree) -> None:
    """Leave one copula to each head, and make clauses of words that have both a copula and a subject."""
    for head, copulas in sorted(_dependents(tree, _COPULA).items()):
        for first, second in pairwise(copulas):
            _separate(tree, head, first, second)
    subjects = _dependents(tree, _SUBJECTS)
    for word in _dependents(tree, _COPULA):
        if word in subjects:
            _make_clause(tree, word)


def _separate(tree: PartialTree, head: int, first: int, second: int) -> None:
    """Give the second copula a head of its own, or another relation where there is no word to be that head."""
    predicate = _predicate(tree, head, first, second)
    if not predicate:
        tree.relations[second] = tree.best_relation(second, tree.constraints.copula)
        return
    tree.heads[second] = predicate
    _take_along(tree, head, predicate, range(first + 1, second))
    _make_clause(tree, predicate)


def _take_along(tree: PartialTree, head: int, predicate: int, between: range) -> None:
    """Attach those words between two copulas to the predicate that hung on the head, its own ancestors apart."""
    for word in between:
        if not tree.is_punct(word) and tree.heads[word] == head and not _holds(tree, word, predicate):
            tree.heads[word] = predicate
            tree.relations[word] = tree.best_relation(word, tree.constraints.copula)


def _make_clause(tree: PartialTree, word: int) -> None:
    """Give a predicate the best relation of clauses, unless it has one; `conj` only where there is a conjunction."""
    if tree.udeprel(word) in CLAUSES or not _may_predicate(tree, word):
        return
    forbidden = ~tree.constraints.clauses
    if word not in _dependents(tree, _CONJUNCTION):
        forbidden = forbidden | tree.constraints.conjunct
    tree.relations[word] = tree.best_relation(word, forbidden)


def _dependents(tree: PartialTree, relations: Set[str]) -> dict[int, list[int]]:
    """The words in the relations, by their head."""
    found: dict[int, list[int]] = defaultdict(list)
    for word in tree.words:
        if tree.udeprel(word) in relations:
            found[tree.heads[word]].append(word)
    return found


def _predicate(tree: PartialTree, head: int, first: int, second: int) -> int:
    """The best head for the second copula between the two; 0 where there is none."""
    taken = _dependents(tree, _COPULA)
    open_to = [
        word
        for word in tree.words
        if first < word < second and word not in taken and _holds(tree, head, word) and _may_predicate(tree, word)
    ]
    return max(open_to, key=lambda word: float(tree.arc[second - 1, word]), default=0)


def _may_predicate(tree: PartialTree, word: int) -> bool:
    """Whether a clause's relation is permitted for the word: it is no function word."""
    permitted = tree.permitted[word - 1] & tree.constraints.clauses
    return bool(permitted.any())


def _holds(tree: PartialTree, above: int, word: int) -> bool:
    """Whether the word hangs on the other, directly or not."""
    while word and word != above:
        word = tree.heads[word]
    return word == above
