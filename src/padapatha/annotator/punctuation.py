"""Where punctuation is attached: to the best head where neither its own arc nor another becomes non-projective.

Punctuation stays out of the tree until the other words have theirs. Marks that stand together share a gap between two
words. They may be attached to the words on the path that joins the two in the tree: up from the left one, down to the
right one. Several marks of one gap take their heads along that path from left to right, and so never cross each other.
In a tree with crossing arcs some words of the path are not free; the two neighbours of a gap always are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from padapatha.annotator.constraints import FUNCTION_RELATIONS
from padapatha.annotator.partial_tree import PartialTree

_FUNCTION_WORD_COST = 1e4  # of a head that should have no dependents: taken only where the gap has no other


@dataclass(frozen=True, slots=True)
class Gap:
    """Marks that stand together, and the words left and right of them: 0 and n + 1 are the ends of the sentence."""

    marks: tuple[int, ...]
    left: int
    right: int


def choose_punctuation_heads(tree: PartialTree) -> None:
    """Give all punctuation its head."""
    punct = tree.constraints.relation_id["punct"]
    crossed = has_crossings(tree)
    for gap in _gaps(tree):
        heads = _free_heads(tree, gap) if crossed else _path(tree, gap)
        for mark, head in zip(gap.marks, _best_heads(tree, gap.marks, heads), strict=True):
            tree.heads[mark], tree.relations[mark] = head, punct


def attach_only_punctuation(tree: PartialTree) -> None:
    """In a sentence of nothing but punctuation the first mark is the root and has the others."""
    for mark in range(1, tree.size + 1):
        tree.heads[mark] = min(mark - 1, 1)
        tree.relations[mark] = tree.constraints.relation_id["root" if mark == 1 else "punct"]


def has_crossings(tree: PartialTree) -> bool:
    """Whether two arcs between words cross; the root's own arc comes from outside and is crossed by any arc over it."""
    words = np.array(tree.words)
    heads = np.array(tree.heads)[words]
    low, high = np.minimum(words, heads), np.maximum(words, heads)
    over_root = (low < words[heads == 0]) & (words[heads == 0] < high) & (heads > 0)
    starts_inside = (low[:, None] < low) & (low < high[:, None]) & (heads > 0)[:, None]
    return bool(over_root.any() or (starts_inside & (high > high[:, None])).any())


def _gaps(tree: PartialTree) -> Iterator[Gap]:
    """Yield the gaps that hold punctuation, from left to right."""
    left, marks = 0, []
    for word in range(1, tree.size + 1):
        if tree.is_punct(word):
            marks.append(word)
        else:
            if marks:
                yield Gap(tuple(marks), left, word)
            left, marks = word, []
    if marks:
        yield Gap(tuple(marks), left, tree.size + 1)


def _path(tree: PartialTree, gap: Gap) -> list[int]:
    """The words that join left and right in the tree, in that order; at an end of the sentence up to the root."""
    up, down = _ancestry(tree, gap.left), _ancestry(tree, gap.right)
    if not up or not down:
        return up or down[::-1]
    above = set(down)
    meeting = next(index for index, word in enumerate(up) if word in above)
    return up[: meeting + 1] + down[: down.index(up[meeting])][::-1]


def _free_heads(tree: PartialTree, gap: Gap) -> list[int]:
    """The words of the path that may be heads of a mark: all words between the two descend from that head, and no arc
    goes from one of them over the mark.
    """
    over = [sorted((word, tree.heads[word])) for word in tree.words if _is_over(tree, word, gap)]
    left, right = max([low for low, _ in over], default=0), min([high for _, high in over], default=tree.size + 1)
    return [
        head for head in _path(tree, gap)
        if (left <= head and _covers(tree, head, gap.right) if head < gap.right else
            head <= right and _covers(tree, head, gap.left))
    ]  # fmt: skip  # one condition to the left of the gap, one to the right


def _is_over(tree: PartialTree, word: int, gap: Gap) -> bool:
    head = tree.heads[word]
    return head > 0 and min(word, head) <= gap.left and max(word, head) >= gap.right


def _covers(tree: PartialTree, head: int, end: int) -> bool:
    """Whether all words strictly between the two descend from the head."""
    return all(head in _ancestry(tree, word) for word in range(min(head, end) + 1, max(head, end))
               if not tree.is_punct(word))  # fmt: skip


def _ancestry(tree: PartialTree, word: int) -> list[int]:
    """The word and its heads up to the root; empty for the ends of the sentence."""
    words: list[int] = []
    current = word if word <= tree.size else 0
    while current:
        words.append(current)
        current = tree.heads[current]
    return words


def _best_heads(tree: PartialTree, marks: tuple[int, ...], heads: list[int]) -> list[int]:
    """The best heads for marks that go along the path and never back (Viterbi over the indices of the path)."""
    if len(heads) == 1:
        return heads * len(marks)
    cost = [_FUNCTION_WORD_COST if tree.udeprel(head) in FUNCTION_RELATIONS else 0.0 for head in heads]
    best = [0.0] * len(heads)
    choices: list[list[int]] = []
    for mark in marks:
        previous = _best_up_to(best)
        choices.append(previous)
        row = tree.arc[mark - 1]
        best = [best[previous[index]] + float(row[head]) - cost[index] for index, head in enumerate(heads)]
    index = max(range(len(heads)), key=best.__getitem__)
    chosen = []
    for previous in reversed(choices):
        chosen.append(heads[index])
        index = previous[index]
    return chosen[::-1]


def _best_up_to(values: list[float]) -> list[int]:
    """For each index the index of the best value up to it."""
    best = [0]
    for index in range(1, len(values)):
        best.append(index if values[index] > values[best[-1]] else best[-1])
    return best
