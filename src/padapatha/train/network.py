"""The multi-task network and its loss.

Mixed encoder states, one BiLSTM over words, and a head per task. The loss of a batch is the weighted sum of the mean
cross-entropies of the tasks that it has gold labels for.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from padapatha.annotator.labels import Labels
from padapatha.train.config import Config
from padapatha.train.encoder import Encoder, Start
from padapatha.train.label_encoding import IGNORED, TrainingBatch, factor_matrix

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
    """The network; inputs and outputs are those of `model.onnx` (docs/annotator.md)."""

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
        ends = [states.gather(1, index.unsqueeze(2).expand(-1, -1, size)) for index in (first, last)]
        words: Tensor = self.enter(torch.cat(ends, 2))
        return words

    def _recur(self, words: Tensor, lengths: Tensor) -> Tensor:
        """Both directions as forward runs: the backward one over words reversed within each length."""
        indices = torch.arange(words.shape[1], device=words.device).unsqueeze(0)
        turned = torch.where(indices < lengths, lengths - 1 - indices, indices)
        turned = turned.unsqueeze(2).expand(-1, -1, words.shape[2])
        with torch.autocast("cpu", enabled=False):
            words = words.float()
            onward, _ = self.onward(words)
            back, _ = self.back(words.gather(1, turned))
        return torch.cat([onward, back.gather(1, turned)], 2)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


def make_network(start: Start, labels: Labels, config: Config) -> Network:
    """Return a network around the encoder; the heads' first weights depend on `config.seed` alone."""
    torch.manual_seed(config.seed)
    return Network(start.encoder, labels, config.hidden, config.arc, config.relation, config.dropout, config.mixed)


WEIGHTS = {"upos": 0.4, "xpos": 0.4, "feats": 0.6, "lemma": 0.5, "ner": 1.0, "arc": 1.0, "rel": 0.7}


def scores_of(network: Network, batch: TrainingBatch) -> dict[str, Tensor]:
    """Return the scores by output name."""
    scores = network(batch.ids, batch.attention, batch.first, batch.last, batch.mask)
    return dict(zip(OUTPUTS, scores, strict=True))


def batch_loss(scores: dict[str, Tensor], batch: TrainingBatch) -> Tensor:
    """Return the weighted sum of the mean cross-entropies of the tasks, a scalar; a task without gold adds nothing."""
    total = torch.zeros(())
    for name in ("upos", "xpos", "feats", "lemma", "ner"):
        if name in batch.gold:
            total = total + WEIGHTS[name] * _entropy(scores[name].flatten(0, 1), batch.gold[name].flatten())
    if "head" in batch.gold:
        total = total + _tree_loss(scores, batch)
    return total


def mask_heads(arcs: Tensor, mask: Tensor) -> Tensor:
    """Return arc scores [B,W,W+1] with padding and the word itself ruled out as heads."""
    barred = F.pad(mask == 0, (1, 0)).unsqueeze(1) | F.pad(torch.eye(arcs.shape[1], dtype=torch.bool), (1, 0))
    return arcs.float().masked_fill(barred, -1e4)


def _tree_loss(scores: dict[str, Tensor], batch: TrainingBatch) -> Tensor:
    heads = batch.gold["head"]
    arcs = mask_heads(scores["arc"], batch.mask)
    known = heads.clamp_min(0)[:, None, :, None].expand(-1, scores["rel"].shape[1], -1, 1)
    relations = scores["rel"].gather(3, known).squeeze(3).transpose(1, 2)
    loss = WEIGHTS["arc"] * _entropy(arcs.flatten(0, 1), heads.flatten())
    return loss + WEIGHTS["rel"] * _entropy(relations.flatten(0, 1), batch.gold["deprel"].flatten())


def _entropy(scores: Tensor, gold: Tensor) -> Tensor:
    kept = gold != IGNORED
    count = kept.sum().clamp_min(1)
    return F.cross_entropy(scores.float(), gold, ignore_index=IGNORED, reduction="sum") / count
