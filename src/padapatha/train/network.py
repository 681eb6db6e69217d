"""The multi-task network: mixed encoder states, one BiLSTM over words, and a head per task."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from padapatha.annotator.labels import Labels
from padapatha.train.codes import factor_matrix
from padapatha.train.encoder import Encoder

OUTPUTS = ("upos", "xpos", "feats", "lemma", "ner", "arc", "rel")


class Tagger(nn.Module):
    """A hidden layer and one score per label; labels that share factors share weights (FEATS strings)."""

    def __init__(self, width: int, hidden: int, labels: int, dropout: float,
                 factors: Sequence[Sequence[float]] = ()) -> None:  # fmt: skip
        super().__init__()
        self.hidden, self.dropout = nn.Linear(width, hidden), nn.Dropout(dropout)
        self.score = nn.Linear(hidden, labels)
        self.register_buffer("factors", torch.tensor(factors) if factors else None, persistent=False)
        self.shared = nn.Linear(hidden, len(factors[0]), bias=False) if factors else None

    def weight(self) -> Tensor:
        """The scoring matrix [labels, hidden], factors added in."""
        if self.shared is None or self.factors is None:
            return self.score.weight
        return self.score.weight + self.factors @ self.shared.weight

    def forward(self, words: Tensor) -> Tensor:
        hidden = self.dropout(F.leaky_relu(self.hidden(words), 0.1))
        return F.linear(hidden, self.weight(), self.score.bias)


class Parser(nn.Module):
    """Biaffine scores (Dozat and Manning 2017): arcs [B,W,W+1] and relations [B,R,W,W+1], head 0 = root."""

    def __init__(self, width: int, arc: int, relation: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.sizes, self.dropout = [arc, arc, relation, relation], nn.Dropout(dropout)
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.dependent, self.head = nn.Linear(width, arc + relation), nn.Linear(width, arc + relation)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel = nn.Parameter(torch.zeros(labels, relation + 1, relation + 1))

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """words [B,W,H] -> arcs and the two sides of the relation scores."""
        root = self.root.expand(words.shape[0], 1, -1)
        heads = self.dropout(F.leaky_relu(self.head(torch.cat([root, words], 1)), 0.1))
        dependents = self.dropout(F.leaky_relu(self.dependent(words), 0.1))
        size = self.sizes[0]
        arcs = _with_one(dependents[..., :size]) @ self.arc @ heads[..., :size].transpose(1, 2)
        return arcs, self.relations(dependents[..., size:], heads[..., size:])

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """[B,W,k] and [B,W+1,k] -> [B,R,W,W+1]; all relations in one product, since many small ones are slower."""
        batch, words, _ = dependents.shape
        labels, size, _ = self.rel.shape
        weight = self.rel.permute(1, 0, 2).reshape(size, labels * size)
        left = (_with_one(dependents) @ weight).reshape(batch, words * labels, size)
        scores: Tensor = left @ _with_one(heads).transpose(1, 2)
        return scores.reshape(batch, words, labels, words + 1).transpose(1, 2)


class Network(nn.Module):
    """Inputs and outputs are those of `model.onnx` (docs/training.md)."""

    def __init__(self, encoder: Encoder, labels: Labels, hidden: int = 300, arc: int = 256,
                 relation: int = 128, dropout: float = 0.33, mixed: int = 4) -> None:  # fmt: skip
        super().__init__()
        width = encoder.word.embedding_dim
        self.encoder = encoder
        self.mix = nn.Parameter(torch.zeros(min(mixed, len(encoder.layers) + 1)))
        self.enter = nn.Linear(2 * width, hidden)
        self.onward = nn.LSTM(hidden, hidden, batch_first=True)
        self.back = nn.LSTM(hidden, hidden, batch_first=True)
        self.skip, self.norm = nn.Linear(hidden, 2 * hidden), nn.LayerNorm(2 * hidden)
        self.dropout = nn.Dropout(dropout)
        self.taggers = nn.ModuleDict({name: Tagger(
            2 * hidden, hidden, len(getattr(labels, name)), dropout,
            factor_matrix(labels.feats) if name == "feats" else ()) for name in OUTPUTS[:5]})  # fmt: skip
        self.parser = Parser(2 * hidden, arc, relation, len(labels.deprel), dropout)

    def forward(self, ids: Tensor, attention: Tensor, first: Tensor, last: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Scores in the order of `OUTPUTS`, float32."""
        words = self.dropout(self._words(self._mixed(ids, attention), first, last))
        lengths = mask.long().sum(1, keepdim=True)
        context = self.dropout(self.norm(self._recur(words, lengths) + self.skip(words)))
        tags = [self.taggers[name](context) for name in OUTPUTS[:5]]
        return (*tags, *self.parser(context))

    def _mixed(self, ids: Tensor, attention: Tensor) -> Tensor:
        """The input of the first layer and the outputs of the last ones, weighed, [B,S,H]."""
        shares = torch.softmax(self.mix, 0)
        states = self.encoder(ids, attention)
        states = [states[0], *states[len(states) - len(shares) + 1 :]]
        mixed = states[0] * shares[0]
        for state, share in zip(states[1:], shares[1:], strict=True):
            mixed = mixed + state * share
        return mixed

    def _words(self, states: Tensor, first: Tensor, last: Tensor) -> Tensor:
        size = states.shape[2]
        ends = [states.gather(1, place.unsqueeze(2).expand(-1, -1, size)) for place in (first, last)]
        words: Tensor = self.enter(torch.cat(ends, 2))
        return words

    def _recur(self, words: Tensor, lengths: Tensor) -> Tensor:
        """Both directions as forward runs: the backward one over words reversed within each length."""
        places = torch.arange(words.shape[1], device=words.device).unsqueeze(0)
        turned = torch.where(places < lengths, lengths - 1 - places, places)
        turned = turned.unsqueeze(2).expand(-1, -1, words.shape[2])
        with torch.autocast("cpu", enabled=False):
            words = words.float()
            onward, _ = self.onward(words)
            back, _ = self.back(words.gather(1, turned))
        return torch.cat([onward, back.gather(1, turned)], 2)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)
