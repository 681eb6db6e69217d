"""The one-to-one pairing of the greatest weight (Kuhn 1955; by shortest paths, after Jonker and Volgenant 1987)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

Weights = Mapping[tuple[int, int], float]


def best(weights: Weights) -> dict[int, int]:
    """Pair rows with columns so that the weights of the pairs add up to the most; pairs without a weight never form.

    Weights are positive. Rows and columns that share nothing are settled apart, so that the cost is cubic only in the
    size of the largest tangle.
    """
    found: dict[int, int] = {}
    for rows, columns in _tangles(weights):
        table = [[weights.get((row, column), 0.0) for column in columns] for row in rows]
        for row, column in _solve(table):
            if (rows[row], columns[column]) in weights:
                found[rows[row]] = columns[column]
    return dict(sorted(found.items()))


def _tangles(weights: Weights) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and columns that hang together."""
    near: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for row, column in sorted(weights):
        near.setdefault(("row", row), []).append(("column", column))
        near.setdefault(("column", column), []).append(("row", row))
    seen: set[tuple[str, int]] = set()
    for start in near:
        if start in seen:
            continue
        waiting, reached = [start], {start}
        while waiting:
            fresh = [each for each in near[waiting.pop()] if each not in reached]
            reached.update(fresh)
            waiting.extend(fresh)
        seen |= reached
        yield (sorted(n for kind, n in reached if kind == "row"), sorted(n for kind, n in reached if kind == "column"))


def _solve(table: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair every row of a table, or every column when there are fewer of them."""
    if len(table) > len(table[0]):
        turned = [list(column) for column in zip(*table, strict=True)]
        return [(row, column) for column, row in _solve(turned)]
    width = len(table[0])
    owner = [-1] * (width + 1)  # the row that holds a column; the last column is where a search begins
    row_price, column_price = [0.0] * len(table), [0.0] * (width + 1)
    for row in range(len(table)):
        owner[width] = row
        _augment(table, owner, row_price, column_price)
    return [(row, column) for column, row in enumerate(owner[:width]) if row >= 0]


def _augment(
    table: Sequence[Sequence[float]], owner: list[int], row_price: list[float], column_price: list[float]
) -> None:
    """Give the row that waits in the last column a column of its own, moving others along the cheapest path."""
    width = len(table[0])
    distance, before, done = [math.inf] * width, [width] * width, [False] * (width + 1)
    here = width
    while owner[here] >= 0:
        done[here] = True
        row = owner[here]
        for column in range(width):
            cost = -table[row][column] - row_price[row] - column_price[column]
            if not done[column] and cost < distance[column]:
                distance[column], before[column] = cost, here
        here = min((column for column in range(width) if not done[column]), key=distance.__getitem__)
        step = distance[here]
        for column in range(width + 1):
            if done[column]:
                row_price[owner[column]] += step
                column_price[column] -= step
            elif column < width:
                distance[column] -= step
    while here != width:
        owner[here] = owner[before[here]]
        here = before[here]
    owner[width] = -1
