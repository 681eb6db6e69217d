"""Layers to facts and back: what the tools can say of an item is a fact, the rest stays with its record."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from padapatha import schemas
from padapatha.exchange.merge import ChainFact, Facts
from padapatha.exchange.view import ROLES
from padapatha.layers import (
    Agent,
    Chain,
    CoreferenceLayer,
    Entity,
    EntityLayer,
    Layer,
    Mention,
    Quotation,
    QuotationLayer,
    QuotationPart,
    Span,
)
from padapatha.text_index import Offsets, TextIndex


@dataclass(frozen=True, slots=True)
class NameFact:
    """What is said of a name."""

    extent: Offsets
    label: str


@dataclass(frozen=True, slots=True)
class MentionFact:
    """What is said of a mention, its chain apart."""

    extent: Offsets


@dataclass(frozen=True, slots=True)
class QuotationFact:
    """What is said of a quotation: its kind, its parts in order, and the extent of each role or None."""

    kind: str
    parts: tuple[Offsets, ...]
    roles: tuple[Offsets | None, ...]


def facts_of(layer: Layer | None) -> dict[str, Hashable]:
    """Return what a layer says, by the ids of its items; nothing of no layer."""
    if isinstance(layer, EntityLayer):
        return {each.id: NameFact((each.start, each.end), each.label) for each in layer.entities}
    if isinstance(layer, CoreferenceLayer):
        mentions = {each.id: MentionFact((each.start, each.end)) for each in layer.mentions}
        return mentions | {each.id: ChainFact(each.type, frozenset(each.mentions)) for each in layer.chains}
    if isinstance(layer, QuotationLayer):
        return {each.id: _quotation_fact(each) for each in layer.quotations}
    return {}


def _quotation_fact(quotation: Quotation) -> QuotationFact:
    spans = (getattr(quotation, role) for role in ROLES)
    roles = tuple(None if span is None else (span.start, span.end) for span in spans)
    return QuotationFact(quotation.kind, tuple((part.start, part.end) for part in quotation.parts), roles)


# Facts to layers


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """What a layer is made of again: its text, the layers that have its notes (today's first), today's coreference."""

    index: TextIndex
    known: Sequence[Layer]
    coreference: CoreferenceLayer | None


def rebuilt(name: str, facts: Facts, made_of: Rebuilding, agent: Agent, date: str, *, complete: bool) -> Layer:
    """Return a layer that says these facts, signed; what a tool cannot say comes from the layers that are known."""
    guideline = schemas.schema(f"layer-{name}")["properties"]["guideline"]["enum"][-1]
    head: dict[str, Any] = {
        "document": made_of.index.document,
        "text_sha256": made_of.index.sha256,
        "guideline": guideline,
        "agent": agent,
        "date": date,
        "complete": complete,
    }
    if name == "entities":
        return EntityLayer(**head, entities=tuple(_names(facts, made_of)))
    if name == "coreference":
        mentions = tuple(_mentions(facts, made_of))
        return CoreferenceLayer(**head, mentions=mentions, chains=tuple(_chains(facts, mentions, made_of)))
    return QuotationLayer(**head, quotations=tuple(_quotations(facts, made_of)))


def _in_order(extent: Offsets) -> Offsets:
    return extent[0], -extent[1]


def _notes(made_of: Rebuilding) -> Mapping[str, str | None]:
    records = [record for layer in made_of.known for records in layer.lists().values() for record in records]
    return {str(getattr(record, "id", "")): getattr(record, "note", None) for record in reversed(records)}


def _names(facts: Facts, made_of: Rebuilding) -> Iterator[Entity]:
    notes, text = _notes(made_of), made_of.index.text
    found = [(key, fact) for key, fact in facts.items() if isinstance(fact, NameFact)]
    for key, fact in sorted(found, key=lambda each: _in_order(each[1].extent)):
        start, end = fact.extent
        yield Entity(id=key, start=start, end=end, text=text[start:end], label=fact.label, note=notes.get(key))


def _mentions(facts: Facts, made_of: Rebuilding) -> Iterator[Mention]:
    notes, text = _notes(made_of), made_of.index.text
    found = [(key, fact.extent) for key, fact in facts.items() if isinstance(fact, MentionFact)]
    for key, (start, end) in sorted(found, key=lambda each: _in_order(each[1])):
        yield Mention(id=key, start=start, end=end, text=text[start:end], note=notes.get(key))


def _chains(facts: Facts, mentions: Sequence[Mention], made_of: Rebuilding) -> Iterator[Chain]:
    notes = _notes(made_of)
    rank = {mention.id: number for number, mention in enumerate(mentions)}
    last = len(rank)  # a mention that is not there: the rules of layers name it
    found = [(key, fact) for key, fact in facts.items() if isinstance(fact, ChainFact)]
    for key, fact in sorted(found, key=lambda each: min((rank.get(name, last) for name in each[1].members), default=0)):
        members = tuple(sorted(fact.members, key=lambda name: rank.get(name, last)))
        yield Chain(id=key, type=fact.type, singleton=len(members) == 1, mentions=members, note=notes.get(key))


def _quotations(facts: Facts, made_of: Rebuilding) -> Iterator[Quotation]:
    known = [each for layer in made_of.known if isinstance(layer, QuotationLayer) for each in layer.quotations]
    found = [(key, fact) for key, fact in facts.items() if isinstance(fact, QuotationFact)]
    for key, fact in sorted(found, key=lambda each: _in_order((each[1].parts[0][0], each[1].parts[-1][1]))):
        yield _quotation(key, fact, next((each for each in known if each.id == key), None), made_of)


def _quotation(key: str, fact: QuotationFact, before: Quotation | None, made_of: Rebuilding) -> Quotation:
    text = made_of.index.text
    there = {(part.start, part.end): part for part in (before.parts if before else ())}
    parts = tuple(there.get(extent) or new_part(extent, text) for extent in fact.parts)
    cue, speaker, relay = (_span(extent, text) for extent in fact.roles)  # in the order of ROLES
    kept = before if before and before.speaker == speaker else None
    chain = speaker_chain(speaker, kept, made_of.coreference)
    note = before.note if before else None
    return Quotation(
        id=key, kind=fact.kind, parts=parts, cue=cue, speaker=speaker, speaker_chain=chain, relay=relay, note=note
    )


def _span(extent: Offsets | None, text: str) -> Span | None:
    return extent and Span(start=extent[0], end=extent[1], text=text[slice(*extent)])


def speaker_chain(speaker: Span | None, kept: Quotation | None, coreference: CoreferenceLayer | None) -> str | None:
    """Return the chain that has a mention where the speaker stands.

    ``kept`` is the quotation as it was, if it has the same speaker: it keeps its chain, if that still has a mention
    there, and stays without one.
    """
    if speaker is None or coreference is None or (kept and kept.speaker_chain is None):
        return None
    spans = {mention.id: (mention.start, mention.end) for mention in coreference.mentions}
    here = [chain.id for chain in coreference.chains
            if (speaker.start, speaker.end) in (spans.get(name) for name in chain.mentions)]  # fmt: skip
    return kept.speaker_chain if kept and kept.speaker_chain in here else next(iter(here), None)


def realigned(layer: QuotationLayer, coreference: CoreferenceLayer | None) -> QuotationLayer:
    """Return the layer with the chains that its speakers have in another coreference layer."""
    found = [replace(each, speaker_chain=speaker_chain(each.speaker, each, coreference)) for each in layer.quotations]
    return replace(layer, quotations=tuple(found))


# Marks of quotation


def new_part(extent: Offsets, text: str) -> QuotationPart:
    """Return a part that nobody has described yet: its marks are the quotation marks that touch it in the text."""
    start, end = extent
    open_mark = _mark(text, start - 1, closing=False)
    close_mark = _mark(text, end, closing=True)
    if open_mark and close_mark:
        fault = "none" if _is_pair(open_mark.text, close_mark.text) else "mismatched"
    else:
        fault = "unclosed" if open_mark else "unopened" if close_mark else "none"
    return QuotationPart(
        start=start, end=end, text=text[start:end], open=open_mark, close=close_mark, mark_problem=fault
    )


def _mark(text: str, offset: int, *, closing: bool) -> Span | None:
    wanted = "\"'”’»" if closing else "\"'“‘«"
    character = text[offset : offset + 1] if offset >= 0 else ""
    return Span(start=offset, end=offset + 1, text=character) if character and character in wanted else None


def _is_pair(left: str, right: str) -> bool:
    return f"{left}{right}" in ('""', "''", "“”", "‘’", "«»")
