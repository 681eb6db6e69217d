"""A comparison for people: a table of figures, labels and differences for each layer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, starmap

from rich.console import Console
from rich.table import Table
from rich.text import Text

from padapatha.compare.outcome import Agreement, Comparison, Difference, Location, f1, format_figure
from padapatha.problems import printable

_PLACES = 6  # shown of one difference; JSON has all
_VALUE = 60  # characters shown of an answer


def print_agreement(agreement: Agreement, console: Console) -> None:
    """Print everything, layer by layer."""
    _line(console, f"A  {agreement.a}")
    _line(console, f"B  {agreement.b}")
    for comparison in agreement.comparisons:
        _print_layer(comparison, console)
    for side, names in agreement.only.items():
        if names:
            console.print()
            _line(console, f"only in {side.upper()}: {', '.join(names)}")


def _print_layer(comparison: Comparison, console: Console) -> None:
    sizes = f"{comparison.sizes[0]:,} in A, {comparison.sizes[1]:,} in B"
    count = len(comparison.documents)
    documents = "1 document" if count == 1 else f"{count:,} documents"
    console.print(Text(f"\n{comparison.layer}: {documents}, {sizes}", style="bold"))
    figures = ((name, format_figure(name, value)) for name, value in comparison.figures.items())
    _print_table(console, ("measure", "value"), figures, {1})
    if comparison.labels:
        labels = starmap(_label, comparison.labels.items())
        _print_table(console, ("label", "A", "B", "both", "F1"), labels, {1, 2, 3, 4})
    if comparison.differences:
        rows = map(_row, comparison.differences)
        _print_table(console, ("column", "A", "B", "count", "where"), rows, {3})
    else:
        _line(console, "no differences")
    for note in comparison.notes:
        _line(console, f"note: {note}")


def _label(label: str, counts: tuple[int, int, int]) -> tuple[str, ...]:
    a, b, both = counts
    return label, str(a), str(b), str(both), format_figure("F1", f1(both, a, b))


def _row(difference: Difference) -> tuple[str, ...]:
    places = difference.places
    return difference.column, _cut(difference.a), _cut(difference.b), str(len(places)), _where(places)


def _where(places: Sequence[Location]) -> str:
    """Name the first places: sentence by sentence, with the numbers of the words."""
    first = places[:_PLACES]
    sentences = [f"{name}{_words(inside)}" for name, inside in groupby(first, key=_sentence)]
    return " ".join(sentences) + (f" +{len(places) - _PLACES}" if len(places) > _PLACES else "")


def _sentence(location: Location) -> str:
    return location.sentence or f"{location.document}:{location.start}-{location.end}"


def _words(places: Iterable[Location]) -> str:
    numbers = ",".join(str(location.token) for location in places if location.token)
    return f":{numbers}" if numbers else ""


def _cut(value: str) -> str:
    return value if len(value) <= _VALUE else f"{value[: _VALUE - 1]}…"


def _print_table(console: Console, head: Sequence[str], rows: Iterable[Sequence[str]], right: set[int]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, name in enumerate(head):
        table.add_column(name, overflow="fold", justify="right" if index in right else "left")
    for row in rows:
        table.add_row(*(Text(printable(value)) for value in row))
    console.print()
    console.print(table)


def _line(console: Console, line: str) -> None:
    console.print(Text(printable(line)))
