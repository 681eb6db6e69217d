"""The network's answers during training, without the rules of decoding."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from padapatha.annotator.labels import Labels, apply_script
from padapatha.annotator.spanning_tree import best_tree
from padapatha.train.batches import Batch, stack
from padapatha.train.codes import Coded
from padapatha.train.data import Example, Token
from padapatha.train.losses import mask_heads, run
from padapatha.train.metrics import Predicted
from padapatha.train.network import Network
from padapatha.train.precision import autocast

_LEAST = 1e-30  # probability, so that its logarithm is a number


def predict(networks: Sequence[Network], coded: Sequence[Coded], examples: Sequence[Example], labels: Labels,
            pieces: int = 2400) -> list[Predicted]:  # fmt: skip
    """Annotate by highest probability per label and a single-root spanning tree, in the order given.

    Several networks answer as one: their probabilities are averaged.
    """
    answers: dict[int, Predicted] = {}
    for network in networks:
        network.eval()
    with torch.no_grad():
        for group in _groups(coded, pieces):
            batch = stack([coded[i] for i in group])
            expected = _mean([_probabilities(network, batch) for network in networks])
            for row, i in enumerate(group):
                answers[i] = _decoded(expected, row, examples[i].words, labels)
    return [answers[i] for i in range(len(coded))]


def _probabilities(network: Network, batch: Batch) -> dict[str, Tensor]:
    with autocast():
        scores = run(network, batch)
    scores["arc"] = mask_heads(scores["arc"], batch.mask)
    return {name: torch.softmax(score.float(), 1 if name == "rel" else -1) for name, score in scores.items()}


def _mean(found: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The first network's entity tags alone: teachers need not know any."""
    return {
        name: first if name == "ner" else torch.stack([each[name] for each in found]).mean(0)
        for name, first in found[0].items()
    }


def _decoded(expected: dict[str, Tensor], row: int, words: Sequence[str], labels: Labels) -> Predicted:
    size = len(words)
    chosen = {name: expected[name][row].argmax(-1).tolist() for name in ("upos", "xpos", "feats", "lemma", "ner")}
    heads = best_tree(expected["arc"][row, :size, : size + 1].double().clamp_min(_LEAST).log().numpy())
    relations = expected["rel"][row].argmax(0)
    chosen["deprel"] = [int(relations[dependent, head]) for dependent, head in enumerate(heads)]
    return _predicted(words, chosen, heads, labels)


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
            apply_script(labels.lemma[chosen["lemma"][i]], word),
            heads[i],
            labels.deprel[chosen["deprel"][i]],
        )
        for i, word in enumerate(words)
    )
    return Predicted(tokens, tuple(labels.ner[chosen["ner"][i]] for i in range(len(words))))
