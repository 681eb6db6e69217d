"""Label Studio: one JSON task a document, and back from its JSON export. Offsets are code points.

What people have decided is given as annotations, what a program made as predictions. An export has an annotation for
each task that somebody submitted; a task without one was not opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr  # only writes; nothing is parsed

from padapatha import strict_json
from padapatha.exchange.forms import fault_of_form, is_whole_number, one_file, shown_json
from padapatha.exchange.manifest import ExportManifest
from padapatha.exchange.view import (
    LINK_LABELS,
    Link,
    OutgoingDocument,
    ReturnedDocument,
    ToolMark,
    Unread,
    View,
    labels,
)
from padapatha.problems import Problem, Refused
from padapatha.reading import read_file
from padapatha.reading.json_file import JsonFile
from padapatha.strict_json import Pointer

TASKS = "tasks.json"
_COLOURS = (
    "#d62728",
    "#1f77b4",
    "#2ca02c",
    "#ff7f0e",
    "#9467bd",
    "#8c564b",
    "#e377c2",
    "#7f7f7f",
    "#bcbd22",
    "#17becf",
)
_OUR_DATA = frozenset(("document", "text", "text_sha256"))
_OF_REGIONS = frozenset(("id", "from_name", "to_name", "type", "value", "origin", "score", "image_rotation", "hidden"))
_FIX = "in Label Studio: Export, format JSON"


def to_label_studio(documents: Sequence[OutgoingDocument], layers: Sequence[str], _unit: str) -> dict[str, bytes]:
    """Return the tasks and the labelling configuration by file name."""
    tasks = [_task(document) for document in documents]
    return {TASKS: strict_json.dumps(tasks), "labeling-config.xml": _config(layers).encode("utf-8")}


def _task(document: OutgoingDocument) -> dict[str, Any]:
    data = {"document": document.document, "text": document.text, "text_sha256": document.sha256}
    result = [*map(_region, document.view.marks), *map(_relation, document.view.links)]
    decided = [{"result": result}] if document.decided and result else []
    made = [{"model_version": "padapatha", "result": result}] if result and not decided else []
    return {"data": data, "annotations": decided, "predictions": made}


def _region(mark: ToolMark) -> dict[str, Any]:
    value = {"start": mark.start, "end": mark.end, "text": mark.text, "labels": [mark.label]}
    return {"id": mark.id, "from_name": mark.layer, "to_name": "text", "type": "labels", "value": value}


def _relation(link: Link) -> dict[str, Any]:
    ends = {"from_id": link.source, "to_id": link.target}
    return {**ends, "type": "relation", "direction": "right", "labels": [link.label]}


def _config(layers: Sequence[str]) -> str:
    lines = ["<View>"]
    for layer in layers:
        lines.append(f'  <Labels name={quoteattr(layer)} toName="text">')
        for number, label in enumerate(labels(layer)):
            colour = _COLOURS[number % len(_COLOURS)]
            lines.append(f"    <Label value={quoteattr(label)} background={quoteattr(colour)}/>")
        lines.append("  </Labels>")
    relations = [label for layer in layers for label in LINK_LABELS[layer]]
    if relations:
        values = "".join(f"<Relation value={quoteattr(label)}/>" for label in relations)
        lines.append(f"  <Relations>{values}</Relations>")
    lines += ['  <Text name="text" value="$text" granularity="symbol"/>', "</View>", ""]
    return "\n".join(lines)


# Back


def from_label_studio(path: Path, manifest: ExportManifest) -> Iterator[ReturnedDocument | Problem]:
    """Yield the documents of a JSON export, and what is wrong with its form."""
    path = one_file(path, TASKS, ".json")
    data = read_file(path)
    file = JsonFile(strict_json.loads(data, str(path)), data, str(path))
    if not isinstance(file.value, list):
        yield file.problem("tool-file", (), "it is no list of tasks", _FIX)
        return
    for row, task in enumerate(file.value):
        try:
            yield _Task(file, (row,), task, manifest.layers).read()
        except Refused as refused:
            yield from refused.problems


class _Task:
    """Reads one task; whatever is not of its form raises `Refused` with its place."""

    def __init__(self, file: JsonFile, at: Pointer, value: object, layers: Sequence[str]) -> None:
        self.file, self.at, self.layers = file, at, layers
        self.unread: list[Unread] = []
        self.value = self._object(value, at, "a task")
        if "data" not in self.value:
            raise fault_of_form(file, at, "a task without `data`: JSON_MIN and CSV lose what a merge needs", _FIX)
        self.data = self._object(self.value.get("data"), (*at, "data"), "the data of a task")

    def read(self) -> ReturnedDocument:
        document = self.data.get("document")
        if not isinstance(document, str):
            found = "the task has no `document` in its data, so it is none of the export"
            raise fault_of_form(self.file, (*self.at, "data"), found, _FIX)
        self._unread_keys(self.data, _OUR_DATA, (*self.at, "data"))
        place, annotation = self._annotation(document)
        view = self._view(annotation, place)
        unread, opened = tuple(self.unread), annotation is not None
        text = self.data.get("text")
        return ReturnedDocument(
            document, self.file, self.at, text, view, reviewed=opened, untouched=not opened, unread=unread
        )

    def _annotation(self, document: str) -> tuple[Pointer, Mapping[str, Any] | None]:
        """The one annotation that was submitted; nothing when the task was not opened."""
        place = (*self.at, "annotations")
        if "annotations" not in self.value:
            found = f"{document}: the task has no `annotations`; JSON_MIN and CSV lose what the merge needs"
            raise fault_of_form(self.file, self.at, found, _FIX)
        given = self._list(self.value.get("annotations"), place, "annotations")
        kept = [(row, self._object(each, (*place, row), "an annotation")) for row, each in enumerate(given)]
        kept = [(row, each) for row, each in kept if each.get("was_cancelled") is not True]
        if len(kept) > 1:
            found = f"{document}: {len(kept)} annotations of one task, and nothing says which one counts"
            raise fault_of_form(self.file, place, found, "delete all but one in Label Studio")
        return ((*place, kept[0][0]), kept[0][1]) if kept else (place, None)

    def _view(self, annotation: Mapping[str, Any] | None, place: Pointer) -> View:
        if annotation is None:
            return View()
        marks, links = [], []
        place = (*place, "result")
        for row, given in enumerate(self._list(annotation.get("result"), place, "the result")):
            at = (*place, row)
            region = self._object(given, at, "a region")
            if region.get("type") == "labels":
                marks.append(self._mark(region, at))
            elif region.get("type") == "relation":
                links.append(self._link(region, at))
            else:
                shown = f"a region of type {region.get('type')!r}: {shown_json(region.get('value'))}"
                self.unread.append(Unread(shown, at))
        return View(tuple(marks), tuple(links))

    def _mark(self, region: Mapping[str, Any], at: Pointer) -> ToolMark:
        value = self._object(region.get("value"), (*at, "value"), "the value of a region")
        start, end, own = value.get("start"), value.get("end"), region.get("id")
        names = self._list(value.get("labels"), (*at, "value"), "the labels of a region")
        if start is None or end is None or not (is_whole_number(start) and is_whole_number(end)):
            raise fault_of_form(self.file, at, "start and end are no whole numbers", _FIX)
        if not isinstance(own, str) or not own:
            raise fault_of_form(self.file, at, "the region has no id", _FIX)
        if len(names) != 1 or not isinstance(names[0], str):
            raise fault_of_form(self.file, at, f"a region has one label; {own} has {len(names)}", "give it one label")
        self._unread_keys(region, _OF_REGIONS, at)
        text, layer = value.get("text"), region.get("from_name")
        known = layer in self.layers and names[0] in labels(str(layer))
        label = names[0] if layer in self.layers else f"{layer}/{names[0]}"
        return ToolMark(own, str(layer) if known else "", label, start, end, text if isinstance(text, str) else "", at)

    def _link(self, region: Mapping[str, Any], at: Pointer) -> Link:
        ends = region.get("from_id"), region.get("to_id")
        names = region.get("labels") or []
        if not all(isinstance(end, str) for end in ends):
            raise fault_of_form(self.file, at, "a relation has no from_id or to_id", _FIX)
        if not isinstance(names, list) or len(names) != 1:
            raise fault_of_form(self.file, at, f"a relation has one label, this one {names!r}", "give it one label")
        return Link(str(ends[0]), str(ends[1]), str(names[0]), at)

    def _unread_keys(self, value: Mapping[str, Any], known: frozenset[str], at: Pointer) -> None:
        for key, each in value.items():
            if key not in known and each not in (None, {}, [], "", False):
                self.unread.append(Unread(f"{key}: {shown_json(each)}", (*at, key)))

    def _object(self, value: object, at: Pointer, what: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise fault_of_form(self.file, at, f"{what} is no object", _FIX)
        return value

    def _list(self, value: object, at: Pointer, what: str) -> list[Any]:
        if not isinstance(value, list):
            raise fault_of_form(self.file, at, f"{what}: no list", _FIX)
        return value
