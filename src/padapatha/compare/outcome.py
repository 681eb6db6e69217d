"""What a comparison says: figures, labels, differences with their places; as records and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ABSENT = "-"  # stands for the side that has nothing

Figures = Mapping[str, float | None]
Found = tuple[str, str, str, "Place"]  # column, what A says, what B says, where


@dataclass(frozen=True, slots=True)
class Place:
    """Where two annotations differ: a word (``token`` from 1) of a sentence, or a stretch of the document's text.

    ``start`` and ``end`` are code points of the document, end exclusive. ``sentence`` is empty when the layer lies in
    no project that could say which sentence it is.
    """

    document: str
    sentence: str
    token: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One pair of answers, and every place where it was given."""

    column: str
    a: str
    b: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One layer over all its documents.

    ``sizes`` counts the items of A and of B, ``labels`` says for each label how often A has it, B has it, and both have
    it on the same item. A figure is None where there is nothing it could be computed on.
    """

    layer: str
    documents: tuple[str, ...]
    sizes: tuple[int, int]
    figures: Figures
    labels: Mapping[str, tuple[int, int, int]]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two annotations compared. ``inputs`` are the SHA-256 of every file by side and name.

    ``only`` names the files that stand on one side, by side.
    """

    a: str
    b: str
    inputs: Mapping[str, Mapping[str, str]]
    comparisons: tuple[Comparison, ...]
    only: Mapping[str, tuple[str, ...]]

    @property
    def figures(self) -> dict[str, Figures]:
        """The figures by layer."""
        return {each.layer: each.figures for each in self.comparisons}


def f1(both: float, a: int, b: int) -> float | None:
    """The harmonic mean of precision and recall in percent; None when neither side has anything."""
    return 200 * both / (a + b) if a + b else None


def grouped(found: Iterable[Found]) -> tuple[Difference, ...]:
    """Gather the places of each pair of answers: by column in the order they came, the most frequent first."""
    places: dict[str, dict[tuple[str, str], list[Place]]] = {}
    for column, a, b, place in found:
        places.setdefault(column, {}).setdefault((a, b), []).append(place)
    return tuple(
        Difference(column, a, b, tuple(where))
        for column, pairs in places.items()
        for (a, b), where in sorted(pairs.items(), key=lambda each: (-len(each[1]), each[0]))
    )


def record(agreement: Agreement) -> dict[str, Any]:
    """Return the comparison as JSON has it; figures with two decimals, alphas with three (docs/compare.md)."""
    return {
        "schema": "padapatha/agreement/1",
        "a": agreement.a,
        "b": agreement.b,
        "inputs": {side: dict(names) for side, names in agreement.inputs.items()},
        "figures": {each.layer: _rounded(each.figures) for each in agreement.comparisons},
        "layers": {each.layer: dict(_layer(each)) for each in agreement.comparisons},
        "only": {side: list(names) for side, names in agreement.only.items()},
    }


def digits(measure: str) -> int:
    """How many decimals a measure is given: alphas lie between -1 and 1, all others are percentages."""
    return 3 if measure.startswith("alpha") else 2


def shown(measure: str, value: float | None) -> str:
    """Write a figure for a reader."""
    return ABSENT if value is None else f"{value:.{digits(measure)}f}"


def _rounded(figures: Figures) -> dict[str, float | None]:
    return {name: None if value is None else round(value, digits(name)) for name, value in figures.items()}


def _layer(each: Comparison) -> Iterator[tuple[str, Any]]:
    yield "documents", list(each.documents)
    yield "sizes", {"a": each.sizes[0], "b": each.sizes[1]}
    yield "labels", {label: {"a": a, "b": b, "both": both} for label, (a, b, both) in each.labels.items()}
    yield "differences", [_difference(difference) for difference in each.differences]
    yield "notes", list(each.notes)


def _difference(each: Difference) -> dict[str, Any]:
    places = [_place(place) for place in each.places]
    return {"column": each.column, "a": each.a, "b": each.b, "count": len(places), "places": places}


def _place(place: Place) -> dict[str, Any]:
    fields = ("document", "sentence", "token", "start", "end")
    return {name: value for name in fields if (value := getattr(place, name)) not in (None, "")}
