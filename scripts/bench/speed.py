"""Words a second of several annotators, in turn on the same words, so that a machine's moods strike all alike."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from padapatha.annotator.analysis import Annotator, Words


@dataclass(frozen=True, slots=True)
class Speed:
    """Words a second, run by run; wall time, loading not counted."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.runs)


def speeds(annotators: Mapping[str, Annotator], sentences: Sequence[Words], runs: int = 5) -> dict[str, Speed]:
    """Run all annotators after each other, ``runs`` times, after one turn that is not counted."""
    words = sum(map(len, sentences))
    taken: dict[str, list[float]] = {name: [] for name in annotators}
    for _ in range(runs + 1):
        for name, annotator in annotators.items():
            began = time.perf_counter()
            for _analysis in annotator.analyse(sentences):
                pass
            taken[name].append(words / (time.perf_counter() - began))
    return {name: Speed(tuple(each[1:])) for name, each in taken.items()}


def ratio(one: Speed, other: Speed) -> tuple[float, float, float]:
    """How many times faster ``one`` is, turn by turn: least, median, most."""
    pairs = sorted(a / b for a, b in zip(one.runs, other.runs, strict=True))
    return pairs[0], median(pairs), pairs[-1]
