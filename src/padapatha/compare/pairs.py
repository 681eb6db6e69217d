"""What stands on both sides: files found, paired by layer and document, and what stands on one side only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from padapatha import files, strict_json
from padapatha.layers import LAYERS
from padapatha.problems import Refused, problem
from padapatha.validate.ground import Ground
from padapatha.validate.scene import read

T = TypeVar("T")
Key = tuple[str, str]  # layer, document
_ENDINGS = {"treebank": ".conllu", **dict.fromkeys(LAYERS, ".json")}
_LAYOUT = "a folder with treebank/, entities/ … in it, a .conllu or a layer's .json"


@dataclass(frozen=True, slots=True)
class Side(Generic[T]):
    """One side of a pair: the name of its file in messages, and what was read from it."""

    path: str
    value: T


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """The same document on both sides; ``ground`` is its text, when the files lie in a project that has it."""

    document: str
    a: Side[T]
    b: Side[T]
    ground: Ground | None = None


def found_files(path: Path) -> dict[Key, Path]:
    """Find what can be compared below a folder laid out like a pass, or in one file, whose document has no name then.

    Raises `Refused` when there is nothing.
    """
    if path.is_dir():
        found = {
            (layer, name.removesuffix(ending)): path / layer / name
            for layer, ending in _ENDINGS.items()
            for name in files.listing(path / layer, ending)
        }
        if not found:
            raise Refused([problem("missing", str(path), "no annotation lies in this folder", fix=f"give {_LAYOUT}")])
        return found
    return {(_layer_of(path), ""): path}


def paired(a: Mapping[Key, Path], b: Mapping[Key, Path]) -> dict[Key, tuple[Path, Path]]:
    """Pair the files; raise `Refused` when nothing stands on both sides."""
    both = {key: (a[key], b[key]) for key in a if key in b}
    if not both:
        ours, theirs = (", ".join(sorted({"/".join(filter(None, key)) for key in side})[:5]) for side in (a, b))
        place = str(next(iter(a.values())))
        raise Refused([problem("missing", place, f"nothing stands on both sides: A has {ours}; B has {theirs}")])
    return both


def _layer_of(path: Path) -> str:
    shown = str(path)
    if path.suffix == ".conllu":
        return "treebank"
    if path.suffix != ".json":
        raise Refused([problem("usage", shown, "it is nothing that can be compared", fix=f"give {_LAYOUT}")])
    value = strict_json.loads(read(path, shown), shown)
    layer = value.get("layer") if isinstance(value, dict) else None
    if layer not in LAYERS:
        raise Refused([problem("schema", shown, f"/layer: it is none of {', '.join(LAYERS)}")])
    return str(layer)


def named(key: Key, path: Path) -> str:
    """Name a file below its side: ``layer/file``."""
    return f"{key[0]}/{path.name}"
