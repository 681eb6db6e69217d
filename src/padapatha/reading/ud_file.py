"""A CoNLL-U file held to UD alone: levels 1 and 2 of the official validator, and no convention of this project."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from padapatha.conllu import Placed, parse
from padapatha.conllu.lines import decode
from padapatha.problems import Problem, Refused
from padapatha.rules.characters import other_forms, unsafe_characters
from padapatha.rules.words import missing_faults

UD_LEVELS = (1, 2)


def check_ud(data: bytes, path: str, level: int = 2) -> Iterator[Problem]:
    """Yield what is wrong with a file, in the order of its lines; never raises, but tells what is wrong.

    Level 1 is lines, columns, ids and characters; level 2 is the values of the columns, trees, graphs and comments,
    and that every word has UPOS, HEAD and DEPREL. Problems are made as they are asked for, so that no file fills the
    memory with them.
    """
    try:
        text = decode(data, path)
    except Refused as refused:
        yield from refused.problems
        return
    line, seen = -1, set[tuple[int, str]]()  # of one line: the same problem may be found by two checks
    checks = (_sentences(data, path, level), unsafe_characters(text, path), other_forms(text, path))
    for each in merge(*checks, key=_place):
        if each.line != line:
            line, seen = each.line, set()
        if (each.column, each.slug) not in seen:
            seen.add((each.column, each.slug))
            yield each


def _place(each: Problem) -> tuple[int, int]:
    return each.line, each.column


def _sentences(data: bytes, path: str, level: int) -> Iterator[Problem]:
    for each in parse(data, path, strict=level >= UD_LEVELS[-1]):
        if isinstance(each, Placed):
            faults = missing_faults(each.sentence) if level >= UD_LEVELS[-1] else ()
            yield from (each.problem(fault, path) for fault in faults)
        else:
            yield each
