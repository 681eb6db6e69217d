"""The encoder made ready before the tasks are learnt: masked words on raw sentences, then narrower layers."""

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
from torch import nn

from padapatha.annotator.subwords import Subwords
from padapatha.progress import bar
from padapatha.train.batches import arrange
from padapatha.train.build import save_atomically
from padapatha.train.config import Config
from padapatha.train.encoder import Encoder, encoder_of
from padapatha.train.masked import MaskedHead, masked_loss
from padapatha.train.narrow import narrow
from padapatha.train.precision import autocast
from padapatha.train.schedule import adamw, warm_then_down

SAMPLE = 400  # sentences on which the units of the feed-forward parts are weighed
_SETTLE = 0.25  # of the passes are run again after the cut
_ENCODER_RATE, _HEAD_RATE, _WARM_UP, _LEAST = 2e-4, 1e-3, 0.06, 0.02
_CHECKPOINT = 100  # steps


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is trained; the head is thrown away in the end."""

    encoder: Encoder
    head: MaskedHead


@dataclass(slots=True)
class _Run:
    """The moving parts of masked-word training (mutable: it is the state that a checkpoint holds)."""

    pair: _Pair
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    step: int = 0


def adapt(encoder: Encoder, sentences: Sequence[Subwords], config: Config) -> Encoder:
    """The encoder adapted as far as the config asks; goes on from the checkpoints in ``config.out``."""
    torch.manual_seed(config.seed)
    pair = _Pair(encoder, MaskedHead(encoder.word.embedding_dim, encoder.word.num_embeddings))
    if config.masked_passes:
        pair = _masked(pair, sentences, config.masked_passes, config, config.out / "masked.pt")
    if not 0 < config.inner < encoder.inner:
        return pair.encoder
    narrow(pair.encoder, config.inner, sentences[:: -(-len(sentences) // SAMPLE)])
    if config.masked_passes:
        pair = _masked(pair, sentences, config.masked_passes * _SETTLE, config, config.out / "narrowed.pt")
    return pair.encoder


def _masked(pair: _Pair, sentences: Sequence[Subwords], passes: float, config: Config, path: Path) -> _Pair:
    """The pair after some passes over the sentences; ``path`` keeps the state of the run, and then the end."""
    groups = _groups(sentences, passes, config)
    saved = torch.load(path, weights_only=False) if path.exists() else {}
    if saved.get("step") == len(groups):
        pair.head.load_state_dict(saved["head"])
        return _Pair(encoder_of(saved["encoder"]), pair.head)
    run = _start(pair, len(groups))
    if saved:
        _restore(run, saved)
    pair.encoder.train()
    began, losses, ahead = time.monotonic(), 0.0, len(groups) - run.step
    with bar(path.stem, len(groups)) as advance:
        advance(run.step)
        for group in groups[run.step :]:
            losses += _step(run, group, config.seed)
            advance(1)
            if run.step % _CHECKPOINT == 0:
                save_atomically(_state(run), path)
    print(f"{path.stem}: loss {losses / max(1, ahead):.3f} {time.monotonic() - began:.0f} s", file=sys.stderr)
    save_atomically(_state(run), path)
    return pair


def _groups(sentences: Sequence[Subwords], passes: float, config: Config) -> list[list[Subwords]]:
    draw = random.Random(config.seed)
    found = [group for _ in range(math.ceil(passes)) for group in arrange(sentences, config.pieces, draw)]
    return found[: round(len(found) * passes / max(1, math.ceil(passes)))]


def _start(pair: _Pair, steps: int) -> _Run:
    optimiser = adamw([(pair.encoder.parameters(), _ENCODER_RATE), (pair.head.parameters(), _HEAD_RATE)])
    return _Run(pair, optimiser, warm_then_down(optimiser, steps, _WARM_UP, _LEAST))


def _step(run: _Run, group: Sequence[Subwords], seed: int) -> float:
    torch.manual_seed(seed * 7919 + run.step)  # what is hidden and dropped does not depend on when a step is run
    run.optimiser.zero_grad()
    with autocast():
        loss = masked_loss(run.pair.encoder, run.pair.head, group, random.Random(seed * 1000003 + run.step))
    loss.backward()
    nn.utils.clip_grad_norm_(run.pair.encoder.parameters(), 2.0)
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
    pair = run.pair
    return {"encoder": pair.encoder, "head": pair.head, "optimiser": run.optimiser, "schedule": run.schedule}
