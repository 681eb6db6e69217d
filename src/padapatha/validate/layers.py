"""``annotations/<layer>/<doc>.json``: what a schema cannot say of a layer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from padapatha.layers import spans
from padapatha.problems import Problem, Refused
from padapatha.project import LAYERS
from padapatha.strict_json import Pointer
from padapatha.validate.ground import Ground, ground_of
from padapatha.validate.json_file import JsonFile, canonical_form, read_json, strings
from padapatha.validate.links import LINKS
from padapatha.validate.scene import Scene, guarded
from padapatha.validate.spans import Placed, border_problems, crossings, span_fault

# The lists of items of each layer; every item but a translation has an id
_LISTS = {
    "entities": ("entities",),
    "coreference": ("mentions", "chains"),
    "quotations": ("quotations",),
    "expressions": ("times", "quantities"),
    "translations": ("translations",),
}
_FLAT = frozenset(("expressions",))  # layers whose spans never overlap
_FREE = frozenset(("parts",))  # spans below these keys may be longer than a sentence


def check_layers(scene: Scene, document: str, only: str = "") -> Iterator[Problem]:
    """Look at every layer that a document has, or at one of them."""
    layers = (only,) if only else LAYERS
    present = [layer for layer in layers if scene.project.layer(layer, document).exists()]
    if not present:
        return
    ground: Ground | None = None
    with suppress(
        Refused
    ):  # what is wrong with the seed is said there; the form of its layers is looked at all the same
        ground = ground_of(scene, document)
    for layer in present:
        yield from guarded(partial(_layer, scene, layer, document, ground))


def _layer(scene: Scene, layer: str, document: str, ground: Ground | None) -> Iterator[Problem]:
    path = scene.project.layer(layer, document)
    file = read_json(scene.read(path), scene.name(path), f"layer-{layer}")
    yield from strings(file)
    yield from _envelope(file, document)
    yield from _unique_ids(file, layer)
    if ground is None:
        return
    if file.value["text_sha256"] != ground.sha256:
        yield from _stale(file, ground)
    else:
        yield from _spans(file, layer, ground)
    yield from canonical_form(file, f"layer-{layer}")
    yield from _order(file, layer)
    yield from LINKS[layer](scene, file, ground)


def _envelope(file: JsonFile, document: str) -> Iterator[Problem]:
    if file.value["document"] != document:
        yield file.problem("file-name", ("document",), f"it is of {file.value['document']!r}, not {document!r}")
    latest = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)  # east of Greenwich it is tomorrow
    if datetime.date.fromisoformat(file.value["date"]) > latest:
        yield file.problem("date", ("date",), f"{file.value['date']} has not come yet")


def _unique_ids(file: JsonFile, layer: str) -> Iterator[Problem]:
    for key in _LISTS[layer]:
        seen: set[str] = set()
        for index, item in enumerate(file.value[key]):
            if item.get("id", index) in seen:
                yield file.problem("id-twice", (key, index, "id"), f"{item['id']!r} stands twice")
            seen.add(item.get("id", ""))


def _stale(file: JsonFile, ground: Ground) -> Iterator[Problem]:
    """One problem for the whole file, and one at each span that no longer stands where it did."""
    placed = list(spans(file.value))
    moved = [(pointer, fault) for pointer, span in placed if (fault := span_fault(span, ground.text))]
    found = f"made on another version of the text; of its {len(placed)} spans {len(moved)} no longer stand there"
    yield file.problem("stale", ("text_sha256",), found)
    for pointer, fault in moved:
        yield file.problem("stale", (*pointer, "start"), f"{_owner(file.value, pointer)}: {fault}")


def _owner(value: Mapping[str, Any], pointer: Pointer) -> str:
    """The id of the item in which a span stands."""
    item = value[str(pointer[0])][pointer[1]]
    return str(item.get("id", "/".join(map(str, pointer))))


def _spans(file: JsonFile, layer: str, ground: Ground) -> Iterator[Problem]:
    fitting: list[Placed] = []
    for pointer, span in spans(file.value):
        if fault := span_fault(span, ground.text):
            yield file.problem("span", (*pointer, "start"), f"{_owner(file.value, pointer)}: {fault}")
        else:
            fitting.append((pointer, span))
            in_one_sentence = not _FREE & frozenset(map(str, pointer))
            yield from border_problems(file, (pointer, span), ground, in_one_sentence=in_one_sentence)
    yield from crossings(file, [each for each in fitting if _is_item(each[0])], flat=layer in _FLAT)


def _is_item(pointer: Pointer) -> bool:
    """Whether a span is an item of a list of its own, or a part of a quotation."""
    return len(pointer) == 2 or (len(pointer) == 4 and pointer[2] == "parts")


def _order(file: JsonFile, layer: str) -> Iterator[Problem]:
    """Items are sorted by start, longer first; quotations by their first part."""
    for key in _LISTS[layer]:
        places = [_place(item) for item in file.value[key]]
        for index in _unsorted(places):
            yield file.problem("canonical", (key, index), f"{key} are not sorted by start, longer first")


def _place(item: Mapping[str, Any]) -> tuple[int, int]:
    span = item["parts"][0] if "parts" in item else item
    return (span["start"], -span["end"]) if "start" in span else (0, 0)


def _unsorted(places: Sequence[tuple[int, int]]) -> Iterator[int]:
    return (index for index in range(1, len(places)) if places[index] < places[index - 1])
