"""The training loss of a batch: the sum of the mean cross-entropies of the tasks it has gold labels for."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from padapatha.train.batches import Batch
from padapatha.train.codes import IGNORED
from padapatha.train.network import OUTPUTS, Network

WEIGHTS = {"upos": 0.4, "xpos": 0.4, "feats": 0.6, "lemma": 0.5, "ner": 1.0, "arc": 1.0, "rel": 0.7}


def run(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Scores by output name."""
    scores = network(batch.ids, batch.attention, batch.first, batch.last, batch.mask)
    return dict(zip(OUTPUTS, scores, strict=True))


def batch_loss(scores: dict[str, Tensor], batch: Batch) -> Tensor:
    """A scalar; tasks without gold labels in this batch add nothing."""
    total = torch.zeros(())
    for name in ("upos", "xpos", "feats", "lemma", "ner"):
        if name in batch.gold:
            total = total + WEIGHTS[name] * _entropy(scores[name].flatten(0, 1), batch.gold[name].flatten())
    if "head" in batch.gold:
        total = total + _tree_loss(scores, batch)
    return total


def mask_heads(arcs: Tensor, mask: Tensor) -> Tensor:
    """Arc scores with padding words and the word itself ruled out as heads."""
    barred = F.pad(mask == 0, (1, 0)).unsqueeze(1) | F.pad(torch.eye(arcs.shape[1], dtype=torch.bool), (1, 0))
    return arcs.float().masked_fill(barred, -1e4)


def _tree_loss(scores: dict[str, Tensor], batch: Batch) -> Tensor:
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
