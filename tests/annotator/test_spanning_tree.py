"""The tree found is the best there is: compared with every tree of a small sentence, and timed on a long one."""

from __future__ import annotations

import itertools
import sys
import time

import numpy as np
import pytest

from padapatha.annotator.spanning_tree import best_tree, is_tree


def exhaustive(scores: np.ndarray) -> float:
    size = len(scores)
    best = -np.inf
    for heads in itertools.product(range(size + 1), repeat=size):
        if is_tree(list(heads)):
            best = max(best, sum(scores[word, head] for word, head in enumerate(heads)))
    return best


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_no_tree_is_better(size: int) -> None:
    draw = np.random.default_rng(size)
    for _ in range(60 if size < 5 else 25):
        scores = draw.normal(size=(size, size + 1)) * 3
        heads = best_tree(scores)
        assert is_tree(heads)
        assert np.isclose(sum(scores[word, head] for word, head in enumerate(heads)), exhaustive(scores))


def test_cycles_in_cycles() -> None:
    """Words that prefer each other in pairs, and pairs that prefer each other: contraction must nest."""
    size = 32
    scores = np.full((size, size + 1), -50.0)
    scores[:, 0] = -100
    for word in range(size):
        for level in range(5):
            scores[word, (word ^ (1 << level)) + 1] = -float(level)
    scores[7, 0] = -60
    heads = best_tree(scores)
    assert is_tree(heads)
    assert heads[7] == 0


def test_one_root_though_all_want_to_be() -> None:
    scores = np.zeros((6, 7))
    scores[:, 0] = [1, 2, 9, 3, 4, 5]
    assert best_tree(scores).count(0) == 1
    assert best_tree(scores)[2] == 0


@pytest.mark.parametrize(
    "heads", [[0, 0], [2, 1], [0, 3, 2], [1, 0], [2, 3, 1]], ids=["roots", "pair", "aside", "self", "ring"]
)
def test_what_is_no_tree(heads: list[int]) -> None:
    assert not is_tree(heads)


def test_a_long_sentence_takes_no_time() -> None:
    scores = np.random.default_rng(1).normal(size=(400, 401))
    begun = time.process_time()
    assert is_tree(best_tree(scores))
    assert time.process_time() - begun < (2 if sys.gettrace() is None else 10)  # measuring coverage slows it
