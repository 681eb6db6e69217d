"""Quotation marks and brackets: which belong together, and the head of what they hold."""

from __future__ import annotations

from typing import NamedTuple

from padapatha.convert.attachment import FUNCTION
from padapatha.convert.spacing import glued_quotes
from padapatha.convert.tree import Tokens, climb, head_index, neighbour, path_up

_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_PARTNERS = {**_BRACKETS, "“": "”", "‘": "’", '"': '"', "'": "'"}


class Enclosed(NamedTuple):
    """What two marks enclose; -1 for the mark that the sentence does not have."""

    opening: int
    closing: int
    head: int


def mark_heads(tokens: Tokens) -> dict[int, int]:
    """The head of each quotation mark and bracket: that of what the pair holds, or of the clause a lone one touches."""
    heads: dict[int, int] = {}
    for opening, closing, head in _enclosed(tokens):
        heads |= {mark: head for mark in (opening, closing) if mark >= 0 and head >= 0}
    return heads


def quoted_clause(tokens: Tokens, index: int) -> int | None:
    """The head of the innermost quotation that a final mark stands in, unless the root of the sentence is in it too."""
    around = [
        each
        for each in _enclosed(tokens)
        if each.opening < index and (index < each.closing or each.closing < 0) and each.head >= 0
    ]
    if not around:
        return None
    head = max(around).head
    return head if tokens[head].head else None


def _enclosed(tokens: Tokens) -> list[Enclosed]:
    return [Enclosed(opening, closing, _head(tokens, opening, closing)) for opening, closing in _pairs(tokens)]


def _pairs(tokens: Tokens) -> list[tuple[int, int]]:
    """Opening and closing marks that belong together; a mark without its partner stands with -1."""
    brackets = {i: token.form in _BRACKETS for i, token in enumerate(tokens) if _is_bracket(token.form)}
    opens = glued_quotes(tokens) | brackets
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for i in sorted(opens):
        if opens[i]:
            waiting.append(i)
            continue
        partner = next((k for k in reversed(waiting) if _PARTNERS[tokens[k].form] == tokens[i].form), -1)
        pairs.append((partner, i))
        waiting = [k for k in waiting if k != partner]
    return pairs + [(i, -1) for i in waiting]


def _is_bracket(form: str) -> bool:
    return form in _BRACKETS or form in _BRACKETS.values()


def _head(tokens: Tokens, opening: int, closing: int) -> int:
    if closing < 0:
        following = neighbour(tokens, opening, 1)
        return climb(tokens, following, opening) if following >= 0 else -1
    if opening < 0:
        return _closed(tokens, closing)
    inside = [i for i in range(opening + 1, closing) if tokens[i].deprel != "punct"]
    tops = [i for i in inside if not opening < head_index(tokens[i]) < closing]
    return min(tops, key=lambda i: (tokens[i].deprel in FUNCTION, len(path_up(tokens, i)), -i), default=-1)


def _closed(tokens: Tokens, closing: int) -> int:
    """The clause that a lone closing mark touches: what was said, where a clause with what was said ends there."""
    left = neighbour(tokens, closing, -1)
    if left < 0:
        return -1
    top = climb(tokens, left, closing)
    said = [i for i in path_up(tokens, left, top) if tokens[i].deprel == "ccomp"]
    return said[-1] if said else top
