"""Comparison of coreference: mentions, chains and their types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from padapatha.compare.chain_scores import Cluster, align_chains, chain_scores, without_singletons
from padapatha.compare.inputs import FilePair, read_layer_pair
from padapatha.compare.items import (
    ItemPair,
    LabelledItem,
    TextIndexes,
    item_disagreements,
    label_counts,
    location_of,
    match_items,
    missing_texts,
    span_figures,
)
from padapatha.compare.measures import alpha
from padapatha.compare.outcome import Comparison, Disagreement, Figures, grouped_differences
from padapatha.layers import CoreferenceLayer, Mention

_MentionKey = tuple[str, int, int]  # document, start, end: the same mention on both sides, whatever its id


@dataclass(frozen=True, slots=True)
class Partition:
    """The mentions of a side, labelled with the type of their chain, and its chains as sets of mentions."""

    mentions: tuple[LabelledItem, ...]
    clusters: tuple[Cluster, ...]
    names: tuple[str, ...]  # of each cluster: the text of its first mention


def compare_coreference(files: Sequence[FilePair]) -> Comparison:
    """Compare; raise `Refused` for a file that cannot be compared."""
    pairs = [read_layer_pair(pair, CoreferenceLayer) for pair in files]
    a, b = _joined([partition(pair.a.layer) for pair in pairs]), _joined([partition(pair.b.layer) for pair in pairs])
    texts = {pair.document: pair.index for pair in pairs}
    matching = match_items(a.mentions, b.mentions)
    differences = grouped_differences(
        (*item_disagreements(matching, texts, "type"), *_chain_disagreements(matching.pairs, a, b, texts))
    )
    figures = {**_chain_figures(a.clusters, b.clusters), **_mention_figures(a, b)}
    labels, notes = label_counts(matching), missing_texts(texts)
    return Comparison(CoreferenceLayer.name, tuple(texts), matching.sizes, figures, labels, differences, notes)


def partition(layer: CoreferenceLayer) -> Partition:
    """Return the chains of a layer that keeps its rules: each mention is in one chain, and no extent stands twice."""
    by_id = {mention.id: mention for mention in layer.mentions}
    chains = [(chain.type, [by_id[name] for name in chain.mentions]) for chain in layer.chains]
    return Partition(
        tuple(_item(mention, layer.document, kind) for kind, mentions in chains for mention in mentions),
        tuple(
            frozenset((layer.document, mention.start, mention.end) for mention in mentions) for _, mentions in chains
        ),
        tuple(mentions[0].text for _, mentions in chains),
    )


def _item(mention: Mention, document: str, kind: str) -> LabelledItem:
    return LabelledItem(document, ((mention.start, mention.end),), kind, mention.text)


def _joined(partitions: Sequence[Partition]) -> Partition:
    """Chains of different documents share no mention, so that all documents are scored as one."""
    return Partition(
        tuple(mention for each in partitions for mention in each.mentions),
        tuple(cluster for each in partitions for cluster in each.clusters),
        tuple(name for each in partitions for name in each.names),
    )


def _chain_figures(a: Sequence[Cluster], b: Sequence[Cluster]) -> Figures:
    """The headline is without chains of one mention, which are many and easy; then the same with them."""
    alone = chain_scores(without_singletons(a), without_singletons(b))
    return {**alone, **{f"{name}, with singletons": value for name, value in chain_scores(a, b).items()}}


def _mention_figures(a: Partition, b: Partition) -> Figures:
    figures = span_figures(match_items(_unlabelled(a), _unlabelled(b)))
    types = {_key(mention): mention.label for mention in b.mentions}
    both = [(mention.label, types[_key(mention)]) for mention in a.mentions if _key(mention) in types]
    return {
        "mention F1": figures["exact F1"],
        "mention partial F1": figures["partial F1, unlabelled"],
        "alpha of types, same mention": alpha(both),
    }


def _unlabelled(side: Partition) -> list[LabelledItem]:
    return [replace(mention, label="") for mention in side.mentions]


def _key(mention: LabelledItem) -> _MentionKey:
    return (mention.document, *mention.extent[0])


def _chain_disagreements(
    pairs: Sequence[ItemPair], a: Partition, b: Partition, texts: TextIndexes
) -> Iterator[Disagreement]:
    """Yield the mentions that both have in chains that do not stand for each other, as CEAF-e pairs them."""
    partners = align_chains(a.clusters, b.clusters)
    cluster_in_a, cluster_in_b = _cluster_of(a), _cluster_of(b)
    for pair in pairs:
        ours, theirs = cluster_in_a[_key(pair.a)], cluster_in_b[_key(pair.b)]
        if pair.exact and partners.get(ours) != theirs:
            yield Disagreement("chain", _named(a, ours), _named(b, theirs), location_of(pair.a, texts))


def _cluster_of(side: Partition) -> Mapping[object, int]:
    return {mention: index for index, cluster in enumerate(side.clusters) for mention in cluster}


def _named(side: Partition, index: int) -> str:
    return f"{side.names[index]} ({len(side.clusters[index])})"
