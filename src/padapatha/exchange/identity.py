"""Which of our items a mark that came back is: by its id where a tool keeps ids, else by where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from padapatha.compare.items import LabelledItem, match_items
from padapatha.exchange.view import ToolMark


def identified(
    marks: Sequence[ToolMark], base: Sequence[ToolMark], today: Sequence[ToolMark], ids: Mapping[str, str] | None
) -> dict[str, str]:
    """Return our mark for each mark of one layer that is ours, by their ids; roles are no items and are left out.

    ``ids`` leads from ids of the tool to ours; None: it gives ids of its own. A mark that is found by no id is the
    exported one of the same extent, then one that it overlaps, then one that was added here since the export.
    """
    found = dict(_by_id(marks, base, ids)) if ids is not None else {}
    taken = frozenset(found.values())
    left = [mark for mark in marks if mark.id not in found and not mark.is_role]
    ours = [mark for mark in base if mark.id not in taken and not mark.is_role]
    for pair in match_items([_item(mark) for mark in ours], [_item(mark) for mark in left]).pairs:
        found[pair.b.text] = pair.a.text
    known = {mark.id for mark in base}
    since = {(mark.start, mark.end): mark.id for mark in today if mark.id not in known and not mark.is_role}
    for mark in left:
        if mark.id not in found and (mark.start, mark.end) in since:
            found[mark.id] = since[mark.start, mark.end]
    return found


def _by_id(marks: Sequence[ToolMark], base: Sequence[ToolMark], ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    there = {mark.id for mark in base if not mark.is_role}
    for mark in marks:
        ours = ids.get(mark.id, mark.id)
        if ours in there and not mark.is_role:
            yield mark.id, ours


def _item(mark: ToolMark) -> LabelledItem:
    return LabelledItem("", ((mark.start, mark.end),), mark.label, mark.id)


class Components:
    """Names in connected components, which `join` makes larger."""

    __slots__ = ("_above",)

    def __init__(self, names: Sequence[str]) -> None:
        self._above = {name: name for name in names}

    def join(self, one: str, other: str) -> None:
        """Put two names into one component, if both are known."""
        if one in self._above and other in self._above:
            self._above[self._top(one)] = self._top(other)

    def _top(self, name: str) -> str:
        while self._above[name] != name:
            self._above[name] = self._above[self._above[name]]
            name = self._above[name]
        return name

    def groups(self) -> list[list[str]]:
        """Return the components in the order of their first names."""
        found: dict[str, list[str]] = {}
        for name in self._above:
            found.setdefault(self._top(name), []).append(name)
        return list(found.values())


def owners(groups: Sequence[Sequence[str]]) -> list[str]:
    """Return for each group the owner that most of its members had, each owner once; empty for a group of its own.

    ``groups`` names the former owner of every member, or nothing. Of two groups with as many members of one owner
    the first gets it.
    """
    claims = sorted(
        {(-group.count(owner), number, owner) for number, group in enumerate(groups) for owner in group if owner}
    )
    found = [""] * len(groups)
    for _, number, owner in claims:
        if not found[number] and owner not in found:
            found[number] = owner
    return found
