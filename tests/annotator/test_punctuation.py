"""Punctuation hangs as the validator wants it, in every tree: checked against the rule itself, arc by arc."""

from __future__ import annotations

import random

import numpy as np
import pytest

from padapatha.annotator.constraints import build_constraints
from padapatha.annotator.labels import Labels
from padapatha.annotator.partial_tree import PartialTree
from padapatha.annotator.punctuation import choose_punctuation_heads, has_crossings
from padapatha.languages.grammar import grammar

CONSTRAINTS = build_constraints(
    Labels(("NOUN", "PUNCT"), ("NN", "SYM"), ("_",), ("-0+",), ("case", "nmod", "punct", "root"), ("O",)), grammar("hi")
)


def partial_tree(heads: str, prefer: dict[int, int] | None = None) -> PartialTree:
    """A tree from heads like ``0 1 . 2``, a dot for punctuation; ``prefer`` says which head a mark would like."""
    given = heads.split(" ")
    size = len(given)
    arc = np.zeros((size, size + 1), np.float32)
    for mark, head in (prefer or {}).items():
        arc[mark - 1, head] = 5
    return PartialTree(
        constraints=CONSTRAINTS,
        heads=[0, *[0 if each == "." else int(each) for each in given]],
        relations=[0, *[CONSTRAINTS.relation_id["root" if each == "0" else "nmod"] for each in given]],
        upos=["", *["PUNCT" if each == "." else "NOUN" for each in given]],
        negation=[False] * (size + 1),
        permitted=np.ones((size, len(CONSTRAINTS.deprels)), np.bool_),
        rel=np.zeros((4, size, size + 1), np.float32),
        arc=arc,
    )


def above(heads: list[int], word: int) -> list[int]:
    found = []
    while word:
        word = heads[word]
        found.append(word)
    return found


def offences(heads: list[int], mark: int) -> list[str]:
    """The rules `punct-is-nonproj` and `punct-causes-nonproj`, written down as the validator states them."""
    head, found = heads[mark], []
    between = range(min(mark, head) + 1, max(mark, head))
    if any(head not in above(heads, word) for word in between):
        found.append("is non-projective")
    for word in range(1, len(heads)):
        ends = sorted((word, heads[word]))
        crosses = ends[0] < mark < ends[1] and any(min(mark, head) < end < max(mark, head) for end in ends)
        if crosses and heads[word] and heads[word] not in above(heads, mark):
            found.append("makes another non-projective")
    return found


def random_tree(chance: random.Random) -> str:
    """Any tree over two to ten words, some of them punctuation; most have crossing arcs."""
    size = chance.randint(2, 10)
    words = [word for word in range(1, size + 1) if chance.random() < 0.65] or [1]
    order = chance.sample(words, len(words))
    heads = {word: str(chance.choice(order[max(0, place - 3) : place] or [0])) for place, word in enumerate(order)}
    return " ".join(heads.get(word, ".") for word in range(1, size + 1))


def test_every_tree_takes_punctuation() -> None:
    chance, draw, crossed = random.Random(1), np.random.default_rng(1), 0
    for _ in range(4_000):
        tree = partial_tree(random_tree(chance))
        tree.arc[:] = draw.normal(size=tree.arc.shape)
        choose_punctuation_heads(tree)
        crossed += has_crossings(tree)
        for mark in range(1, tree.size + 1):
            if tree.is_punct(mark):
                assert not offences(tree.heads, mark), (tree.heads, mark)
                assert not tree.is_punct(tree.heads[mark])
    assert crossed > 1_000


@pytest.mark.parametrize(
    ("tree", "mark", "wanted", "gets"),
    [
        ("2 0 . 2 4", 3, 5, (2, 4)),  # the root and its neighbour bound the gap: no word behind the arc over it
        ("0 1 2 .", 4, 2, (2,)),  # the end of a sentence is free up to the root
        ("0 1 2 .", 4, 1, (1,)),
        (". 3 0", 1, 2, (2,)),
        ("4 0 . 2", 3, 1, (2, 4)),  # an arc over the root: the word before it is no head for what follows
    ],
)
def test_where_a_mark_may_hang(tree: str, mark: int, wanted: int, gets: tuple[int, ...]) -> None:
    made = partial_tree(tree, {mark: wanted})
    choose_punctuation_heads(made)
    assert made.heads[mark] in gets


def test_the_best_head_is_taken_in_spite_of_a_crossing_arc() -> None:
    """A relative clause after its main clause crosses the arc of the root; the comma still hangs where gold has it."""
    made = partial_tree("3 1 0 . 6 1 .", {4: 3, 7: 6})
    assert has_crossings(made)
    choose_punctuation_heads(made)
    assert made.heads[4] == 3
    assert made.heads[7] == 6


def test_a_function_word_has_no_mark_while_another_word_can_have_it() -> None:
    made = partial_tree("0 1 .", {3: 2})
    made.relations[2] = CONSTRAINTS.relation_id["case"]
    choose_punctuation_heads(made)
    assert made.heads[3] == 1


def test_marks_of_one_gap_do_not_cross() -> None:
    made = partial_tree("0 . . 1", {2: 4, 3: 1})
    choose_punctuation_heads(made)
    assert not offences(made.heads, 2)
    assert not offences(made.heads, 3)
