"""The encoder before the tasks: MLM pre-training on sentences at hand, then FFN pruning.

MLM is the masked language modelling of Devlin et al. (2019), of whole words. Pruning keeps the units of each
feed-forward part that matter most on a sample; after it, a quarter of the passes is run again.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from padapatha.annotator.subwords import PAD, Subwords
from padapatha.progress import bar
from padapatha.train.checkpoints import load_checkpoint, save_checkpoint
from padapatha.train.config import Config
from padapatha.train.encoder import Encoder, additive, encoder_of
from padapatha.train.label_encoding import IGNORED, group_by_length
from padapatha.train.optimisation import adamw, autocast, linear_schedule
from padapatha.train.pretrained import MASK

SHARE = 0.2  # of the words is hidden; whole words, because a half-hidden word is too easy
_SAMPLE = 400  # sentences on which the units of the feed-forward parts are measured
_AFTER_PRUNING = 0.25  # of the passes
_ENCODER_RATE, _HEAD_RATE, _WARM_UP, _LEAST = 2e-4, 1e-3, 0.06, 0.02
_CHECKPOINT = 100  # steps


class MlmHead(nn.Module):
    """A transform and the tied word embedding: states [N,H] -> scores [N,V]."""

    def __init__(self, width: int, vocabulary: int) -> None:
        super().__init__()
        self.dense, self.norm = nn.Linear(width, width), nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(vocabulary))

    def forward(self, states: Tensor, embedding: Tensor) -> Tensor:
        hidden = self.norm(F.gelu(self.dense(states)))
        return F.linear(hidden, embedding, self.bias)


@dataclass(slots=True)
class _Run:
    """The state of MLM pre-training that a checkpoint holds (mutable); the head is dropped in the end."""

    encoder: Encoder
    head: MlmHead
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    step: int = 0


def pretrain(encoder: Encoder, sentences: Sequence[Subwords], config: Config) -> Encoder:
    """Return the encoder pre-trained and pruned as far as the config asks.

    A run that was stopped goes on from the checkpoints ``mlm.pt`` and ``pruned.pt`` in ``config.out``.
    """
    torch.manual_seed(config.seed)
    head = MlmHead(encoder.word.embedding_dim, encoder.word.num_embeddings)
    if config.mlm_passes:
        encoder = _train_mlm(encoder, head, sentences, config.mlm_passes, config, config.out / "mlm.pt")
    if not 0 < config.ffn_width < encoder.ffn_width:
        return encoder
    prune_ffn(encoder, config.ffn_width, sentences[:: -(-len(sentences) // _SAMPLE)])
    if config.mlm_passes:
        passes = config.mlm_passes * _AFTER_PRUNING
        encoder = _train_mlm(encoder, head, sentences, passes, config, config.out / "pruned.pt")
    return encoder


def _train_mlm(encoder: Encoder, head: MlmHead, sentences: Sequence[Subwords], passes: float, config: Config,
               path: Path) -> Encoder:  # fmt: skip
    """Train encoder and head for some passes over the sentences; ``path`` keeps the state of the run, and its end."""
    groups = _groups(sentences, passes, config)
    saved = load_checkpoint(path) if path.exists() else {}
    if saved.get("step") == len(groups):
        head.load_state_dict(saved["head"])
        return encoder_of(saved["encoder"])
    run = _start(encoder, head, len(groups))
    if saved:
        _restore(run, saved)
    encoder.train()
    began, losses, ahead = time.monotonic(), 0.0, len(groups) - run.step
    with bar(path.stem, len(groups)) as advance:
        advance(run.step)
        for group in groups[run.step :]:
            losses += _step(run, group, config.seed)
            advance(1)
            if run.step % _CHECKPOINT == 0:
                save_checkpoint(_state(run), path)
    print(f"{path.stem}: loss {losses / max(1, ahead):.3f} {time.monotonic() - began:.0f} s", file=sys.stderr)
    save_checkpoint(_state(run), path)
    return encoder


def _groups(sentences: Sequence[Subwords], passes: float, config: Config) -> list[list[Subwords]]:
    draw = random.Random(config.seed)
    rounds = range(math.ceil(passes))
    groups = [group for _ in rounds for group in group_by_length(sentences, config.batch_subwords, draw)]
    return groups[: round(len(groups) * passes / max(1, math.ceil(passes)))]


def _start(encoder: Encoder, head: MlmHead, steps: int) -> _Run:
    optimiser = adamw([(encoder.parameters(), _ENCODER_RATE), (head.parameters(), _HEAD_RATE)])
    return _Run(encoder, head, optimiser, linear_schedule(optimiser, steps, _WARM_UP, _LEAST))


def _step(run: _Run, group: Sequence[Subwords], seed: int) -> float:
    torch.manual_seed(seed * 7919 + run.step)  # what is hidden and dropped does not depend on when a step is run
    run.optimiser.zero_grad()
    with autocast():
        loss = mlm_loss(run.encoder, run.head, group, random.Random(seed * 1000003 + run.step))
    loss.backward()
    nn.utils.clip_grad_norm_(run.encoder.parameters(), 2.0)
    run.optimiser.step()
    run.schedule.step()
    run.step += 1
    return loss.item()


def _state(run: _Run) -> dict[str, Any]:
    return {**{name: part.state_dict() for name, part in _parts(run).items()}, "step": run.step}


def _restore(run: _Run, saved: dict[str, Any]) -> None:
    for name, part in _parts(run).items():
        part.load_state_dict(saved[name])
    run.step = saved["step"]


def _parts(run: _Run) -> dict[str, Any]:
    return {"encoder": run.encoder, "head": run.head, "optimiser": run.optimiser, "schedule": run.schedule}


def mlm_loss(encoder: Encoder, head: MlmHead, batch: Sequence[Subwords], draw: random.Random) -> Tensor:
    """Return the mean cross-entropy of the hidden subwords of a batch; 0 when none is hidden."""
    ids, gold = masked_batch(batch, encoder.word.num_embeddings, draw)
    state = encoder(ids, (ids != PAD).long())[-1]
    chosen = gold != IGNORED
    scores = head(state[chosen], encoder.word.weight)
    return F.cross_entropy(scores.float(), gold[chosen], reduction="sum") / chosen.sum().clamp_min(1)


def masked_batch(batch: Sequence[Subwords], vocabulary: int, draw: random.Random) -> tuple[Tensor, Tensor]:
    """Return padded ids [B,S] with words hidden, and the subwords they had [B,S], IGNORED where nothing is hidden."""
    size = (len(batch), max(len(item.ids) for item in batch))
    ids, gold = torch.full(size, PAD), torch.full(size, IGNORED)
    for row, item in enumerate(batch):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        for index, shown in _hidden(item, vocabulary, draw):
            ids[row, index], gold[row, index] = shown, item.ids[index]
    return ids, gold


def _hidden(item: Subwords, vocabulary: int, draw: random.Random) -> list[tuple[int, int]]:
    """Indices of the subwords of about `SHARE` of the words, and what is shown there.

    80 % are masks, 10 % random subwords, 10 % the subwords themselves; alike for all subwords of a word.
    """
    hidden: list[tuple[int, int]] = []
    for first, last in zip(item.first, item.last, strict=True):
        if draw.random() < SHARE:
            fate = draw.random()
            hidden.extend((index, _shown(item.ids[index], fate, vocabulary, draw)) for index in range(first, last + 1))
    return hidden


def _shown(own: int, fate: float, vocabulary: int, draw: random.Random) -> int:
    if fate < 0.8:
        return MASK
    return draw.randrange(MASK + 1, vocabulary) if fate < 0.9 else own


def prune_ffn(encoder: Encoder, width: int, sample: Sequence[Subwords]) -> None:
    """Leave ``width`` units in each feed-forward part, in place.

    Those stay whose mean absolute activation on the sample, times the norm of their outgoing weights, is largest.
    """
    for layer, size in zip(encoder.layers, unit_sizes(encoder, sample), strict=True):
        weight = size * layer.fo.weight.detach().norm(dim=0)
        kept = weight.topk(width).indices.sort().values
        layer.fi = _linear(layer.fi.weight[kept], layer.fi.bias[kept])
        layer.fo = _linear(layer.fo.weight[:, kept], layer.fo.bias)


@torch.no_grad()
def unit_sizes(encoder: Encoder, sample: Sequence[Subwords]) -> list[Tensor]:
    """Return for each layer the summed absolute activations of its feed-forward units, [F]."""
    encoder.eval()
    sums = [torch.zeros(layer.fi.out_features) for layer in encoder.layers]
    for item in sample:
        ids = torch.tensor([item.ids])
        state = encoder.embed(ids)
        mask = additive(torch.ones_like(ids), state)
        for layer, total in zip(encoder.layers, sums, strict=True):
            total += layer.units(layer.attended(state, mask)).abs().sum((0, 1))
            state = layer(state, mask)
    return sums


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    with torch.no_grad():
        made.weight.copy_(weight)
        made.bias.copy_(bias)
    return made
