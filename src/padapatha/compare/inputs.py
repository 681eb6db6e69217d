"""The files of a comparison: which exist on both sides, and what each pair of them holds.

A layer is read and checked by `padapatha.reading`, a treebank by `padapatha.conllu`. Two differences to what `validate`
asks of a layer: records in another order than the canonical one are taken, and spans are held to the text only, not to
the words and sentences of the built corpus, since annotators may tokenise differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, cast

from padapatha import files
from padapatha.conllu import Placed, read_placed
from padapatha.layers import LAYERS, CoreferenceLayer, Layer, Layers, QuotationLayer
from padapatha.problems import Problem, Refused, errors, problem
from padapatha.project import find_project
from padapatha.reading import LayerFile, ProjectFiles, layer_problems, read_file, read_layer_file
from padapatha.reading.context import read_text_index
from padapatha.reading.json_file import JsonFile
from padapatha.reading.layers import layer_name
from padapatha.text_index import TextIndex, text_index

TREEBANK = "treebank"
FileKey = tuple[str, str]  # layer or TREEBANK, and document (empty when single files are compared)
_ENDINGS = {TREEBANK: ".conllu", **dict.fromkeys(LAYERS, ".json")}
_LAYOUT = "a folder with treebank/, entities/ … in it, a .conllu or a layer's .json"

_L = TypeVar("_L", bound=Layer)


@dataclass(frozen=True, slots=True)
class FilePair:
    """The files of one document and layer; ``document`` is empty when two single files are compared."""

    document: str
    a: Path
    b: Path


@dataclass(frozen=True, slots=True)
class TreebankPair:
    """The sentences of one document as both sides have them; ``paths`` name the files in messages."""

    document: str
    paths: tuple[str, str]
    a: tuple[Placed, ...]
    b: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class LayerSide(Generic[_L]):
    """A layer as one side has it, with its file. ``coreference``: the layer beside quotations, if it exists."""

    layer: _L
    file: JsonFile
    coreference: CoreferenceLayer | None


@dataclass(frozen=True, slots=True)
class LayerPair(Generic[_L]):
    """A layer of one document as both sides have it; ``index`` is its text, when the files lie in a project with it."""

    document: str
    a: LayerSide[_L]
    b: LayerSide[_L]
    index: TextIndex | None


# Which files


def annotation_files(path: Path) -> dict[FileKey, Path]:
    """Find the annotations in a folder laid out like a pass; a single file stands for itself, without a document.

    Raises `Refused` when there is nothing that can be compared.
    """
    if not path.is_dir():
        return {(_layer_of(path), ""): path}
    paths = {
        (layer, name.removesuffix(ending)): path / layer / name
        for layer, ending in _ENDINGS.items()
        for name in files.listing(path / layer, ending)
    }
    if not paths:
        raise Refused([problem("missing", str(path), "no annotation lies in this folder", fix=f"give {_LAYOUT}")])
    return paths


def _layer_of(path: Path) -> str:
    if path.suffix == ".conllu":
        return TREEBANK
    if path.suffix != ".json":
        raise Refused([problem("usage", str(path), "it is nothing that can be compared", fix=f"give {_LAYOUT}")])
    return layer_name(path)


def file_hashes(paths: Mapping[FileKey, Path]) -> dict[str, str]:
    """Return the SHA-256 of every file by its name below its side, ``layer/file``."""
    return {name_of(key, path): files.sha256(read_file(path)) for key, path in paths.items()}


def name_of(key: FileKey, path: Path) -> str:
    """Name a file below its side: ``layer/file``."""
    return f"{key[0]}/{path.name}"


def paired_files(a: Mapping[FileKey, Path], b: Mapping[FileKey, Path]) -> dict[FileKey, FilePair]:
    """Pair the files that exist on both sides; raise `Refused` when there are none."""
    pairs = {key: FilePair(key[1], a[key], b[key]) for key in a if key in b}
    if not pairs:
        ours, theirs = (", ".join(sorted({"/".join(filter(None, key)) for key in side})[:5]) for side in (a, b))
        first = str(next(iter(a.values())))
        raise Refused([problem("missing", first, f"nothing stands on both sides: A has {ours}; B has {theirs}")])
    return pairs


# Treebanks


def read_treebank_pair(pair: FilePair) -> TreebankPair:
    """Read two CoNLL-U files; raise `Refused` with every error of the first that has any."""
    a, b = (read_placed(read_file(path), str(path)) for path in (pair.a, pair.b))
    return TreebankPair(pair.document or pair.a.stem, (str(pair.a), str(pair.b)), a, b)


# Layers


def read_layer_pair(pair: FilePair, kind: type[_L]) -> LayerPair[_L]:
    """Read a layer of one document twice.

    Raises `Refused` when a file is not of its schema or against the rules of its layer, and when the files are not of
    the same document and text. For quotations the coreference layer beside each file is read and checked as well.
    """
    reads = [read_layer_file(path, kind.name) for path in (pair.a, pair.b)]
    if problems := tuple(_not_of_same_text(*reads)):
        raise Refused(problems)
    beside = [_coreference_beside(path) if kind is QuotationLayer else None for path in (pair.a, pair.b)]
    index = _index_of(pair.a, reads[0].layer)
    text = index and text_index(index.document, index.text)  # without the words and sentences of the corpus
    problems = tuple(each for read, other in zip(reads, beside, strict=True) for each in _errors(read, other, text))
    if problems:
        raise Refused(problems)
    a, b = (
        LayerSide(cast("_L", read.layer), read.file, _coreference(other))  # a file of the schema holds this layer
        for read, other in zip(reads, beside, strict=True)
    )
    return LayerPair(a.layer.document, a, b, index)


def _not_of_same_text(a: LayerFile, b: LayerFile) -> Iterator[Problem]:
    if a.layer.document != b.layer.document:
        found = f"it is of {b.layer.document!r}, and {a.file.path} of {a.layer.document!r}"
        yield b.file.problem("file-name", ("document",), found, "compare annotations of one document")
    elif a.layer.text_sha256 != b.layer.text_sha256:
        yield b.file.problem("stale", ("text_sha256",), f"it was made on another text than {a.file.path}")


def _coreference_beside(path: Path) -> LayerFile | None:
    """Read ``../coreference/<document>.json`` beside a file of another layer; None when it does not exist."""
    beside = path.parent.parent / CoreferenceLayer.name / path.name
    return read_layer_file(beside, CoreferenceLayer.name) if files.present(beside) else None


def _coreference(read: LayerFile | None) -> CoreferenceLayer | None:
    return cast("CoreferenceLayer", read.layer) if read else None


def _index_of(path: Path, layer: Layer) -> TextIndex | None:
    """Index the text of the project that a file lies in; None when it is not the text that the layer was made on."""
    with suppress(Refused):
        index = read_text_index(ProjectFiles(find_project(path.parent)), layer.document)
        return index if index.sha256 == layer.text_sha256 else None
    return None


def _errors(read: LayerFile, beside: LayerFile | None, text: TextIndex | None) -> Iterator[Problem]:
    """Yield what keeps a layer from being compared; the order of its records does not."""
    if beside is not None:
        yield from _errors(beside, None, text)
    others = Layers(coreference=_coreference(beside)) if beside else None
    yield from (each for each in errors(layer_problems(read, text, others)) if each.slug != "canonical")
