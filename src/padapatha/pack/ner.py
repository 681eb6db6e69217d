"""``ner_tags``: one flat IOB2 tag a token, computed from the layers (docs/guidelines/entities.md, last section).

The tags are the six types of the Hindi part of IL-NER (ltrc/IL-NER), because that is the set which people and the
shipped model can both fill.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from padapatha.model import Layer
from padapatha.pack.placing import Places
from padapatha.problems import Refused, problem

TYPES = ("NEP", "NEL", "NEO", "NEAR", "NETI", "NEN")  # append only: the numbers are in published files
TAGS = ("O", *(f"{begin}-{kind}" for kind in TYPES for begin in "BI"))

# The entities' labels that IL-NER marks; the others stand outside every entity there
OF_ENTITY: Mapping[str, str] = MappingProxyType(
    {
        "PERSON": "NEP",
        "FAC": "NEL",
        "GPE": "NEL",
        "LOC": "NEL",
        "ORG": "NEO",
        "PRODUCT": "NEAR",
        "WORK_OF_ART": "NEAR",
        "LAW": "NEAR",
        "PROGRAMME": "NEAR",
    }
)
_NO_NUMBER = "ORDINAL"

Labelled = tuple[int, int, str]  # start and end in the document, type


def sentence_tags(layers: Sequence[Layer], places: Places) -> tuple[tuple[str, ...] | None, ...]:
    """Return the tags of every sentence; None where a layer they need is missing or not read through to its end."""
    complete = {layer.name: layer for layer in layers if layer.complete}
    if not {"entities", "expressions"} <= complete.keys():
        return (None,) * len(places.sentences)
    tags = [["O"] * len(sentence.tokens) for sentence in places.sentences]
    candidates = [*_entities(complete["entities"]), *_expressions(complete["expressions"])]
    for start, end, kind in outermost(candidates, f"annotations/entities/{places.document}.json"):
        path = f"annotations/{'expressions' if kind in ('NETI', 'NEN') else 'entities'}/{places.document}.json"
        place = places.of(start, end, path)
        tags[place.index][place.first : place.last] = [f"B-{kind}", *[f"I-{kind}"] * (place.last - place.first - 1)]
    return tuple(map(tuple, tags))


def _entities(layer: Layer) -> Iterator[Labelled]:
    for item in layer.items["entities"]:
        kind = OF_ENTITY.get(str(item["label"]))
        if kind:
            yield _labelled(item, kind)


def _expressions(layer: Layer) -> Iterator[Labelled]:
    for item in layer.items["times"]:
        yield _labelled(item, "NETI")
    for item in map(dict[str, Any], layer.items["quantities"]):
        if item["type"] != _NO_NUMBER:
            yield _labelled(item["number"], "NEN")


def _labelled(span: Mapping[str, Any], kind: str) -> Labelled:
    return span["start"], span["end"], kind


def outermost(spans: Iterable[Labelled], path: str) -> Iterator[Labelled]:
    """Yield the spans that lie inside no other, in order; of two alike the first given. Crossing spans are refused."""
    reached, longest = 0, (0, 0)
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            reached, longest = end, (start, end)
            yield start, end, kind
        elif end > reached:
            found = f"{start}-{end} crosses {longest[0]}-{longest[1]}"
            raise Refused([problem("nesting", path, found)])
