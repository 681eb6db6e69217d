"""Something wrong in a sentence, and where: shared by every check that looks at CoNLL-U.

A check knows a sentence and no file; `Placed.problem` adds the file and counts lines from its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from padapatha.model import Sentence, Token
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
    values = columns_of(sentence.tokens[word - 1])
    return Fault(row_of(sentence, word), sum(len(value) + 1 for value in values[:column]) + 1, slug, found)


def comment_fault(sentence: Sentence, key: str, slug: str, found: str) -> Fault:
    """Return a fault of the first comment ``# key = …``; of the sentence's first line when there is none."""
    return Fault(next(comment_rows(sentence.comments, key), 0), 1, slug, found)


def row_of(sentence: Sentence, word: int) -> int:
    """Return the line of a word (from 1) within its sentence, from 0."""
    before = sum(each.start <= word for each in sentence.multiwords)
    before += sum(each.after < word for each in sentence.empty_nodes)
    return len(sentence.comments) + before + word - 1


def columns_of(token: Token) -> tuple[str, ...]:
    """Return the ten columns of a word's line."""
    head = EMPTY if token.head is None else str(token.head)
    return (
        str(token.id),
        token.form,
        token.lemma,
        token.upos,
        token.xpos,
        token.feats,
        head,
        token.deprel,
        token.deps,
        token.misc,
    )
