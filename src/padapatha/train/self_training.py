"""Self-training: sentences that have only entities get trees from earlier runs, and the parser is trained on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, replace
from pathlib import Path

from tokenizers import Tokenizer

from padapatha import files
from padapatha.annotator.labels import Labels, read_labels
from padapatha.annotator.spelling import fold_words
from padapatha.model import Token
from padapatha.problems import Refused, problem
from padapatha.train.checkpoints import LAST, read_network
from padapatha.train.data import Example
from padapatha.train.evaluate import predict
from padapatha.train.label_encoding import TAGS, encode_examples


def with_trees(examples: Sequence[Example], teachers: Sequence[Path], tokenizer: Tokenizer,
               kept: Path) -> list[Example]:  # fmt: skip
    """Return the examples with trees: the best under the mean probabilities of the runs in the folders ``teachers``.

    The file ``kept`` (JSON) holds them from the first time on, so that a run that goes on need not ask again.
    Sentences that are too long for the encoder are left out, as in training. Raises `Refused` for teachers whose
    labels differ: they were trained on different trees.
    """
    if not kept.exists():
        files.write_bytes(kept, _to_json(_annotated(examples, teachers, tokenizer)))
    return _from_json(kept)


def _annotated(examples: Sequence[Example], teachers: Sequence[Path], tokenizer: Tokenizer) -> list[Example]:
    labels = _common_labels(teachers)
    networks = [read_network(teacher / LAST, read_labels(teacher / "labels.json")) for teacher in teachers]
    encoded = {i: item for i, one in enumerate(examples) for item in encode_examples([one], labels, tokenizer)}
    kept = [examples[i] for i in encoded]
    answers = predict(networks, list(encoded.values()), kept, labels)
    return [replace(example, tokens=answer.tokens) for example, answer in zip(kept, answers, strict=True)]


def _common_labels(teachers: Sequence[Path]) -> Labels:
    first, *others = (read_labels(teacher / "labels.json") for teacher in teachers)
    for teacher, labels in zip(teachers[1:], others, strict=True):
        for name in TAGS:
            if getattr(labels, name) != getattr(first, name):
                found = f"its {name.upper()} labels are not those of {teachers[0]}"
                raise Refused([problem("model", str(teacher), found, fix="use runs on the same treebanks")])
    return first


def _to_json(examples: Sequence[Example]) -> bytes:
    """A line for each example: the ten columns of its tokens, and its entity tags."""
    rows = ([[astuple(token) for token in example.tokens or ()], example.entities] for example in examples)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def _from_json(path: Path) -> list[Example]:
    data = files.read_bytes(path)
    try:
        rows = [json.loads(line) for line in data.decode("utf-8").split("\n") if line]
        examples = [([Token(*columns) for columns in tokens], entities) for tokens, entities in rows]
        forms = [fold_words(token.form for token in tokens) for tokens, _ in examples]
        return [
            Example(words, tuple(tokens), tuple(tags)) for words, (tokens, tags) in zip(forms, examples, strict=True)
        ]
    except (TypeError, ValueError) as error:
        found = f"it does not hold the trees of teachers ({type(error).__name__})"
        raise Refused([problem("model", str(path), found, fix="delete it; the teachers are then asked anew")]) from None
