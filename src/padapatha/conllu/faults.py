"""Something wrong in a sentence, and where: shared by every check that looks at CoNLL-U.

A check knows a sentence and no file; `Placed.problem` adds the file and counts lines from its beginning.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import IntEnum

from padapatha.model import EmptyNode, Multiword, Sentence, Token
from padapatha.values import EMPTY, comment_rows


class Column(IntEnum):
    """The ten columns of CoNLL-U, counted from 0."""

    ID = 0
    FORM = 1
    LEMMA = 2
    UPOS = 3
    XPOS = 4
    FEATS = 5
    HEAD = 6
    DEPREL = 7
    DEPS = 8
    MISC = 9


COLUMN_NAMES = tuple(column.name for column in Column)
Node = Token | Multiword | EmptyNode


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a line of a sentence (``row`` from 0, comments included) and a column of code points (from 1)."""

    row: int
    column: int
    slug: str
    found: str
    fix: str = ""


def word_fault(sentence: Sentence, word: int, slug: str, found: str, column: Column = Column.ID) -> Fault:
    """Return a fault of a word (from 1) in one of the ten columns; `Column.ID` stands for the whole line."""
    return node_fault(sentence, sentence.tokens[word - 1], slug, found, column)


def node_fault(sentence: Sentence, node: Node, slug: str, found: str, column: Column = Column.ID) -> Fault:
    """Return a fault of a word, a multiword token or an empty node at its own line, in one of the ten columns."""
    before = columns_of(node)[:column]
    return Fault(_row_of_node(sentence, node), sum(len(value) + 1 for value in before) + 1, slug, found)


def comment_fault(sentence: Sentence, key: str, slug: str, found: str) -> Fault:
    """Return a fault of the first comment ``# key = …``; of the sentence's first line when there is none."""
    return Fault(next(comment_rows(sentence.comments, key), 0), 1, slug, found)


def row_of(sentence: Sentence, word: int) -> int:
    """Return the line of a word (from 1) within its sentence, from 0."""
    before = bisect_right(sentence.multiwords, word, key=lambda each: each.start)
    before += bisect_left(sentence.empty_nodes, word, key=lambda each: each.after)
    return len(sentence.comments) + before + word - 1


def _row_of_node(sentence: Sentence, node: Node) -> int:
    if isinstance(node, Token):
        return row_of(sentence, node.id)
    if isinstance(node, Multiword):
        return row_of(sentence, node.start) - 1
    return (row_of(sentence, node.after) if node.after else len(sentence.comments) - 1) + node.index


def columns_of(node: Node) -> tuple[str, ...]:
    """Return the ten columns of a node's line."""
    if isinstance(node, Multiword):
        return (node.id, node.form, *[EMPTY] * 3, node.feats, *[EMPTY] * 3, node.misc)
    head, deprel = EMPTY, EMPTY
    if isinstance(node, Token):
        head, deprel = EMPTY if node.head is None else str(node.head), node.deprel
    return (str(node.id), node.form, node.lemma, node.upos, node.xpos, node.feats, head, deprel, node.deps, node.misc)
