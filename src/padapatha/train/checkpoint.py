"""The network that a checkpoint holds; its sizes are read off its weights."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from padapatha.annotator.labels import Labels
from padapatha.train.encoder import encoder_of
from padapatha.train.network import Network


def read_checkpoint(path: Path, labels: Labels) -> Network:
    """The network of a checkpoint of `train`, with its averaged weights, for annotation."""
    state = torch.load(path, weights_only=False, map_location="cpu")
    network = _network_of(state["network"], labels)
    with torch.no_grad():
        for parameter, averaged in zip(network.parameters(), state["average"][1], strict=True):
            parameter.copy_(averaged)
    return network.eval()


def _network_of(weights: Mapping[str, Tensor], labels: Labels) -> Network:
    prefix = "encoder."
    encoder = encoder_of({name.removeprefix(prefix): weights[name] for name in weights if name.startswith(prefix)})
    arc, relation = weights["parser.arc"].shape[1], weights["parser.rel"].shape[1] - 1
    hidden, mixed = weights["enter.weight"].shape[0], len(weights["mix"])
    network = Network(encoder, labels, hidden, arc, relation, dropout=0.0, mixed=mixed)
    network.load_state_dict(dict(weights))
    return network
