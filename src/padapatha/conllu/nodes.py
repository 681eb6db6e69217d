"""The lines of one sentence to its words, multiword tokens and empty nodes; refuses what could not be written back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from padapatha.conllu.faults import COLUMN_NAMES, Column, Fault
from padapatha.limits import MAX_FORM, MAX_WORDS
from padapatha.model import EmptyNode, Multiword, Token
from padapatha.text import name
from padapatha.values import EMPTY

_NUMBER = r"(?:0|[1-9][0-9]{0,5})"
_LABEL = r"(\S+)"
_TEXT = r"(\S+(?:[^\S\t\n\r]\S+)*)"  # single white space inside is allowed in FORM, LEMMA and MISC alone
_WORD = re.compile(
    rf"([1-9][0-9]{{0,5}})\t{_TEXT}\t{_TEXT}\t{_LABEL}\t{_LABEL}\t{_LABEL}\t({_NUMBER}|_)\t{_LABEL}\t{_LABEL}\t{_TEXT}"
)
_TEXT_COLUMNS = (Column.FORM, Column.LEMMA, Column.MISC)
_TWO_SPACES = re.compile(r"\s\s")
_SPACE = re.compile(r"\s")
_RANGE = re.compile(r"([1-9][0-9]{0,5})-([1-9][0-9]{0,5})")
_DECIMAL = re.compile(rf"({_NUMBER})\.([1-9][0-9]{{0,5}})")
_ANY_NUMBER = re.compile(_NUMBER)
_LEADING_NUMBER = regex.compile(r"\p{Nd}+(?![-.\p{Nd}])")  # of any script: the ID of a word, well-formed or not


@dataclass(slots=True)
class Nodes:
    """The nodes of one sentence while they are read."""

    tokens: list[Token] = field(default_factory=list)
    multiwords: list[Multiword] = field(default_factory=list)
    empty_nodes: list[EmptyNode] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    last_id: int = 0  # of the file; it differs from the count behind a gap, which is then reported once


def read_nodes(lines: Sequence[str], first: int) -> Nodes:
    """Read the token lines of a sentence, of which the first is line ``first`` of the sentence."""
    nodes = Nodes()
    for row, line in enumerate(lines, first):
        match = _WORD.fullmatch(line)
        if match is None:
            _read_unusual(line, row, nodes)
        else:
            _add_word(match.groups(), row, nodes)
    if nodes.multiwords and nodes.multiwords[-1].end > len(nodes.tokens):
        found = f"a range ends at {nodes.multiwords[-1].end}; there are {len(nodes.tokens)} words"
        nodes.faults.append(Fault(first, 1, "range", found))
    if len(nodes.tokens) > MAX_WORDS:
        found = f"a sentence of {len(nodes.tokens):,} words; at most {MAX_WORDS:,}"
        nodes.faults.append(Fault(first, 1, "limit", found))
    return nodes


def cells(line: str) -> list[str]:
    """Split a line at its tabs."""
    return line.split("\t")


def _add_word(values: tuple[str, ...], row: int, nodes: Nodes) -> None:
    if int(values[0]) != nodes.last_id + 1:
        nodes.faults.append(Fault(row, 1, "id-sequence", f"ID {values[0]}; expected {nodes.last_id + 1}"))
    nodes.last_id = int(values[0])
    if len(values[1]) > MAX_FORM:
        found = f"a form of {len(values[1]):,} characters; at most {MAX_FORM:,}"
        nodes.faults.append(Fault(row, len(values[0]) + 2, "limit", found))
    head = None if values[6] == EMPTY else int(values[6])
    _, form, lemma, upos, xpos, feats, _, deprel, deps, misc = values
    nodes.tokens.append(Token(len(nodes.tokens) + 1, form, lemma, upos, xpos, feats, head, deprel, deps, misc))


def _read_unusual(line: str, row: int, nodes: Nodes) -> None:
    """Read what is no plain word line: a range, an empty node, or a line with a fault."""
    faults = list(_line_faults(line, row))
    nodes.faults.extend(faults)
    values = cells(line)
    if faults:
        nodes.last_id += _LEADING_NUMBER.match(values[0]) is not None
        return
    span, decimal = _RANGE.fullmatch(values[0]), _DECIMAL.fullmatch(values[0])
    if span:
        found = _add_range(values, int(span[1]), int(span[2]), nodes)
    elif decimal:
        found = _add_empty_node(values, int(decimal[1]), int(decimal[2]), nodes)
    else:
        found = iter([("id-form", f"the ID {_shown(values[0])} is no ID")])
    nodes.faults.extend(Fault(row, 1, slug, shown) for slug, shown in found)


def _add_range(values: Sequence[str], start: int, end: int, nodes: Nodes) -> Iterator[tuple[str, str]]:
    """Add a multiword token; yield slug and message of what is wrong with it."""
    if start >= end:
        yield "range", f"{start}-{end} holds fewer than two words"
    elif start != len(nodes.tokens) + 1:
        yield "range", f"{start}-{end} stands before word {len(nodes.tokens) + 1}"
    elif nodes.multiwords and nodes.multiwords[-1].end >= start:
        yield "range", f"{start}-{end} overlaps {nodes.multiwords[-1].start}-{nodes.multiwords[-1].end}"
    filled = [COLUMN_NAMES[index] for index in (2, 3, 4, 6, 7, 8) if values[index] != EMPTY]
    if filled:
        yield "range", f"a range has only FORM, MISC and FEATS Typo=Yes; this one has {', '.join(filled)}"
    if blank := _SPACE.search(values[Column.FORM]):
        yield "column-space", f"the form of a range holds {name(blank[0])}"
    nodes.multiwords.append(Multiword(start, end, values[1], values[5], values[9]))


def _add_empty_node(values: Sequence[str], after: int, index: int, nodes: Nodes) -> Iterator[tuple[str, str]]:
    """Add an empty node; yield slug and message of what is wrong with it."""
    last = nodes.empty_nodes[-1] if nodes.empty_nodes else None
    expected = last.index + 1 if last and last.after == len(nodes.tokens) else 1
    if (after, index) != (len(nodes.tokens), expected):
        yield "empty-node", f"{after}.{index}; expected {len(nodes.tokens)}.{expected}"
    elif nodes.multiwords and nodes.multiwords[-1].start == after + 1:
        yield "empty-node", f"{after}.{index} stands behind the range of the next word; it belongs before it"
    if values[6] != EMPTY or values[7] != EMPTY:
        yield "empty-node", "an empty node has HEAD or DEPREL"
    nodes.empty_nodes.append(EmptyNode(after, index, *values[1:6], *values[8:]))


def _line_faults(line: str, row: int) -> Iterator[Fault]:
    """Name every reason why a line is not ten clean columns."""
    values = cells(line)
    if len(values) != len(COLUMN_NAMES):
        hint = "; the line holds no tab: did an editor replace them?" if len(values) == 1 else ""
        column = len(line) + 1 if len(values) < len(COLUMN_NAMES) else 1
        yield Fault(row, column, "columns", f"{len(values)} columns{hint}")
        return
    column = 1
    for index, value in enumerate(values):
        for offset, slug, found in _value_faults(value, inside=index in _TEXT_COLUMNS):
            yield Fault(row, column + offset, slug, f"{COLUMN_NAMES[index]} {found}")
        column += len(value) + 1
    if values[6] != EMPTY and not _ANY_NUMBER.fullmatch(values[6]):
        column = sum(len(value) + 1 for value in values[:6]) + 1
        yield Fault(row, column, "head", f"HEAD {_shown(values[6])} is no number")
    if not (_ANY_NUMBER.fullmatch(values[0]) or _RANGE.fullmatch(values[0]) or _DECIMAL.fullmatch(values[0])):
        yield Fault(row, 1, "id-form", f"the ID {_shown(values[0])} is no ID")


def _value_faults(value: str, *, inside: bool) -> Iterator[tuple[int, str, str]]:
    """Yield offset, slug and message for white space where none may be."""
    if not value:
        yield 0, "column-empty", "is empty"
        return
    if value[0].isspace():
        yield 0, "column-space", f"begins with {name(value[0])}"
    if value[-1].isspace():
        yield len(value) - 1, "column-space", f"ends with {name(value[-1])}"
    if match := _TWO_SPACES.search(value):
        yield match.start(), "column-space", "holds two spaces in a row"
    elif not inside and (match := _SPACE.search(value, 1, len(value) - 1)):
        yield match.start(), "column-space", f"holds {name(match[0])}"


def _shown(value: str) -> str:
    return repr(value) if len(value) <= 20 else f"{value[:20]!r}… ({len(value)} characters)"
