"""Batches of sentences of like length, as padded tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import torch
from torch import Tensor

from padapatha.annotator.subwords import PAD
from padapatha.train.codes import IGNORED, Coded


class Sized(Protocol):
    """Something of a number of pieces."""

    @property
    def size(self) -> int: ...


Item = TypeVar("Item", bound=Sized)


@dataclass(frozen=True, slots=True)
class Batch:
    """Network inputs (ids, attention [B,S]; first, last, mask [B,W]) and gold labels [B,W] by task."""

    ids: Tensor
    attention: Tensor
    first: Tensor
    last: Tensor
    mask: Tensor
    gold: dict[str, Tensor]


def stack(items: Sequence[Coded]) -> Batch:
    """Pad the items to one batch; gold labels are IGNORED where an item lacks the task."""
    ids = _padded([item.pieces.ids for item in items], PAD)
    first = _padded([item.pieces.first for item in items], 0)
    last = _padded([item.pieces.last for item in items], 0)
    mask = _padded([(1,) * len(item.pieces.first) for item in items], 0)
    names = sorted({name for item in items for name in item.rows})
    gold = {name: _padded([item.rows.get(name, ()) for item in items], IGNORED, mask.shape[1]) for name in names}
    return Batch(ids, (ids != PAD).long(), first, last, mask, gold)


def arrange(items: Sequence[Item], budget: int, draw: random.Random) -> list[list[Item]]:
    """Items in groups of at most `budget` pieces (padding counted), alike in length, in random order."""
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


def epoch_groups(trees: Sequence[Coded], others: Sequence[Coded], epoch: int, share: float,
                 budget: int, seed: int) -> list[list[Coded]]:  # fmt: skip
    """The groups of one epoch: all trees and the next `share` of the other items, mixed; the same for the same seed."""
    draw = random.Random(seed * 1000003 + epoch)
    groups = arrange(trees, budget, draw) + arrange(_slice(others, epoch, share, seed), budget, draw)
    draw.shuffle(groups)
    return groups


def _slice(items: Sequence[Coded], epoch: int, share: float, seed: int) -> list[Coded]:
    count = round(len(items) * share)
    return [items[i] for i in _rounds(len(items), epoch * count, count, seed)] if items else []


def _rounds(size: int, start: int, count: int, seed: int) -> Iterator[int]:
    """`count` places of an endless series of shuffled passes, from `start`."""
    for place in range(start, start + count):
        turn, step = divmod(place, size)
        if step == 0 or place == start:
            order = list(range(size))
            random.Random(seed + turn).shuffle(order)
        yield order[step]


def _padded(rows: Sequence[Sequence[int]], fill: int, width: int = 0) -> Tensor:
    width = max(width, *(len(row) for row in rows))
    return torch.tensor([[*row, *(fill,) * (width - len(row))] for row in rows], dtype=torch.long)
