"""The standoff layers of a document as frozen records: what people decided beside the trees.

The fields are those of ``schema/layer-<name>.schema.json``. Offsets are Unicode code points, 0-based, half-open, into
the document's NFC text. ``pointer`` is where a record stands in its file (`padapatha.strict_json`);
records that differ in nothing else are equal. `padapatha.reading.layers` makes them, behind the schema check.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from padapatha.strict_json import Pointer

LAYERS = ("entities", "coreference", "quotations", "expressions", "translations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something that stands in the file of a layer."""

    pointer: Pointer = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Record):
    """A stretch of the document's text. ``text`` repeats it, so that any reader can check itself."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Span):
    """A name with one of the twelve labels of docs/guidelines/entities.md."""

    id: str
    label: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """An expression that refers to something; a chain says to what."""

    id: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(Record):
    """The mentions of one referent, by their ids."""

    id: str
    type: str
    singleton: bool
    mentions: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationPart(Span):
    """A stretch of reported words between two marks; a quotation that is interrupted has several."""

    open: Span | None
    close: Span | None
    mark_problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Record):
    """Reported words: its parts, the words that announce it, who speaks and through whom."""

    id: str
    kind: str
    parts: tuple[QuotationPart, ...]
    cue: Span | None
    speaker: Span | None
    speaker_chain: str | None  # id of a chain of the coreference layer
    relay: Span | None
    note: str | None = None

    @property
    def start(self) -> int:
        """Where its first part begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where its last part ends."""
        return self.parts[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(Span):
    """A time in the sense of TimeML: its value, and in full (``resolved``) what it counts from."""

    id: str
    type: str
    value: str | None
    anchor: str | None  # id of another time, "document", or nothing
    offset: str | None
    mod: str | None
    resolved: str | None
    reason: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Span):
    """A number with what it counts or measures."""

    id: str
    type: str
    value: str | None
    number: Span
    unit: str | None
    of: Span | None
    mod: str | None
    reason: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation(Record):
    """A sentence in another language; ``source_sha256`` is of the sentence that was translated."""

    sentence: str
    source_sha256: str
    language: str
    text: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who decided a layer: a person, a model, or an adjudication of several."""

    kind: str
    name: str
    version: str | None = None
    note: str | None = None

    def __str__(self) -> str:
        """As the dataset says it: ``model: NAME VERSION``."""
        return f"{self.kind}: {self.name}" + (f" {self.version}" if self.version else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(ABC):
    """What every layer says of itself: on which text it was made, by which guideline, by whom and when.

    ``complete`` says that the whole text was read, so that what is not marked is not there.
    """

    name: ClassVar[str]
    document: str
    text_sha256: str
    guideline: str
    agent: Agent
    date: str
    complete: bool

    @abstractmethod
    def lists(self) -> dict[str, tuple[Record, ...]]:
        """Return its lists of records by their keys in the file."""

    def spans(self) -> Iterator[Span]:
        """Yield every span of the layer, those inside records too, in the order of the file."""
        for records in self.lists().values():
            for record in records:
                yield from spans_of(record)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityLayer(Layer):
    """Names."""

    name: ClassVar[str] = "entities"
    entities: tuple[Entity, ...]

    def lists(self) -> dict[str, tuple[Record, ...]]:
        return {"entities": self.entities}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreferenceLayer(Layer):
    """Mentions and the chains they form."""

    name: ClassVar[str] = "coreference"
    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]

    def lists(self) -> dict[str, tuple[Record, ...]]:
        return {"mentions": self.mentions, "chains": self.chains}

    def chain_of(self) -> dict[str, Chain]:
        """Return the chain of each mention, by the mention's id."""
        return {mention: chain for chain in self.chains for mention in chain.mentions}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationLayer(Layer):
    """Quotations."""

    name: ClassVar[str] = "quotations"
    quotations: tuple[Quotation, ...]

    def lists(self) -> dict[str, tuple[Record, ...]]:
        return {"quotations": self.quotations}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionLayer(Layer):
    """Times and quantities."""

    name: ClassVar[str] = "expressions"
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]

    def lists(self) -> dict[str, tuple[Record, ...]]:
        return {"times": self.times, "quantities": self.quantities}


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationLayer(Layer):
    """Translations of whole sentences."""

    name: ClassVar[str] = "translations"
    translations: tuple[Translation, ...]

    def lists(self) -> dict[str, tuple[Record, ...]]:
        return {"translations": self.translations}


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of one document; None: it has no such layer."""

    entities: EntityLayer | None = None
    coreference: CoreferenceLayer | None = None
    quotations: QuotationLayer | None = None
    expressions: ExpressionLayer | None = None
    translations: TranslationLayer | None = None

    def __iter__(self) -> Iterator[Layer]:
        """Yield the layers there are, in the order of `LAYERS`."""
        for layer in (self.entities, self.coreference, self.quotations, self.expressions, self.translations):
            if layer is not None:
                yield layer


def spans_of(record: Record) -> Iterator[Span]:
    """Yield the spans of a record: itself, if it is one, and those inside it."""
    if isinstance(record, Span):
        yield record
    for span in _inner(record):
        if span is not None:
            yield from spans_of(span)


def _inner(record: Record) -> tuple[Span | None, ...]:
    if isinstance(record, Quotation):
        return (*record.parts, record.cue, record.speaker, record.relay)
    if isinstance(record, QuotationPart):
        return (record.open, record.close)
    return (record.number, record.of) if isinstance(record, Quantity) else ()
