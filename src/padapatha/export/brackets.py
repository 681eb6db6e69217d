"""Nested stretches of words as the brackets of CorefUD: ``(c1-person-2`` where one begins, ``c1)`` where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Bracketed:
    """A mention in its sentence: words from ``first`` to before ``last``, from 0; ``opening`` without its bracket."""

    first: int
    last: int
    mention: str  # its id in the layer, for messages
    entity: str
    opening: str


def overlaps(mentions: Iterable[Bracketed]) -> Iterator[tuple[Bracketed, Bracketed]]:
    """Yield the pairs that brackets cannot tell apart: mentions of the same span, and mentions that cross."""
    around: list[Bracketed] = []
    for each in _outer_first(mentions):
        while around and around[-1].last <= each.first:
            around.pop()
        if around and (around[-1].last < each.last or (around[-1].first, around[-1].last) == (each.first, each.last)):
            yield around[-1], each
        around.append(each)


def entity_values(mentions: Iterable[Bracketed]) -> dict[int, str]:
    """Return the value of ``Entity`` for every word that has one; the mentions must nest (see `overlaps`).

    Longer mentions open first and close last, and a mention of one word stands innermost.
    """
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for each in _outer_first(mentions):
        if each.last - each.first == 1:
            opened.setdefault(each.first, []).append(f"({each.opening})")
        else:
            opened.setdefault(each.first, []).append(f"({each.opening}")
            closed.setdefault(each.last - 1, []).insert(0, f"{each.entity})")
    return {word: "".join((*opened.get(word, ()), *closed.get(word, ()))) for word in opened.keys() | closed.keys()}


def _outer_first(mentions: Iterable[Bracketed]) -> Sequence[Bracketed]:
    return sorted(mentions, key=lambda each: (each.first, -each.last))
