"""CoNLL-U to sentences: takes what can be written back byte for byte, refuses everything else with its place.

`parse` goes on behind a fault, so that one run names all of them; `read_conllu` raises them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from padapatha import files
from padapatha.conllu import columns
from padapatha.conllu.lines import Block, blocks, decode
from padapatha.conllu.nodes import read_nodes
from padapatha.conllu.surface import text_fault
from padapatha.conllu.tree import tree_faults
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, errors, problem

_TEN_COLUMNS = f"# global.columns = {' '.join(columns.NAMES)}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence and the number (from 1) of its first line in the file."""

    sentence: Sentence
    line: int

    def line_of(self, word: int) -> int:
        """The line on which a word (from 1) stands; 0 is the line of ``# text`` or else the first."""
        sentence = self.sentence
        if word == 0:
            texts = [index for index, line in enumerate(sentence.comments) if line.startswith("# text = ")]
            return self.line + (texts[0] if texts else 0)
        before = sum(each.start <= word for each in sentence.multiwords)
        before += sum(each.after < word for each in sentence.empty_nodes)
        return self.line + len(sentence.comments) + before + word - 1

    def line_of_comment(self, key: str) -> int:
        """The line of the first comment ``# key = value``, or the sentence's first line."""
        prefix = f"# {key} = "
        rows = (row for row, line in enumerate(self.sentence.comments) if line.startswith(prefix))
        return self.line + next(rows, 0)

    def column_of(self, word: int, index: int) -> int:
        """The column (from 1) at which a value (``index`` from 0, ID is 0) of a word's line begins."""
        token = self.sentence.tokens[word - 1]
        head = "_" if token.head is None else str(token.head)
        left = (
            str(token.id),
            token.form,
            token.lemma,
            token.upos,
            token.xpos,
            token.feats,
            head,
            token.deprel,
            token.deps,
        )
        return sum(len(value) + 1 for value in left[:index]) + 1


def read_conllu(source: str | Path | bytes, *, strict: bool = True) -> tuple[Sentence, ...]:
    """Read a CoNLL-U file, or its bytes.

    With ``strict`` (the rule) everything the UD format asks of any language is asked: known UPOS, sorted FEATS, one
    tree, ``# text`` equal to the forms. Without it only what writing the same bytes back needs.
    Raises `Refused` with every problem of the file, each with line and column.
    """
    name = "<bytes>" if isinstance(source, bytes) else str(source)
    data = source if isinstance(source, bytes) else files.read_bytes(Path(source))
    sentences, problems = [], []
    for each in parse(data, name, strict=strict):
        if isinstance(each, Problem):
            problems.append(each)
        else:
            sentences.append(each.sentence)
    if errors(problems):
        raise Refused(errors(problems))
    return tuple(sentences)


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
    problems += [problem(slug, path, found, line=block.first + row, column=at) for row, at, slug, found in nodes.faults]
    placed = Placed(
        Sentence(comments, tuple(nodes.tokens), tuple(nodes.multiwords), tuple(nodes.empty_nodes)), block.first
    )
    if not problems and strict:
        problems += _strict_problems(placed, path)
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


def _strict_problems(placed: Placed, path: str) -> Iterator[Problem]:
    """What UD asks of every language: the universal part of its validator's levels 1 and 2."""
    sentence = placed.sentence
    for word, slug, found in tree_faults(sentence.tokens):
        yield problem(slug, path, found, line=placed.line_of(word), column=1)
    for word, index, slug, found in _column_faults(sentence):
        yield problem(slug, path, found, line=placed.line_of(word), column=placed.column_of(word, index))
    fault = text_fault(sentence)
    if fault:
        word, slug, found = fault
        yield problem(slug, path, found, line=placed.line_of(word), column=1)


def _column_faults(sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
    nodes = frozenset({(word, 0) for word in range(len(sentence.tokens) + 1)})
    nodes |= {(each.after, each.index) for each in sentence.empty_nodes}
    for token in sentence.tokens:
        for index, slug, found in (
            (3, "upos", columns.upos_fault(token.upos)),
            (5, "feats", columns.feats_fault(token.feats)),
            (7, "deprel", columns.deprel_fault(token.deprel)),
            (8, "deps", columns.deps_fault(token.deps, nodes)),
            (9, "misc", columns.space_after_fault(token.misc)),
        ):
            if found:
                yield token.id, index, slug, found
