"""Make the network and its tokenizer from a config: pretrained, cut, filled."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from padapatha.annotator.labels import Labels
from padapatha.train.config import Config
from padapatha.train.encoder import Encoder, fill
from padapatha.train.network import Network
from padapatha.train.pretrained import load_pretrained
from padapatha.train.vocabulary import cut_embedding, cut_tokenizer


@dataclass(frozen=True, slots=True)
class Start:
    """A fresh encoder with the parsed `tokenizer.json` it belongs to."""

    encoder: Encoder
    tokenizer: dict[str, Any]
    source: str

    def make_tokenizer(self) -> Tokenizer:
        return Tokenizer.from_str(json.dumps(self.tokenizer))


def start_encoder(config: Config) -> Start:
    """The pretrained encoder with its vocabulary cut down and the layers that the config keeps."""
    pretrained = load_pretrained(config.encoder, config.tokenizer)
    tokenizer, rows = cut_tokenizer(pretrained.tokenizer)
    word = cut_embedding(pretrained.weights["emb.word"], rows)
    inner = pretrained.weights["l0.fi.w"].shape[0]
    encoder = Encoder(len(rows), word.shape[1], inner, len(config.keep_layers))
    fill(encoder, pretrained.weights, word, config.keep_layers)
    return Start(encoder, tokenizer, pretrained.source)


def make_network(start: Start, labels: Labels, config: Config) -> Network:
    """A network around the encoder; the heads' first weights depend on `config.seed` alone."""
    torch.manual_seed(config.seed)
    return Network(start.encoder, labels, config.hidden, config.arc, config.relation, config.dropout, config.mixed)


def save_atomically(value: object, path: Path) -> None:
    """Write with torch.save so that a reader sees the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(path.suffix + ".part")
    torch.save(value, part)
    part.replace(path)
