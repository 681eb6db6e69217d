"""Comparison of quotations: extent, kind, marks, cue, speaker; a speaker's chain by the mentions that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from padapatha.compare.coreference import partition
from padapatha.compare.inputs import FilePair, LayerSide, read_layer_pair
from padapatha.compare.items import (
    Attribute,
    ItemPair,
    LabelledItem,
    compare_items,
    match_items,
    span_attribute,
    text_attribute,
)
from padapatha.compare.outcome import Comparison
from padapatha.layers import Quotation, QuotationLayer, QuotationPart

NO_CHAINS = "speaker_chain is not compared: the coreference layer is missing beside the quotations of a side"
_CHAIN = "speaker_chain"
_OF_QUOTATIONS = ("cue", "speaker", "relay", "marks", _CHAIN)


def compare_quotations(files: Sequence[FilePair]) -> Comparison:
    """Compare; the chains of the speakers are those of ``../coreference`` beside each file.

    Raises `Refused` for a file, of either layer, that cannot be compared.
    """
    pairs = [read_layer_pair(pair, QuotationLayer) for pair in files]
    a = [item for pair in pairs for item in _items(pair.a)]
    b = [item for pair in pairs for item in _items(pair.b)]
    comparison = compare_items(QuotationLayer.name, a, b, {pair.document: pair.index for pair in pairs}, _OF_QUOTATIONS)
    common = {f"{_CHAIN} with a common mention": _with_common_mention(match_items(a, b).pairs)}
    complete = all(side.coreference for pair in pairs for side in (pair.a, pair.b))
    notes = comparison.notes if complete else (*comparison.notes, NO_CHAINS)
    return replace(comparison, figures={**comparison.figures, **common}, notes=notes)


def _with_common_mention(pairs: Sequence[ItemPair]) -> float | None:
    """Percent of the paired quotations whose speakers' chains share a mention, or are missing on both sides."""
    keys = [(pair.a.attributes[_CHAIN].key, pair.b.attributes[_CHAIN].key) for pair in pairs if pair.both_have(_CHAIN)]
    same = (a == b or bool(isinstance(a, frozenset) and isinstance(b, frozenset) and a & b) for a, b in keys)
    return 100 * sum(same) / len(keys) if keys else None


def _items(side: LayerSide[QuotationLayer]) -> Iterator[LabelledItem]:
    chains = _chains(side)
    for quotation in side.layer.quotations:
        yield _item(quotation, side.layer.document, chains)


def _chains(side: LayerSide[QuotationLayer]) -> Mapping[str, Attribute] | None:
    """By its id, each chain as the mentions that it holds; None without a coreference layer."""
    if side.coreference is None:
        return None
    mentions = partition(side.coreference)
    return {
        chain.id: Attribute(cluster, f"{name} ({len(cluster)})")
        for chain, cluster, name in zip(side.coreference.chains, mentions.clusters, mentions.names, strict=True)
    }


def _item(quotation: Quotation, document: str, chains: Mapping[str, Attribute] | None) -> LabelledItem:
    parts = sorted(quotation.parts, key=lambda part: (part.start, part.end))
    attributes = {
        "cue": span_attribute(quotation.cue),
        "speaker": span_attribute(quotation.speaker),
        "relay": span_attribute(quotation.relay),
        "marks": _marks(parts),
    }
    if chains is not None:
        attributes[_CHAIN] = chains[quotation.speaker_chain] if quotation.speaker_chain else text_attribute(None)
    extent = tuple((part.start, part.end) for part in parts)
    return LabelledItem(document, extent, quotation.kind, " … ".join(part.text for part in parts), attributes)


def _marks(parts: Sequence[QuotationPart]) -> Attribute:
    marks = [(span_attribute(part.open), span_attribute(part.close), part.mark_problem) for part in parts]
    key = tuple((before.key, after.key, fault) for before, after, fault in marks)
    return Attribute(key, " … ".join(f"{before.shown} {after.shown} {fault}" for before, after, fault in marks))
