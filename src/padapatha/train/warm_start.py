"""The weights of an exported model as the start of another run: `model.onnx` back to the weights of a network.

The matrices of a model folder are int8, so this start is close to the network that was exported, not equal to it.
Layers may be left out, and labels may differ: a label that the model does not have begins with fresh weights.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from padapatha import files
from padapatha.annotator.labels import Labels, read_labels
from padapatha.annotator.model_folder import LABELS_FILE, MODEL_FILE, TOKENIZER_FILE
from padapatha.problems import Refused, problem
from padapatha.train.encoder import Start, encoder_of
from padapatha.train.network import Network
from padapatha.train.pretrained import Array

NamedWeights: TypeAlias = dict[str, Tensor]

_TASKS = ("upos", "xpos", "feats", "lemma", "ner")
_TABLE = "encoder.word.weight"
_RELATIONS = "/parser/MatMul_2"
_LSTM = {"/onward/LSTM": "onward", "/back/LSTM": "back"}
_GATES = (0, 2, 3, 1)  # ONNX: input, output, forget, cell; PyTorch: input, forget, cell, output
_LAYER = re.compile(r"encoder\.layers\.([0-9]+)\.(.+)")
_FIX = "name a folder that `padapatha train` wrote"


def model_start(folder: Path, layers: Sequence[int] = ()) -> tuple[Start, NamedWeights]:
    """Return the encoder of a model folder with its tokenizer, and the weights of the whole network by name.

    ``layers`` are the layers that are kept, in order; none named keeps all. Raises `Refused` when the folder holds
    no model that `padapatha.train.export` wrote, and OSError when it cannot be read.
    """
    try:
        weights = _kept(network_weights(onnx.load(folder / MODEL_FILE)), layers)
        tokenizer = json.loads(files.read_bytes(folder / TOKENIZER_FILE))
        encoder = encoder_of({name.removeprefix("encoder."): weights[name] for name in _encoder_names(weights)})
        source = str(read_labels(folder / LABELS_FILE).meta.get("encoder", folder.name))
    except (OSError, Refused):
        raise
    except Exception as error:  # noqa: BLE001  the libraries raise plain Exception for a file that is no model
        found = f"training cannot begin from it ({type(error).__name__})"
        raise Refused([problem("model", str(folder), found, fix=_FIX)]) from None
    return Start(encoder, tokenizer, source), weights


def network_weights(model: onnx.ModelProto) -> NamedWeights:
    """Return the float32 weights of an exported graph, under the names that they have in `Network`."""
    constants = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    weights: dict[str, Array] = {_TABLE: constants[f"{_TABLE}:int8"] * constants[f"{_TABLE}:scale"]}
    for name, value in constants.items():
        plain = name.removesuffix(":half")
        if ":" not in plain and not plain.startswith("/"):
            weights[plain] = value
    for node in model.graph.node:
        if node.op_type == "MatMul":
            weights.update(_product(node, constants))
        elif node.op_type == "LSTM":
            weights.update(_lstm(node, constants))
        elif node.op_type == "Identity" and node.input[0] in constants:
            weights[node.output[0]] = constants[node.input[0]]  # the export keeps equal vectors under one name
    weights["mix"] = _mix(model, constants)
    return {name: torch.from_numpy(np.array(value, dtype=np.float32, order="C")) for name, value in weights.items()}


def put_weights(network: Network, weights: NamedWeights, old: Labels, new: Labels) -> None:
    """Copy the weights of a model with the labels ``old`` into a network with the labels ``new``, in place.

    The encoder is left alone: it comes from `model_start`, and may have been pre-trained since.

    The rows of a label that both have are copied; those of a new label stay as they are, and so does the mix of the
    states where the networks mix different numbers of them. Raises `Refused` for a network of other sizes.
    """
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name.startswith("encoder."):
                continue
            source = weights.get(name)
            task = _task(name)
            if task is not None and source is not None:
                pairs = _common(getattr(old, task), getattr(new, task))
                parameter[[to for _, to in pairs]] = source[[at for at, _ in pairs]]
            elif name.endswith("shared.weight"):
                parameter.zero_()  # the export adds the factors to the rows of the labels
            elif source is not None and source.shape == parameter.shape:
                parameter.copy_(source)
            elif name != "mix":
                raise Refused([problem("model", name, "the model has other sizes than the network", fix=_FIX)])


def _task(name: str) -> str | None:
    """The labels that the rows of a parameter belong to; None for those that are not of labels."""
    if name == "parser.rel":
        return "deprel"
    return next((task for task in _TASKS if name.startswith(f"taggers.{task}.score.")), None)


def _common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    place = {label: i for i, label in enumerate(new)}
    return [(i, place[label]) for i, label in enumerate(old) if label in place]


def _kept(weights: NamedWeights, layers: Sequence[int]) -> NamedWeights:
    """The weights with some layers of the encoder, numbered anew."""
    if not layers:
        return weights
    present = {int(match[1]) for match in map(_LAYER.fullmatch, weights) if match}
    if absent := sorted(set(layers) - present):
        found = f"the model has the layers 0 to {max(present)}, and no layer {absent[0]}"
        raise Refused([problem("usage", "--start-layers", found, fix="name layers that it has")])
    kept = {name: value for name, value in weights.items() if not _LAYER.fullmatch(name)}
    for to, layer in enumerate(layers):
        for name, value in weights.items():
            match = _LAYER.fullmatch(name)
            if match and int(match[1]) == layer:
                kept[f"encoder.layers.{to}.{match[2]}"] = value
    return kept


def _encoder_names(weights: NamedWeights) -> Iterator[str]:
    return (name for name in weights if name.startswith("encoder."))


def _product(node: onnx.NodeProto, constants: Mapping[str, Array]) -> dict[str, Array]:
    """The matrix of a product, [outputs, inputs] as PyTorch has it; nothing for a product of two activations."""
    matrix = _matrix(node, constants)
    if matrix is None:
        return {}
    place = node.name.removesuffix("_output_0").removesuffix("/MatMul")
    if place == _RELATIONS:
        size = len(matrix)
        return {"parser.rel": matrix.reshape(size, -1, size).transpose(1, 0, 2)}
    if place == "/parser":
        return {}  # the weights of arcs keep their name
    path = place.removeprefix("/").split("/")
    if path[0] in _TASKS:
        path = ["taggers", path[0], "score"] if len(path) == 1 else ["taggers", *path]
    return {".".join([*path, "weight"]): matrix.T}


def _matrix(node: onnx.NodeProto, constants: Mapping[str, Array]) -> Array | None:
    state, weight = node.input
    stem = weight.removesuffix(":wide")
    if f"{stem}:int8" in constants:
        factor = constants[f"{state.removesuffix(':rounded')}:factor"]
        wide = constants[f"{stem}:int8"].astype(np.float64) * constants[f"{stem}:scale"] * factor[:, None]
        return np.asarray(wide, dtype=np.float32)
    half = constants.get(f"{stem}:half", constants.get(stem))
    return half if half is not None and half.ndim == 2 else None


def _lstm(node: onnx.NodeProto, constants: Mapping[str, Array]) -> dict[str, Array]:
    name = _LSTM[node.name]
    inner, outer, biases = (constants.get(f"{each}:half", constants.get(each)) for each in node.input[1:4])
    if inner is None or outer is None or biases is None:
        raise ValueError(node.name)
    first, second = np.split(biases[0], 2)
    parts = {"weight_ih": inner[0], "weight_hh": outer[0], "bias_ih": first, "bias_hh": second}
    return {f"{name}.{part}_l0": _torch_gates(value) for part, value in parts.items()}


def _torch_gates(value: Array) -> Array:
    gates = np.split(value, 4)
    return np.concatenate([gates[i] for i in _GATES])


def _mix(model: onnx.ModelProto, constants: Mapping[str, Array]) -> Array:
    """The weights of the mixed states before the softmax; only their differences matter."""
    first = next(constants[name] for node in model.graph.node if node.name == "/Mul" for name in node.input
                 if name in constants)  # fmt: skip
    others = next(constants[node.input[0]] for node in model.graph.node if node.name == "/Split")
    return np.asarray(np.log(np.concatenate([first.reshape(1), others])), dtype=np.float32)
