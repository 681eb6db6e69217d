"""How much an annotator gets right on gold tokens, with the bounds that 95 of 100 samples would stay in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from padapatha.annotator.analysis import FILLED, Analysis, Annotator
from padapatha.model import Token
from padapatha.train.data import Example
from padapatha.train.metrics import interval, span_f1, tree_scores
from padapatha.values import misc_value

_MOST_FREQUENT = 12


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Percentages by metric; ``bounds`` are 95 % bootstrap intervals over sentences."""

    sentences: int
    words: int
    scores: dict[str, float]
    bounds: dict[str, tuple[float, float]]
    confused: dict[str, list[tuple[str, str, int]]]  # by column: gold, answer, how often


def tree_accuracy(annotator: Annotator, gold: Sequence[Example]) -> Accuracy:
    """Annotate the words of sentences that have trees, and compare."""
    analyses = annotator.analyse(example.words for example in gold)
    answers = [answer(example.words, analysis) for example, analysis in zip(gold, analyses, strict=True)]
    return Accuracy(
        sentences=len(gold),
        words=sum(len(example.words) for example in gold),
        scores=tree_scores(gold, answers),
        bounds=interval(gold, answers),
        confused={column: _confused(gold, answers, column) for column in ("upos", "deprel")},
    )


def known_heads(annotator: Annotator, gold: Sequence[Example]) -> tuple[int, float]:
    """The words whose head the annotators gave (MISC ``Auto`` does not name it), and how many of 100 get that head.

    Punctuation is not counted. Relations are not scored: a model had a say in those of such trees.
    """
    analyses = annotator.analyse(example.words for example in gold)
    words = heads = 0
    for example, analysis in zip(gold, analyses, strict=True):
        for i, token in enumerate(example.tokens or ()):
            if token.upos == "PUNCT" or "HEAD" in (misc_value(token.misc, FILLED) or ""):
                continue
            words, heads = words + 1, heads + (analysis.heads[i] == token.head)
    return words, 100 * heads / max(1, words)


def entity_f1(annotator: Annotator, gold: Sequence[Example]) -> float:
    """F1 (percent) of exact, labelled entity spans."""
    answers = [analysis.entities for analysis in annotator.analyse(example.words for example in gold)]
    return span_f1([example.entities or () for example in gold], answers)


def answer(words: Sequence[str], analysis: Analysis) -> Example:
    """Return the analysis of a sentence as an example, which the metrics compare."""
    columns = zip(
        words,
        analysis.lemmas,
        analysis.upos,
        analysis.xpos,
        analysis.feats,
        analysis.heads,
        analysis.deprels,
        strict=True,
    )
    return Example(tuple(words), tuple(Token(i, *row) for i, row in enumerate(columns, 1)), analysis.entities)


def _confused(gold: Sequence[Example], answers: Sequence[Example], column: str) -> list[tuple[str, str, int]]:
    pairs = Counter(
        (getattr(one, column), getattr(other, column))
        for example, given in zip(gold, answers, strict=True)
        for one, other in zip(example.tokens or (), given.tokens or (), strict=True)
    )
    wrong = ((one, other, count) for (one, other), count in pairs.items() if one != other)
    return sorted(wrong, key=lambda row: (-row[2], row))[:_MOST_FREQUENT]
