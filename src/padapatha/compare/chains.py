"""Scores of two sets of coreference chains: MUC, B3, CEAF-e, LEA and the CoNLL mean.

Each side is a sequence of chains, each a set of mentions; a mention stands in one chain of its side. The definitions
are those of the reference scorer (Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions") and, for
LEA, of Moosavi and Strube 2016 ("Which Coreference Evaluation Metric Do You Trust?"). All scores are F1 in percent, so
that they are the same from A to B and from B to A.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from padapatha.compare.assignment import best

Chain = frozenset[Hashable]
Chains = Sequence[Chain]
Part = tuple[float, float]  # what was recalled, and of how much
_Recall = Callable[[Chains, Chains], Part]


def scores(a: Chains, b: Chains) -> dict[str, float | None]:
    """Return every score; None where neither side has what it counts (MUC, for one, counts no singletons)."""
    found = {name: _f1(recall(a, b), recall(b, a)) for name, recall in _RECALLS.items()}
    conll = [found[name] for name in ("MUC", "B3", "CEAF-e")]
    known = [value for value in conll if value is not None]
    return {"CoNLL F1": sum(known) / 3 if len(known) == 3 else None, **found}


def without_singletons(chains: Chains) -> tuple[Chain, ...]:
    """Leave out the chains of one mention."""
    return tuple(chain for chain in chains if len(chain) > 1)


def aligned(a: Chains, b: Chains) -> dict[int, int]:
    """Pair the chains as CEAF-e does: by index, so that twice the shared over all mentions adds up to the most."""
    where = _where(b)
    weights: dict[tuple[int, int], float] = {}
    for index, chain in enumerate(a):
        for other, shared in _parts(chain, where).items():
            weights[index, other] = 2 * shared / (len(chain) + len(b[other]))
    return best(weights)


def muc(key: Chains, response: Chains) -> Part:
    """Links that the response keeps: a chain of n mentions in p pieces keeps n - p of n - 1 (Vilain et al. 1995)."""
    where = _where(response)
    kept = total = 0
    for chain in key:
        parts = _parts(chain, where)
        pieces = len(parts) + len(chain) - parts.total()  # a mention that the response lacks is a piece of its own
        kept += len(chain) - pieces
        total += len(chain) - 1
    return kept, total


def b_cubed(key: Chains, response: Chains) -> Part:
    """For each mention, the share of its chain that the response has with it (Bagga and Baldwin 1998)."""
    where = _where(response)
    right = sum(sum(n * n for n in _parts(chain, where).values()) / len(chain) for chain in key)
    return right, sum(map(len, key))


def ceaf_e(key: Chains, response: Chains) -> Part:
    """The similarity of the best one-to-one pairing of chains, over the number of chains (Luo 2005, phi 4)."""
    pairs = aligned(key, response)
    alike = (2 * len(key[i] & response[j]) / (len(key[i]) + len(response[j])) for i, j in pairs.items())
    return sum(alike), len(key)


def lea(key: Chains, response: Chains) -> Part:
    """The share of each chain's links that the response has, weighted by its size; a singleton links to itself."""
    where = _where(response)
    return sum(len(chain) * _resolved(chain, response, where) for chain in key), sum(map(len, key))


def _resolved(chain: Chain, response: Chains, where: dict[Hashable, int]) -> float:
    parts = _parts(chain, where)
    if len(chain) == 1:
        return float(any(len(response[index]) == 1 for index in parts))
    return sum(map(_links, parts.values())) / _links(len(chain))


def _links(mentions: int) -> int:
    return mentions * (mentions - 1) // 2


def _where(chains: Chains) -> dict[Hashable, int]:
    return {mention: index for index, chain in enumerate(chains) for mention in chain}


def _parts(chain: Chain, where: dict[Hashable, int]) -> Counter[int]:
    """How many mentions of a chain stand in which chain of the other side."""
    return Counter(where[mention] for mention in chain if mention in where)


def _f1(recall: Part, precision: Part) -> float | None:
    """Percent; None when neither side has anything to recall."""
    if not recall[1] and not precision[1]:
        return None
    r, p = (part / whole if whole else 0.0 for part, whole in (recall, precision))
    return 200 * r * p / (r + p) if r + p else 0.0


_RECALLS: dict[str, _Recall] = {"MUC": muc, "B3": b_cubed, "CEAF-e": ceaf_e, "LEA": lea}
