"""Confirmed sentences, layers (a build's proposals too), and what each annotator decided alone (``passes/``)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from padapatha.conllu import parse
from padapatha.languages import CODES, Language, language
from padapatha.layers import LAYERS, Layer, Layers
from padapatha.problems import Problem, Refused, guarded, problem
from padapatha.reading import (
    LayerFile,
    ProjectFiles,
    check_conllu,
    layer_problems,
    read_layer,
    read_pass_json,
    read_proposed,
)
from padapatha.reading.context import read_text_index
from padapatha.reading.json_file import canonical_problems, string_problems
from padapatha.reading.seeds import description_of, seed_metadata_file
from padapatha.text_index import TextIndex
from padapatha.validate.names import PASSES, README
from padapatha.validate.seeds import not_accepted

_BUILD = "run `padapatha build`"


def check_treebank(files: ProjectFiles, document: str) -> Iterator[Problem]:
    """Check the sentences of a document that a person has confirmed, if there are any."""
    path = files.project.treebank(document)
    if path.exists():
        spoken = language_of(files, document)
        problems = guarded(
            lambda: check_conllu(files.read(path), files.name(path), spoken, "treebank", document).problems
        )
        yield from not_accepted(files, document, problems)


def language_of(files: ProjectFiles, document: str) -> Language:
    """The language that the seed's metadata name; the first installed one when they cannot be read."""
    code = CODES[0]
    with suppress(Refused):  # what is wrong with the metadata is reported where they are checked
        code = description_of(seed_metadata_file(files, document)).language
    return language(code if code in CODES else CODES[0])


def check_layers(files: ProjectFiles, document: str, only: str = "") -> Iterator[Problem]:
    """Check every layer that a document has, or one of them."""
    names = [name for name in ((only,) if only else LAYERS) if files.project.layer(name, document).exists()]
    index: TextIndex | None = None
    with suppress(Refused):  # what is wrong with the seed is reported there; its layers are checked all the same
        index = read_text_index(files, document) if names else None
    others = _readable_layers(files, document) if names else Layers()
    for name in names:
        yield from guarded(partial(_layer, files, name, document, index, others))


def _readable_layers(files: ProjectFiles, document: str) -> Layers:
    """The layers that can be read: the ids and spans of one are held against the others."""
    layers: dict[str, Layer] = {}
    for name in LAYERS:
        with suppress(Refused):
            layers[name] = read_layer(files, name, document).layer
    return Layers(**layers)  # type: ignore[arg-type]  # each by its name


def _layer(files: ProjectFiles, name: str, document: str, index: TextIndex | None, others: Layers) -> Iterator[Problem]:
    yield from _layer_file(read_layer(files, name, document), index, others)


def _layer_file(read: LayerFile, index: TextIndex | None, others: Layers) -> Iterator[Problem]:
    yield from string_problems(read.file)
    yield from canonical_problems(read.file, f"layer-{read.layer.name}")
    yield from layer_problems(read, index, others)


def check_proposed_layer(files: ProjectFiles, document: str) -> Iterator[Problem]:
    """Check the entities that a build has proposed: the rules of the layer hold, and a model made them."""
    if files.project.corpus_entities(document).exists():
        yield from guarded(partial(_proposed, files, document))


def _proposed(files: ProjectFiles, document: str) -> Iterator[Problem]:
    read = read_proposed(files, document)
    index: TextIndex | None = None
    with suppress(Refused):
        index = read_text_index(files, document)
    if index and read.layer.text_sha256 != index.sha256:
        yield read.file.problem("hand-edit", ("text_sha256",), "made on another version of the text", _BUILD)
        return
    found = _layer_file(read, index, _readable_layers(files, document))
    yield from (each for each in found if each.slug != "date")  # it is the seed's; nobody decided on that day
    if read.layer.agent.kind != "model" or read.layer.complete:
        other = "a build proposes what a model found and nobody has read; this is the work of others"
        fix = "what people decide stands in annotations/entities/"
        yield read.file.problem("hand-edit", ("agent",), other, fix)


def check_passes(files: ProjectFiles) -> Iterator[Problem]:
    """Check the form of every file below annotations/passes/, at any depth. They feed no build."""
    folder = files.project.root / "annotations" / PASSES
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if not path.is_dir() or path.is_symlink():
            yield from guarded(partial(check_pass, files, path))


def check_pass(files: ProjectFiles, path: Path) -> Iterator[Problem]:
    """Check the form of one file below annotations/passes/."""
    shown = files.name(path)
    if path.suffix == ".conllu":
        yield from (each for each in parse(files.read(path), shown) if isinstance(each, Problem))
    elif path.suffix == ".json":
        read_pass_json(files, path)
    elif path.suffix != ".tsv" and path.name != README and not path.name.startswith("."):
        yield problem("stray", shown, "passes/ holds CoNLL-U, JSON and notes as TSV")
