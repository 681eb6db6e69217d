"""``annotations/<layer>/<doc>.json`` to `Layer` records, and the spans that a layer holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from padapatha import files, strict_json
from padapatha.model import Layer
from padapatha.problems import Refused
from padapatha.project import LAYERS, Project
from padapatha.schemas import check

_ENVELOPE = frozenset(("schema", "layer", "document", "text_sha256", "guideline", "agent", "date", "complete"))


def read_layers(project: Project, document: str) -> tuple[Layer, ...]:
    """Read every layer that exists of a document; raise `Refused` for a file that is not of its schema."""
    present = (name for name in LAYERS if project.layer(name, document).exists())
    return tuple(read_layer(project, name, document) for name in present)


def read_layer(project: Project, name: str, document: str) -> Layer:
    """Read one layer; its spans are not compared with the text here (see `padapatha.validate`)."""
    path = project.layer(name, document)
    data = files.read_bytes(path)
    value = strict_json.loads(data, project.relative(path))
    problems = tuple(check(value, f"layer-{name}", data, project.relative(path)))
    if problems:
        raise Refused(problems)
    return _layer(value)


def _layer(value: Mapping[str, Any]) -> Layer:
    items = {key: tuple(each) for key, each in value.items() if key not in _ENVELOPE}
    return Layer(
        name=value["layer"],
        document=value["document"],
        text_sha256=value["text_sha256"],
        guideline=value["guideline"],
        agent=value["agent"],
        date=value["date"],
        complete=value["complete"],
        items=items,
    )


def spans(value: object) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Yield every object with start, end and text in a JSON value, with the pointer to it. No recursion over data."""
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), value)]
    while waiting:
        pointer, here = waiting.pop()
        if isinstance(here, Mapping):
            if {"start", "end", "text"} <= here.keys():
                yield pointer, here
            waiting.extend(((*pointer, key), each) for key, each in reversed(tuple(here.items())))
        elif isinstance(here, list | tuple):
            waiting.extend(((*pointer, index), each) for index, each in reversed(tuple(enumerate(here))))
