"""A comparison for people: a table of figures, labels and differences for each layer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, starmap

from rich.console import Console
from rich.table import Table
from rich.text import Text

from padapatha.compare.outcome import Agreement, Comparison, Difference, Place, f1, shown
from padapatha.problems import printable

_PLACES = 6  # shown of one difference; JSON has all
_VALUE = 60  # characters shown of an answer


def show(agreement: Agreement, console: Console) -> None:
    """Print everything, layer by layer."""
    _line(console, f"A  {agreement.a}")
    _line(console, f"B  {agreement.b}")
    for each in agreement.comparisons:
        _show_layer(each, console)
    for side, names in agreement.only.items():
        if names:
            console.print()
            _line(console, f"only in {side.upper()}: {', '.join(names)}")


def _show_layer(each: Comparison, console: Console) -> None:
    counted = f"{each.sizes[0]:,} in A, {each.sizes[1]:,} in B"
    documents = "1 document" if len(each.documents) == 1 else f"{len(each.documents):,} documents"
    console.print(Text(f"\n{each.layer}: {documents}, {counted}", style="bold"))
    _print(console, ("measure", "value"), ((name, shown(name, value)) for name, value in each.figures.items()), {1})
    if each.labels:
        _print(console, ("label", "A", "B", "both", "F1"), starmap(_label, each.labels.items()), {1, 2, 3, 4})
    if each.differences:
        _print(console, ("column", "A", "B", "count", "where"), map(_row, each.differences), {3})
    else:
        _line(console, "no differences")
    for note in each.notes:
        _line(console, f"note: {note}")


def _label(label: str, counts: tuple[int, int, int]) -> tuple[str, ...]:
    a, b, both = counts
    return label, str(a), str(b), str(both), shown("F1", f1(both, a, b))


def _row(each: Difference) -> tuple[str, ...]:
    return each.column, _cut(each.a), _cut(each.b), str(len(each.places)), where(each.places)


def where(places: Sequence[Place]) -> str:
    """Name the first places: sentence by sentence, with the numbers of the words."""
    first = places[:_PLACES]
    told = [f"{name}{_words(here)}" for name, here in groupby(first, key=_sentence)]
    return " ".join(told) + (f" +{len(places) - _PLACES}" if len(places) > _PLACES else "")


def _sentence(place: Place) -> str:
    return place.sentence or f"{place.document}:{place.start}-{place.end}"


def _words(places: Iterable[Place]) -> str:
    numbers = ",".join(str(place.token) for place in places if place.token)
    return f":{numbers}" if numbers else ""


def _cut(value: str) -> str:
    return value if len(value) <= _VALUE else f"{value[: _VALUE - 1]}…"


def _print(console: Console, head: Sequence[str], rows: Iterable[Sequence[str]], numbers: set[int]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, name in enumerate(head):
        table.add_column(name, overflow="fold", justify="right" if index in numbers else "left")
    for row in rows:
        table.add_row(*(Text(printable(value)) for value in row))
    console.print()
    console.print(table)


def _line(console: Console, line: str) -> None:
    console.print(Text(printable(line)))
