"""What the network says during training, without the constraints of decoding."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from padapatha.annotator.labels import Labels, apply_script
from padapatha.annotator.spanning_tree import best_tree
from padapatha.model import Token
from padapatha.train.data import Example
from padapatha.train.label_encoding import EncodedExample, TrainingBatch, stack
from padapatha.train.network import Network, mask_heads, scores_of
from padapatha.train.optimisation import autocast

_LEAST = 1e-30  # probability, so that its logarithm is a number
_TASKS = ("upos", "xpos", "feats", "lemma", "ner")


def predict(networks: Sequence[Network], encoded: Sequence[EncodedExample], examples: Sequence[Example],
            labels: Labels, budget: int = 2400) -> list[Example]:  # fmt: skip
    """Annotate the words of some examples: the most probable label of each task, and a spanning tree of one root.

    Of several networks the probabilities are averaged. ``budget`` is that of a batch, in subwords. The result is in
    the order of the examples.
    """
    answers: dict[int, Example] = {}
    for network in networks:
        network.eval()
    with torch.no_grad():
        for group in _groups(encoded, budget):
            batch = stack([encoded[i] for i in group])
            mean = _mean([_probabilities(network, batch) for network in networks])
            for row, i in enumerate(group):
                answers[i] = _decoded(mean, row, examples[i].words, labels)
    return [answers[i] for i in range(len(encoded))]


def _probabilities(network: Network, batch: TrainingBatch) -> dict[str, Tensor]:
    with autocast():
        scores = scores_of(network, batch)
    scores["arc"] = mask_heads(scores["arc"], batch.mask)
    return {name: torch.softmax(score.float(), 1 if name == "rel" else -1) for name, score in scores.items()}


def _mean(probabilities: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean over networks; entity tags are those of the first, since teachers need not know any."""
    return {
        name: first if name == "ner" else torch.stack([row[name] for row in probabilities]).mean(0)
        for name, first in probabilities[0].items()
    }


def _decoded(mean: dict[str, Tensor], row: int, words: Sequence[str], labels: Labels) -> Example:
    size = len(words)
    chosen = {name: mean[name][row].argmax(-1).tolist() for name in _TASKS}
    heads = best_tree(mean["arc"][row, :size, : size + 1].double().clamp_min(_LEAST).log().numpy())
    relations = mean["rel"][row].argmax(0)
    chosen["deprel"] = [int(relations[dependent, head]) for dependent, head in enumerate(heads)]
    return _example(words, chosen, heads, labels)


def _groups(encoded: Sequence[EncodedExample], budget: int) -> list[list[int]]:
    groups: list[list[int]] = []
    for i in sorted(range(len(encoded)), key=lambda i: encoded[i].size):
        if not groups or (len(groups[-1]) + 1) * encoded[i].size > budget:
            groups.append([])
        groups[-1].append(i)
    return groups


def _example(words: Sequence[str], chosen: dict[str, list[int]], heads: list[int], labels: Labels) -> Example:
    tokens = tuple(
        Token(
            id=i + 1,
            form=word,
            lemma=apply_script(labels.lemma[chosen["lemma"][i]], word),
            upos=labels.upos[chosen["upos"][i]],
            xpos=labels.xpos[chosen["xpos"][i]],
            feats=labels.feats[chosen["feats"][i]],
            head=heads[i],
            deprel=labels.deprel[chosen["deprel"][i]],
        )
        for i, word in enumerate(words)
    )
    return Example(tuple(words), tokens, tuple(labels.ner[chosen["ner"][i]] for i in range(len(words))))
