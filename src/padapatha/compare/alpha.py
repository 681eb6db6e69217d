"""Krippendorff's alpha for nominal labels: agreement beyond what the frequency of the labels would give by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return alpha of units, each the labels that one thing was given; a unit of fewer than two says nothing.

    1 is full agreement, 0 what chance gives, below 0 worse than chance. None when fewer than two labels are in use:
    then there is nothing to tell apart. (Krippendorff, Content Analysis, 4th ed., section 12.3.)
    """
    frequencies: Counter[Hashable] = Counter()
    observed = 0.0  # disagreeing pairs, each unit's weighted by the labels it has beyond the first
    for labels in units:
        if len(labels) < 2:
            continue
        counts = Counter(labels)
        frequencies.update(counts)
        observed += _unequal(counts) / (len(labels) - 1)
    expected = _unequal(frequencies)
    return 1 - (frequencies.total() - 1) * observed / expected if expected else None


def _unequal(counts: Counter[Hashable]) -> int:
    """How many ordered pairs of labels differ."""
    return counts.total() ** 2 - sum(count**2 for count in counts.values())
