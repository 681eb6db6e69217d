"""How much an annotator gets right on gold tokens, with the bounds that 95 of 100 samples would stay in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from padapatha.annotator.analysis import Analysis, Annotator
from padapatha.train.data import Example, Token
from padapatha.train.metrics import Predicted, interval, span_f1, tree_scores

_MOST_FREQUENT = 12


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Percentages by metric; ``bounds`` are 95 % bootstrap intervals over sentences."""

    sentences: int
    words: int
    scores: dict[str, float]
    bounds: dict[str, tuple[float, float]]
    confused: dict[str, list[tuple[str, str, int]]]  # by column: gold, found, how often


def tree_accuracy(annotator: Annotator, gold: Sequence[Example]) -> Accuracy:
    """Annotate the words of sentences that have trees, and compare."""
    found = [predicted(each) for each in annotator.analyse(example.words for example in gold)]
    return Accuracy(
        sentences=len(gold),
        words=sum(len(example.words) for example in gold),
        scores=tree_scores(gold, found),
        bounds=interval(gold, found),
        confused={column: _confused(gold, found, column) for column in ("upos", "deprel")},
    )


def entity_f1(annotator: Annotator, gold: Sequence[Example]) -> float:
    """F1 (percent) of exact, labelled entity spans."""
    found = [each.entities for each in annotator.analyse(example.words for example in gold)]
    return span_f1([example.entities or () for example in gold], found)


def predicted(analysis: Analysis) -> Predicted:
    """An analysis as the metrics take it."""
    rows = zip(
        analysis.upos, analysis.xpos, analysis.feats, analysis.lemmas, analysis.heads, analysis.deprels, strict=True
    )
    return Predicted(tuple(Token(*row) for row in rows), analysis.entities)


def _confused(gold: Sequence[Example], found: Sequence[Predicted], column: str) -> list[tuple[str, str, int]]:
    pairs = Counter(
        (getattr(one, column), getattr(other, column))
        for example, answer in zip(gold, found, strict=True)
        for one, other in zip(example.tokens or (), answer.tokens, strict=True)
    )
    wrong = ((one, other, count) for (one, other), count in pairs.items() if one != other)
    return sorted(wrong, key=lambda each: (-each[2], each))[:_MOST_FREQUENT]
