"""The best tree of a sentence's words, arcs and relations chosen together.

An arc scores the logarithm of P(head) · P(best permitted relation | head) and, where it would hang a word on what is
probably a function word, of the probability that this one is no function word after all. Punctuation takes no part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padapatha.annotator.scores import BARRED, Bools, Floats, Ints
from padapatha.annotator.spanning_tree import best_tree
from padapatha.annotator.tables import Tables

# What a tree pays for a function word as a head or as the root: more than scores can make good, less than a second root
_AVOIDED = 1e4
_SURELY = 1 - 1e-6  # no network is believed to be surer than this
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Grid:
    """The m words of one sentence that are no punctuation.

    ``arc`` [m, m + 1] are logarithms of probabilities, column 0 is the root. ``rel`` [R, m, m + 1] are scores of
    relations, what is not permitted barred; at the root only `root` is not. ``only_leaf`` and ``never_root`` [m] are
    words that should have no dependents or no place at the top, ``negation`` [m] may stand under any function word.
    """

    tables: Tables
    arc: Floats
    rel: Floats
    only_leaf: Bools
    never_root: Bools
    negation: Bools


def best_arcs(grid: Grid) -> tuple[list[int], list[int]]:
    """The heads (0 = root, h = word h of the grid) and the relations of the words in the best tree."""
    highest = grid.rel.max(0)
    likely = np.exp(grid.rel - highest)
    total = likely.sum(0)
    base = grid.arc.astype(np.float64) - np.log(total)
    leaf = _function_words(grid, likely, total)
    score = base - _costs(grid, leaf)
    labels = grid.rel.argmax(0)
    _hang_on_function_words(grid, leaf, base - highest, score, labels)
    heads = best_tree(score)
    return heads, labels[np.arange(len(heads)), heads].tolist()


def _function_words(grid: Grid, likely: Floats, total: Floats) -> Floats:
    """The probability [L, m] that each word stands in each of the relations of function words."""
    chance = np.exp(grid.arc) / total
    leaf: Floats = (likely[grid.tables.leaves] * chance).sum(2)
    return leaf


def _costs(grid: Grid, leaf: Floats) -> Floats:
    """What an arc [m, m + 1] pays for a head that is a function word, or for being the root's."""
    cost = np.zeros_like(grid.arc)
    cost[:, 1:] = _AVOIDED * grid.only_leaf - np.log1p(-np.minimum(leaf.sum(0), _SURELY))
    cost[:, 0] = _AVOIDED * grid.never_root
    return cost


def _hang_on_function_words(grid: Grid, leaf: Floats, base: Floats, score: Floats, labels: Ints) -> None:
    """Some relations are at home under function words, above all negation; there they pay nothing."""
    heads = np.flatnonzero((leaf.sum(0) > _LIKELY) | grid.only_leaf)
    if not len(heads) or not len(grid.tables.modifiers):
        return
    kind = grid.tables.leaves[leaf[:, heads].argmax(0)]
    rows = grid.tables.modifiers
    negated = grid.tables.negating[:, None, None] & grid.negation[:, None]
    fits = grid.tables.under[kind].T[:, None, :] | negated
    rel = np.where(fits, grid.rel[rows][:, :, heads + 1], BARRED)
    best = rel.max(0) + base[:, heads + 1]
    better = best > score[:, heads + 1]
    score[:, heads + 1] = np.where(better, best, score[:, heads + 1])
    labels[:, heads + 1] = np.where(better, rows[rel.argmax(0)], labels[:, heads + 1])
