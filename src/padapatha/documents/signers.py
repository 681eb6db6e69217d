"""Who has signed what of a document: sentences one by one, layers as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from padapatha.conllu import Placed, parse
from padapatha.files import present
from padapatha.layers import LAYERS
from padapatha.problems import Problem, Refused
from padapatha.reading import LayerFile, ProjectFiles, read_layer, read_layer_file

_MODEL = "model"  # the one kind of agent whose work a program can do again


def sentence_signers(files: ProjectFiles, document: str) -> tuple[Counter[str], tuple[Problem, ...]]:
    """Return how many sentences of a document each person has confirmed, and what could not be read."""
    path = files.project.treebank(document)
    try:
        return signers_of(files, path) if present(path) else (Counter(), ())
    except Refused as refused:
        return Counter(), refused.problems


def signers_of(files: ProjectFiles, path: Path) -> tuple[Counter[str], tuple[Problem, ...]]:
    """Return the same of a CoNLL-U file; raise `Refused` when it cannot be read at all."""
    read = tuple(parse(files.read(path), files.name(path)))
    sentences = [each.sentence for each in read if isinstance(each, Placed)]
    by = (each.comment("confirmed_by") for each in sentences if each.comment("annotation") != "auto")
    return Counter(name for name in by if name), tuple(each for each in read if isinstance(each, Problem))


def signed_layers(files: ProjectFiles, document: str) -> Iterator[LayerFile | Problem]:
    """Yield the layers of a document, or what is wrong with one that cannot be read."""
    for name in LAYERS:
        try:
            if present(files.project.layer(name, document)):
                yield read_layer(files, name, document)
        except Refused as refused:
            yield from refused.problems


def signed_by(files: ProjectFiles, path: Path) -> str:
    """Say whose work a file of ``annotations/`` is; nothing for what a model made, since it can make it again.

    A file that cannot be read may be anybody's.
    """
    try:
        if path.suffix == ".conllu":
            by, problems = signers_of(files, path)
            signed = "sentences, " * bool(by) + ", ".join(
                f"{count:,} confirmed by {name}" for name, count in by.items()
            )
            return signed or ("it cannot be read" if problems else "sentences that nobody has signed yet")
        if path.suffix == ".json" and path.parent.name in LAYERS:
            agent = read_layer_file(path, path.parent.name).layer.agent
            return "" if agent.kind == _MODEL else f"a layer by {agent}"
    except Refused:
        return "it cannot be read"
    return "notes"
