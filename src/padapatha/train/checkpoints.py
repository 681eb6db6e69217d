"""Checkpoints: written whole or not at all, read as data only; and the network that one holds.

A checkpoint is a dict of tensors, numbers and texts. It is read with ``weights_only``: a file that was prepared to run
code is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from padapatha import files
from padapatha.annotator.labels import Labels
from padapatha.problems import Refused, problem
from padapatha.train.encoder import encoder_of
from padapatha.train.network import Network

LAST = "last.pt"  # the checkpoint of a run, in its folder
_FIX = "delete it to begin anew, or use a run of this version"


def save_checkpoint(state: Mapping[str, Any], path: Path) -> None:
    """Write a checkpoint; a reader sees the old file or the new one, never half of one."""
    with files.writing(path) as file:
        torch.save(dict(state), file)


def load_checkpoint(path: Path) -> dict[str, Any]:
    """Read a checkpoint onto the CPU. Raises `Refused` for a file that is none, or that holds more than data."""
    try:
        state = torch.load(path, weights_only=True, map_location="cpu")
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  a broken file raises whatever torch meets in it
        found = f"it is no checkpoint of tensors and numbers alone ({type(error).__name__})"
        raise Refused([problem("model", str(path), found, fix=_FIX)]) from None
    if not isinstance(state, dict):
        raise Refused([problem("model", str(path), f"it holds {type(state).__name__}, not a checkpoint", fix=_FIX)])
    return state


def read_network(path: Path, labels: Labels) -> Network:
    """Return the network of a run's checkpoint with its averaged weights, for annotation.

    The sizes are those of the weights. Raises `Refused` when the checkpoint is not one of a run with these labels.
    """
    state = load_checkpoint(path)
    try:
        network = _network_of(state["network"], labels)
        with torch.no_grad():
            for parameter, averaged in zip(network.parameters(), state["average"][1], strict=True):
                parameter.copy_(averaged)
    except (AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError) as error:
        found = f"its weights are not those of a network with the labels beside it ({type(error).__name__})"
        raise Refused([problem("model", str(path), found, fix=_FIX)]) from None
    return network.eval()


def _network_of(weights: Mapping[str, Tensor], labels: Labels) -> Network:
    prefix = "encoder."
    encoder = encoder_of({name.removeprefix(prefix): weights[name] for name in weights if name.startswith(prefix)})
    arc, relation = weights["parser.arc"].shape[1], weights["parser.rel"].shape[1] - 1
    hidden, mixed = weights["enter.weight"].shape[0], len(weights["mix"])
    network = Network(encoder, labels, hidden, arc, relation, dropout=0.0, mixed=mixed)
    network.load_state_dict(dict(weights))
    return network
