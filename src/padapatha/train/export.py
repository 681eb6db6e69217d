"""A finished run of `train` to a model folder that the annotator runs without PyTorch.

The folder holds ``model.onnx``, ``labels.json``, ``tokenizer.json`` and ``README.md`` (docs/annotator.md).
The same checkpoint and sample give the same bytes.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer

from padapatha import files
from padapatha.annotator.labels import Labels, read_labels, write_labels
from padapatha.annotator.model_folder import LABELS_FILE, MODEL_FILE, TOKENIZER_FILE
from padapatha.annotator.subwords import NetworkInput, SubwordEncoder, network_input
from padapatha.annotator.windows import MAX_SUBWORDS
from padapatha.train.checkpoint import read_checkpoint
from padapatha.train.config import Config
from padapatha.train.data import read_treebanks
from padapatha.train.network import OUTPUTS, Network
from padapatha.train.pretrained import load_pretrained
from padapatha.train.quantise import Range, quantise, quantised_inputs
from padapatha.train.readme import readme
from padapatha.train.trust import write_confidence
from padapatha.train.vocabulary import cut_tokenizer

INPUTS = ("input_ids", "attention_mask", "first", "last", "word_mask")
_AXES: dict[str, dict[int, str]] = {
    **{name: {0: "batch", 1: "pieces"} for name in INPUTS[:2]},
    **{name: {0: "batch", 1: "words"} for name in (*INPUTS[2:], *OUTPUTS[:5])},
    "arc": {0: "batch", 1: "words", 2: "heads"},
    "rel": {0: "batch", 2: "words", 3: "heads"},
}
_WORD_TABLE = "encoder.word.weight"
_OPSET = 17
_SAMPLE_BATCH = 8  # sentences
SAMPLE = 400  # sentences, spread over the treebanks
META = {"name": "padapatha-hi", "language": "hi"}


def export(config: Config) -> Path:
    """Write the model of a finished run to ``model/`` in its folder.

    Ranges are measured on its own treebanks; what its confidence is worth on its dev treebanks, if it has any.
    """
    labels = read_labels(config.out / LABELS_FILE)
    tokenizer, _ = cut_tokenizer(load_pretrained(config.encoder, config.tokenizer).tokenizer)
    network = read_checkpoint(config.out / "last.pt", labels)
    sample = [example.words for example in read_treebanks(config.treebanks)]
    folder = write_model(network, labels, tokenizer, sample, config.out / "model")
    if config.dev_treebanks:
        write_confidence(folder, read_treebanks(config.dev_treebanks))
    return folder


def write_model(network: Network, labels: Labels, tokenizer: dict[str, Any], sample: Sequence[Sequence[str]],
                folder: Path) -> Path:  # fmt: skip
    """Write the model folder; ``sample`` are sentences of which some are taken to measure activations on."""
    floating = float_model(network)
    spans = activation_ranges(floating, sample_batches(tokenizer, sample))
    small = quantise(floating, spans, [_WORD_TABLE])
    folder.mkdir(parents=True, exist_ok=True)
    files.write_bytes(folder / MODEL_FILE, small.SerializeToString(deterministic=True))
    files.write_bytes(folder / TOKENIZER_FILE, json.dumps(tokenizer, ensure_ascii=False).encode("utf-8"))
    labels = replace(labels, meta={**META, **labels.meta})
    write_labels(labels, folder / LABELS_FILE)
    files.write_bytes(folder / "README.md", readme(labels).encode("utf-8"))
    return folder


def float_model(network: Network) -> onnx.ModelProto:
    """The network as an ONNX graph of float32 with free batch, piece and word axes."""
    network.eval()
    _settle(network)
    words = torch.arange(1, 4).expand(2, 3)
    example = (torch.full((2, 5), 3), torch.ones(2, 5, dtype=torch.long), words, words, torch.ones_like(words))
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of being the older exporter, and of loops that are constant here
        torch.onnx.export(network, example, buffer, dynamo=False, opset_version=_OPSET, input_names=list(INPUTS),
                          output_names=list(OUTPUTS), dynamic_axes=_AXES)  # fmt: skip
    return onnx.load_from_string(buffer.getvalue())


def sample_batches(tokenizer: dict[str, Any], sentences: Sequence[Sequence[str]]) -> Iterator[NetworkInput]:
    """The sample as the annotator will batch it, in order of length."""
    encoder = SubwordEncoder(Tokenizer.from_str(json.dumps(tokenizer)))
    some = sentences[:: -(-len(sentences) // SAMPLE)]
    pieces = sorted((encoder.sentence(words) for words in some), key=lambda each: len(each.ids))
    pieces = [each for each in pieces if len(each.ids) <= MAX_SUBWORDS]
    for start in range(0, len(pieces), _SAMPLE_BATCH):
        yield network_input(pieces[start : start + _SAMPLE_BATCH])


def activation_ranges(model: onnx.ModelProto, batches: Iterator[NetworkInput]) -> dict[str, Range]:
    """The least and greatest value that each channel of each activation has on the batches."""
    names = quantised_inputs(model)
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    spans: dict[str, Range] = {}
    for batch in batches:
        found = session.run(list(names), {name: getattr(batch, name) for name in INPUTS})
        for name, values in zip(names, found, strict=True):
            rows = values.reshape(-1, values.shape[-1])
            low, high = spans.get(name, (rows[0], rows[0]))
            spans[name] = np.minimum(low, rows.min(0)), np.maximum(high, rows.max(0))
    return spans


def _settle(network: Network) -> None:
    """Add the shared weights of FEATS factors into the plain ones: the same scores from a smaller graph."""
    with torch.no_grad():
        for tagger in network.taggers.values():
            tagger.score.weight.copy_(tagger.weight())
            tagger.shared = None
