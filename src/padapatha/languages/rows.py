"""Read the rows in which a language's data is written down: words, or pairs, between single spaces."""

from __future__ import annotations


def words(*rows: str) -> tuple[str, ...]:
    """The words of some rows, in order."""
    return tuple(word for row in rows for word in row.split(" "))


def pairs(*rows: str) -> dict[str, str]:
    """A table from rows of key, value, key, value; raises `ValueError` when a value is missing."""
    cells = words(*rows)
    return dict(zip(cells[::2], cells[1::2], strict=True))
