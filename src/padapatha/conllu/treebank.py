"""Treebanks of any kind: files of which every sentence must have a tree, and nothing else is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from padapatha import files
from padapatha.conllu.faults import Column, Fault, word_fault
from padapatha.conllu.reader import Placed, parse
from padapatha.conllu.tree import tree_faults
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, errors

_NO_TREE = "the sentence has no tree: HEAD is _ for every word"
_FIX = "leave out what is not annotated, or annotate it first (`padapatha annotate`)"

_Check = Callable[[Sentence], Iterable[Fault]]


def read_trees(path: Path, check: _Check = tree_faults) -> tuple[Sentence, ...]:
    """Read a CoNLL-U file whose sentences are trees, as `parse_trees` does. A link is followed."""
    return parse_trees(files.read_bytes(path.resolve()), str(path), check)


def parse_trees(data: bytes, shown: str, check: _Check = tree_faults) -> tuple[Sentence, ...]:
    """Return the trees of CoNLL-U; columns may hold what another project's conventions ask for.

    ``check`` says what is wrong with a sentence that has heads. Raises `Refused` with every problem of the file, which
    is called ``shown``, each with its line: lines that are no CoNLL-U, sentences without heads, and what ``check``
    yields.
    """
    sentences: list[Sentence] = []
    problems: list[Problem] = []
    for row in parse(data, shown, strict=False):
        if isinstance(row, Placed):
            problems += [row.problem(fault, shown) for fault in _faults(row.sentence, check)]
            sentences.append(row.sentence)
        else:
            problems.append(row)
    if errors(problems):
        raise Refused(errors(problems))
    return tuple(sentences)


def _faults(sentence: Sentence, check: _Check) -> Iterator[Fault]:
    if all(token.head is None for token in sentence.tokens):
        words = sentence.tokens  # a sentence may consist of empty nodes alone
        fault = word_fault(sentence, 1, "head", _NO_TREE, Column.HEAD) if words else Fault(0, 1, "head", _NO_TREE)
        yield replace(fault, fix=_FIX)
    yield from check(sentence)
