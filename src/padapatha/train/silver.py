"""Self-training: sentences with entities alone get the trees of earlier runs, so that they teach the parser too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from padapatha.annotator.labels import Labels, read_labels
from padapatha.problems import Refused, problem
from padapatha.train.build import save_atomically
from padapatha.train.checkpoint import read_checkpoint
from padapatha.train.codes import TAGS, code_examples
from padapatha.train.data import Example
from padapatha.train.evaluate import predict


def with_trees(examples: Sequence[Example], teachers: Sequence[Path], tokenizer: Tokenizer,
               kept: Path) -> list[Example]:  # fmt: skip
    """The examples with the trees that the runs in the folders ``teachers`` agree on, as the mean of what they expect.

    The file ``kept`` holds them from the first time on: a run that goes on need not ask again. Sentences that are too
    long for the encoder are left out, as in training. Raises `Refused` for teachers whose labels differ: they learnt
    from different trees.
    """
    if not kept.exists():
        save_atomically(_taught(examples, teachers, tokenizer), kept)
    found: list[Example] = torch.load(kept, weights_only=False)
    return found


def _taught(examples: Sequence[Example], teachers: Sequence[Path], tokenizer: Tokenizer) -> list[Example]:
    labels = _common_labels(teachers)
    networks = [read_checkpoint(teacher / "last.pt", read_labels(teacher / "labels.json")) for teacher in teachers]
    coded = {place: found for place, one in enumerate(examples) for found in code_examples([one], labels, tokenizer)}
    kept = [examples[place] for place in coded]
    found = predict(networks, list(coded.values()), kept, labels)
    return [replace(one, tokens=other.tokens) for one, other in zip(kept, found, strict=True)]


def _common_labels(teachers: Sequence[Path]) -> Labels:
    first, *others = (read_labels(teacher / "labels.json") for teacher in teachers)
    for teacher, labels in zip(teachers[1:], others, strict=True):
        for name in TAGS:
            if getattr(labels, name) != getattr(first, name):
                found = f"its {name.upper()} labels are not those of {teachers[0]}"
                raise Refused([problem("teacher", str(teacher), found, fix="use runs on the same treebanks")])
    return first
