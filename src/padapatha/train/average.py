"""A moving average of the weights: steadier than the last step, and what is evaluated and exported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn


class Average:
    """Exponential moving average of a module's parameters; early steps count more evenly (Adam-like warm-up)."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.source = list(module.parameters())
        self.shadow = [parameter.detach().clone() for parameter in self.source]

    @torch.no_grad()
    def update(self) -> None:
        """Take one step of training in."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(self.shadow, self.source, 1 - decay)  # the public loop is ten times slower

    @contextmanager
    def swapped(self) -> Iterator[None]:
        """Within the block the module has the averaged weights."""
        self._swap()
        try:
            yield
        finally:
            self._swap()

    def state(self) -> tuple[int, list[Tensor]]:
        return self.steps, self.shadow

    def restore(self, state: tuple[int, list[Tensor]]) -> None:
        self.steps = state[0]
        for mine, other in zip(self.shadow, state[1], strict=True):
            mine.copy_(other)

    @torch.no_grad()
    def _swap(self) -> None:
        for mine, parameter in zip(self.shadow, self.source, strict=True):
            kept = parameter.detach().clone()
            parameter.copy_(mine)
            mine.copy_(kept)
