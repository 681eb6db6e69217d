"""The three-way merge: what was exported, what came back, and what stands in annotations/ today.

It knows items by their ids and compares what is said of them. What only one side has changed is taken; what both have
changed in the same way is there already; anything else is a collision, which a person decides.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

Facts = Mapping[str, Hashable]  # what is said of each item, by its id; None says that there is no such item


@dataclass(frozen=True, slots=True)
class ChainFact:
    """What is said of a chain: its type and the ids of its mentions."""

    type: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """What a returned file changes in today's annotations; None: the item is not there."""

    item: str
    before: Hashable
    after: Hashable


@dataclass(frozen=True, slots=True)
class Collision:
    """An item that was changed here and in the tool since the export, in different ways."""

    item: str
    base: Hashable
    today: Hashable
    returned: Hashable


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of a merge; with a collision there is nothing to be taken over."""

    facts: Facts
    changes: tuple[Change, ...]
    collisions: tuple[Collision, ...]


def three_way(base: Facts, today: Facts, returned: Facts) -> Merge:
    """Merge what came back into today's facts."""
    facts: dict[str, Hashable] = {}
    changes: list[Change] = []
    collisions: list[Collision] = []
    for item in dict.fromkeys((*today, *base, *returned)):
        old, here, there = base.get(item), today.get(item), returned.get(item)
        merged = _merged(old, here, there)
        if merged is _BOTH:
            collisions.append(Collision(item, old, here, there))
            merged = here
        elif merged != here:
            changes.append(Change(item, here, merged))
        if merged is not None:
            facts[item] = merged
    return Merge(facts, tuple(changes), tuple(collisions))


_BOTH = object()  # both sides have changed it


def _merged(old: Hashable, here: Hashable, there: Hashable) -> Hashable:
    if there in (old, here):
        return here
    if here == old:
        return there
    if isinstance(old, ChainFact) and isinstance(here, ChainFact) and isinstance(there, ChainFact):
        return _grown(old, here, there)
    return _BOTH


def _grown(old: ChainFact, here: ChainFact, there: ChainFact) -> Hashable:
    """Two sides may both add mentions to a chain; whatever else both do to it is a collision."""
    if old.type == here.type == there.type and old.members <= here.members & there.members:
        return ChainFact(old.type, here.members | there.members)
    return _BOTH
