"""Two measures that need no linguistics: Krippendorff's alpha, and the best one-to-one pairing of two sequences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

Weights = Mapping[tuple[int, int], float]  # by row and column


# Alpha


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return Krippendorff's alpha for nominal labels.

    ``units`` are the labels that each thing was given, one per annotator; a unit of fewer than two labels is ignored.
    1 is full agreement, 0 what the frequencies of the labels give by chance, below 0 worse than chance. None when fewer
    than two labels are in use. (Krippendorff, Content Analysis, 4th ed., section 12.3.)
    """
    frequencies: Counter[Hashable] = Counter()
    observed = 0.0  # disagreeing pairs; each unit is weighted by the number of its labels minus one
    for labels in units:
        if len(labels) < 2:
            continue
        counts = Counter(labels)
        frequencies.update(counts)
        observed += _unequal_pairs(counts) / (len(labels) - 1)
    expected = _unequal_pairs(frequencies)
    return 1 - (frequencies.total() - 1) * observed / expected if expected else None


def _unequal_pairs(counts: Counter[Hashable]) -> int:
    """How many ordered pairs of labels differ."""
    return counts.total() ** 2 - sum(count**2 for count in counts.values())


# Assignment


def best_assignment(weights: Weights) -> dict[int, int]:
    """Pair rows with columns, each at most once, so that the sum of the weights is the greatest.

    Weights are positive; a row and a column without a weight are never paired. The method is that of Kuhn (1955) with
    shortest augmenting paths (Jonker and Volgenant 1987). Connected components are solved one by one: the time is cubic
    in the size of the largest.
    """
    assignment: dict[int, int] = {}
    for rows, columns in _components(weights):
        table = [[weights.get((row, column), 0.0) for column in columns] for row in rows]
        for row, column in _solve(table):
            if (rows[row], columns[column]) in weights:
                assignment[rows[row]] = columns[column]
    return dict(sorted(assignment.items()))


def _components(weights: Weights) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows and columns of each connected component."""
    neighbours: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for row, column in sorted(weights):
        neighbours.setdefault(("row", row), []).append(("column", column))
        neighbours.setdefault(("column", column), []).append(("row", row))
    seen: set[tuple[str, int]] = set()
    for start in neighbours:
        if start in seen:
            continue
        waiting, reached = [start], {start}
        while waiting:
            fresh = [node for node in neighbours[waiting.pop()] if node not in reached]
            reached.update(fresh)
            waiting.extend(fresh)
        seen |= reached
        yield (sorted(n for kind, n in reached if kind == "row"), sorted(n for kind, n in reached if kind == "column"))


def _solve(table: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair every row of a table, or every column when there are fewer columns than rows."""
    if len(table) > len(table[0]):
        transposed = [list(column) for column in zip(*table, strict=True)]
        return [(row, column) for column, row in _solve(transposed)]
    width = len(table[0])
    owner = [-1] * (width + 1)  # the row of each column; the last column is artificial: every search starts there
    row_price, column_price = [0.0] * len(table), [0.0] * (width + 1)
    for row in range(len(table)):
        owner[width] = row
        _augment(table, owner, row_price, column_price)
    return [(row, column) for column, row in enumerate(owner[:width]) if row >= 0]


def _augment(
    table: Sequence[Sequence[float]], owner: list[int], row_price: list[float], column_price: list[float]
) -> None:
    """Give the row in the last column a column of its own; other rows move along the cheapest path."""
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
