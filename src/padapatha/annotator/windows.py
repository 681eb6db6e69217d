"""Sentences that are longer than the network reads at once: cut into parts, their trees joined again.

A part is parsed by itself, with some words around it in view. Parts are cut behind punctuation where they can be. The
root of the first part that holds more than punctuation is the root of the sentence; the roots of the other parts hang
on it as ``parataxis``, and punctuation that is a part by itself as ``punct``. No arc of one part reaches into another,
so that the joined tree is as valid as its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from padapatha.annotator.analysis import Analysis, Words

LIMIT = 510  # pieces of words that the network has places for, beside the marks of start and end
_PART = 320  # pieces of a part
_VIEW = 95  # pieces of the words in view on either side


@dataclass(frozen=True, slots=True)
class Part:
    """The words from ``start`` to ``stop`` of a sentence, and those from ``left`` to ``right`` that are in view."""

    start: int
    stop: int
    left: int
    right: int


def cut(words: Words, sizes: Sequence[int]) -> list[Part]:
    """The parts of a sentence whose words have ``sizes`` pieces each: one part where they fit in at once."""
    if sum(sizes) <= LIMIT:
        return [Part(0, len(words), 0, len(words))]
    return [
        Part(start, stop, start - _reach(sizes[start - 1 :: -1] if start else ()), stop + _reach(sizes[stop:]))
        for start, stop in _stretches(words, sizes)
    ]


def _stretches(words: Words, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(words):
        stop, pieces = start, 0
        while stop < len(words) and pieces + sizes[stop] <= _PART:
            pieces += sizes[stop]
            stop += 1
        stop = len(words) if stop == len(words) else _behind_mark(words, start, stop)
        yield start, stop
        start = stop


def _behind_mark(words: Words, start: int, stop: int) -> int:
    """The last place behind punctuation in the second half of a stretch; its end where there is none."""
    for place in range(stop, (start + stop) // 2, -1):
        if not any(character.isalnum() for character in words[place - 1]):
            return place
    return stop


def _reach(sizes: Sequence[int]) -> int:
    """How many of the words come into view."""
    total = 0
    for count, size in enumerate(sizes):
        total += size
        if total > _VIEW:
            return count
    return len(sizes)


def join(analyses: Sequence[Analysis]) -> Analysis:
    """The analysis of a sentence from those of its parts, in order."""
    if len(analyses) == 1:
        return analyses[0]
    starts = [sum(len(each.heads) for each in analyses[:number]) for number in range(len(analyses))]
    tops = [start + each.heads.index(0) + 1 for start, each in zip(starts, analyses, strict=True)]
    of_marks = [each.upos[each.heads.index(0)] == "PUNCT" for each in analyses]
    top = next((top for top, marks in zip(tops, of_marks, strict=True) if not marks), tops[0])
    hung = [_hung(each, start, top, marks=marks) for each, start, marks in zip(analyses, starts, of_marks, strict=True)]
    fields = ("lemmas", "upos", "xpos", "feats", "heads", "deprels", "entities", "confidence")
    return Analysis(**{name: tuple([value for each in hung for value in getattr(each, name)]) for name in fields})


def _hung(analysis: Analysis, start: int, top: int, *, marks: bool) -> Analysis:
    """A part with its heads counted through the sentence, and its root hung where it belongs."""
    heads = [head + start if head else top for head in analysis.heads]
    deprels = list(analysis.deprels)
    root = analysis.heads.index(0)
    if start + root + 1 == top:
        heads[root] = 0
    elif marks:
        heads = [0 if start + place + 1 == top else top for place in range(len(heads))]
        deprels = ["punct"] * len(heads)
    else:
        deprels[root] = "parataxis"
    return replace(analysis, heads=tuple(heads), deprels=tuple(deprels))
