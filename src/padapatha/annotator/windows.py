"""Sentences longer than the network reads at once: cut into parts, the trees of the parts joined.

A part is parsed by itself, with some words around it as context. A part ends behind punctuation where it can. The root
of the first part that is not punctuation alone is the root of the sentence; the roots of the other parts are attached
to it as ``parataxis``, and the words of a part of punctuation alone as ``punct``. No arc of one part reaches into
another, so that the joined tree is as valid as its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from padapatha.annotator.analysis import Analysis, Words
from padapatha.annotator.scores import Scores

MAX_SUBWORDS = 510  # of a sentence; the network has two positions more, for `<s>` and `</s>`
_PART = 320  # subwords of a part
_CONTEXT = 95  # subwords of the words around a part, on either side


@dataclass(frozen=True, slots=True)
class SentencePart:
    """The words ``start`` to ``stop`` of a sentence, read together with their context, ``left`` to ``right``."""

    start: int
    stop: int
    left: int
    right: int


def cut(words: Words, sizes: Sequence[int]) -> list[SentencePart]:
    """The parts of a sentence whose words have ``sizes`` subwords each: one part if the network can read it whole."""
    if sum(sizes) <= MAX_SUBWORDS:
        return [SentencePart(0, len(words), 0, len(words))]
    return [
        SentencePart(start, stop, start - _reach(sizes[start - 1 :: -1] if start else ()), stop + _reach(sizes[stop:]))
        for start, stop in _stretches(words, sizes)
    ]


def _stretches(words: Words, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(words):
        stop, total = start, 0
        while stop < len(words) and total + sizes[stop] <= _PART:
            total += sizes[stop]
            stop += 1
        stop = len(words) if stop == len(words) else _behind_punctuation(words, start, stop)
        yield start, stop
        start = stop


def _behind_punctuation(words: Words, start: int, stop: int) -> int:
    """The last index behind punctuation in the second half of a stretch; its end where there is none."""
    for index in range(stop, (start + stop) // 2, -1):
        if not any(character.isalnum() for character in words[index - 1]):
            return index
    return stop


def _reach(sizes: Sequence[int]) -> int:
    """How many of the words fit into the context."""
    total = 0
    for count, size in enumerate(sizes):
        total += size
        if total > _CONTEXT:
            return count
    return len(sizes)


def own_scores(scores: Scores, row: int, offset: int, size: int) -> Scores:
    """The scores of one part, sentence ``row`` of a batch, without its context: ``size`` words from ``offset``."""
    own = np.arange(offset, offset + size)
    heads = np.concatenate(([0], own + 1))
    return Scores(
        upos=scores.upos[row, own][None],
        xpos=scores.xpos[row, own][None],
        feats=scores.feats[row, own][None],
        lemma=scores.lemma[row, own][None],
        ner=scores.ner[row, own][None],
        arc=scores.arc[row][np.ix_(own, heads)][None],
        rel=scores.rel[row][:, own][:, :, heads][None],
    )


def join_parts(analyses: Sequence[Analysis]) -> Analysis:
    """The analysis of a sentence from those of its parts, in order."""
    if len(analyses) == 1:
        return analyses[0]
    starts = [sum(len(each.heads) for each in analyses[:number]) for number in range(len(analyses))]
    roots = [start + each.heads.index(0) + 1 for start, each in zip(starts, analyses, strict=True)]
    punctuation = [each.upos[each.heads.index(0)] == "PUNCT" for each in analyses]
    root = next((root for root, alone in zip(roots, punctuation, strict=True) if not alone), roots[0])
    parts = [
        _attached(each, start, root, punctuation=alone)
        for each, start, alone in zip(analyses, starts, punctuation, strict=True)
    ]
    names = [field.name for field in fields(Analysis)]
    return Analysis(**{name: tuple([value for part in parts for value in getattr(part, name)]) for name in names})


def _attached(analysis: Analysis, start: int, root: int, *, punctuation: bool) -> Analysis:
    """A part with its heads counted in the sentence and its root attached; ``start`` is the number of words before."""
    heads = [head + start if head else root for head in analysis.heads]
    deprels = list(analysis.deprels)
    top = analysis.heads.index(0)
    if start + top + 1 == root:
        heads[top] = 0
    elif punctuation:
        heads = [0 if start + index + 1 == root else root for index in range(len(heads))]
        deprels = ["punct"] * len(heads)
    else:
        deprels[top] = "parataxis"
    return replace(analysis, heads=tuple(heads), deprels=tuple(deprels))
