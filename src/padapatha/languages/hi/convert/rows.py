"""Plain rows for the converter: one frozen row for each token, one frozen sentence for each tree.

Only the ten columns of basic trees are known here: no multiword tokens, no empty nodes, no enhanced dependencies
(both Hindi treebanks have none). Whatever else is found is refused with its line number, never repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ID = re.compile(r"[1-9][0-9]*", re.ASCII)
_HEAD = re.compile(r"0|[1-9][0-9]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One token. `head` is a 1-based token number, 0 for the root; `feats` and `misc` are the column text."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str = "_"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One tree: its comment lines (each with its `#`) and its rows."""

    comments: tuple[str, ...]
    rows: tuple[Row, ...]


def read_rows(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U text.

    Raises ValueError (`line N: slug: found; fix: how`) at the first line that is not a basic tree.
    """
    comments: list[str] = []
    rows: list[Row] = []
    lines = text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines, 1):
        if line == "":
            if not rows:
                raise ValueError(f"line {number}: empty-sentence: a blank line without a tree; fix: delete it")
            yield _checked(comments, rows, number)
            comments, rows = [], []
        elif line.startswith("#"):
            comments.append(line)
        else:
            rows.append(_row(line, number, len(rows) + 1))
    if rows or comments:
        raise ValueError(f"line {len(lines)}: no-blank-line: the last sentence is not closed; fix: add a blank line")


def write_rows(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield the CoNLL-U text of each sentence, blank line included."""
    for sentence in sentences:
        lines = [*sentence.comments]
        for number, row in enumerate(sentence.rows, 1):
            columns = (row.form, row.lemma, row.upos, row.xpos, row.feats, str(row.head), row.deprel, "_", row.misc)
            lines.append("\t".join((str(number), *columns)))
        yield "\n".join(lines) + "\n\n"


def features(row: Row) -> dict[str, str]:
    """The FEATS of a row as a mapping; `_` is empty."""
    if row.feats == "_":
        return {}
    return dict(pair.split("=", 1) for pair in row.feats.split("|"))


def feats_text(values: dict[str, str]) -> str:
    """FEATS column text, sorted as the format asks: by name, upper and lower case alike."""
    pairs = sorted(values.items(), key=lambda item: item[0].casefold())
    return "|".join(f"{name}={value}" for name, value in pairs) or "_"


def _row(line: str, number: int, expected: int) -> Row:
    columns = line.split("\t")
    if len(columns) != 10:
        raise ValueError(f"line {number}: columns: {len(columns)} columns; fix: ten columns, parted by tabs")
    if _ID.fullmatch(columns[0]) is None or columns[0] != str(expected):
        raise ValueError(f"line {number}: id: {columns[0]!r}; fix: token {expected} must stand here")
    if _HEAD.fullmatch(columns[6]) is None:
        raise ValueError(f"line {number}: head: {columns[6]!r}; fix: a token number, or 0 for the root")
    if columns[8] != "_":
        raise ValueError(f"line {number}: deps: {columns[8]!r}; fix: leave enhanced dependencies out (`_`)")
    form, lemma, upos, xpos, feats = columns[1:6]
    return Row(form, lemma, upos, xpos, feats, int(columns[6]), columns[7], columns[9])


def _checked(comments: list[str], rows: list[Row], number: int) -> Sentence:
    if any(row.head > len(rows) for row in rows):
        raise ValueError(f"line {number}: head: a head beyond the sentence; fix: point it at a token of the sentence")
    if not is_tree(tuple(rows)):
        raise ValueError(f"line {number}: tree: a cycle, or not one root; fix: every token must lead to one root")
    return Sentence(tuple(comments), tuple(rows))


def is_tree(rows: tuple[Row, ...]) -> bool:
    """True when there is one root and every token leads to it."""
    if sum(row.head == 0 for row in rows) != 1:
        return False
    for start in range(1, len(rows) + 1):
        node, steps = start, 0
        while node and steps <= len(rows):
            node, steps = rows[node - 1].head, steps + 1
        if node:
            return False
    return True
