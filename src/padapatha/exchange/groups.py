"""Marks and links that came back to facts: chains and quotations are what the links connect.

Where an exported mark was deleted, its links went with it. What it connected stays connected: to delete one mention
does not take a chain apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from padapatha.exchange.facts import MentionFact, NameFact, QuotationFact
from padapatha.exchange.identity import Components, identified, owners
from padapatha.exchange.merge import ChainFact, Facts
from padapatha.exchange.view import COREF, PART, ROLES, Link, Source, ToolMark, View, owner_id
from padapatha.problems import Problem, Refused
from padapatha.text_index import Offsets

_FIRST_LETTERS = {"entities": "e", "coreference": "m", "quotations": "q"}
_NEW = "+"  # begins the names of marks that have no id of ours yet; no id of ours begins so


@dataclass(frozen=True, slots=True)
class LayerReturn:
    """One layer of a document that came back, beside what was exported and what stands there today.

    ``ids`` leads from ids of the tool to ours; None: it gives its own. ``linked`` is false where links were lost.
    """

    layer: str
    document: str
    source: Source
    view: View
    base: View
    today: View
    base_facts: Facts
    today_facts: Facts
    ids: Mapping[str, str] | None
    linked: bool = True


@dataclass(slots=True)
class ReturnedFacts:
    """The facts of a layer that came back, and the mark from which each item comes, for messages."""

    facts: dict[str, Hashable] = field(default_factory=dict)
    marks: dict[str, ToolMark] = field(default_factory=dict)


def returned_facts(returned: LayerReturn) -> ReturnedFacts:
    """Return the facts of a layer that came back; raise `Refused` for groups that contradict themselves."""
    return _Reader(returned).read()


class _Reader:
    """Reads one layer: our names for its marks first, then the groups that its links make."""

    def __init__(self, returned: LayerReturn) -> None:
        self.of = returned
        layer = returned.layer
        self.marks = sorted(_of_layer(returned.view, layer), key=lambda mark: (mark.start, -mark.end))
        self.base = {mark.id: mark for mark in _of_layer(returned.base, layer)}
        today = _of_layer(returned.today, layer)
        self.items = [mark for mark in self.marks if not mark.is_role]
        ours = identified(self.marks, list(self.base.values()), today, returned.ids)
        self.name = {mark.id: ours.get(mark.id, f"{_NEW}{mark.id}") for mark in self.items}
        self.mark = {self.name[mark.id]: mark for mark in self.items}
        self.problems: list[Problem] = []

    def read(self) -> ReturnedFacts:
        found = {"entities": self._entities, "coreference": self._coreference, "quotations": self._quotations}
        facts = found[self.of.layer]()
        if self.problems:
            raise Refused(self.problems)
        return facts

    def _fault(self, mark: ToolMark, slug: str, found: str, fix: str = "") -> None:
        self.problems.append(self.of.source.problem(slug, mark.at, f"{self.of.document}: {found}", fix))

    def _free_ids(self, letter: str) -> Iterator[str]:
        """New ids behind all that were ever given out in the export or today."""
        known = (*self.of.base_facts, *self.of.today_facts)
        used = [int(name[1:]) for name in known if name.startswith(letter)]
        return (f"{letter}{number}" for number in count(max(used, default=0) + 1))

    # Names and mentions

    def _entities(self) -> ReturnedFacts:
        names = self._item_ids()
        facts: dict[str, Hashable] = {
            names[mark.id]: NameFact((mark.start, mark.end), mark.value) for mark in self.items
        }
        return ReturnedFacts(facts, {names[mark.id]: mark for mark in self.items})

    def _item_ids(self) -> dict[str, str]:
        free = self._free_ids(_FIRST_LETTERS[self.of.layer])
        return {key: next(free) if name.startswith(_NEW) else name for key, name in self.name.items()}

    def _coreference(self) -> ReturnedFacts:
        names = self._item_ids()
        result = ReturnedFacts({names[mark.id]: MentionFact((mark.start, mark.end)) for mark in self.items})
        result.marks = {names[mark.id]: mark for mark in self.items}
        groups = list(self._groups(COREF))
        before = _chain_of(self.of.today_facts) | _chain_of(self.of.base_facts)
        former = owners([[before.get(name, "") for name in group] for group in groups])
        free = self._free_ids("c")
        for group, owner in zip(groups, former, strict=True):
            members = [self.mark[name] for name in group]
            kind = self._one_value(members, "mentions of one chain")
            chain = owner or next(free)
            result.facts[chain] = ChainFact(kind, frozenset(names[mark.id] for mark in members))
            result.marks[chain] = members[0]
        return result

    def _one_value(self, members: Sequence[ToolMark], what: str) -> str:
        other = next((mark for mark in members if mark.label != members[0].label), None)
        if other:
            first = members[0]
            found = (
                f"{what} have the labels {first.label} ({first.text[:30]!r}) and {other.label} ({other.text[:30]!r})"
            )
            self._fault(other, "tool-label", found, "give all of them one label, or delete the link")
        return members[0].value

    # Groups

    def _groups(self, label: str) -> Iterator[list[str]]:
        """Our names of the marks that links of one label connect, in the order of the text."""
        gone = [name for name, mark in self.base.items() if name not in self.mark and not mark.is_role]
        components = Components([*self.mark, *gone])
        for link in self.of.view.links:
            if link.label == label and self.of.linked:
                components.join(self.name.get(link.source, ""), self.name.get(link.target, ""))
        for link in self.of.base.links:
            if link.label == label and (not self.of.linked or {link.source, link.target} & set(gone)):
                components.join(link.source, link.target)
        for group in components.groups():
            here = [name for name in group if name in self.mark]
            if here:
                yield here

    # Quotations

    def _quotations(self) -> ReturnedFacts:
        result = ReturnedFacts()
        groups = list(self._groups(PART))
        former = owners([[_quotation_of(name) for name in group] for group in groups])
        free = self._free_ids("q")
        linked: set[str] = set()
        for group, owner in zip(groups, former, strict=True):
            parts = [self.mark[name] for name in group]
            kind = self._one_value(parts, "parts of one quotation")
            roles = tuple(self._role(role, group, linked) for role in ROLES)
            quotation = owner or next(free)
            result.facts[quotation] = QuotationFact(kind, tuple((part.start, part.end) for part in parts), roles)
            result.marks[quotation] = parts[0]
        self._unlinked(linked, result.facts)
        return result

    def _role(self, role: str, group: Sequence[str], linked: set[str]) -> Offsets | None:
        """The one mark of a role that is linked to a part of the group; the ids of all are added to ``linked``."""
        own = {mark.id for mark in self.items if self.name[mark.id] in group}
        marks = {mark.id: mark for mark in self.marks if mark.label == role}
        ends = [end for link in self._role_links(role) for end in _other_ends(link, own) if end in marks]
        found = list(dict.fromkeys(ends))
        linked.update(found)
        if len({(marks[each].start, marks[each].end) for each in found}) > 1:
            shown = " and ".join(repr(marks[each].text[:30]) for each in found)
            self._fault(marks[found[1]], "tool-label", f"one quotation has two marks {role}: {shown}", "unlink one")
        return (marks[found[0]].start, marks[found[0]].end) if found else None

    def _role_links(self, role: str) -> Iterator[Link]:
        """The links of a role: those that came back, and those of deleted first parts, to a part that is left."""
        if self.of.linked:
            yield from (link for link in self.of.view.links if link.label == role)
        there = {(mark.label, mark.start, mark.end): mark.id for mark in self.marks if mark.is_role}
        for link in self.of.base.links:
            target = self.base.get(link.target)
            heirs = self._heirs(link.source)
            if link.label == role and target and heirs:
                found = there.get((role, target.start, target.end))
                yield from [Link(heirs[0], found, role)] if found else ()

    def _heirs(self, part: str) -> list[str]:
        """The marks that stand for an exported part: itself where links were lost, the others if it was deleted."""
        quotation = _quotation_of(part)
        if part in self.mark:
            return [] if self.of.linked else [self.mark[part].id]
        return [mark.id for name, mark in self.mark.items() if _quotation_of(name) == quotation]

    def _unlinked(self, linked: Iterable[str], facts: Facts) -> None:
        """A role without a quotation is a fault, unless it was left behind by a quotation that was deleted."""
        left_behind = set()
        for link in self.of.base.links:
            target = self.base.get(link.target)
            if target and target.is_role and _quotation_of(link.source) not in facts:
                left_behind.add((target.label, target.start, target.end))
        for mark in self.marks:
            if mark.is_role and mark.id not in linked and (mark.label, mark.start, mark.end) not in left_behind:
                fix = f"draw a link {mark.label} from the quotation to it, or delete the mark"
                self._fault(mark, "reference", f"{mark.label} {mark.text[:40]!r} is linked to no quotation", fix)


def _of_layer(view: View, layer: str) -> list[ToolMark]:
    return [mark for mark in view.marks if mark.layer == layer]


def _chain_of(facts: Facts) -> dict[str, str]:
    return {name: key for key, fact in facts.items() if isinstance(fact, ChainFact) for name in fact.members}


def _quotation_of(part: str) -> str:
    return "" if part.startswith(_NEW) else owner_id(part)


def _other_ends(link: Link, own: Iterable[str]) -> tuple[str, ...]:
    """The end of a link that is not ours, when the other is."""
    if link.source in own:
        return (link.target,)
    return (link.source,) if link.target in own else ()
