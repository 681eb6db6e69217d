"""Where punctuation hangs: the final mark on the root, any other on a content word with no crossing arc."""

from __future__ import annotations

from padapatha.languages.hi.convert.leaves import FUNCTION
from padapatha.languages.hi.convert.tree import Rows, reattach

_FINAL = frozenset({"।", "?", "!", "॥", ".", "|", "…", "..."})


def attach_punctuation(rows: Rows) -> Rows:
    """Final marks hang on the root; a mark whose head is a function word or whose arc crosses finds a better head."""
    root = next(i for i, row in enumerate(rows) if row.head == 0)
    for i, row in enumerate(rows):
        if row.deprel != "punct":
            continue
        if row.form in _FINAL and i == len(rows) - 1 and not _crosses(rows, i, root):
            rows = reattach(rows, {i: root})
        elif not _good_head(rows, i, row.head - 1):
            rows = reattach(rows, {i: _better_head(rows, i, root)})
    return rows


def is_projective_arc(rows: Rows, position: int) -> bool:
    """True when no arc of the tree crosses the arc of this token."""
    return not _crosses(rows, position, rows[position].head - 1)


def _good_head(rows: Rows, position: int, head: int) -> bool:
    return head >= 0 and rows[head].deprel not in FUNCTION and not _crosses(rows, position, head)


def _better_head(rows: Rows, position: int, root: int) -> int:
    for start in (_neighbour(rows, position, -1), _neighbour(rows, position, 1)):
        node = start
        while node >= 0:
            if _good_head(rows, position, node):
                return node
            node = rows[node].head - 1
    return root


def _neighbour(rows: Rows, position: int, step: int) -> int:
    place = position + step
    while 0 <= place < len(rows) and rows[place].deprel == "punct":
        place += step
    return place if 0 <= place < len(rows) else -1


def _crosses(rows: Rows, position: int, head: int) -> bool:
    low, high = min(position, head), max(position, head)
    for i, row in enumerate(rows):
        if row.head == 0 or i == position or (row.deprel == "punct" and row.head - 1 == position):
            continue
        other = row.head - 1
        first, last = min(i, other), max(i, other)
        if first < low < last < high or low < first < high < last:
            return True
    return False
