"""Masked-word pre-training on raw Hindi: lets the encoder recover from 4-bit weights and the cut vocabulary."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from padapatha.train.encoder import Encoder
from padapatha.train.pieces import PAD, Pieces
from padapatha.train.vocabulary import MASK

SHARE = 0.2  # of the words hidden; whole words, because a half-hidden word is too easy


class MaskedHead(nn.Module):
    """A transform and the tied word embedding: states [N,H] -> scores [N,V]."""

    def __init__(self, width: int, vocabulary: int) -> None:
        super().__init__()
        self.dense, self.norm = nn.Linear(width, width), nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(vocabulary))

    def forward(self, states: Tensor, embedding: Tensor) -> Tensor:
        hidden = self.norm(F.gelu(self.dense(states)))
        return F.linear(hidden, embedding, self.bias)


def hide(pieces: Pieces, vocabulary: int, draw: random.Random) -> tuple[list[int], list[int]]:
    """Ids with about `SHARE` of the words hidden (80 % mask, 10 % random, 10 % kept) and the places hidden."""
    ids, places = list(pieces.ids), []
    for first, last in zip(pieces.first, pieces.last, strict=True):
        if draw.random() >= SHARE:
            continue
        fate = draw.random()
        for place in range(first, last + 1):
            places.append(place)
            if fate < 0.8:
                ids[place] = MASK
            elif fate < 0.9:
                ids[place] = draw.randrange(MASK + 1, vocabulary)
    return ids, places


def masked_loss(encoder: Encoder, head: MaskedHead, batch: Sequence[Pieces], draw: random.Random) -> Tensor:
    """Mean cross-entropy of the hidden pieces of a batch."""
    vocabulary = encoder.word.num_embeddings
    length = max(len(item.ids) for item in batch)
    ids = torch.full((len(batch), length), PAD)
    gold = torch.full((len(batch), length), -100)
    for row, item in enumerate(batch):
        hidden, places = hide(item, vocabulary, draw)
        ids[row, : len(hidden)] = torch.tensor(hidden)
        for place in places:
            gold[row, place] = item.ids[place]
    state = encoder(ids, ids != PAD)[-1]
    chosen = gold != -100
    scores = head(state[chosen], encoder.word.weight)
    return F.cross_entropy(scores.float(), gold[chosen])


def piece_batches(items: Sequence[Pieces], budget: int, draw: random.Random) -> Iterator[list[Pieces]]:
    """Batches of about `budget` pieces with padding, of like length, in random order."""
    order = sorted(items, key=lambda item: (len(item.ids), draw.random()))
    batches: list[list[Pieces]] = [[]]
    for item in order:
        if batches[-1] and (len(batches[-1]) + 1) * len(item.ids) > budget:
            batches.append([])
        batches[-1].append(item)
    draw.shuffle(batches)
    yield from batches
