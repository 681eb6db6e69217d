"""Scores on gold tokens as the official scorer counts them, span F1 for entities, bootstrap intervals."""

from __future__ import annotations

import random
from collections.abc import Sequence

from padapatha.train.data import Example
from padapatha.values import features

METRICS = ("UPOS", "XPOS", "UFeats", "Lemma", "UAS", "LAS")
# The 21 universal features; the scorer leaves out all others (CoNLL 2018 shared task, conll18_ud_eval.py).
UNIVERSAL = frozenset(
    ("PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite",
     "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite")
)  # fmt: skip  # two rows of names


def tree_scores(gold: Sequence[Example], answers: Sequence[Example]) -> dict[str, float]:
    """Return the percentages of words that are right, by metric."""
    return _percent([_marks(one, other) for one, other in zip(gold, answers, strict=True)])


def span_f1(gold: Sequence[Sequence[str]], answers: Sequence[Sequence[str]]) -> float:
    """Return the exact-match F1 (percent) of typed spans over all sentences."""
    right = guessed = real = 0
    for one, other in zip(gold, answers, strict=True):
        true, guess = entity_spans(one), entity_spans(other)
        right, guessed, real = right + len(true & guess), guessed + len(guess), real + len(true)
    return 200.0 * right / max(1, guessed + real)


def entity_spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Return half-open word spans with their type; an I- tag that continues nothing of its type begins a span."""
    result, start, kind = set(), 0, ""
    for index, tag in enumerate([*tags, "O"]):
        if kind and tag != "I-" + kind:
            result.add((start, index, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = index, tag[2:]
    return result


def interval(gold: Sequence[Example], answers: Sequence[Example], rounds: int = 1000,
             seed: int = 1) -> dict[str, tuple[float, float]]:  # fmt: skip
    """Return the 95 % bootstrap intervals of `tree_scores`, sentences drawn with replacement."""
    marks = [_marks(one, other) for one, other in zip(gold, answers, strict=True)]
    draw = random.Random(seed)
    runs = [_percent(draw.choices(marks, k=len(marks))) for _ in range(rounds)]
    low, high = int(0.025 * rounds), int(0.975 * rounds)
    return {name: (sorted(r[name] for r in runs)[low], sorted(r[name] for r in runs)[high]) for name in METRICS}


def universal(feats: str) -> frozenset[tuple[str, str]]:
    """Return the features of a FEATS string that are scored, with their values."""
    return frozenset((name, value) for name, value in features(feats).items() if name in UNIVERSAL)


def _marks(gold: Example, answer: Example) -> dict[str, int]:
    """Words right by metric, and the number of words under `all`."""
    pairs = list(zip(gold.tokens or (), answer.tokens or (), strict=True))
    attached = [a.head == b.head for a, b in pairs]
    related = [a.deprel.partition(":")[0] == b.deprel.partition(":")[0] for a, b in pairs]
    return {
        "UPOS": sum(a.upos == b.upos for a, b in pairs),
        "XPOS": sum(a.xpos == b.xpos for a, b in pairs),
        "UFeats": sum(universal(a.feats) == universal(b.feats) for a, b in pairs),
        "Lemma": sum(a.lemma == b.lemma or a.lemma == "_" for a, b in pairs),
        "UAS": sum(attached),
        "LAS": sum(x and y for x, y in zip(attached, related, strict=True)),
        "all": len(pairs),
    }


def _percent(marks: Sequence[dict[str, int]]) -> dict[str, float]:
    words = max(1, sum(mark["all"] for mark in marks))
    return {name: 100.0 * sum(mark[name] for mark in marks) / words for name in METRICS}
