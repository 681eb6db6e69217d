"""A narrower feed-forward part: the inner units that matter least on a sample are cut out of every layer."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from padapatha.annotator.subwords import Subwords
from padapatha.train.encoder import Encoder, additive


def narrow(encoder: Encoder, inner: int, sample: Sequence[Subwords]) -> None:
    """Leave ``inner`` units in each feed-forward part, in place.

    Those stay whose mean size on the sample, times the size of the weights that lead out of them, is largest.
    """
    for layer, size in zip(encoder.layers, unit_sizes(encoder, sample), strict=True):
        weight = size * layer.fo.weight.detach().norm(dim=0)
        kept = weight.topk(inner).indices.sort().values
        layer.fi = _linear(layer.fi.weight[kept], layer.fi.bias[kept])
        layer.fo = _linear(layer.fo.weight[:, kept], layer.fo.bias)


@torch.no_grad()
def unit_sizes(encoder: Encoder, sample: Sequence[Subwords]) -> list[Tensor]:
    """For each layer the summed absolute activations of its inner units, [inner]."""
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
