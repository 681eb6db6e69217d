"""Two entity layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from padapatha.compare.items import Item
from padapatha.compare.outcome import Comparison
from padapatha.compare.reading import Paths, layer_pair
from padapatha.compare.spans import compare_items
from padapatha.validate.json_file import JsonFile

LAYER = "entities"


def compare_entities(files: Sequence[Paths]) -> Comparison:
    """Compare; raises `Refused` for a file that is not of its schema."""
    pairs = [layer_pair(paths, LAYER) for paths in files]
    a = [item for pair in pairs for item in _items(pair.a.value)]
    b = [item for pair in pairs for item in _items(pair.b.value)]
    return compare_items(LAYER, a, b, {pair.document: pair.ground for pair in pairs})


def _items(file: JsonFile) -> Iterator[Item]:
    for each in file.value["entities"]:
        yield Item(file.value["document"], ((each["start"], each["end"]),), each["label"], each["text"])
