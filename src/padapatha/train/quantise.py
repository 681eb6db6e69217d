"""A float32 ONNX graph to one with int8 weights, a quarter of its size.

* Large matrix products take int8 weights (a scale a column) and uint8 activations. The scales of the activations are
  fixed here, from a sample, and not looked up in each batch: so no sentence's annotation depends on its neighbours.
  Weights keep to 7 bits, so that the 16-bit sums of processors without VNNI never overflow: all add up alike.
  A few channels of the activations are ten times as large as the rest; before rounding, each channel is divided by
  some of its size, and the row of weights that it meets multiplied by as much (SmoothQuant, Xiao et al. 2023).
* The word embedding is int8 with a scale a row; other large weights are float16, widened when the model is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

_Array = NDArray[Any]
Range = tuple[_Array, _Array]  # the least and the greatest value of each channel
LARGE = 4_096  # weights with fewer values stay float32
_PRODUCT = 100_000  # products of fewer weights are cheap: they stay float
_WEIGHT_LEVELS = 63  # 255 * 63 * 2 < 2 ** 15
_ACTIVATION_LEVELS = 255
_EVENNESS = 0.8  # 1 would make all channels of the activations alike, 0 all rows of the weights


@dataclass(slots=True)
class _Graph:
    """The graph in the making: constants by name, nodes in order, inputs that are quantised already."""

    constants: dict[str, _Array]
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    quantised: dict[str, str] = field(default_factory=dict)
    divisors: dict[str, _Array] = field(default_factory=dict)

    def constant(self, name: str, value: _Array) -> str:
        self.constants[name] = value
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: int) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output


def quantised_inputs(model: onnx.ModelProto) -> tuple[str, ...]:
    """The activations whose ranges `quantise` asks for, in the order of the graph, each once."""
    constants = _constants(model)
    activations = (node.input[0] for node in model.graph.node if _is_product(node, constants))
    return tuple(dict.fromkeys(activations))


def quantise(model: onnx.ModelProto, ranges: Mapping[str, Range], embeddings: Iterable[str]) -> onnx.ModelProto:
    """The same model, small; ``embeddings`` are tables that rows are gathered from. Raises KeyError without a range."""
    graph = _Graph(_constants(model))
    graph.divisors = _divisors(model, ranges, graph.constants)
    tables = frozenset(embeddings)
    for node in model.graph.node:
        if _is_product(node, graph.constants):
            _product(node, ranges[node.input[0]], graph)
        elif node.op_type == "Gather" and node.input[0] in tables:
            _rows(node, graph)
        else:
            graph.nodes.append(node)
    _to_float16(graph)
    return _model(model, graph)


def _is_product(node: onnx.NodeProto, constants: Mapping[str, _Array]) -> bool:
    weight = constants.get(node.input[1]) if node.op_type == "MatMul" else None
    return weight is not None and weight.ndim == 2 and weight.size >= _PRODUCT


def _divisors(
    model: onnx.ModelProto, ranges: Mapping[str, Range], constants: Mapping[str, _Array]
) -> dict[str, _Array]:
    """For each activation what its channels are divided by; products of the same activation share them."""
    rows: dict[str, _Array] = {}
    for node in model.graph.node:
        if _is_product(node, constants):
            largest = np.abs(constants[node.input[1]]).max(1)
            rows[node.input[0]] = np.maximum(rows.get(node.input[0], largest), largest)
    return {name: _divisor(ranges[name], largest) for name, largest in rows.items()}


def _divisor(span: Range, weights: _Array) -> _Array:
    states = np.maximum(np.abs(span[0]), np.abs(span[1]))
    even = np.maximum(states, 1e-5) ** _EVENNESS / np.maximum(weights, 1e-5) ** (1 - _EVENNESS)
    result: _Array = even.astype(np.float32)
    return result


def _product(node: onnx.NodeProto, span: Range, graph: _Graph) -> None:
    state, weight = node.input
    matrix = graph.constants.pop(weight) * graph.divisors[state][:, None].astype(np.float64)
    scales = np.maximum(np.abs(matrix).max(0), 1e-12) / _WEIGHT_LEVELS
    graph.constant(f"{weight}:int8", np.rint(matrix / scales).astype(np.int8))
    graph.constant(f"{weight}:scale", scales.astype(np.float32))
    graph.constant(f"{weight}:zero", np.zeros(len(scales), np.int8))
    small = [f"{weight}:int8", f"{weight}:scale", f"{weight}:zero"]
    widened = graph.node("DequantizeLinear", small, f"{weight}:wide", axis=1)
    graph.node("MatMul", [_activation(state, span, graph), widened], node.output[0])


def _activation(state: str, span: Range, graph: _Graph) -> str:
    """The activation, its channels made alike, rounded to 256 levels, 0 among them."""
    if state not in graph.quantised:
        divisor = graph.divisors[state]
        low, high = min(float((span[0] / divisor).min()), 0.0), max(float((span[1] / divisor).max()), 0.0)
        scale = max(high - low, 1e-12) / _ACTIVATION_LEVELS
        graph.constant(f"{state}:scale", np.array(scale, np.float32))
        graph.constant(f"{state}:zero", np.array(round(-low / scale), np.uint8))
        graph.constant(f"{state}:factor", 1 / divisor)
        even = graph.node("Mul", [state, f"{state}:factor"], f"{state}:even")
        levels = [f"{state}:scale", f"{state}:zero"]
        rounded = graph.node("QuantizeLinear", [even, *levels], f"{state}:uint8")
        graph.quantised[state] = graph.node("DequantizeLinear", [rounded, *levels], f"{state}:rounded")
    return graph.quantised[state]


def _rows(node: onnx.NodeProto, graph: _Graph) -> None:
    table, indices = node.input
    values = graph.constants.pop(table).astype(np.float64)
    scales = np.maximum(np.abs(values).max(1, keepdims=True), 1e-12) / 127
    graph.constant(f"{table}:int8", np.rint(values / scales).astype(np.int8))
    graph.constant(f"{table}:scale", scales.astype(np.float32))
    rows = graph.node("Gather", [f"{table}:int8", indices], f"{table}:row")
    row_scales = graph.node("Gather", [f"{table}:scale", indices], f"{table}:row_scale")
    wide = graph.node("Cast", [rows], f"{table}:row_wide", to=onnx.TensorProto.FLOAT)
    graph.node("Mul", [wide, row_scales], node.output[0])


def _to_float16(graph: _Graph) -> None:
    """Keep the other large weights as float16, with a cast that the runtime does once."""
    casts = []
    for name, value in tuple(graph.constants.items()):
        if value.dtype == np.float32 and value.size >= LARGE and not name.endswith((":scale", ":zero")):
            small = graph.constant(f"{name}:half", graph.constants.pop(name).astype(np.float16))
            casts.append(helper.make_node("Cast", [small], [name], name=name, to=onnx.TensorProto.FLOAT))
    graph.nodes[:0] = casts


def _constants(model: onnx.ModelProto) -> dict[str, _Array]:
    return {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}


def _model(model: onnx.ModelProto, graph: _Graph) -> onnx.ModelProto:
    used = {name for node in graph.nodes for name in node.input}
    kept = [numpy_helper.from_array(np.asarray(each), name) for name, each in graph.constants.items() if name in used]
    made = helper.make_graph(graph.nodes, model.graph.name, model.graph.input, model.graph.output, kept)
    result = helper.make_model(made, opset_imports=model.opset_import, producer_name="padapatha")
    result.ir_version = model.ir_version
    onnx.checker.check_model(result)
    return result
