"""The masked-word task (Devlin et al. 2019) on raw sentences: hidden words, a scoring head, the loss of a batch."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from padapatha.annotator.subwords import PAD, Subwords
from padapatha.train.codes import IGNORED
from padapatha.train.encoder import Encoder
from padapatha.train.vocabulary import MASK

SHARE = 0.2  # of the words are hidden; whole words, because a half-hidden word is too easy


class MaskedHead(nn.Module):
    """A transform and the tied word embedding: states [N,H] -> scores [N,V]."""

    def __init__(self, width: int, vocabulary: int) -> None:
        super().__init__()
        self.dense, self.norm = nn.Linear(width, width), nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(vocabulary))

    def forward(self, states: Tensor, embedding: Tensor) -> Tensor:
        hidden = self.norm(F.gelu(self.dense(states)))
        return F.linear(hidden, embedding, self.bias)


def masked_loss(encoder: Encoder, head: MaskedHead, batch: Sequence[Subwords], draw: random.Random) -> Tensor:
    """Mean cross-entropy of the hidden pieces of a batch; 0 when none is hidden."""
    ids, gold = hidden_batch(batch, encoder.word.num_embeddings, draw)
    state = encoder(ids, (ids != PAD).long())[-1]
    chosen = gold != IGNORED
    scores = head(state[chosen], encoder.word.weight)
    return F.cross_entropy(scores.float(), gold[chosen], reduction="sum") / chosen.sum().clamp_min(1)


def hidden_batch(batch: Sequence[Subwords], vocabulary: int, draw: random.Random) -> tuple[Tensor, Tensor]:
    """Padded ids [B,S] with words hidden, and the pieces they had [B,S], IGNORED where nothing is hidden."""
    size = (len(batch), max(len(item.ids) for item in batch))
    ids, gold = torch.full(size, PAD), torch.full(size, IGNORED)
    for row, item in enumerate(batch):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        for place, shown in _hidden(item, vocabulary, draw):
            ids[row, place], gold[row, place] = shown, item.ids[place]
    return ids, gold


def _hidden(item: Subwords, vocabulary: int, draw: random.Random) -> list[tuple[int, int]]:
    """Places of about `SHARE` of the words and what is shown there: 80 % a mask, 10 % a random piece, 10 % itself."""
    found: list[tuple[int, int]] = []
    for first, last in zip(item.first, item.last, strict=True):
        if draw.random() < SHARE:
            fate = draw.random()
            found.extend((place, _shown(item.ids[place], fate, vocabulary, draw)) for place in range(first, last + 1))
    return found


def _shown(own: int, fate: float, vocabulary: int, draw: random.Random) -> int:
    if fate < 0.8:
        return MASK
    return draw.randrange(MASK + 1, vocabulary) if fate < 0.9 else own
