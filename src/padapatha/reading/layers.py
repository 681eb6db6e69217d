"""``annotations/<layer>/<document>.json`` to the records of `padapatha.layers`, behind the schema check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from padapatha import schemas, strict_json
from padapatha.files import present
from padapatha.layers import (
    LAYERS,
    Agent,
    Chain,
    CoreferenceLayer,
    Entity,
    EntityLayer,
    ExpressionLayer,
    Layer,
    Layers,
    Mention,
    Quantity,
    Quotation,
    QuotationLayer,
    QuotationPart,
    Record,
    Span,
    TimeExpression,
    Translation,
    TranslationLayer,
)
from padapatha.problems import Problem, Refused, problem
from padapatha.reading.json_file import JsonFile, read_json
from padapatha.reading.project_files import ProjectFiles, read_file
from padapatha.rules.layers import layer_faults
from padapatha.strict_json import Pointer
from padapatha.text_index import TextIndex

_ENTITY_KEYS = ("id", "start", "end", "text", "label", "note")
Json = Mapping[str, Any]  # an object of a layer's file; it ends in this module


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A layer with the file it was read from, which knows the place of each record."""

    layer: Layer
    file: JsonFile


def read_layer(files: ProjectFiles, name: str, document: str) -> LayerFile:
    """Read one layer of a document; raise `Refused` when the file is not of its schema."""
    path = files.project.layer(name, document)
    return layer_of(read_json(files.read(path), files.name(path), f"layer-{name}"))


def read_layer_file(path: Path, name: str) -> LayerFile:
    """Read a layer from a file anywhere; raise `Refused` when it is not of the layer's schema."""
    return layer_of(read_json(read_file(path), str(path), f"layer-{name}"))


def layer_name(path: Path) -> str:
    """Read the name of the layer that a file says it is; raise `Refused` when it says none."""
    value = strict_json.loads(read_file(path), str(path))
    name = value.get("layer") if isinstance(value, dict) else None
    if name not in LAYERS:
        raise Refused([problem("schema", str(path), f"/layer: it is none of {', '.join(LAYERS)}")])
    return str(name)


def read_layers(files: ProjectFiles, document: str) -> Layers:
    """Read every layer that a document has; raise `Refused` with the problems of all of them."""
    problems: list[Problem] = []
    layers: dict[str, Any] = {}
    for name in LAYERS:
        if present(files.project.layer(name, document)):
            try:
                layers[name] = read_layer(files, name, document).layer
            except Refused as refused:
                problems += refused.problems
    if problems:
        raise Refused(problems)
    return Layers(**layers)


def read_proposed(files: ProjectFiles, document: str) -> LayerFile:
    """Read the entities that a build has proposed; raise `Refused` when the file is not of its schema."""
    path = files.project.corpus_entities(document)
    return layer_of(read_json(files.read(path), files.name(path), "layer-entities"))


def entities_json(layer: EntityLayer) -> dict[str, Any]:
    """Return the JSON value of an entity layer, keys in the order of the schema."""
    agent = {"kind": layer.agent.kind, "name": layer.agent.name, "version": layer.agent.version}
    return {
        "schema": "padapatha/layer-entities/1",
        "layer": layer.name,
        "document": layer.document,
        "text_sha256": layer.text_sha256,
        "guideline": layer.guideline,
        "agent": _given(agent | {"note": layer.agent.note}),
        "date": layer.date,
        "complete": layer.complete,
        "entities": [_given({key: getattr(entity, key) for key in _ENTITY_KEYS}) for entity in layer.entities],
    }


def _given(item: dict[str, Any]) -> dict[str, Any]:
    """An object of a layer without the keys that are left out when there is nothing to say."""
    return {key: value for key, value in item.items() if value is not None}


def layer_problems(read: LayerFile, index: TextIndex | None, others: Layers | None = None) -> Iterator[Problem]:
    """Yield what the rules (`padapatha.rules.layers`) find in a layer, each at its place in the file."""
    for fault in layer_faults(read.layer, index, others):
        yield read.file.problem(fault.slug, fault.pointer, fault.found, fault.fix)


def layer_of(file: JsonFile) -> LayerFile:
    """Make the records of a file that is of its schema."""
    value: Json = file.value
    head: dict[str, Any] = {key: value[key] for key in ("document", "text_sha256", "guideline", "date", "complete")}
    return LayerFile(_MAKERS[value["layer"]](value, head | {"agent": Agent(**value["agent"])}), file)


def layer_json(layer: Layer) -> dict[str, Any]:
    """Return the JSON value of a layer, keys in the order of its schema."""
    root = schemas.schema(f"layer-{layer.name}")
    head: dict[str, Any] = {"schema": f"padapatha/layer-{layer.name}/1", "layer": layer.name}
    head |= {key: getattr(layer, key) for key in ("document", "text_sha256", "guideline")}
    head |= {"agent": _object(layer.agent, root), "date": layer.date, "complete": layer.complete}
    return head | {key: [_object(record, root) for record in records] for key, records in layer.lists().items()}


_DEFINED: Mapping[type, str] = {  # records by their definitions in the schemas
    Agent: "agent", Span: "span", Entity: "entity", Mention: "mention", Chain: "chain", Quotation: "quotation",
    QuotationPart: "part", TimeExpression: "time", Quantity: "quantity", Translation: "translation",
}  # fmt: skip  # a table in three rows


def _object(record: Record | Agent, root: Json) -> dict[str, Any]:
    """One record as JSON; ``note`` and ``version`` stand only where there is one."""
    keys = root["$defs"][_DEFINED[type(record)]]["properties"]
    values = {key: getattr(record, key) for key in keys}
    return {key: _plain(value, root) for key, value in values.items() if value is not None or key not in _OPTIONAL}


_OPTIONAL = ("note", "version")


def _plain(value: object, root: Json) -> object:
    if isinstance(value, Record):
        return _object(value, root)
    return [_plain(each, root) for each in value] if isinstance(value, tuple) else value


def _entities(value: Json, head: dict[str, Any]) -> Layer:
    return EntityLayer(**head, entities=tuple(Entity(**item, pointer=at) for at, item in _items(value, "entities")))


def _coreference(value: Json, head: dict[str, Any]) -> Layer:
    mentions = tuple(Mention(**item, pointer=at) for at, item in _items(value, "mentions"))
    chains = (item | {"mentions": tuple(item["mentions"]), "pointer": at} for at, item in _items(value, "chains"))
    return CoreferenceLayer(**head, mentions=mentions, chains=tuple(Chain(**item) for item in chains))


def _quotations(value: Json, head: dict[str, Any]) -> Layer:
    return QuotationLayer(**head, quotations=tuple(_quotation(at, item) for at, item in _items(value, "quotations")))


def _quotation(at: Pointer, item: dict[str, Any]) -> Quotation:
    spans = {role: _span((*at, role), item[role]) for role in ("cue", "speaker", "relay")}
    parts = tuple(_part((*at, "parts", number), part) for number, part in enumerate(item["parts"]))
    return Quotation(**(item | spans | {"parts": parts}), pointer=at)


def _part(at: Pointer, item: dict[str, Any]) -> QuotationPart:
    marks = {side: _span((*at, side), item[side]) for side in ("open", "close")}
    return QuotationPart(**(item | marks), pointer=at)


def _expressions(value: Json, head: dict[str, Any]) -> Layer:
    times = tuple(TimeExpression(**item, pointer=at) for at, item in _items(value, "times"))
    return ExpressionLayer(
        **head, times=times, quantities=tuple(_quantity(at, item) for at, item in _items(value, "quantities"))
    )


def _quantity(at: Pointer, item: dict[str, Any]) -> Quantity:
    spans = {role: _span((*at, role), item[role]) for role in ("number", "of")}
    return Quantity(**(item | spans), pointer=at)


def _translations(value: Json, head: dict[str, Any]) -> Layer:
    records = tuple(Translation(**item, pointer=at) for at, item in _items(value, "translations"))
    return TranslationLayer(**head, translations=records)


def _span(at: Pointer, item: Json | None) -> Span | None:
    return None if item is None else Span(**item, pointer=at)


def _items(value: Json, key: str) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    return (((key, number), item) for number, item in enumerate(value[key]))


_MAKERS: Mapping[str, Callable[[Json, dict[str, Any]], Layer]] = {
    "entities": _entities,
    "coreference": _coreference,
    "quotations": _quotations,
    "expressions": _expressions,
    "translations": _translations,
}
