"""Two quotation layers: content, kind, marks, cue, speaker; the speaker's chain by the mentions that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from padapatha.compare.coreference import partition
from padapatha.compare.items import Item, Match, Value, match
from padapatha.compare.outcome import ABSENT, Comparison
from padapatha.compare.reading import Paths, chains_beside, layer_file, layer_pair
from padapatha.compare.spans import compare_items, has
from padapatha.problems import Problem, Refused
from padapatha.validate.json_file import JsonFile

LAYER = "quotations"
NO_CHAINS = "speaker_chain is not compared: the coreference layer is missing beside the quotations of a side"
_SPANS = ("cue", "speaker", "relay")
_CHAIN = "speaker_chain"
_NAMES = (*_SPANS, "marks", _CHAIN)
Chains = Mapping[str, Value]  # by the chain's id: its mentions


def compare_quotations(files: Sequence[Paths]) -> Comparison:
    """Compare; the coreference layers are looked for at ``../coreference`` beside each file.

    Raises `Refused` for a file that is not of its schema, or a chain that its coreference layer does not have.
    """
    pairs = [layer_pair(paths, LAYER) for paths in files]
    a = [item for paths, pair in zip(files, pairs, strict=True) for item in _items(pair.a.value, paths[1])]
    b = [item for paths, pair in zip(files, pairs, strict=True) for item in _items(pair.b.value, paths[2])]
    found = compare_items(LAYER, a, b, {pair.document: pair.ground for pair in pairs}, _NAMES)
    figures = {**found.figures, f"{_CHAIN} with a common mention": _common(match(a, b).pairs)}
    found = replace(found, figures=figures)
    absent = not all(chains_beside(path).exists() for paths in files for path in paths[1:])
    return replace(found, notes=(*found.notes, NO_CHAINS)) if absent else found


def _common(pairs: Sequence[Match]) -> float | None:
    """Percent of the matched quotations whose speakers' chains share a mention, or are missing on both sides."""
    both = [(pair.a.values[_CHAIN].key, pair.b.values[_CHAIN].key) for pair in pairs if has(pair, _CHAIN)]
    same = (a == b or bool(isinstance(a, frozenset) and isinstance(b, frozenset) and a & b) for a, b in both)
    return 100 * sum(same) / len(both) if both else None


def _items(file: JsonFile, path: Path) -> Iterator[Item]:
    chains = _chains(path, file.value["document"])
    problems = tuple(_problems(file, chains))
    if problems:
        raise Refused(problems)
    for each in file.value["quotations"]:
        yield _item(each, file.value["document"], chains)


def _problems(file: JsonFile, chains: Chains | None) -> Iterator[Problem]:
    for index, each in enumerate(file.value["quotations"]):
        if chains is not None and each[_CHAIN] is not None and each[_CHAIN] not in chains:
            found = f"{each['id']}: the coreference layer beside it has no chain {each[_CHAIN]!r}"
            yield file.problem("reference", ("quotations", index, _CHAIN), found)


def _item(quotation: Mapping[str, Any], document: str, chains: Chains | None) -> Item:
    parts = sorted(quotation["parts"], key=lambda part: (part["start"], part["end"]))
    values = {name: _span(quotation[name]) for name in _SPANS} | {"marks": _marks(parts)}
    if chains is not None:
        name = quotation[_CHAIN]
        values[_CHAIN] = chains[name] if name else Value(None, ABSENT)
    extent = tuple((part["start"], part["end"]) for part in parts)
    return Item(document, extent, quotation["kind"], " … ".join(part["text"] for part in parts), values)


def _span(span: Mapping[str, Any] | None) -> Value:
    return Value((span["start"], span["end"]), span["text"]) if span else Value(None, ABSENT)


def _marks(parts: Sequence[Mapping[str, Any]]) -> Value:
    marks = [(_span(part["open"]), _span(part["close"]), part["mark_problem"]) for part in parts]
    key = tuple((before.key, after.key, fault) for before, after, fault in marks)
    return Value(key, " … ".join(f"{before.shown} {after.shown} {fault}" for before, after, fault in marks))


def _chains(path: Path, document: str) -> Chains | None:
    """The chains of the coreference layer beside a file, each as what it means; None when there is no such layer."""
    beside = chains_beside(path)
    if not beside.exists():
        return None
    file = layer_file(beside, "coreference")
    side = partition(file, document)
    names = [chain["id"] for chain in file.value["chains"]]
    meant = zip(names, side.chains, side.names, strict=True)
    return {name: Value(chain, f"{text} ({len(chain)})") for name, chain, text in meant}
