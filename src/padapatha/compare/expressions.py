"""Two expression layers: times and quantities, their types and their values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from padapatha.compare.items import Item, Value, match
from padapatha.compare.outcome import ABSENT, Comparison, f1
from padapatha.compare.reading import Paths, layer_pair
from padapatha.compare.spans import compare_items
from padapatha.problems import Refused
from padapatha.validate.json_file import JsonFile

LAYER = "expressions"
_OF_TIMES = ("value", "anchor", "offset", "mod", "resolved", "reason")
_OF_QUANTITIES = ("value", "number", "unit", "of", "mod", "reason")
_NAMES = tuple(dict.fromkeys((*_OF_TIMES, *_OF_QUANTITIES)))


def compare_expressions(files: Sequence[Paths]) -> Comparison:
    """Compare; raises `Refused` for a file that is not of its schema, or an anchor that is no time of the file."""
    pairs = [layer_pair(paths, LAYER) for paths in files]
    a = [item for pair in pairs for item in _items(pair.a.value)]
    b = [item for pair in pairs for item in _items(pair.b.value)]
    found = compare_items(LAYER, a, b, {pair.document: pair.ground for pair in pairs}, _NAMES)
    figures = {"exact F1 with value": _valued(a, b), **found.figures}
    return replace(found, figures=figures)


def _valued(a: Sequence[Item], b: Sequence[Item]) -> float | None:
    """F1 of extent, type, value and unit."""
    pairs = [(pair.a, pair.b) for pair in match(a, b).pairs if pair.exact]
    return f1(sum(_meaning(ours) == _meaning(theirs) for ours, theirs in pairs), len(a), len(b))


def _meaning(item: Item) -> tuple[str, object, object]:
    unit = item.values.get("unit")
    return item.label, item.values["value"].key, unit and unit.key


def _items(file: JsonFile) -> Iterator[Item]:
    document, times = file.value["document"], {each["id"]: each for each in file.value["times"]}
    for index, each in enumerate(file.value["times"]):
        if each["anchor"] not in (None, "document", *times):
            found = f"{each['id']}: there is no time {each['anchor']!r}"
            raise Refused([file.problem("reference", ("times", index, "anchor"), found)])
        known = {**each, "anchor": times.get(each["anchor"], each["anchor"])}
        yield _item(known, document, _OF_TIMES)
    for each in file.value["quantities"]:
        yield _item(each, document, _OF_QUANTITIES)


def _item(each: Mapping[str, Any], document: str, names: Sequence[str]) -> Item:
    values = {name: _value(each[name]) for name in names}
    return Item(document, ((each["start"], each["end"]),), each["type"], each["text"], values)


def _value(value: object) -> Value:
    """A span is compared by its extent, anything else by itself."""
    if isinstance(value, Mapping):
        return Value((value["start"], value["end"]), str(value["text"]))
    return Value(None, ABSENT) if value is None else Value(str(value), str(value))
