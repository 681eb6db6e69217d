"""The Hindi Dependency Treebank in its original (Paninian) annotation: rows of a table, and the file they stand in.

Two forms of file are read, both UTF-8, a row a line, columns parted by tabs, an empty line between sentences; ``.xz``
files are unpacked:

* SSF, complete trees: ``id form lemma xpos chunk af head relation``;
* chunk heads: ``id form lemma xpos chunk head relation``, where words inside a chunk have ``_`` in the last five.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from padapatha import files
from padapatha.conllu.lines import decode
from padapatha.problems import Problem, Refused, problem

ELLIPSIS = "NULL"
ROOT = -1
_SSF, _CHUNKS = 8, 7  # columns
_NO_HEAD = ("_", "-1")  # inside a chunk; not attached by the annotators
_FIX = "restore the file as it was released"


@dataclass(slots=True)
class SourceRow:
    """One row (mutable: the rules change heads and relations).

    ``head`` is the index of the governing row, `ROOT`, or None where the annotation does not say it; ``relation`` and
    ``xpos`` are then empty. ``af`` are the eight values of SSF: root, category, gender, number, person, case,
    vibhakti, suffix; none in the chunk-head form.
    """

    form: str
    lemma: str
    xpos: str
    chunk: str
    af: tuple[str, ...]
    head: int | None
    relation: str

    @property
    def finite(self) -> bool:
        """Whether the chunk is that of a finite verb."""
        return self.chunk.startswith("VGF")


Rows = list[SourceRow]


def is_paninian(data: bytes) -> bool:
    """Whether the first line has the columns of one of the two forms."""
    first = data.partition(b"\n")[0].split(b"\t")
    return len(first) in {_SSF, _CHUNKS} and first[0] == b"1"


def file_bytes(path: Path) -> bytes:
    """Read a file, unpacked when its name ends in ``.xz``. Raises `Refused` when it is damaged, OSError otherwise."""
    data = files.read_bytes(path.resolve())
    if path.suffix != ".xz":
        return data
    try:
        return lzma.decompress(data)
    except lzma.LZMAError:
        raise Refused([problem("encoding", str(path), "it cannot be unpacked as xz", fix=_FIX)]) from None


def read_rows(path: Path, data: bytes) -> list[Rows]:
    """Return the sentences of a file. Raises `Refused` with the line of every fault."""
    lines = decode(data, str(path)).split("\n")
    problems: list[Problem] = []
    sentences = [_rows(block, path, problems) for block in _blocks(lines)]
    if problems:
        raise Refused(problems)
    return sentences


def _blocks(lines: Sequence[str]) -> Iterator[list[tuple[int, list[str]]]]:
    block: list[tuple[int, list[str]]] = []
    for number, line in enumerate([*lines, ""], 1):
        if line:
            block.append((number, line.split("\t")))
        elif block:
            yield block
            block = []


def _rows(block: Sequence[tuple[int, list[str]]], path: Path, problems: list[Problem]) -> Rows:
    places = {columns[0]: i for i, (_, columns) in enumerate(block)}
    rows: Rows = []
    for number, columns in block:
        if len(columns) not in {_SSF, _CHUNKS}:
            found = f"{len(columns)} columns where 8 (SSF) or 7 (chunk heads) stand"
            problems.append(problem("columns", str(path), found, line=number, fix=_FIX))
        elif columns[-2] not in {*_NO_HEAD, "0", *places}:
            found = f"the head {columns[-2]!r} is no row of the sentence"
            problems.append(problem("head", str(path), found, line=number, fix=_FIX))
        else:
            rows.append(_row(columns, places))
    return rows


def _row(columns: Sequence[str], places: dict[str, int]) -> SourceRow:
    form, lemma, xpos, chunk = columns[1:5]
    head, relation = columns[-2:]
    af = tuple(columns[5].split(",")) if len(columns) == _SSF else ()
    af = (*af, *("",) * (8 - len(af)))[:8] if af else ()
    known = head not in _NO_HEAD
    governor = (ROOT if head == "0" else places[head]) if known else None
    lemma, xpos, chunk = ("" if value == "_" and not af else value for value in (lemma, xpos, chunk))
    return SourceRow(form, lemma, xpos, chunk, af, governor, relation if known else "")


def below(rows: Rows, index: int) -> list[int]:
    """The indices of the rows that a row governs, in text order."""
    return [i for i, row in enumerate(rows) if row.head == index]
