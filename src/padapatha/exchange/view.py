"""What a tool shows of a layer: marks (spans with one label) and links between two of them, in every tool the same.

`view_of` makes them of layers; `groups` and `facts` make layers of them again. A tool's module only writes and reads
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from padapatha import schemas
from padapatha.layers import CoreferenceLayer, EntityLayer, Layer, Quotation, QuotationLayer, Span
from padapatha.problems import Problem
from padapatha.strict_json import Pointer

CARRIED = ("entities", "coreference", "quotations")  # the layers that the tools for spans are given
ROLES = ("cue", "speaker", "relay")
COREF, PART = "coref", "part"
LINK_LABELS: Mapping[str, tuple[str, ...]] = {"entities": (), "coreference": (COREF,), "quotations": (PART, *ROLES)}
_MENTION, _QUOTE = "mention-", "quote-"


class Source(Protocol):
    """A file that came back, which knows the place of everything in it."""

    def problem(self, slug: str, pointer: Pointer, found: str, fix: str = "") -> Problem:
        """Make a problem at the value that the pointer leads to."""


@dataclass(frozen=True, slots=True)
class ToolMark:
    """A span with a label, in code points; ``text`` is what the tool says stands there, ``at`` its place in a file."""

    id: str
    layer: str
    label: str
    start: int
    end: int
    text: str = ""
    at: Pointer = ()

    @property
    def value(self) -> str:
        """What the label says in the layer: a label of names, a type of chains, a kind of quotations, a role."""
        return labels(self.layer)[self.label]

    @property
    def is_role(self) -> bool:
        """Whether it is no item of its own: the cue, speaker or relay of a quotation."""
        return self.label in ROLES


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two marks, by their ids."""

    source: str
    target: str
    label: str
    at: Pointer = ()


@dataclass(frozen=True, slots=True)
class View:
    """The marks and links of one document."""

    marks: tuple[ToolMark, ...] = ()
    links: tuple[Link, ...] = ()


@cache
def labels(layer: str) -> Mapping[str, str]:
    """Return the labels of a layer's marks in every tool, each with its value in the layer, in the schema's order."""
    definitions = schemas.schema(f"layer-{layer}")["$defs"]
    if layer == "entities":
        return {value: value for value in definitions["entity"]["properties"]["label"]["enum"]}
    if layer == "coreference":
        return {f"{_MENTION}{value}": value for value in definitions["chain"]["properties"]["type"]["enum"]}
    kinds = definitions["quotation"]["properties"]["kind"]["enum"]
    return {f"{_QUOTE}{value}": value for value in kinds} | {role: role for role in ROLES}


def layer_of_label(label: str, layers: Sequence[str]) -> str:
    """Return the layer to which a label belongs; empty when none of ``layers`` has it."""
    return next((layer for layer in layers if label in labels(layer)), "")


def view_of(layers: Sequence[Layer]) -> View:
    """Return the marks and links of a document's layers, in the order of the layers."""
    marks: list[ToolMark] = []
    links: list[Link] = []
    for layer in layers:
        for each in _shown(layer):
            if isinstance(each, ToolMark):
                marks.append(each)
            else:
                links.append(each)
    return View(tuple(marks), tuple(links))


def _shown(layer: Layer) -> Iterator[ToolMark | Link]:
    if isinstance(layer, EntityLayer):
        for name in layer.entities:
            yield ToolMark(name.id, layer.name, name.label, name.start, name.end, name.text)
    elif isinstance(layer, CoreferenceLayer):
        yield from _mentions(layer)
    elif isinstance(layer, QuotationLayer):
        yield from _quotations(layer)


def _mentions(layer: CoreferenceLayer) -> Iterator[ToolMark | Link]:
    """A chain is a star: every further mention is linked to the first."""
    chains = layer.chain_of()
    for mention in layer.mentions:
        label = _MENTION + chains[mention.id].type
        yield ToolMark(mention.id, layer.name, label, mention.start, mention.end, mention.text)
    for chain in layer.chains:
        yield from (Link(chain.mentions[0], mention, COREF) for mention in chain.mentions[1:])


def _quotations(layer: QuotationLayer) -> Iterator[ToolMark | Link]:
    """Further parts and the roles are linked to the first part; a span that has a role twice is marked once."""
    roles: dict[tuple[str, int, int], str] = {}
    for quotation in layer.quotations:
        first = part_id(quotation.id, 0)
        for number, part in enumerate(quotation.parts):
            own = part_id(quotation.id, number)
            yield ToolMark(own, layer.name, _QUOTE + quotation.kind, part.start, part.end, part.text)
            yield from [Link(first, own, PART)] if number else ()
        for role, span in roles_of(quotation):
            key = (role, span.start, span.end)
            if key not in roles:
                roles[key] = f"{quotation.id}.{role}"
                yield ToolMark(roles[key], layer.name, role, span.start, span.end, span.text)
            yield Link(first, roles[key], role)


def part_id(quotation: str, number: int) -> str:
    """Return the id of the mark of a quotation's part, counted from 0: ``q1.p1``."""
    return f"{quotation}.p{number + 1}"


def owner_id(mark: str) -> str:
    """Return the id of the item to which a mark of ours belongs: ``q1.p1`` is of ``q1``."""
    return mark.partition(".")[0]


def roles_of(quotation: Quotation) -> Iterator[tuple[str, Span]]:
    """Yield the roles of a quotation that somebody has, with their spans."""
    for role in ROLES:
        span = getattr(quotation, role)
        if span is not None:
            yield role, span


@dataclass(frozen=True, slots=True)
class OutgoingDocument:
    """A document as a tool is given it; ``decided`` says that people have decided everything that it shows."""

    document: str
    text: str
    sha256: str
    view: View
    decided: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a file that no layer has a place for: what, and where it stands."""

    found: str
    at: Pointer


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """A document as it came back, in the tool's own offsets and ids; ``at`` is its place in ``source``.

    ``text`` is what the file says the text is.
    ``reviewed`` says that the tool knows a person has gone through it, ``untouched`` that nobody has opened it.
    ``linked`` is false when the file has no place for links at all.
    """

    document: str
    source: Source
    at: Pointer
    text: object
    view: View
    reviewed: bool = False
    untouched: bool = False
    linked: bool = True
    unread: tuple[Unread, ...] = ()
