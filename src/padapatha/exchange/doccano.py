"""doccano: one line of JSON a document, and back. Its server keeps any numbers; its browser part decides the unit.

That is UTF-16 code units, or grapheme clusters in a project that is set so. Ids of spans and relations are rewritten by
the server, and a project that allows no overlapping drops overlapping spans without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from padapatha import strict_json
from padapatha.conllu.lines import decode
from padapatha.exchange.forms import fault_of_form, is_whole_number, json_line, one_file, shown_json
from padapatha.exchange.manifest import ExportManifest
from padapatha.exchange.units import Unit
from padapatha.exchange.view import (
    LINK_LABELS,
    Link,
    OutgoingDocument,
    ReturnedDocument,
    ToolMark,
    Unread,
    View,
    labels,
    layer_of_label,
)
from padapatha.problems import Problem, Refused, problem
from padapatha.reading import read_file
from padapatha.strict_json import Pointer

LINES = "documents.jsonl"
_KNOWN = frozenset(("id", "text", "label", "entities", "relations", "document", "text_sha256", "Comments", "comments"))
_FIX = "in doccano: Export dataset, format JSONL, or JSONL (relation) for links"


def to_doccano(documents: Sequence[OutgoingDocument], layers: Sequence[str], unit: str) -> dict[str, bytes]:
    """Return the documents and the labels by file name; raise `Refused` where the unit has no border."""
    rows = b"".join(json_line(_row(document, layers, unit)) for document in documents)
    spans = [_label(label, number) for number, label in enumerate(label for layer in layers for label in labels(layer))]
    found = {LINES: rows, "span-labels.json": strict_json.dumps(spans)}
    kinds = [
        _label(label, number) for number, label in enumerate(label for layer in layers for label in LINK_LABELS[layer])
    ]
    return found | ({"relation-labels.json": strict_json.dumps(kinds)} if kinds else {})


def _label(text: str, number: int) -> dict[str, Any]:
    colours = ("#d62728", "#1f77b4", "#2ca02c", "#b8860b", "#9467bd", "#8c564b", "#c51b7d", "#555555")
    return {"text": text, "background_color": colours[number % len(colours)], "text_color": "#ffffff"}


def _row(document: OutgoingDocument, layers: Sequence[str], unit: str) -> dict[str, Any]:
    counted = Unit(unit, document.text)
    spans = [(mark, _offset(mark, counted, document, mark.start), _offset(mark, counted, document, mark.end))
             for mark in document.view.marks]  # fmt: skip
    head = {"document": document.document, "text_sha256": document.sha256, "text": document.text}
    if not any(LINK_LABELS[layer] for layer in layers):
        return {**head, "label": [[start, end, mark.label] for mark, start, end in spans]}
    numbers = {mark.id: number for number, (mark, _, _) in enumerate(spans, 1)}
    entities = [{"id": numbers[mark.id], "label": mark.label, "start_offset": start, "end_offset": end}
                for mark, start, end in spans]  # fmt: skip
    relations = [{"id": number, "from_id": numbers[link.source], "to_id": numbers[link.target], "type": link.label}
                 for number, link in enumerate(document.view.links, 1)]  # fmt: skip
    return {**head, "entities": entities, "relations": relations}


def _offset(mark: ToolMark, counted: Unit, document: OutgoingDocument, offset: int) -> int:
    found = counted.to_unit(offset)
    if found is None:
        shown = f"{mark.id} {mark.text[:40]!r} has no border at {offset} in this unit"
        fix = "export with --unit utf-16"
        raise Refused([problem("grapheme-split", f"corpus/{document.document}.conllu", shown, fix=fix)])
    return found


# Back


@dataclass(frozen=True, slots=True)
class JsonLines:
    """A file of one JSON value a line; a pointer into it begins with the number of the line, from 0."""

    path: str
    lines: Sequence[str]

    def problem(self, slug: str, pointer: Pointer, found: str, fix: str = "") -> Problem:
        """Make a problem at a value of a line."""
        row = pointer[0] if pointer and isinstance(pointer[0], int) else 0
        try:
            _, column = strict_json.nearest(strict_json.places(self.lines[row].encode("utf-8")), pointer[1:])
        except (ValueError, IndexError):  # a line that is no JSON has no places
            column = 0
        return problem(slug, self.path, found, line=row + 1, column=column, fix=fix)


def from_doccano(path: Path, manifest: ExportManifest) -> Iterator[ReturnedDocument | Problem]:
    """Yield the documents of an export of doccano, and what is wrong with its form."""
    path = one_file(path, LINES, ".jsonl")
    source = JsonLines(str(path), decode(read_file(path), str(path)).split("\n"))
    for row, line in enumerate(source.lines):
        if line and not line.isspace():
            try:
                yield _read(source, row, line, manifest.layers)
            except Refused as refused:
                yield from refused.problems


def _read(source: JsonLines, row: int, line: str, layers: Sequence[str]) -> ReturnedDocument:
    try:
        value = strict_json.loads(line.encode("utf-8"), source.path)
    except Refused as refused:
        raise Refused([replace(each, line=row + 1) for each in refused.problems]) from None
    if not isinstance(value, dict) or not isinstance(value.get("document"), str):
        raise fault_of_form(source, (row,), "the line has no `document`, so it is none of the export", _FIX)
    if "label" not in value and "entities" not in value:
        raise fault_of_form(source, (row,), "the line has neither `label` nor `entities`", _FIX)
    reader = _entity if "entities" in value else _triple
    key = "entities" if "entities" in value else "label"
    marks = [reader(source, (row, key, n), each, layers) for n, each in enumerate(_list(source, row, value, key))]
    links = [_relation(source, (row, "relations", n), each)
             for n, each in enumerate(_list(source, row, value, "relations"))]  # fmt: skip
    unread = [Unread(f"{name}: {shown_json(each)}", (row, name)) for name, each in value.items()
              if each not in ([], None, "") and (name not in _KNOWN or name.lower() == "comments")]  # fmt: skip
    view = View(tuple(marks), tuple(links))
    return ReturnedDocument(
        value["document"], source, (row,), value.get("text"), view, linked="relations" in value, unread=tuple(unread)
    )


def _list(source: JsonLines, row: int, value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key, [])
    if not isinstance(found, list):
        raise fault_of_form(source, (row, key), f"{key} is no list", _FIX)
    return found


def _triple(source: JsonLines, at: Pointer, value: object, layers: Sequence[str]) -> ToolMark:
    if not isinstance(value, list) or len(value) != 3 or not isinstance(value[2], str):
        raise fault_of_form(source, at, f"{shown_json(value)} is not [start, end, label]", _FIX)
    start, end, label = value
    if not (is_whole_number(start) and is_whole_number(end)):
        raise fault_of_form(source, at, f"{shown_json(value)}: start and end are no whole numbers", _FIX)
    return ToolMark(f"span {at[-1]}", layer_of_label(label, layers), label, start, end, "", at)


def _entity(source: JsonLines, at: Pointer, value: object, layers: Sequence[str]) -> ToolMark:
    keys = ("id", "start_offset", "end_offset")
    if not isinstance(value, dict) or not all(is_whole_number(value.get(key)) for key in keys):
        raise fault_of_form(source, at, f"{shown_json(value)} has no id, start_offset and end_offset", _FIX)
    label = value.get("label")
    if not isinstance(label, str):
        raise fault_of_form(source, at, f"{shown_json(value)} has no label", _FIX)
    own, start, end = (value[key] for key in keys)
    return ToolMark(str(own), layer_of_label(label, layers), label, start, end, "", at)


def _relation(source: JsonLines, at: Pointer, value: object) -> Link:
    if not isinstance(value, dict) or not all(is_whole_number(value.get(key)) for key in ("from_id", "to_id")):
        raise fault_of_form(source, at, f"{shown_json(value)} has no from_id and to_id", _FIX)
    return Link(str(value["from_id"]), str(value["to_id"]), str(value.get("type")), at)
