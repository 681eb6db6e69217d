"""The outcome of a comparison: figures, labels, differences with their locations; as records and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ABSENT = "-"  # stands for the side that has nothing

Figures = Mapping[str, float | None]  # by the name of the measure


@dataclass(frozen=True, slots=True)
class Location:
    """Where two annotations differ: a word (``token`` from 1) of a sentence, or a span of the document's text.

    ``start`` and ``end`` are code points of the document, end exclusive. ``sentence`` is a sent_id; it is empty when no
    project is at hand that could say which sentence it is.
    """

    document: str
    sentence: str
    token: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two different answers at one location: in which ``column``, what A says, what B says."""

    column: str
    a: str
    b: str
    location: Location


@dataclass(frozen=True, slots=True)
class Difference:
    """One pair of answers, and every place where it was given."""

    column: str
    a: str
    b: str
    places: tuple[Location, ...]


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
    """Two annotations compared. ``inputs`` are the SHA-256 of every file by side (``a``, ``b``) and name.

    ``only`` names the files that exist on one side, by side.
    """

    a: str
    b: str
    inputs: Mapping[str, Mapping[str, str]]
    comparisons: tuple[Comparison, ...]
    only: Mapping[str, tuple[str, ...]]

    @property
    def figures(self) -> dict[str, Figures]:
        """The figures by layer."""
        return {comparison.layer: comparison.figures for comparison in self.comparisons}


def f1(both: float, a: int, b: int) -> float | None:
    """The harmonic mean of precision and recall in percent; None when neither side has anything."""
    return 200 * both / (a + b) if a + b else None


def grouped_differences(disagreements: Iterable[Disagreement]) -> tuple[Difference, ...]:
    """Gather the places of each pair of answers: columns in the order they came, the most frequent pair first."""
    columns: dict[str, dict[tuple[str, str], list[Location]]] = {}
    for one in disagreements:
        columns.setdefault(one.column, {}).setdefault((one.a, one.b), []).append(one.location)
    return tuple(
        Difference(column, a, b, tuple(places))
        for column, pairs in columns.items()
        for (a, b), places in sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )


def decimals(measure: str) -> int:
    """How many decimals a figure has: three for an alpha (from -1 to 1), two for a percentage."""
    return 3 if measure.startswith("alpha") else 2


def format_figure(measure: str, value: float | None) -> str:
    """Write a figure for people."""
    return ABSENT if value is None else f"{value:.{decimals(measure)}f}"


def agreement_json(agreement: Agreement) -> dict[str, Any]:
    """Return the JSON value of a comparison (``schema/agreement.schema.json``)."""
    return {
        "schema": "padapatha/agreement/1",
        "a": agreement.a,
        "b": agreement.b,
        "inputs": {side: dict(names) for side, names in agreement.inputs.items()},
        "figures": {layer: _rounded(figures) for layer, figures in agreement.figures.items()},
        "layers": {comparison.layer: dict(_layer(comparison)) for comparison in agreement.comparisons},
        "only": {side: list(names) for side, names in agreement.only.items()},
    }


def _rounded(figures: Figures) -> dict[str, float | None]:
    return {name: None if value is None else round(value, decimals(name)) for name, value in figures.items()}


def _layer(comparison: Comparison) -> Iterator[tuple[str, Any]]:
    yield "documents", list(comparison.documents)
    yield "sizes", {"a": comparison.sizes[0], "b": comparison.sizes[1]}
    yield "labels", {label: {"a": a, "b": b, "both": both} for label, (a, b, both) in comparison.labels.items()}
    yield "differences", [_difference(difference) for difference in comparison.differences]
    yield "notes", list(comparison.notes)


def _difference(difference: Difference) -> dict[str, Any]:
    places = [_location(location) for location in difference.places]
    return {"column": difference.column, "a": difference.a, "b": difference.b, "count": len(places), "places": places}


def _location(location: Location) -> dict[str, Any]:
    fields = ("document", "sentence", "token", "start", "end")
    return {name: value for name in fields if (value := getattr(location, name)) not in (None, "")}
