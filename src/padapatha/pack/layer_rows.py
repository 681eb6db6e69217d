"""Layers to rows: every item with its place in the text and who decided it, by which guideline, when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from padapatha.model import Layer
from padapatha.pack.placing import Places
from padapatha.pack.signing import Row, signature
from padapatha.problems import Refused, problem

_SPAN = ("start", "end", "text")


def layer_rows(layer: Layer, places: Places) -> tuple[str, Iterator[Row]]:
    """Return the config that a layer fills, and its rows; a layer without a config of its own gives none."""
    config, make = _CONFIGS.get(layer.name, ("", None))
    return config, make(layer, places) if make else iter(())


def _entities(layer: Layer, places: Places) -> Iterator[Row]:
    for item in layer.items["entities"]:
        yield _placed(item, layer, places) | {"entity_id": item["id"], "label": item["label"]}


def _mentions(layer: Layer, places: Places) -> Iterator[Row]:
    chains = {mention: chain for chain in map(dict[str, Any], layer.items["chains"]) for mention in chain["mentions"]}
    for item in layer.items["mentions"]:
        chain = chains.get(str(item["id"]))
        if chain is None:
            found = f"mention {item['id']} stands in no chain"
            raise Refused([problem("reference", f"annotations/coreference/{layer.document}.json", found)])
        of_chain = {"chain_id": chain["id"], "type": chain["type"], "singleton": chain["singleton"]}
        yield _placed(item, layer, places) | {"mention_id": item["id"]} | of_chain


def _quotations(layer: Layer, places: Places) -> Iterator[Row]:
    for item in map(dict[str, Any], layer.items["quotations"]):
        parts = [_part(part) for part in item["parts"]]
        start, end = parts[0]["start"], parts[-1]["end"]
        yield {
            "doc_id": layer.document,
            "sent_ids": [sentence.id for sentence in places.touched(start, end)],
            "quotation_id": item["id"],
            "kind": item["kind"],
            "start": start,
            "end": end,
            "parts": parts,
            **{key: value for role in ("cue", "speaker", "relay") for key, value in _flat(role, item[role]).items()},
            "speaker_chain": item["speaker_chain"],
            **signature(layer, item),
        }


def _part(part: Mapping[str, Any]) -> Row:
    marks: Row = {}
    for side in ("open", "close"):
        mark = part[side] or {"text": None, "start": None}
        marks |= {side: mark["text"], f"{side}_start": mark["start"]}
    return {key: part[key] for key in _SPAN} | marks | {"mark_problem": part["mark_problem"]}


def _flat(role: str, span: Mapping[str, Any] | None) -> Row:
    return {f"{role}_{key}": span and span[key] for key in _SPAN}


def _expressions(layer: Layer, places: Places) -> Iterator[Row]:
    nothing = dict.fromkeys(("anchor", "offset", "resolved", "unit"))
    for kind, key in (("time", "times"), ("quantity", "quantities")):
        for item in map(dict[str, Any], layer.items[key]):
            values = {name: item[name] for name in ("type", "value", "mod", "reason")}
            values |= nothing | {name: item[name] for name in nothing if name in item}
            values |= _flat("number", item.get("number")) | _flat("of", item.get("of"))
            yield _placed(item, layer, places) | {"expression_id": item["id"], "kind": kind} | values


def _placed(item: Mapping[str, Any], layer: Layer, places: Places) -> Row:
    place = places.of(item["start"], item["end"], f"annotations/{layer.name}/{layer.document}.json")
    here = {"doc_id": layer.document, "sent_id": places.sentences[place.index].id}
    span = {"start": item["start"], "end": item["end"], "text": item["text"]}
    return here | span | {"start_token": place.first, "end_token": place.last} | signature(layer, item)


_CONFIGS: Mapping[str, tuple[str, Callable[[Layer, Places], Iterator[Row]]]] = {
    "entities": ("entities", _entities),
    "coreference": ("mentions", _mentions),
    "quotations": ("quotations", _quotations),
    "expressions": ("expressions", _expressions),
}
