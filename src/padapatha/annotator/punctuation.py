"""Where punctuation hangs: on the best head to which it hangs projectively, without making another word non-projective.

Punctuation is kept out of the tree until the tree of the words stands. In the gap between two words it may then hang on
the words of the path that joins them in the tree: up from the left one, down to the right one. Several marks in one gap
go along that path from left to right, and so never cross each other. In a tree with crossing arcs some words of the
path are not free; the two neighbours of a gap always are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from padapatha.annotator import universal
from padapatha.annotator.draft import Draft

_FUNCTION_WORD = 1e4  # the cost of a head that should have no dependents: only where the gap has no other


@dataclass(frozen=True, slots=True)
class Gap:
    """Marks that follow each other, and the words left and right of them: 0 and n + 1 are the sentence's ends."""

    marks: tuple[int, ...]
    left: int
    right: int


def gaps(draft: Draft) -> Iterator[Gap]:
    """Yield the gaps that hold punctuation, from left to right."""
    left, marks = 0, []
    for word in range(1, draft.size + 1):
        if draft.is_punct(word):
            marks.append(word)
        else:
            if marks:
                yield Gap(tuple(marks), left, word)
            left, marks = word, []
    if marks:
        yield Gap(tuple(marks), left, draft.size + 1)


def attach(draft: Draft) -> None:
    """Give all punctuation its head."""
    punct = draft.tables.relation_id["punct"]
    crossed = has_crossings(draft)
    for gap in gaps(draft):
        free = free_heads(draft, gap) if crossed else path(draft, gap)
        for mark, head in zip(gap.marks, _along(draft, gap.marks, free), strict=True):
            draft.heads[mark], draft.labels[mark] = head, punct


def attach_without_words(draft: Draft) -> None:
    """In a sentence of nothing but punctuation the first mark is the root and has the others."""
    for mark in range(1, draft.size + 1):
        draft.heads[mark] = min(mark - 1, 1)
        draft.labels[mark] = draft.tables.relation_id["root" if mark == 1 else "punct"]


def has_crossings(draft: Draft) -> bool:
    """Whether two arcs between words cross; an arc over the root crosses the root's own, which comes from outside."""
    words = np.array(draft.words)
    heads = np.array(draft.heads)[words]
    low, high = np.minimum(words, heads), np.maximum(words, heads)
    over_root = (low < words[heads == 0]) & (words[heads == 0] < high) & (heads > 0)
    starts_inside = (low[:, None] < low) & (low < high[:, None]) & (heads > 0)[:, None]
    return bool(over_root.any() or (starts_inside & (high > high[:, None])).any())


def path(draft: Draft, gap: Gap) -> list[int]:
    """The words that join left and right in the tree, in that order; at a sentence's end the path goes to the root."""
    up, down = _ancestry(draft, gap.left), _ancestry(draft, gap.right)
    if not up or not down:
        return up or down[::-1]
    above = set(down)
    meeting = next(index for index, word in enumerate(up) if word in above)
    return up[: meeting + 1] + down[: down.index(up[meeting])][::-1]


def free_heads(draft: Draft, gap: Gap) -> list[int]:
    """The words of the path on which a mark may hang: all words between the two hang, near or far, on that head, and no
    arc goes from one of them over the mark.
    """
    over = [sorted((word, draft.heads[word])) for word in draft.words if _is_over(draft, word, gap)]
    left, right = max([low for low, _ in over], default=0), min([high for _, high in over], default=draft.size + 1)
    return [
        head for head in path(draft, gap)
        if (left <= head and _covers(draft, head, gap.right) if head < gap.right else
            head <= right and _covers(draft, head, gap.left))
    ]  # fmt: skip  # one condition to the left of the gap, one to the right


def _is_over(draft: Draft, word: int, gap: Gap) -> bool:
    head = draft.heads[word]
    return head > 0 and min(word, head) <= gap.left and max(word, head) >= gap.right


def _covers(draft: Draft, head: int, end: int) -> bool:
    """Whether all words strictly between the two hang, near or far, on the head."""
    return all(head in _ancestry(draft, word) for word in range(min(head, end) + 1, max(head, end))
               if not draft.is_punct(word))  # fmt: skip


def _ancestry(draft: Draft, word: int) -> list[int]:
    """The word and its heads up to the root; nothing for the ends of the sentence."""
    found: list[int] = []
    here = word if word <= draft.size else 0
    while here:
        found.append(here)
        here = draft.heads[here]
    return found


def _along(draft: Draft, marks: tuple[int, ...], heads: list[int]) -> list[int]:
    """The best heads for the marks that go along the path and never back (Viterbi over places on the path)."""
    if len(heads) == 1:
        return heads * len(marks)
    cost = [_FUNCTION_WORD if draft.udeprel(head) in universal.LEAVES else 0.0 for head in heads]
    best = [0.0] * len(heads)
    choices: list[list[int]] = []
    for mark in marks:
        came = _best_so_far(best)
        choices.append(came)
        row = draft.arc[mark - 1]
        best = [best[came[place]] + float(row[head]) - cost[place] for place, head in enumerate(heads)]
    place = max(range(len(heads)), key=best.__getitem__)
    found = []
    for came in reversed(choices):
        found.append(heads[place])
        place = came[place]
    return found[::-1]


def _best_so_far(values: list[float]) -> list[int]:
    """For each place the best place up to it."""
    found = [0]
    for place in range(1, len(values)):
        found.append(place if values[place] > values[found[-1]] else found[-1])
    return found
