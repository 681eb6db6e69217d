"""Coordination: the conjunction hangs on the conjunct after it, the postposition on the one before it (guide, 6)."""

from __future__ import annotations

from padapatha.languages.hi.convert.tree import Rows, children, is_below, reattach


def coordinations(rows: Rows) -> Rows:
    """UD v1 hung every conjunction on the first conjunct; UD v2 hangs it on the one it introduces."""
    heads: dict[int, int] = {}
    for i, row in enumerate(rows):
        if row.head == 0:
            continue
        if row.deprel == "cc":
            following = [k for k in children(rows, row.head - 1) if k > i and rows[k].deprel == "conj"]
            if following and row.head - 1 < i:
                heads[i] = following[0]
        elif row.deprel == "case":
            heads[i] = _marked_conjunct(rows, i)
    return reattach(rows, heads)


def _marked_conjunct(rows: Rows, position: int) -> int:
    """The last conjunct left of the postposition; its own head when nothing is coordinated."""
    head = rows[position].head - 1
    for _ in rows:
        conjuncts = [k for k in children(rows, head) if k < position and rows[k].deprel == "conj"]
        if not conjuncts or is_below(rows, head, position):
            return head
        head = conjuncts[-1]
    return head
