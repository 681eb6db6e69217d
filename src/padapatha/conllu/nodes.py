"""The lines of one sentence to its words, multiword tokens and empty nodes; refuses what could not be written back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from padapatha.conllu.columns import NAMES
from padapatha.model import EMPTY, EmptyNode, Multiword, Token
from padapatha.text import name

MAX_WORDS = 20_000  # of one sentence
MAX_FORM = 2_000  # code points; the longest form of UD 2.14 is a web address of 300

_NUMBER = r"(?:0|[1-9][0-9]{0,5})"
_VALUE = r"(\S(?:[^\t]*\S)?)"
_WORD = re.compile(
    rf"([1-9][0-9]{{0,5}})\t{_VALUE}\t{_VALUE}\t{_VALUE}\t{_VALUE}\t{_VALUE}\t({_NUMBER}|_)\t{_VALUE}\t{_VALUE}\t{_VALUE}"
)
_RANGE = re.compile(r"([1-9][0-9]{0,5})-([1-9][0-9]{0,5})")
_DECIMAL = re.compile(rf"({_NUMBER})\.([1-9][0-9]{{0,5}})")
_ANY_NUMBER = re.compile(_NUMBER)
_LEADING_NUMBER = re.compile(r"[0-9]+(?![-.0-9])")

Fault = tuple[int, int, str, str]  # line within the sentence (from 0), column (from 1), slug, what was found


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
    for offset, line in enumerate(lines, first):
        match = _WORD.fullmatch(line)
        if match is None or "  " in line:
            _read_unusual(line, offset, nodes)
        else:
            _add_word(match.groups(), offset, nodes)
    if nodes.multiwords and nodes.multiwords[-1].end > len(nodes.tokens):
        nodes.faults.append(
            (first, 1, "range", f"a range ends at {nodes.multiwords[-1].end}; there are {len(nodes.tokens)} words")
        )
    if len(nodes.tokens) > MAX_WORDS:
        nodes.faults.append((first, 1, "limit", f"a sentence of {len(nodes.tokens):,} words; at most {MAX_WORDS:,}"))
    return nodes


def _add_word(values: tuple[str, ...], offset: int, nodes: Nodes) -> None:
    if int(values[0]) != nodes.last_id + 1:
        nodes.faults.append((offset, 1, "id-sequence", f"ID {values[0]}; expected {nodes.last_id + 1}"))
    nodes.last_id = int(values[0])
    if len(values[1]) > MAX_FORM:
        nodes.faults.append((offset, 3, "limit", f"a form of {len(values[1])} characters; at most {MAX_FORM}"))
    head = None if values[6] == EMPTY else int(values[6])
    _, form, lemma, upos, xpos, feats, _, deprel, deps, misc = values
    nodes.tokens.append(Token(len(nodes.tokens) + 1, form, lemma, upos, xpos, feats, head, deprel, deps, misc))


def _read_unusual(line: str, offset: int, nodes: Nodes) -> None:
    """Read what is no plain word line: a range, an empty node, or a line with a fault."""
    faults = [(offset, *fault) for fault in _line_faults(line)]
    nodes.faults.extend(faults)
    values = line.split("\t")
    if faults:
        nodes.last_id += _LEADING_NUMBER.match(values[0]) is not None
        return
    span, decimal = _RANGE.fullmatch(values[0]), _DECIMAL.fullmatch(values[0])
    if span:
        nodes.faults.extend((offset, *fault) for fault in _add_range(values, int(span[1]), int(span[2]), nodes))
    elif decimal:
        nodes.faults.extend(
            (offset, *fault) for fault in _add_empty_node(values, int(decimal[1]), int(decimal[2]), nodes)
        )
    else:
        nodes.faults.append((offset, 1, "id-form", f"the ID {_shown(values[0])} is no ID"))


def _add_range(values: Sequence[str], start: int, end: int, nodes: Nodes) -> Iterator[tuple[int, str, str]]:
    if start >= end:
        yield 1, "range", f"{start}-{end} holds fewer than two words"
    elif start != len(nodes.tokens) + 1:
        yield 1, "range", f"{start}-{end} stands before word {len(nodes.tokens) + 1}"
    elif nodes.multiwords and nodes.multiwords[-1].end >= start:
        yield 1, "range", f"{start}-{end} overlaps {nodes.multiwords[-1].start}-{nodes.multiwords[-1].end}"
    filled = [NAMES[index] for index in (2, 3, 4, 6, 7, 8) if values[index] != EMPTY]
    if filled:
        yield 1, "range", f"a range has only FORM, FEATS and MISC; this one has {', '.join(filled)}"
    nodes.multiwords.append(Multiword(start, end, values[1], values[5], values[9]))


def _add_empty_node(values: Sequence[str], after: int, index: int, nodes: Nodes) -> Iterator[tuple[int, str, str]]:
    last = nodes.empty_nodes[-1] if nodes.empty_nodes else None
    expected = last.index + 1 if last and last.after == len(nodes.tokens) else 1
    if (after, index) != (len(nodes.tokens), expected):
        yield 1, "empty-node", f"{after}.{index}; expected {len(nodes.tokens)}.{expected}"
    elif nodes.multiwords and nodes.multiwords[-1].start == after + 1:
        yield 1, "empty-node", f"{after}.{index} stands behind the range of the next word; it belongs before it"
    if values[6] != EMPTY or values[7] != EMPTY:
        yield 1, "empty-node", "an empty node has HEAD or DEPREL"
    nodes.empty_nodes.append(EmptyNode(after, index, *values[1:6], *values[8:]))


def _line_faults(line: str) -> Iterator[tuple[int, str, str]]:
    """Name every reason why a line is not ten clean columns."""
    values = line.split("\t")
    if len(values) != len(NAMES):
        hint = "; the line holds no tab: did an editor replace them?" if len(values) == 1 else ""
        yield len(line) + 1 if len(values) < len(NAMES) else 1, "columns", f"{len(values)} columns{hint}"
        return
    column = 1
    for index, value in enumerate(values):
        yield from ((column + at, slug, f"{NAMES[index]} {found}") for at, slug, found in _value_faults(value))
        column += len(value) + 1
    if values[6] != EMPTY and not _ANY_NUMBER.fullmatch(values[6]):
        yield _column_of(values, 6), "head", f"HEAD {_shown(values[6])} is no number"
    if not (_ANY_NUMBER.fullmatch(values[0]) or _RANGE.fullmatch(values[0]) or _DECIMAL.fullmatch(values[0])):
        yield 1, "id-form", f"the ID {_shown(values[0])} is no ID"


def _value_faults(value: str) -> Iterator[tuple[int, str, str]]:
    if not value:
        yield 0, "column-empty", "is empty"
        return
    if value[0].isspace():
        yield 0, "column-space", f"begins with {name(value[0])}"
    if value[-1].isspace():
        yield len(value) - 1, "column-space", f"ends with {name(value[-1])}"
    if "  " in value:
        yield value.index("  "), "column-space", "holds two spaces in a row"


def _column_of(values: Sequence[str], index: int) -> int:
    return sum(len(value) + 1 for value in values[:index]) + 1


def _shown(value: str) -> str:
    return repr(value) if len(value) <= 20 else f"{value[:20]!r}… ({len(value)} characters)"
