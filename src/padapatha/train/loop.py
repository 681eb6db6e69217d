"""The training loop: seeded, resumable after any epoch, progress on stderr."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from padapatha.annotator.labels import Labels, read_labels, write_labels
from padapatha.annotator.model_folder import LABELS_FILE
from padapatha.annotator.subwords import SubwordEncoder, Subwords
from padapatha.progress import bar
from padapatha.train.checkpoints import LAST, load_checkpoint, save_checkpoint
from padapatha.train.config import Config
from padapatha.train.data import Example, noisy_copies, read_entities, read_treebanks, read_words, related_types
from padapatha.train.encoder import Start, start_encoder
from padapatha.train.evaluate import predict
from padapatha.train.label_encoding import (
    POSITIONS,
    EncodedExample,
    collect_labels,
    encode_examples,
    epoch_groups,
    mark_related,
    stack,
)
from padapatha.train.metrics import span_f1, tree_scores
from padapatha.train.network import Network, batch_loss, make_network, scores_of
from padapatha.train.noise import LANGUAGES
from padapatha.train.optimisation import WeightAverage, adamw, autocast, linear_schedule
from padapatha.train.pretraining import pretrain
from padapatha.train.self_training import with_trees
from padapatha.train.warm_start import NamedWeights, model_start, put_weights

_LEAST_RATE = 0.01  # of the highest
_CLOSING_SHARE = 0.3  # of all trees, beside the closing treebanks: the last passes should not forget other genres


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything read and encoded: sentences for MLM pre-training, items with trees, items with entities alone, the
    trees of the closing epochs, and the dev examples."""

    labels: Labels
    sentences: list[Subwords]
    trees: list[EncodedExample]
    entities: list[EncodedExample]
    closing: list[EncodedExample]
    dev: list[Example]
    dev_encoded: list[EncodedExample]


@dataclass(slots=True)
class Session:
    """The state of a run that a checkpoint holds (mutable)."""

    network: Network
    average: WeightAverage
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    epoch: int = 0


def train(config: Config, start: Start | None = None, stop_after: int | None = None) -> Path:
    """Train by the config, from the last checkpoint in ``config.out`` if there is one; return the checkpoint's path.

    ``stop_after`` ends the run early after that many epochs (the schedule stays that of the whole run).
    """
    torch.set_num_threads(config.threads)
    weights: NamedWeights = {}
    if config.start is not None:
        start, weights = model_start(config.start, config.start_layers)
    start = start or start_encoder(config)
    corpus = read_corpus(config, start)
    start = replace(start, encoder=pretrain(start.encoder, corpus.sentences, config))
    session = _session(config, start, corpus, weights)
    checkpoint = config.out / LAST
    if checkpoint.exists():
        _restore(session, load_checkpoint(checkpoint))
    write_labels(corpus.labels, config.out / "labels.json")
    epochs = config.epochs + config.closing_epochs
    while session.epoch < min(epochs, stop_after or epochs):
        began = time.monotonic()
        loss = run_epoch(session, corpus, config)
        session.epoch += 1
        save_checkpoint(_snapshot(session), checkpoint)
        _report(session, corpus, loss, time.monotonic() - began)
    return checkpoint


def read_corpus(config: Config, start: Start) -> Corpus:
    """Read and encode the files that the config names."""
    trees, entities = read_treebanks(config.treebanks), read_entities(config.entities)
    noise = _noise(config)
    noisy = noisy_copies(config.treebanks, noise, config.seed)
    closing = read_treebanks(config.closing_treebanks) + noisy_copies(config.closing_treebanks, noise, config.seed)
    config.out.mkdir(parents=True, exist_ok=True)
    meta = {
        "name": f"padapatha-{config.language}",
        "language": config.language,
        "seed": config.seed,
        "encoder": start.source,
        "sentences": len(trees),
        "entity_sentences": len(entities),
    }
    labels = replace(collect_labels(trees, entities, config.lemma_count), meta=meta)
    dev = read_treebanks(config.dev_treebanks) + read_entities(config.dev_entities)
    tokenizer = start.make_tokenizer()
    words = [*(example.words for example in (*trees, *entities)), *read_words(config.raw)]
    encoder = SubwordEncoder(tokenizer)
    raw = [encoder.sentence(each) for each in words]
    if config.teachers:
        entities = with_trees(entities, config.teachers, tokenizer, config.out / "self_training.jsonl")
    encoded = [encode_examples(items, labels, tokenizer) for items in (trees + noisy, entities, closing)]
    others = (read_treebanks(config.related), related_types(read_entities(config.related_entities)))
    related = [[mark_related(item) for item in encode_examples(items, labels, tokenizer)] for items in others]
    kept = [item for item in dev if encode_examples([item], labels, tokenizer)]
    sentences = [subwords for subwords in raw if subwords.size <= POSITIONS]
    dev_encoded = encode_examples(kept, labels, tokenizer)
    return Corpus(labels, sentences, encoded[0] + related[0], encoded[1] + related[1], encoded[2], kept, dev_encoded)


def run_epoch(session: Session, corpus: Corpus, config: Config) -> float:
    """Train for one pass over the trees and a share of the entity sentences; return the mean loss."""
    session.network.train()
    torch.manual_seed(config.seed * 7919 + session.epoch)  # dropout of an epoch does not depend on when it is run
    total = 0.0
    groups = _groups(corpus, config, session.epoch)
    with bar(f"epoch {session.epoch + 1}/{config.epochs + config.closing_epochs}", len(groups)) as advance:
        for group in groups:
            total += _step(session, group)
            advance(1)
    return total / len(groups)


def development_scores(network: Network, corpus: Corpus) -> dict[str, float]:
    """Return the tree metrics and NER span F1 (percent) on the dev examples that have such gold."""
    answers = predict([network], corpus.dev_encoded, corpus.dev, corpus.labels)
    pairs = list(zip(corpus.dev, answers, strict=True))
    trees = [(gold, answer) for gold, answer in pairs if gold.tokens is not None]
    scores = tree_scores([gold for gold, _ in trees], [answer for _, answer in trees]) if trees else {}
    tagged = [(gold.entities, answer.entities or ()) for gold, answer in pairs if gold.entities is not None]
    if tagged:
        scores["NER"] = span_f1([gold for gold, _ in tagged], [answer for _, answer in tagged])
    return scores


def _noise(config: Config) -> float:
    """The share of noisy copies; 0 for a language whose spelling noise is not known."""
    if config.noise and config.language not in LANGUAGES:
        print(f"no noisy copies: spelling noise is known for {', '.join(LANGUAGES)} only", file=sys.stderr)
        return 0.0
    return config.noise


def _groups(corpus: Corpus, config: Config, epoch: int) -> list[list[EncodedExample]]:
    share = config.entity_passes / (config.epochs + config.closing_epochs)
    trees = corpus.trees
    if epoch >= config.epochs:
        draw = random.Random(config.seed * 1000033 + epoch)
        trees = corpus.closing + draw.sample(trees, round(len(trees) * _CLOSING_SHARE))
    return epoch_groups(trees, corpus.entities, epoch, share, config.batch_subwords, config.seed)


def _step(session: Session, group: Sequence[EncodedExample]) -> float:
    batch = stack(group)
    session.optimiser.zero_grad()
    with autocast():
        loss = batch_loss(scores_of(session.network, batch), batch)
    loss.backward()
    nn.utils.clip_grad_norm_(session.network.parameters(), 2.0)
    session.optimiser.step()
    session.schedule.step()
    session.average.update()
    return loss.item()


def _session(config: Config, start: Start, corpus: Corpus, weights: NamedWeights) -> Session:
    network = make_network(start, corpus.labels, config)
    if config.start is not None:
        put_weights(network, weights, read_labels(config.start / LABELS_FILE), corpus.labels)
    encoder = list(network.encoder.parameters())
    own = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in own]
    optimiser = adamw([(encoder, config.encoder_rate), (heads, config.head_rate)])
    steps = sum(len(_groups(corpus, config, epoch)) for epoch in range(config.epochs + config.closing_epochs))
    schedule = linear_schedule(optimiser, steps, config.warm_up, _LEAST_RATE)
    return Session(network, WeightAverage(network, config.ema_decay), optimiser, schedule)


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
