"""Every setting of a training run, in one frozen place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """Paths are files or folders (treebanks ``*.conllu``, entity files ``*.txt``). Learning rates are those of AdamW.

    ``language`` is the ISO 639 code that the exported model names. ``batch_subwords`` is the budget of a batch,
    padding counted.
    """

    treebanks: tuple[Path, ...]
    entities: tuple[Path, ...]
    out: Path
    language: str
    dev_treebanks: tuple[Path, ...] = ()
    dev_entities: tuple[Path, ...] = ()
    encoder: str = "packages"
    tokenizer: Path | None = None
    raw: tuple[Path, ...] = ()  # CoNLL-U of which the words alone are taken, for MLM pre-training
    related: tuple[Path, ...] = ()  # treebanks of other conventions: trained on too, marked as such
    related_entities: tuple[Path, ...] = ()  # entity files of another guideline: likewise
    closing_treebanks: tuple[Path, ...] = ()  # the most trusted trees, for the last passes
    start: Path | None = None  # the folder of a model whose weights the run begins with
    start_layers: tuple[int, ...] = ()  # the layers of that model that are kept; none named keeps all
    keep_layers: tuple[int, ...] = tuple(range(12))
    mlm_passes: float = 0.0  # passes of MLM pre-training over all sentences, before the tasks
    ffn_width: int = 0  # units that each feed-forward part keeps at most; 0 = all
    epochs: int = 18
    closing_epochs: int = 0  # passes over the closing treebanks and some of the other trees, after the epochs
    entity_passes: float = 5.0  # passes over the entity files in the whole run
    batch_subwords: int = 1200
    encoder_rate: float = 1e-4
    head_rate: float = 2e-3
    warm_up: float = 0.08  # share of the steps
    ema_decay: float = 0.998  # of the moving average of the weights that is evaluated and exported
    dropout: float = 0.33
    noise: float = 0.0  # share of the treebank sentences of which a noisy copy is trained on too
    teachers: tuple[Path, ...] = ()  # folders of earlier runs whose trees the entity sentences are trained on
    seed: int = 1
    threads: int = 2
    width: int = 384
    hidden: int = 300
    arc: int = 256
    relation: int = 128
    mixed: int = 4  # encoder states that are mixed: the input of the first layer and the outputs of the last ones
    lemma_count: int = 2  # lemma scripts seen less often are no labels


TINY = {"width": 24, "hidden": 16, "arc": 16, "relation": 12, "threads": 1, "dropout": 0.0}
