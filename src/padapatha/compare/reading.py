"""From paths to pairs of what the files hold: of one document, of one text, each file of its form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from padapatha.compare.pairs import Pair, Side
from padapatha.conllu import Placed, parse
from padapatha.layers import spans
from padapatha.problems import Problem, Refused, errors
from padapatha.project import find_project
from padapatha.validate.ground import Ground, ground_of
from padapatha.validate.json_file import JsonFile, read_json
from padapatha.validate.scene import Scene, read
from padapatha.validate.spans import span_fault

Paths = tuple[str, Path, Path]  # document (empty when single files are compared), A's file, B's file


def tree_pair(paths: Paths) -> Pair[tuple[Placed, ...]]:
    """Read two CoNLL-U files; raises `Refused` with every problem of either."""
    document, a, b = paths
    return Pair(document or a.stem, Side(str(a), _trees(a)), Side(str(b), _trees(b)))


def _trees(path: Path) -> tuple[Placed, ...]:
    found = tuple(parse(read(path, str(path)), str(path)))
    problems = errors(each for each in found if isinstance(each, Problem))
    if problems:
        raise Refused(problems)
    return tuple(each for each in found if isinstance(each, Placed))


def layer_pair(paths: Paths, layer: str) -> Pair[JsonFile]:
    """Read a layer of a document twice; raises `Refused` when a file is not of its schema or the texts differ."""
    _, a, b = paths
    ours, theirs = layer_file(a, layer), layer_file(b, layer)
    ground = _ground(a, ours)
    problems = (*_unlike(ours, theirs), *_span_problems(ours, ground), *_span_problems(theirs, ground))
    if problems:
        raise Refused(problems)
    return Pair(ours.value["document"], Side(str(a), ours), Side(str(b), theirs), ground)


def layer_file(path: Path, layer: str) -> JsonFile:
    """Read one layer's file; raises `Refused` when it is not of its schema."""
    return read_json(read(path, str(path)), str(path), f"layer-{layer}")


def chains_beside(path: Path) -> Path:
    """Where the coreference layer of the same annotation lies: ``../coreference/<document>.json``."""
    return path.parent.parent / "coreference" / path.name


def _unlike(a: JsonFile, b: JsonFile) -> Iterator[Problem]:
    if a.value["document"] != b.value["document"]:
        found = f"it is of {b.value['document']!r}, and {a.path} of {a.value['document']!r}"
        yield b.problem("file-name", ("document",), found, "compare annotations of one document")
    elif a.value["text_sha256"] != b.value["text_sha256"]:
        yield b.problem("stale", ("text_sha256",), f"it was made on another text than {a.path}")


def _span_problems(file: JsonFile, ground: Ground | None) -> Iterator[Problem]:
    """Spans that are not what they repeat: without a text only their length can tell."""
    for pointer, span in spans(file.value):
        text = ground.text if ground else " " * span["start"] + span["text"]
        if fault := span_fault(span, text):
            yield file.problem("span", (*pointer, "start"), fault)


def _ground(path: Path, file: JsonFile) -> Ground | None:
    """The text of the project that a file lies in, when it is the one that the file was made on."""
    with suppress(Refused):
        ground = ground_of(Scene(find_project(path.parent), _unseen), file.value["document"])
        return ground if ground.sha256 == file.value["text_sha256"] else None
    return None


def _unseen(_name: str) -> None:
    """Nobody counts the files that are read here."""
