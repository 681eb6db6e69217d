"""The training loop: seeded, resumable after any epoch, progress on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from padapatha.annotator.labels import Labels, write_labels
from padapatha.annotator.subwords import SubwordEncoder, Subwords
from padapatha.progress import bar
from padapatha.train.adapt import adapt
from padapatha.train.average import Average
from padapatha.train.batches import epoch_groups, stack
from padapatha.train.build import Start, make_network, save_atomically, start_encoder
from padapatha.train.codes import POSITIONS, Coded, code_examples, collect_labels, set_apart
from padapatha.train.config import Config
from padapatha.train.data import Example, noisy_copies, read_entities, read_treebanks
from padapatha.train.evaluate import predict
from padapatha.train.losses import batch_loss, run
from padapatha.train.metrics import span_f1, tree_scores
from padapatha.train.network import Network
from padapatha.train.precision import autocast
from padapatha.train.schedule import adamw, warm_then_down
from padapatha.train.silver import with_trees

_LEAST_RATE = 0.01  # of the highest


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything read and coded: sentences for masked-word training, items with trees, items with entities alone,
    and the dev examples."""

    labels: Labels
    sentences: list[Subwords]
    trees: list[Coded]
    entities: list[Coded]
    dev: list[Example]
    dev_coded: list[Coded]


@dataclass(slots=True)
class Session:
    """The moving parts of a run (the one mutable thing here: it is the state that a checkpoint holds)."""

    network: Network
    average: Average
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    epoch: int = 0


def train(config: Config, start: Start | None = None, stop_after: int | None = None) -> Path:
    """Train by the config, from the last checkpoint in `config.out` if there is one; the path of the checkpoint.

    `stop_after` ends the run early after that many epochs (the schedule stays that of the whole run).
    """
    torch.set_num_threads(config.threads)
    start = start or start_encoder(config)
    corpus = read_corpus(config, start)
    start = replace(start, encoder=adapt(start.encoder, corpus.sentences, config))
    session = _session(config, start, corpus)
    checkpoint = config.out / "last.pt"
    if checkpoint.exists():
        _restore(session, torch.load(checkpoint, weights_only=False))
    write_labels(corpus.labels, config.out / "labels.json")
    while session.epoch < min(config.epochs, stop_after or config.epochs):
        began = time.monotonic()
        loss = run_epoch(session, corpus, config)
        session.epoch += 1
        save_atomically(_snapshot(session), checkpoint)
        _report(session, corpus, loss, time.monotonic() - began)
    return checkpoint


def read_corpus(config: Config, start: Start) -> Corpus:
    """Read and code the files that the config names."""
    trees, entities = read_treebanks(config.treebanks), read_entities(config.entities)
    noisy = noisy_copies(config.treebanks, config.noise, config.seed)
    config.out.mkdir(parents=True, exist_ok=True)
    meta = {"seed": config.seed, "encoder": start.source, "sentences": len(trees), "entity_sentences": len(entities)}
    labels = replace(collect_labels(trees, entities, config.lemma_count), meta=meta)
    dev = read_treebanks(config.dev_treebanks) + read_entities(config.dev_entities)
    tokenizer = start.make_tokenizer()
    encode = SubwordEncoder(tokenizer).sentence
    raw = [encode(example.words) for example in (*trees, *entities, *read_treebanks(config.raw))]
    if config.teachers:
        entities = with_trees(entities, config.teachers, tokenizer, config.out / "silver.pt")
    coded = [code_examples(items, labels, tokenizer) for items in (trees + noisy, entities)]
    related = [set_apart(item) for item in code_examples(read_treebanks(config.related), labels, tokenizer)]
    kept = [item for item in dev if code_examples([item], labels, tokenizer)]
    sentences = [pieces for pieces in raw if pieces.size <= POSITIONS]
    return Corpus(labels, sentences, coded[0] + related, coded[1], kept, code_examples(kept, labels, tokenizer))


def run_epoch(session: Session, corpus: Corpus, config: Config) -> float:
    """One pass over the trees and a share of the entity sentences; the mean loss."""
    session.network.train()
    torch.manual_seed(config.seed * 7919 + session.epoch)  # dropout of an epoch does not depend on when it is run
    total = 0.0
    groups = _groups(corpus, config, session.epoch)
    with bar(f"epoch {session.epoch + 1}/{config.epochs}", len(groups)) as advance:
        for group in groups:
            total += _step(session, group)
            advance(1)
    return total / len(groups)


def development_scores(network: Network, corpus: Corpus) -> dict[str, float]:
    """The tree metrics and NER span F1 on the dev examples that have such gold."""
    found = predict([network], corpus.dev_coded, corpus.dev, corpus.labels)
    pairs = list(zip(corpus.dev, found, strict=True))
    trees = [(one, other) for one, other in pairs if one.tokens is not None]
    scores = tree_scores([one for one, _ in trees], [other for _, other in trees]) if trees else {}
    tagged = [(one.entities, other.entities) for one, other in pairs if one.entities is not None]
    if tagged:
        scores["NER"] = span_f1([one for one, _ in tagged], [other for _, other in tagged])
    return scores


def _groups(corpus: Corpus, config: Config, epoch: int) -> list[list[Coded]]:
    share = config.entity_passes / config.epochs
    return epoch_groups(corpus.trees, corpus.entities, epoch, share, config.pieces, config.seed)


def _step(session: Session, group: Sequence[Coded]) -> float:
    batch = stack(group)
    session.optimiser.zero_grad()
    with autocast():
        loss = batch_loss(run(session.network, batch), batch)
    loss.backward()
    nn.utils.clip_grad_norm_(session.network.parameters(), 2.0)
    session.optimiser.step()
    session.schedule.step()
    session.average.update()
    return loss.item()


def _session(config: Config, start: Start, corpus: Corpus) -> Session:
    network = make_network(start, corpus.labels, config)
    encoder = list(network.encoder.parameters())
    own = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in own]
    optimiser = adamw([(encoder, config.encoder_rate), (heads, config.head_rate)])
    steps = sum(len(_groups(corpus, config, epoch)) for epoch in range(config.epochs))
    schedule = warm_then_down(optimiser, steps, config.warm_up, _LEAST_RATE)
    return Session(network, Average(network, config.average), optimiser, schedule)


def _snapshot(session: Session) -> dict[str, Any]:
    return {
        "network": session.network.state_dict(),
        "average": session.average.state(),
        "optimiser": session.optimiser.state_dict(),
        "schedule": session.schedule.state_dict(),
        "epoch": session.epoch,
    }


def _restore(session: Session, state: dict[str, Any]) -> None:
    session.network.load_state_dict(state["network"])
    session.average.restore(state["average"])
    session.optimiser.load_state_dict(state["optimiser"])
    session.schedule.load_state_dict(state["schedule"])
    session.epoch = state["epoch"]


def _report(session: Session, corpus: Corpus, loss: float, seconds: float) -> None:
    text = ""
    if corpus.dev:
        with session.average.swapped():
            scores = development_scores(session.network, corpus)
        text = " ".join(f"{name} {value:.2f}" for name, value in scores.items())
    print(f"epoch {session.epoch}: loss {loss:.3f} {seconds:.0f} s {text}", file=sys.stderr, flush=True)
