"""How weights move: AdamW with a rate per part, warmed up and then brought down in a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch
from torch import nn


def adamw(parts: Sequence[tuple[Iterable[nn.Parameter], float]]) -> torch.optim.AdamW:
    """The optimiser of some parameters, each part with its highest rate."""
    groups = [{"params": list(parameters), "lr": rate} for parameters, rate in parts]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def warm_then_down(optimiser: torch.optim.Optimizer, steps: int, warm_up: float,
                   least: float) -> torch.optim.lr_scheduler.LambdaLR:  # fmt: skip
    """Up over a share of the steps, then down in a line to the share ``least`` of the highest rate."""
    warm = max(1.0, warm_up * steps)
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(least, (steps - step) / max(1.0, steps - warm)))
    )
