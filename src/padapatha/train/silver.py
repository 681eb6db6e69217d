"""Self-training: sentences with entities alone get the trees of an earlier run, so that they teach the parser too."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from padapatha.annotator.labels import read_labels
from padapatha.train.average import Average
from padapatha.train.build import Start, make_network
from padapatha.train.codes import code_examples
from padapatha.train.config import Config
from padapatha.train.data import Example
from padapatha.train.evaluate import predict
from padapatha.train.network import Network


def with_trees(examples: Sequence[Example], teacher: Path, start: Start, config: Config) -> list[Example]:
    """The examples with the trees that the run in the folder ``teacher`` gives them.

    The teacher has the sizes of `config`. Sentences that are too long for the encoder are left out, as in training.
    """
    labels = read_labels(teacher / "labels.json")
    network = make_network(replace(start, encoder=copy.deepcopy(start.encoder)), labels, config)
    load_average(network, teacher / "last.pt")
    tokenizer = start.make_tokenizer()
    kept = [example for example in examples if code_examples([example], labels, tokenizer)]
    found = predict(network, code_examples(kept, labels, tokenizer), kept, labels)
    return [replace(one, tokens=other.tokens) for one, other in zip(kept, found, strict=True)]


def load_average(network: Network, checkpoint: Path) -> None:
    """Put the averaged weights of a checkpoint into a network of the same sizes."""
    state = torch.load(checkpoint, weights_only=False)
    average = Average(network, 0.0)
    average.restore(state["average"])
    with torch.no_grad():
        for mine, other in zip(average.source, average.shadow, strict=True):
            mine.copy_(other)
