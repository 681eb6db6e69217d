"""The BERT encoder (post-norm, absolute positions), and the one that training starts from.

`Encoder` returns every layer's state so that they can be mixed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from padapatha.train.config import Config
from padapatha.train.pretrained import Array, cut_embedding, cut_tokenizer, load_pretrained

EPSILON = 1e-12
HEADS = 12


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward of one layer; names of the parts are those of `pretrained`."""

    def __init__(self, width: int, ffn_width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.ao, self.aln = nn.Linear(width, width), nn.LayerNorm(width, EPSILON)
        self.fi, self.fo = nn.Linear(width, ffn_width), nn.Linear(ffn_width, width)
        self.oln = nn.LayerNorm(width, EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [B,S,H], mask additive [B,1,1,S] -> [B,S,H]."""
        x = self.attended(x, mask)
        output = self.fo(self.units(x))
        out: Tensor = self.oln(x + F.dropout(output, self.dropout, self.training))
        return out

    def attended(self, x: Tensor, mask: Tensor) -> Tensor:
        """The first half, self-attention: what the feed-forward part reads."""
        out: Tensor = self.aln(x + F.dropout(self.ao(self._attend(x, mask)), self.dropout, self.training))
        return out

    def units(self, x: Tensor) -> Tensor:
        """The units of the feed-forward part, [B,S,F]."""
        return F.gelu(self.fi(x))

    def _attend(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        return mixed.transpose(1, 2).reshape(batch, length, width)


class Encoder(nn.Module):
    """Embeddings and `layers` layers; `forward` returns layers + 1 states [B,S,H]."""

    def __init__(self, vocabulary: int, width: int = 384, ffn_width: int = 1536, layers: int = 12,
                 positions: int = 512, dropout: float = 0.1, heads: int = HEADS) -> None:  # fmt: skip
        super().__init__()
        self.word = nn.Embedding(vocabulary, width)
        self.place = nn.Embedding(positions, width)
        self.norm = nn.LayerNorm(width, EPSILON)
        self.layers = nn.ModuleList(EncoderLayer(width, ffn_width, heads, dropout) for _ in range(layers))

    def forward(self, ids: Tensor, attention: Tensor) -> list[Tensor]:
        """ids [B,S], attention [B,S] (1 = subword, 0 = padding)."""
        state = self.embed(ids)
        mask = additive(attention, state)
        states = [state]
        for layer in self.layers:
            state = layer(state, mask)
            states.append(state)
        return states

    @property
    def ffn_width(self) -> int:
        """The number of units of a feed-forward part."""
        return int(self.layers[0].fi.out_features)

    def embed(self, ids: Tensor) -> Tensor:
        """What the first layer reads, [B,S,H]."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        state: Tensor = self.norm(self.word(ids) + self.place(positions))
        return state


def encoder_of(weights: Mapping[str, Tensor], dropout: float = 0.1) -> Encoder:
    """An encoder of the sizes that the weights have, with these weights."""
    vocabulary, width = weights["word.weight"].shape
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    ffn_width, positions = weights["layers.0.fi.weight"].shape[0], weights["place.weight"].shape[0]
    encoder = Encoder(vocabulary, width, ffn_width, layers, positions, dropout)
    encoder.load_state_dict(dict(weights))
    return encoder


def additive(attention: Tensor, state: Tensor) -> Tensor:
    """The attention mask as a term of the scores, [B,1,1,S]."""
    return (1.0 - attention.to(state.dtype))[:, None, None, :] * -1e4


def load_weights(encoder: Encoder, weights: Mapping[str, Array], word: Array, layers: tuple[int, ...]) -> None:
    """Put pretrained weights in: `word` is the cut embedding, `layers` the pretrained layers to take, in order.

    The token-type vector is added to the positions (Hindi text has one type only).
    """
    state = {"word.weight": word, "place.weight": weights["emb.pos"] + weights["emb.type"][:1]}
    state |= {"norm.weight": weights["emb.ln.w"], "norm.bias": weights["emb.ln.b"]}
    for to, layer in enumerate(layers):
        for kind, suffix in (("w", "weight"), ("b", "bias")):
            parts = [weights[f"l{layer}.{part}.{kind}"] for part in "qkv"]
            state[f"layers.{to}.qkv.{suffix}"] = _stacked(parts)
            for part in ("ao", "aln", "fi", "fo", "oln"):
                state[f"layers.{to}.{part}.{suffix}"] = weights[f"l{layer}.{part}.{kind}"]
    encoder.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in state.items()})


def _stacked(parts: list[Array]) -> Array:
    return torch.cat([torch.from_numpy(part.copy()) for part in parts]).numpy()


@dataclass(frozen=True, slots=True)
class Start:
    """A fresh encoder with the parsed `tokenizer.json` it belongs to; ``source`` names where they come from."""

    encoder: Encoder
    tokenizer: dict[str, Any]
    source: str

    def make_tokenizer(self) -> Tokenizer:
        """Return the tokenizer of the encoder."""
        return Tokenizer.from_str(json.dumps(self.tokenizer))


def start_encoder(config: Config) -> Start:
    """The pretrained encoder with its vocabulary cut down and the layers that the config keeps."""
    pretrained = load_pretrained(config.encoder, config.tokenizer)
    tokenizer, rows = cut_tokenizer(pretrained.tokenizer)
    word = cut_embedding(pretrained.weights["emb.word"], rows)
    ffn_width = pretrained.weights["l0.fi.w"].shape[0]
    encoder = Encoder(len(rows), word.shape[1], ffn_width, len(config.keep_layers))
    load_weights(encoder, pretrained.weights, word, config.keep_layers)
    return Start(encoder, tokenizer, pretrained.source)
