"""CoNLL-U to sentences: takes what can be written back byte for byte, refuses everything else with its place.

`parse` goes on behind a fault, so that one run names all of them; `read_conllu` raises them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from padapatha import files
from padapatha.conllu import columns
from padapatha.conllu.faults import COLUMN_NAMES, Column, Fault, node_fault, row_of
from padapatha.conllu.graph import graph_faults, graph_nodes, has_graph
from padapatha.conllu.lines import Block, blocks, decode
from padapatha.conllu.nodes import read_nodes
from padapatha.conllu.surface import text_fault
from padapatha.conllu.tree import tree_faults
from padapatha.conllu.whole_file import WholeFile
from padapatha.limits import MAX_LINES
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, errors, problem, refuse
from padapatha.values import EMPTY, comment_line, comment_rows, documented_misc_fault, feats_fault, misc_value

_TEN_COLUMNS = comment_line("global.columns", " ".join(COLUMN_NAMES))


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence and the number (from 1) of its first line in the file."""

    sentence: Sentence
    line: int

    def problem(self, fault: Fault, path: str) -> Problem:
        """Place a fault of the sentence in its file."""
        return problem(fault.slug, path, fault.found, line=self.line + fault.row, column=fault.column, fix=fault.fix)

    def line_of(self, word: int) -> int:
        """The line on which a word (from 1) stands."""
        return self.line + row_of(self.sentence, word)

    def line_of_comment(self, key: str) -> int:
        """The line of the first comment ``# key = value``, or the sentence's first line."""
        return self.line + next(comment_rows(self.sentence.comments, key), 0)


def read_conllu(source: str | Path | bytes, *, strict: bool = True) -> tuple[Sentence, ...]:
    """Read a CoNLL-U file, or its bytes.

    With ``strict`` (the rule) everything is asked that the UD format asks of any language, levels 1 and 2 of its
    validator: known UPOS and relations, sorted FEATS, one tree, a connected graph, ``# text`` equal to the forms, a
    ``# sent_id`` that stands once. A column may be ``_``: not annotated yet. Without ``strict`` only what writing the
    same bytes back needs. Raises `Refused` with every problem of the file, each with line and column.
    """
    name = "<bytes>" if isinstance(source, bytes) else str(source)
    data = source if isinstance(source, bytes) else files.read_bytes(files.given(source))
    return tuple(placed.sentence for placed in read_placed(data, name, strict=strict))


def read_placed(data: bytes, path: str, *, strict: bool = True) -> tuple[Placed, ...]:
    """Read the sentences of a file with their lines; raise `Refused` with every problem of the file."""
    parsed = tuple(parse(data, path, strict=strict))
    refuse(each for each in parsed if isinstance(each, Problem))
    return tuple(each for each in parsed if isinstance(each, Placed))


def parse(data: bytes, path: str, *, strict: bool = True) -> Iterator[Placed | Problem]:
    """Yield every sentence that could be read and every problem, in the order of the file."""
    try:
        text = decode(data, path)
    except Refused as refused:
        yield from refused.problems
        return
    whole = WholeFile() if strict else None
    for block in blocks(text, path):
        if isinstance(block, Problem):
            yield block
        else:
            yield from _read(block, path, whole)


def _read(block: Block, path: str, whole: WholeFile | None) -> Iterator[Placed | Problem]:
    """Yield the problems of a sentence in the order of its lines; the sentence when there is no error among them."""
    if any(each.slug == "conflict" for each in block.problems):
        yield from block.problems  # two versions of the sentence stand in one another's way
        return
    comments = tuple(_comments(block.lines))
    rows = block.lines[len(comments) :]
    problems = [*block.problems, *_misplaced(block, len(comments), path)]
    if not rows:
        yield from (*problems, problem("comment-place", path, "comments without a sentence", line=block.first))
        return
    if len(block.lines) > MAX_LINES:
        found = f"a sentence of {len(block.lines):,} lines; at most {MAX_LINES:,}"
        yield problem("limit", path, found, line=block.first)
        return
    nodes = read_nodes([row for row in rows if not row.startswith("#")], len(comments))
    sentence = Sentence(comments, tuple(nodes.tokens), tuple(nodes.multiwords), tuple(nodes.empty_nodes))
    placed = Placed(sentence, block.first)
    faults: Iterable[Fault] = nodes.faults
    if whole and not nodes.faults and not problems:
        faults = (*whole.faults(sentence, block.first), *sentence_faults(sentence))
    known = {each.line for each in problems}  # a line that is wrong as a whole is reported once
    problems += [each for fault in faults if (each := placed.problem(fault, path)).line not in known]
    yield from sorted(problems, key=lambda each: (each.line, each.column))
    if not errors(problems):
        yield placed


def _comments(lines: tuple[str, ...]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("#"):
            return
        yield line


def _misplaced(block: Block, comments: int, path: str) -> Iterator[Problem]:
    for row, line in enumerate(block.lines):
        if row >= comments and line.startswith("#"):
            yield problem("comment-place", path, "a comment between words", line=block.first + row, column=1)
        elif line.startswith("# global.columns") and line != _TEN_COLUMNS:
            yield problem("plus", path, line[:80], line=block.first + row, column=1)


def sentence_faults(sentence: Sentence) -> Iterator[Fault]:
    """Yield what UD asks of a sentence in every language: the universal part of its validator's levels 1 and 2."""
    yield from tree_faults(sentence)
    yield from _column_faults(sentence)
    deps = tuple(_deps_faults(sentence))
    yield from deps or graph_faults(sentence)
    yield from _range_faults(sentence)
    yield from _empty_node_faults(sentence)
    if fault := text_fault(sentence):
        yield fault


def _column_faults(sentence: Sentence) -> Iterator[Fault]:
    for token in sentence.tokens:
        if found := columns.upos_fault(token.upos):
            yield node_fault(sentence, token, "upos", found, Column.UPOS)
        if found := feats_fault(token.feats):
            yield node_fault(sentence, token, "feats", found, Column.FEATS)
        if found := columns.deprel_fault(token.deprel):
            yield node_fault(sentence, token, "deprel", found, Column.DEPREL)
        if found := documented_misc_fault(token.misc):
            yield node_fault(sentence, token, "misc", found, Column.MISC)


def _deps_faults(sentence: Sentence) -> Iterator[Fault]:
    if not has_graph(sentence):
        return
    nodes = graph_nodes(sentence)
    ids = frozenset(nodes) | {(0, 0)}
    for own, node in nodes.items():
        if found := columns.deps_fault(node.deps, ids, own):
            yield node_fault(sentence, node, "deps", found, Column.DEPS)


def _range_faults(sentence: Sentence) -> Iterator[Fault]:
    for each in sentence.multiwords:
        if each.feats not in (EMPTY, "Typo=Yes"):
            found = f"{each.feats}: FEATS belong to the words; only Typo=Yes is of the range"
            yield node_fault(sentence, each, "range", found, Column.FEATS)
        if found := documented_misc_fault(each.misc):
            yield node_fault(sentence, each, "misc", found, Column.MISC)
        for token in sentence.tokens[each.start - 1 : each.end]:
            if misc_value(token.misc, "SpaceAfter") is not None:
                found = f"SpaceAfter inside the range {each.id}; it belongs on the range"
                yield node_fault(sentence, token, "misc", found, Column.MISC)


def _empty_node_faults(sentence: Sentence) -> Iterator[Fault]:
    for node in sentence.empty_nodes:
        spaced = misc_value(node.misc, "SpaceAfter") is not None
        for column, slug, found in (
            (Column.UPOS, "upos", columns.upos_fault(node.upos)),
            (Column.FEATS, "feats", feats_fault(node.feats)),
            (Column.MISC, "misc", "SpaceAfter on an empty node" if spaced else documented_misc_fault(node.misc)),
        ):
            if found:
                yield node_fault(sentence, node, slug, found, column)
