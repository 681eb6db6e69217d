"""Items of a layer (spans with a label, and what else is said of them), matched one to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from padapatha.compare.assignment import best

Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """Something said of an item: what is compared, and how it is shown."""

    key: Hashable
    shown: str


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled item of a document; its parts are code points from 0, end exclusive, and do not overlap."""

    document: str
    parts: Stretches
    label: str
    text: str
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """How many code points it covers."""
        return sum(end - start for start, end in self.parts)


@dataclass(frozen=True, slots=True)
class Match:
    """An item of A and the item of B that stands for the same; their extents are equal or overlap."""

    a: Item
    b: Item

    @property
    def exact(self) -> bool:
        """Whether both have the same extent."""
        return self.a.parts == self.b.parts


@dataclass(frozen=True, slots=True)
class Matched:
    """Two sequences of items, paired; what could not be paired stands alone."""

    pairs: tuple[Match, ...]
    only_a: tuple[Item, ...]
    only_b: tuple[Item, ...]

    @property
    def sizes(self) -> tuple[int, int]:
        """How many items A has and B has."""
        return len(self.pairs) + len(self.only_a), len(self.pairs) + len(self.only_b)


def match(a: Sequence[Item], b: Sequence[Item]) -> Matched:
    """Pair items: first those of one extent and label, then those of one extent, then those that overlap.

    Of the overlapping ones as many and as close pairs are made as one-to-one pairing allows.
    """
    a, b = sorted(a, key=_place), sorted(b, key=_place)
    found: dict[int, int] = {}
    for key in (lambda item: (item.document, item.parts, item.label), lambda item: (item.document, item.parts)):
        found |= _equal(a, b, found, key)
    free_a, free_b = [i for i in range(len(a)) if i not in found], _free(b, found)
    weights = _closeness([a[i] for i in free_a], [b[j] for j in free_b])
    found |= {free_a[i]: free_b[j] for i, j in best(weights).items()}
    return Matched(
        tuple(Match(a[i], b[found[i]]) for i in sorted(found)),
        tuple(item for i, item in enumerate(a) if i not in found),
        tuple(b[j] for j in _free(b, found)),
    )


def _place(item: Item) -> tuple[str, Stretches, str]:
    return item.document, item.parts, item.label


def _free(b: Sequence[Item], found: Mapping[int, int]) -> list[int]:
    taken = frozenset(found.values())
    return [j for j in range(len(b)) if j not in taken]


def _equal(
    a: Sequence[Item], b: Sequence[Item], found: Mapping[int, int], key: Callable[[Item], Hashable]
) -> dict[int, int]:
    """Pair what has the same key and is not yet paired, in order."""
    waiting: dict[Hashable, list[int]] = {}
    for j in reversed(_free(b, found)):
        waiting.setdefault(key(b[j]), []).append(j)
    return {i: same.pop() for i, item in enumerate(a) if i not in found and (same := waiting.get(key(item)))}


def _closeness(a: Sequence[Item], b: Sequence[Item]) -> dict[tuple[int, int], float]:
    """For every two items that overlap: one, and the share of the characters of either that both cover."""
    shared: Counter[tuple[int, int]] = Counter()
    for i, j, width in _overlaps(a, b):
        shared[i, j] += width
    return {(i, j): 1 + width / (a[i].length + b[j].length - width) for (i, j), width in shared.items()}


def _overlaps(a: Sequence[Item], b: Sequence[Item]) -> Iterator[tuple[int, int, int]]:
    """Yield the indices and the width of every overlap of a part with a part, in one pass over the documents."""
    parts = [(item.document, *part, side, n) for side, items in enumerate((a, b)) for n, item in enumerate(items)
             for part in item.parts]  # fmt: skip
    open_parts: list[tuple[str, int, int, int]] = []  # document, end, side, index
    for document, start, end, side, index in sorted(parts):
        open_parts = [each for each in open_parts if each[0] == document and each[1] > start]
        for _, other_end, other_side, other in open_parts:
            if other_side != side:
                i, j = (index, other) if side == 0 else (other, index)
                yield i, j, min(end, other_end) - start
        open_parts.append((document, end, side, index))
