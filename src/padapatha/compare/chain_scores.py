"""Scores of two sets of coreference chains: MUC, B3, CEAF-e, LEA and the CoNLL F1.

Each side is a sequence of clusters: sets of mentions, where a mention is in one cluster only. The definitions are those
of the reference scorer (Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions") and, for LEA, of
Moosavi and Strube 2016 ("Which Coreference Evaluation Metric Do You Trust?"). All scores are F1 in percent, so that
they are the same from A to B and from B to A.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from padapatha.compare.measures import best_assignment

Cluster = frozenset[Hashable]  # the mentions of a chain
Clusters = Sequence[Cluster]
Ratio = tuple[float, float]  # what was recalled, and of how much
_Recall = Callable[[Clusters, Clusters], Ratio]


def chain_scores(a: Clusters, b: Clusters) -> dict[str, float | None]:
    """Return every score by name; None where neither side has what it counts (MUC, for one, counts no singletons)."""
    scores = {name: _f1(recall(a, b), recall(b, a)) for name, recall in _RECALLS.items()}
    conll = [scores[name] for name in ("MUC", "B3", "CEAF-e")]
    known = [value for value in conll if value is not None]
    return {"CoNLL F1": sum(known) / 3 if len(known) == 3 else None, **scores}


def without_singletons(clusters: Clusters) -> tuple[Cluster, ...]:
    """Leave out the clusters of one mention."""
    return tuple(cluster for cluster in clusters if len(cluster) > 1)


def align_chains(a: Clusters, b: Clusters) -> dict[int, int]:
    """Pair the clusters as CEAF-e does: by index, so that the sum of their similarities (phi 4) is the greatest."""
    index = _cluster_of(b)
    weights: dict[tuple[int, int], float] = {}
    for row, cluster in enumerate(a):
        for column, shared in _shared(cluster, index).items():
            weights[row, column] = 2 * shared / (len(cluster) + len(b[column]))
    return best_assignment(weights)


def muc(key: Clusters, response: Clusters) -> Ratio:
    """Links that the response keeps: a cluster of n mentions in p pieces keeps n - p of n - 1 (Vilain et al. 1995)."""
    index = _cluster_of(response)
    kept = total = 0
    for cluster in key:
        shared = _shared(cluster, index)
        pieces = len(shared) + len(cluster) - shared.total()  # a mention that the response lacks is a piece of its own
        kept += len(cluster) - pieces
        total += len(cluster) - 1
    return kept, total


def b_cubed(key: Clusters, response: Clusters) -> Ratio:
    """For each mention, the share of its cluster that the response has with it (Bagga and Baldwin 1998)."""
    index = _cluster_of(response)
    right = sum(sum(n * n for n in _shared(cluster, index).values()) / len(cluster) for cluster in key)
    return right, sum(map(len, key))


def ceaf_e(key: Clusters, response: Clusters) -> Ratio:
    """The similarity of the best one-to-one pairing of clusters, over the number of clusters (Luo 2005, phi 4)."""
    pairs = align_chains(key, response)
    similar = (2 * len(key[i] & response[j]) / (len(key[i]) + len(response[j])) for i, j in pairs.items())
    return sum(similar), len(key)


def lea(key: Clusters, response: Clusters) -> Ratio:
    """The share of each cluster's links that the response has, weighted by its size; a singleton links to itself."""
    index = _cluster_of(response)
    return sum(len(cluster) * _resolved(cluster, response, index) for cluster in key), sum(map(len, key))


def _resolved(cluster: Cluster, response: Clusters, index: dict[Hashable, int]) -> float:
    shared = _shared(cluster, index)
    if len(cluster) == 1:
        return float(any(len(response[other]) == 1 for other in shared))
    return sum(map(_links, shared.values())) / _links(len(cluster))


def _links(mentions: int) -> int:
    return mentions * (mentions - 1) // 2


def _cluster_of(clusters: Clusters) -> dict[Hashable, int]:
    """The index of each mention's cluster."""
    return {mention: index for index, cluster in enumerate(clusters) for mention in cluster}


def _shared(cluster: Cluster, index: dict[Hashable, int]) -> Counter[int]:
    """How many mentions of a cluster are in which cluster of the other side."""
    return Counter(index[mention] for mention in cluster if mention in index)


def _f1(recall: Ratio, precision: Ratio) -> float | None:
    """Percent; None when neither side has anything to recall."""
    if not recall[1] and not precision[1]:
        return None
    r, p = (part / whole if whole else 0.0 for part, whole in (recall, precision))
    return 200 * r * p / (r + p) if r + p else 0.0


_RECALLS: dict[str, _Recall] = {"MUC": muc, "B3": b_cubed, "CEAF-e": ceaf_e, "LEA": lea}
