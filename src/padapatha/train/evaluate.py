"""The network's answers during training, without the rules of decoding."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from padapatha.annotator.labels import Labels
from padapatha.annotator.lemma_script import apply
from padapatha.annotator.spanning_tree import best_tree
from padapatha.train.batches import stack
from padapatha.train.codes import Coded
from padapatha.train.data import Example, Token
from padapatha.train.losses import mask_heads, run
from padapatha.train.metrics import Predicted
from padapatha.train.network import Network
from padapatha.train.precision import autocast


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
