"""Parse the strings in which the data of a language are written: words or pairs, separated by single spaces."""

from __future__ import annotations


def words(*rows: str) -> tuple[str, ...]:
    """Return the words of the rows, in order."""
    return tuple(word for row in rows for word in row.split(" "))


def pairs(*rows: str) -> dict[str, str]:
    """Return a table from rows of the form ``key value key value``; raise `ValueError` if a value is missing."""
    cells = words(*rows)
    return dict(zip(cells[::2], cells[1::2], strict=True))
