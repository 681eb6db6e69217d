"""Every setting of a training run, in one frozen place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """Paths are files or folders (`*.conllu`); rates are per step of AdamW; `pieces` is a batch's subword budget."""

    treebanks: tuple[Path, ...]
    entities: tuple[Path, ...]
    out: Path
    dev_treebanks: tuple[Path, ...] = ()
    dev_entities: tuple[Path, ...] = ()
    encoder: str = "packages"
    tokenizer: Path | None = None
    raw: tuple[Path, ...] = ()  # CoNLL-U of which the words alone are taken, for masked-word training
    related: tuple[Path, ...] = ()  # treebanks of other conventions: they teach too, set apart by a mark
    keep_layers: tuple[int, ...] = tuple(range(12))
    masked_passes: float = 0.0  # passes of masked-word training over all sentences, before the tasks
    inner: int = 0  # units that each feed-forward part keeps at most; 0 = all
    epochs: int = 18
    entity_passes: float = 5.0  # passes over the entity files in the whole run
    pieces: int = 1200
    encoder_rate: float = 1e-4
    head_rate: float = 2e-3
    warm_up: float = 0.08
    average: float = 0.998  # decay of the moving average of the weights that is evaluated and exported
    dropout: float = 0.33
    noise: float = 0.0  # share of the treebank sentences of which a noisy copy is shown too
    teachers: tuple[Path, ...] = ()  # folders of earlier runs whose trees the entity sentences learn from
    seed: int = 1
    threads: int = 2
    width: int = 384
    hidden: int = 300
    arc: int = 256
    relation: int = 128
    mixed: int = 4  # encoder states that are mixed: the input of the first layer and the outputs of the last ones
    lemma_count: int = 2  # a lemma script seen less often is left to the nearest frequent one


TINY = {"width": 24, "hidden": 16, "arc": 16, "relation": 12, "threads": 1, "dropout": 0.0}
