"""What a model folder says of itself."""

from __future__ import annotations

from padapatha.annotator.labels import Labels

_README = """\
# {name}

A model of the annotator (docs/annotator.md of the project says how it is used and made).
Its licence depends on what it was trained on; LICENSE, where there is one, names it.

| file | what it is |
|---|---|
| `model.onnx` | the network, int8 |
| `labels.json` | what the columns of its outputs mean; under `meta` how it was trained |
| `tokenizer.json` | words to the pieces the network reads |

Inputs (int64): `input_ids`, `attention_mask` [batch, pieces]; `first`, `last`, `word_mask` [batch, words].
Outputs (float32 logits): `upos`, `xpos`, `feats`, `lemma`, `ner` [batch, words, labels];
`arc` [batch, words, words + 1]; `rel` [batch, relations, words, words + 1]. Head 0 is the root.

{counts}
"""


def readme(labels: Labels) -> str:
    """The README.md of a model folder."""
    tasks = ("upos", "xpos", "feats", "lemma", "deprel", "ner")
    counts = ", ".join(f"{len(getattr(labels, task))} {task}" for task in tasks)
    return _README.format(name=labels.meta.get("name", "model"), counts=f"Labels: {counts}.")
