"""The table of `--metadata`: TSV or CSV, a header, and one row for each text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from padapatha.conllu.lines import decode
from padapatha.intake.candidates import TEXT_ENDING, known_fields
from padapatha.intake.clean import without_bom
from padapatha.problems import Problem, Refused, problem
from padapatha.reading.project_files import read_file
from padapatha.reading.seed_fields import SEED_FIELDS
from padapatha.text import to_nfc

_FILE, _ID = "file", "id"
_DELIMITERS = {".tsv": "\t", ".csv": ","}


@dataclass(frozen=True, slots=True)
class TableRow:
    """What a table says of one text, and the line it stands in."""

    file: str
    fields: Mapping[str, str]
    line: int


class MetadataTable:
    """The rows of a table, found by the file that they name."""

    def __init__(self, path: str, rows: tuple[TableRow, ...]) -> None:
        self.path, self.rows = path, rows
        self._by_file = {_plain(row.file): row for row in rows}
        self._used: set[int] = set()

    def row_of(self, path: str) -> TableRow | None:
        """The row of a file: one that names its path, the end of its path or its name, with or without ``.txt``."""
        parts = PurePath(path).parts
        for first in range(len(parts)):
            if row := self._by_file.get(_plain("/".join(parts[first:]))):
                self._used.add(row.line)
                return row
        return None

    def unused(self) -> tuple[TableRow, ...]:
        """The rows that named no file of this run."""
        return tuple(row for row in self.rows if row.line not in self._used)


def _plain(name: str) -> str:
    name = to_nfc(name).replace("\\", "/").removeprefix("./")
    return name[: -len(TEXT_ENDING)] if name.lower().endswith(TEXT_ENDING) else name


def read_table_of_texts(path: Path) -> MetadataTable:
    """Read the table; raise `Refused` with everything that is wrong with it. An empty cell says nothing.

    A byte-order mark and CR LF are taken: spreadsheets write them, and nothing of the table goes into a text.
    """
    shown, delimiter = str(path), _DELIMITERS.get(path.suffix.lower())
    if delimiter is None:
        raise Refused([problem("usage", shown, "it is neither .tsv nor .csv", fix="save the table as .tsv or .csv")])
    reader = csv.reader(
        io.StringIO(decode(without_bom(read_file(path)), shown), newline=""), delimiter=delimiter, strict=True
    )
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cells)]
    except csv.Error as fault:
        raise Refused(
            [problem("metadata", shown, str(fault), line=reader.line_num, fix="correct the quotes")]
        ) from None
    header = lines[0][1] if lines else []
    faults = tuple(_header_faults(header, shown)) or tuple(_row_faults(header, lines[1:], shown))
    if faults:
        raise Refused(faults)
    names = _FILE if _FILE in header else header[0]
    return MetadataTable(
        shown, tuple(_row(dict(zip(header, cells, strict=False)), names, line) for line, cells in lines[1:])
    )


def _row(cells: Mapping[str, str], names: str, line: int) -> TableRow:
    return TableRow(cells[names], {key: cell for key, cell in cells.items() if key != names and cell}, line)


def _header_faults(header: list[str], path: str) -> Iterator[Problem]:
    if not header:
        yield problem("metadata", path, "the table is empty", fix="write a header, and a row for each text")
    names = _FILE if _FILE in header else next(iter(header), "")
    for column, key in enumerate(header, 1):
        if header.index(key) < column - 1:
            yield problem("metadata", path, f"column {column} is a second {key!r}", line=1, fix="delete one of the two")
        elif key != names and key not in (_ID, *SEED_FIELDS):
            yield problem("metadata", path, f"no field is called {key!r}", line=1, fix=known_fields())


def _row_faults(header: list[str], lines: list[tuple[int, list[str]]], path: str) -> Iterator[Problem]:
    column = header.index(_FILE) if _FILE in header else 0
    first: dict[str, int] = {}
    for line, cells in lines:
        name = _plain(cells[column]) if column < len(cells) else ""
        if len(cells) > len(header):
            found = f"{len(cells)} cells; the header has {len(header)}"
            yield problem("metadata", path, found, line=line, fix="put quotes around a cell that holds the separator")
        elif not name:
            yield problem(
                "metadata", path, "the row names no file", line=line, fix=f"write the file into {header[column]!r}"
            )
        elif name in first:
            yield problem(
                "metadata", path, f"line {first[name]} names {name!r} too", line=line, fix="delete one of the two"
            )
        first.setdefault(name, line)
