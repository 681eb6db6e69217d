"""CoNLL-U to sentences: takes what can be written back byte for byte, refuses everything else with its place.

`parse` goes on behind a fault, so that one run names all of them; `read_conllu` raises them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from padapatha import files
from padapatha.conllu import columns
from padapatha.conllu.faults import COLUMN_NAMES, Column, Fault, row_of, word_fault
from padapatha.conllu.lines import Block, blocks, decode
from padapatha.conllu.nodes import read_nodes
from padapatha.conllu.surface import text_fault
from padapatha.conllu.tree import tree_faults
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, errors, problem, refuse
from padapatha.values import comment_line, comment_rows, feats_fault, space_after_fault

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

    With ``strict`` (the rule) everything the UD format asks of any language is asked: known UPOS, sorted FEATS, one
    tree, ``# text`` equal to the forms. Without it only what writing the same bytes back needs.
    Raises `Refused` with every problem of the file, each with line and column.
    """
    name = "<bytes>" if isinstance(source, bytes) else str(source)
    data = source if isinstance(source, bytes) else files.read_bytes(Path(source))
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
    for block in blocks(text, path):
        if isinstance(block, Problem):
            yield block
        else:
            yield from _read(block, path, strict=strict)


def _read(block: Block, path: str, *, strict: bool) -> Iterator[Placed | Problem]:
    comments = tuple(_comments(block.lines))
    rows = block.lines[len(comments) :]
    problems = [*_misplaced(block, len(comments), path)]
    if not rows:
        yield problem("comment-place", path, "comments without a sentence", line=block.first)
        return
    nodes = read_nodes([row for row in rows if not row.startswith("#")], len(comments))
    sentence = Sentence(comments, tuple(nodes.tokens), tuple(nodes.multiwords), tuple(nodes.empty_nodes))
    placed = Placed(sentence, block.first)
    faults = nodes.faults if nodes.faults or problems or not strict else tuple(sentence_faults(sentence))
    problems += [placed.problem(fault, path) for fault in faults]
    yield from problems
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
    """Yield what UD asks of every language: the universal part of its validator's levels 1 and 2."""
    yield from tree_faults(sentence)
    yield from _column_faults(sentence)
    if fault := text_fault(sentence):
        yield fault


def _column_faults(sentence: Sentence) -> Iterator[Fault]:
    nodes = frozenset({(word, 0) for word in range(len(sentence.tokens) + 1)})
    nodes |= {(each.after, each.index) for each in sentence.empty_nodes}
    for token in sentence.tokens:
        for column, slug, found in (
            (Column.UPOS, "upos", columns.upos_fault(token.upos)),
            (Column.FEATS, "feats", feats_fault(token.feats)),
            (Column.DEPREL, "deprel", columns.deprel_fault(token.deprel)),
            (Column.DEPS, "deps", columns.deps_fault(token.deps, nodes)),
            (Column.MISC, "misc", space_after_fault(token.misc)),
        ):
            if found:
                yield word_fault(sentence, token.id, slug, found, column)
