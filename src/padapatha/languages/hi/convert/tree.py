"""Looking at and changing one tree. Positions here are 0-based; `Row.head` stays 1-based with 0 for the root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from padapatha.languages.hi.convert.rows import Row

Rows = tuple[Row, ...]


def change(rows: Rows, position: int, **values: Any) -> Rows:  # noqa: ANN401 - the fields of Row, checked by replace
    """The rows with some fields of one row changed."""
    return (*rows[:position], replace(rows[position], **values), *rows[position + 1 :])


def relabel(rows: Rows, labels: Mapping[int, str]) -> Rows:
    """The rows with new relations at the given positions."""
    return tuple(replace(row, deprel=labels[i]) if i in labels else row for i, row in enumerate(rows))


def reattach(rows: Rows, heads: Mapping[int, int]) -> Rows:
    """The rows with new heads: position -> position of the new head (-1 for the root)."""
    return tuple(replace(row, head=heads[i] + 1) if i in heads else row for i, row in enumerate(rows))


def children(rows: Rows, position: int) -> tuple[int, ...]:
    """Positions of the direct dependents, left to right."""
    return tuple(i for i, row in enumerate(rows) if row.head == position + 1)


def head_row(rows: Rows, position: int) -> Row | None:
    """The head's row, or None for the root."""
    head = rows[position].head
    return rows[head - 1] if head else None


def subtree(rows: Rows, position: int) -> frozenset[int]:
    """Positions of the token and everything below it."""
    found = {position}
    todo = [position]
    while todo:
        below = [i for i in children(rows, todo.pop()) if i not in found]
        found.update(below)
        todo.extend(below)
    return frozenset(found)


def is_below(rows: Rows, position: int, above: int) -> bool:
    """True when `above` is the token itself or one of its ancestors."""
    node = position
    while node >= 0:
        if node == above:
            return True
        node = rows[node].head - 1
    return False


def swap_with_head(rows: Rows, position: int, deprel: str) -> Rows:
    """Let the token take its head's place; the old head hangs on it with `deprel`, all else stays where it is."""
    old = rows[position].head - 1
    rows = change(rows, position, head=rows[old].head, deprel=rows[old].deprel)
    return change(rows, old, head=position + 1, deprel=deprel)
