"""Scores on gold tokens as the official scorer counts them, span F1 for entities, bootstrap intervals."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from padapatha.annotator.labels import Labels
from padapatha.annotator.lemma_script import apply
from padapatha.annotator.spanning_tree import best_tree
from padapatha.train.batches import stack
from padapatha.train.codes import Coded
from padapatha.train.data import Example, Token
from padapatha.train.losses import mask_heads, run
from padapatha.train.network import Network
from padapatha.train.precision import autocast

METRICS = ("UPOS", "XPOS", "UFeats", "Lemma", "UAS", "LAS")
# The 21 universal features; the scorer leaves out all others (CoNLL 2018 shared task, conll18_ud_eval.py).
UNIVERSAL = frozenset(
    (
        *(
            "PronType",
            "NumType",
            "Poss",
            "Reflex",
            "Foreign",
            "Abbr",
            "Gender",
            "Animacy",
            "Number",
            "Case",
            "Definite",
        ),
        *("Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite"),
    )
)


@dataclass(frozen=True, slots=True)
class Predicted:
    """The network's answer for one sentence."""

    tokens: tuple[Token, ...]
    entities: tuple[str, ...]


def predict(network: Network, coded: Sequence[Coded], examples: Sequence[Example], labels: Labels,
            pieces: int = 2400) -> list[Predicted]:  # fmt: skip
    """Annotate by highest score per label and a single-root spanning tree, in the order given."""
    network.eval()
    answers: dict[int, Predicted] = {}
    with torch.no_grad(), autocast():
        for group in _groups(coded, pieces):
            batch = stack([coded[i] for i in group])
            scores = run(network, batch)
            arcs = torch.log_softmax(mask_heads(scores["arc"], batch.mask), -1).double().numpy()
            tags = {name: scores[name].argmax(-1).tolist() for name in ("upos", "xpos", "feats", "lemma", "ner")}
            relations = scores["rel"].argmax(1)
            for row, i in enumerate(group):
                size = len(examples[i].words)
                heads = best_tree(arcs[row, :size, : size + 1])
                chosen = {name: tags[name][row] for name in tags}
                chosen["deprel"] = [int(relations[row, d, h]) for d, h in enumerate(heads)]
                answers[i] = _predicted(examples[i].words, chosen, heads, labels)
    return [answers[i] for i in range(len(coded))]


def tree_scores(gold: Sequence[Example], found: Sequence[Predicted]) -> dict[str, float]:
    """Percentages of words right, by metric."""
    return _percent([_marks(one, other) for one, other in zip(gold, found, strict=True)])


def span_f1(gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> float:
    """Exact-match F1 (percent) of typed spans over all sentences."""
    right = guessed = real = 0
    for one, other in zip(gold, found, strict=True):
        true, guess = spans(one), spans(other)
        right, guessed, real = right + len(true & guess), guessed + len(guess), real + len(true)
    return 200.0 * right / max(1, guessed + real)


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Half-open word spans with their type; an I- tag that continues nothing of its type begins a span."""
    found, start, kind = set(), 0, ""
    for place, tag in enumerate([*tags, "O"]):
        if kind and tag != "I-" + kind:
            found.add((start, place, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = place, tag[2:]
    return found


def interval(gold: Sequence[Example], found: Sequence[Predicted], rounds: int = 1000,
             seed: int = 1) -> dict[str, tuple[float, float]]:  # fmt: skip
    """95 % bootstrap intervals of `tree_scores`, sentences drawn with replacement."""
    marks = [_marks(one, other) for one, other in zip(gold, found, strict=True)]
    draw = random.Random(seed)
    runs = [_percent(draw.choices(marks, k=len(marks))) for _ in range(rounds)]
    low, high = int(0.025 * rounds), int(0.975 * rounds)
    return {name: (sorted(r[name] for r in runs)[low], sorted(r[name] for r in runs)[high]) for name in METRICS}


def universal(feats: str) -> frozenset[str]:
    """The features of a FEATS string that are scored."""
    return frozenset(pair for pair in feats.split("|") if pair.partition("=")[0] in UNIVERSAL)


def _marks(gold: Example, found: Predicted) -> dict[str, int]:
    """Words right by metric, and the number of words under `all`."""
    pairs = list(zip(gold.tokens or (), found.tokens, strict=True))
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


def _groups(coded: Sequence[Coded], pieces: int) -> list[list[int]]:
    groups: list[list[int]] = []
    for i in sorted(range(len(coded)), key=lambda i: coded[i].size):
        if not groups or (len(groups[-1]) + 1) * coded[i].size > pieces:
            groups.append([])
        groups[-1].append(i)
    return groups


def _predicted(words: Sequence[str], chosen: dict[str, list[int]], heads: list[int], labels: Labels) -> Predicted:
    tokens = tuple(
        Token(
            labels.upos[chosen["upos"][i]],
            labels.xpos[chosen["xpos"][i]],
            labels.feats[chosen["feats"][i]],
            apply(labels.lemma[chosen["lemma"][i]], word),
            heads[i],
            labels.deprel[chosen["deprel"][i]],
        )
        for i, word in enumerate(words)
    )
    return Predicted(tokens, tuple(labels.ner[chosen["ner"][i]] for i in range(len(words))))
