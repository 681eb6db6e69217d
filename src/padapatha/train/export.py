"""A finished run of `train` to a model folder that the annotator runs without PyTorch.

The folder holds ``model.onnx``, ``labels.json``, ``tokenizer.json`` and ``README.md`` (docs/annotator.md).
The same checkpoint and sample give the same bytes.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator, Sequence
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
from padapatha.languages import CODES
from padapatha.train.calibration import write_confidence
from padapatha.train.checkpoints import LAST, read_network
from padapatha.train.config import Config
from padapatha.train.data import read_treebanks, read_words
from padapatha.train.network import OUTPUTS, Network
from padapatha.train.pretrained import cut_tokenizer, load_pretrained
from padapatha.train.quantise import Range, quantise, quantised_inputs

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
_SAMPLE = 400  # sentences, spread over the treebanks
_README = """\
# {name}

A model of the annotator (docs/annotator.md of the project says how it is used and made).
Its licence depends on what it was trained on; LICENSE, where there is one, names it.

| file | what it is |
|---|---|
| `model.onnx` | the network, int8 |
| `labels.json` | what the columns of its outputs mean; under `meta` how it was trained |
| `tokenizer.json` | words to the subwords the network reads |

Inputs (int64): `input_ids`, `attention_mask` [batch, subwords]; `first`, `last`, `word_mask` [batch, words].
Outputs (float32 logits): `upos`, `xpos`, `feats`, `lemma`, `ner` [batch, words, labels];
`arc` [batch, words, words + 1]; `rel` [batch, relations, words, words + 1]. Head 0 is the root.

{counts}
"""


def export_model(config: Config) -> Path:
    """Write the model of a finished run to ``model/`` in its folder.

    Activation ranges are measured on its training treebanks. Its confidence is calibrated on its dev treebanks, if it
    has any and its language is one that this program can annotate.
    """
    labels = read_labels(config.out / LABELS_FILE)
    tokenizer = _tokenizer(config)
    network = read_network(config.out / LAST, labels)
    sample = read_words(config.treebanks)
    folder = write_model(network, labels, tokenizer, sample, config.out / "model")
    if config.dev_treebanks and config.language in CODES:
        write_confidence(folder, read_treebanks(config.dev_treebanks))
    return folder


def _tokenizer(config: Config) -> dict[str, Any]:
    """The tokenizer of the encoder that the run began with."""
    if config.start is not None:
        model: dict[str, Any] = json.loads(files.read_bytes(config.start / TOKENIZER_FILE))
        return model
    return cut_tokenizer(load_pretrained(config.encoder, config.tokenizer).tokenizer)[0]


def write_model(network: Network, labels: Labels, tokenizer: dict[str, Any], sample: Sequence[Sequence[str]],
                folder: Path) -> Path:  # fmt: skip
    """Write the model folder. Activations are measured on some of the sentences ``sample``.

    ``labels.meta`` names the model and its language.
    """
    floating = float_model(network)
    spans = activation_ranges(floating, sample_batches(tokenizer, sample))
    small = quantise(floating, spans, [_WORD_TABLE])
    folder.mkdir(parents=True, exist_ok=True)
    files.write_bytes(folder / MODEL_FILE, small.SerializeToString(deterministic=True))
    files.write_bytes(folder / TOKENIZER_FILE, json.dumps(tokenizer, ensure_ascii=False).encode("utf-8"))
    write_labels(labels, folder / LABELS_FILE)
    files.write_bytes(folder / "README.md", readme(labels).encode("utf-8"))
    return folder


def float_model(network: Network) -> onnx.ModelProto:
    """Return the network as an ONNX graph of float32 with free batch, subword and word axes."""
    network.eval()
    _fold_factors(network)
    words = torch.arange(1, 4).expand(2, 3)
    example = (torch.full((2, 5), 3), torch.ones(2, 5, dtype=torch.long), words, words, torch.ones_like(words))
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of being the older exporter, and of loops that are constant here
        torch.onnx.export(network, example, buffer, dynamo=False, opset_version=_OPSET, input_names=list(INPUTS),
                          output_names=list(OUTPUTS), dynamic_axes=_AXES)  # fmt: skip
    return onnx.load_from_string(buffer.getvalue())


def sample_batches(tokenizer: dict[str, Any], sentences: Sequence[Sequence[str]]) -> Iterator[NetworkInput]:
    """Yield the sample as the annotator will batch it, in order of length."""
    encoder = SubwordEncoder(Tokenizer.from_str(json.dumps(tokenizer)))
    some = sentences[:: -(-len(sentences) // _SAMPLE)]
    items = sorted((encoder.sentence(words) for words in some), key=lambda item: len(item.ids))
    items = [item for item in items if len(item.ids) <= MAX_SUBWORDS]
    for start in range(0, len(items), _SAMPLE_BATCH):
        yield network_input(items[start : start + _SAMPLE_BATCH])


def activation_ranges(model: onnx.ModelProto, batches: Iterator[NetworkInput]) -> dict[str, Range]:
    """Return the least and the greatest value that each channel of each activation has on the batches."""
    names = quantised_inputs(model)
    if not names:  # a network so small that none of its products is quantised
        return {}
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    spans: dict[str, Range] = {}
    for batch in batches:
        activations = session.run(list(names), {name: getattr(batch, name) for name in INPUTS})
        for name, values in zip(names, activations, strict=True):
            rows = values.reshape(-1, values.shape[-1])
            low, high = spans.get(name, (rows[0], rows[0]))
            spans[name] = np.minimum(low, rows.min(0)), np.maximum(high, rows.max(0))
    return spans


def _fold_factors(network: Network) -> None:
    """Add the weights of FEATS factors into those of the labels, in place: the same scores from a smaller graph."""
    with torch.no_grad():
        for tagger in network.taggers.values():
            tagger.score.weight.copy_(tagger.weight())
            tagger.shared = None


def readme(labels: Labels) -> str:
    """The README.md of a model folder."""
    tasks = ("upos", "xpos", "feats", "lemma", "deprel", "ner")
    counts = ", ".join(f"{len(getattr(labels, task))} {task}" for task in tasks)
    return _README.format(name=labels.meta.get("name", "model"), counts=f"Labels: {counts}.")
