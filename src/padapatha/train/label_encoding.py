"""Label lists from examples; examples as label indices; batches of them as padded tensors."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import torch
from tokenizers import Tokenizer
from torch import Tensor

from padapatha.annotator.analysis import FILLED
from padapatha.annotator.labels import Labels, lemma_script
from padapatha.annotator.subwords import END, PAD, SubwordEncoder, Subwords
from padapatha.model import Token
from padapatha.train.data import Example
from padapatha.values import feature_items, misc_value

IGNORED = -100
POSITIONS = 512
ENTITY_COUNT = 20
TAGS = ("upos", "xpos", "feats", "lemma", "deprel")


@dataclass(frozen=True, slots=True)
class EncodedExample:
    """An example as numbers.

    ``labels`` hold for each task an index per word, IGNORED where it is unknown; under ``head`` the heads (from 1,
    0 = root). Tasks for which the example has no gold are absent.
    """

    subwords: Subwords
    labels: dict[str, tuple[int, ...]]

    @property
    def size(self) -> int:
        """The number of subwords."""
        return len(self.subwords.ids)


def collect_labels(trees: Sequence[Example], entities: Iterable[Example], lemma_count: int) -> Labels:
    """Return the sorted label lists of the examples.

    Left out are lemma scripts seen less than ``lemma_count`` times, and entity types of less than `ENTITY_COUNT`
    names, which are mistakes more often than types.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in TAGS}
    for example in trees:
        for word, token in zip(example.words, example.tokens or (), strict=False):
            for name, value in _values(word, token).items():
                counts[name][value] += 1
    kept = {name: tuple(sorted(counter)) for name, counter in counts.items() if name != "lemma"}
    scripts = (rule for rule, count in counts["lemma"].items() if count >= lemma_count or not rule.startswith("="))
    ner = ("O", *(f"{mark}-{kind}" for kind in _entity_types(entities) for mark in "BI"))
    lemma = tuple(sorted({*scripts, "-0+"}))
    forms, lexicon = whole_lemma_forms(trees, lemma), lexicon_of(trees)
    return Labels(lemma=lemma, ner=ner, forms=forms, lexicon=lexicon, **kept)  # type: ignore[arg-type]  # the names are TAGS


def whole_lemma_forms(trees: Iterable[Example], scripts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return, for each script that puts a whole lemma in the form's place, the forms that have it in the trees."""
    forms: dict[str, set[str]] = {rule: set() for rule in scripts if rule.startswith("=")}
    for example in trees:
        for word, token in zip(example.words, example.tokens or (), strict=False):
            if "lemma" in _values(word, token):
                forms.get(lemma_script(word, token.lemma), set()).add(word)
    return {rule: frozenset(words) for rule, words in forms.items()}


def lexicon_of(trees: Iterable[Example]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return by UPOS and form the lemmas in the trees, the most frequent first (of equals the one that comes first)."""
    lexicon: dict[str, dict[str, Counter[str]]] = {}
    for example in trees:
        for word, token in zip(example.words, example.tokens or (), strict=False):
            if {"lemma", "upos"} <= _values(word, token).keys():
                lexicon.setdefault(token.upos, {}).setdefault(word, Counter())[token.lemma] += 1
    return {upos: {word: tuple(lemma for lemma, _ in lemmas.most_common()) for word, lemmas in words.items()}
            for upos, words in lexicon.items()}  # fmt: skip


def encode_examples(examples: Iterable[Example], labels: Labels, tokenizer: Tokenizer) -> list[EncodedExample]:
    """Encode examples; those of more than 512 subwords are left out (the encoder has no positions for more)."""
    indices = {name: {label: i for i, label in enumerate(getattr(labels, name))} for name in (*TAGS, "ner")}
    encoder = SubwordEncoder(tokenizer)
    encoded = (_encode(example, indices, encoder) for example in examples)
    return [item for item in encoded if item.size <= POSITIONS]


def mark_related(item: EncodedExample) -> EncodedExample:
    """Mark an example as one of a related treebank: its first subword is ``</s>`` in place of ``<s>``.

    The network can so tell that treebank's conventions from those it is asked for. (Stymne et al. 2018 give each
    treebank a vector; here it is the embedding of the first subword.)
    """
    return replace(item, subwords=replace(item.subwords, ids=(END, *item.subwords.ids[1:])))


def factor_matrix(feats: Sequence[str]) -> list[list[float]]:
    """Return for each FEATS string the features it has, as a row of 0 and 1; having none counts as a feature.

    Strings that share a feature share weights by it.
    """
    factors = [feature_items(value) or (value,) for value in feats]
    names = sorted({name for row in factors for name in row})
    return [[float(name in row) for name in names] for row in factors]


def _entity_types(examples: Iterable[Example]) -> list[str]:
    names = Counter(tag[2:] for example in examples for tag in example.entities or () if tag.startswith("B-"))
    return sorted(kind for kind, count in names.items() if count >= ENTITY_COUNT)


def _values(word: str, token: Token) -> dict[str, str]:
    """The values of a word that there are to learn: those of columns that a model filled (MISC ``Auto``) are not."""
    values = {
        "upos": token.upos,
        "xpos": token.xpos,
        "feats": token.feats,
        "lemma": lemma_script(word, token.lemma),
        "deprel": token.deprel,
    }
    filled = (misc_value(token.misc, FILLED) or "").lower().split(",")
    return {name: value for name, value in values.items() if name == "deprel" or name not in filled}


def _encode(example: Example, indices: dict[str, dict[str, int]], encoder: SubwordEncoder) -> EncodedExample:
    labels: dict[str, tuple[int, ...]] = {}
    if example.tokens is not None:
        values = [_values(word, token) for word, token in zip(example.words, example.tokens, strict=True)]
        for name in TAGS:
            labels[name] = tuple(indices[name].get(value.get(name, ""), IGNORED) for value in values)
        labels["head"] = tuple(token.head or 0 for token in example.tokens)
    if example.entities is not None:
        labels["ner"] = tuple(indices["ner"].get(tag, IGNORED) for tag in example.entities)
    return EncodedExample(encoder.sentence(example.words), labels)


class Sized(Protocol):
    """Something of a number of subwords."""

    @property
    def size(self) -> int:
        """How many it has."""


Item = TypeVar("Item", bound=Sized)


@dataclass(frozen=True, slots=True)
class TrainingBatch:
    """Network inputs (ids, attention [B,S]; first, last, mask [B,W]) and gold label indices [B,W] by task."""

    ids: Tensor
    attention: Tensor
    first: Tensor
    last: Tensor
    mask: Tensor
    gold: dict[str, Tensor]


def stack(items: Sequence[EncodedExample]) -> TrainingBatch:
    """Pad the items to one batch; gold labels are IGNORED where an item lacks the task."""
    ids = _padded([item.subwords.ids for item in items], PAD)
    first = _padded([item.subwords.first for item in items], 0)
    last = _padded([item.subwords.last for item in items], 0)
    mask = _padded([(1,) * len(item.subwords.first) for item in items], 0)
    names = sorted({name for item in items for name in item.labels})
    gold = {name: _padded([item.labels.get(name, ()) for item in items], IGNORED, mask.shape[1]) for name in names}
    return TrainingBatch(ids, (ids != PAD).long(), first, last, mask, gold)


def group_by_length(items: Sequence[Item], budget: int, draw: random.Random) -> list[list[Item]]:
    """Put items in groups of at most ``budget`` subwords (padding counted), alike in length, in random order."""
    order = sorted(items, key=lambda item: item.size + 4 * draw.random())
    groups: list[list[Item]] = []
    widest = 0
    for item in order:
        widest = max(widest, item.size)
        if not groups or (len(groups[-1]) + 1) * widest > budget:
            groups.append([])
            widest = item.size
        groups[-1].append(item)
    draw.shuffle(groups)
    return groups


def epoch_groups(trees: Sequence[EncodedExample], others: Sequence[EncodedExample], epoch: int, share: float,
                 budget: int, seed: int) -> list[list[EncodedExample]]:  # fmt: skip
    """Return the groups of one epoch: all trees and the next ``share`` of the other items, in random order.

    The same seed and epoch give the same groups.
    """
    draw = random.Random(seed * 1000003 + epoch)
    some = _slice(others, epoch, share, seed)
    groups = group_by_length(trees, budget, draw) + group_by_length(some, budget, draw)
    draw.shuffle(groups)
    return groups


def _slice(items: Sequence[EncodedExample], epoch: int, share: float, seed: int) -> list[EncodedExample]:
    count = round(len(items) * share)
    return [items[i] for i in _rounds(len(items), epoch * count, count, seed)] if items else []


def _rounds(size: int, start: int, count: int, seed: int) -> Iterator[int]:
    """Yield ``count`` indices of an endless series of shuffled passes, from ``start``."""
    for position in range(start, start + count):
        turn, step = divmod(position, size)
        if step == 0 or position == start:
            order = list(range(size))
            random.Random(seed + turn).shuffle(order)
        yield order[step]


def _padded(rows: Sequence[Sequence[int]], fill: int, width: int = 0) -> Tensor:
    width = max(width, *(len(row) for row in rows))
    return torch.tensor([[*row, *(fill,) * (width - len(row))] for row in rows], dtype=torch.long)
