"""What a schema cannot say of a layer: ids, dates, order, and that everything it points to exists.

`layer_faults` is the one list of these rules: `validate` reports them, `compare`, `pack` and `export` refuse them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from padapatha.files import sha256
from padapatha.layers import (
    CoreferenceLayer,
    EntityLayer,
    ExpressionLayer,
    Layer,
    Layers,
    Quotation,
    QuotationLayer,
    Record,
    Span,
    Translation,
    TranslationLayer,
    spans_of,
)
from padapatha.rules.signatures import date_fault
from padapatha.rules.spans import LayerFault, border_faults, crossing_faults, span_fault
from padapatha.text_index import TextIndex

_FLAT = frozenset(("expressions",))  # layers whose spans never overlap


def layer_faults(layer: Layer, index: TextIndex | None, others: Layers | None = None) -> Iterator[LayerFault]:
    """Yield everything that is wrong with a layer.

    ``index`` is the document's text index; None when the text is not at hand: then only what the layer says by itself
    is looked at. ``others`` are the layers beside it, to which its ids may lead.
    """
    yield from _envelope(layer, index)
    yield from _unique_ids(layer)
    yield from _order(layer)
    if isinstance(layer, CoreferenceLayer):
        yield from _coreference(layer)
    elif isinstance(layer, ExpressionLayer):
        yield from _expressions(layer)
    elif isinstance(layer, EntityLayer) and others and others.expressions:
        yield from _across(layer, others.expressions)
    elif isinstance(layer, QuotationLayer):
        yield from _quotations(layer, others.coreference if others else None, known=others is not None)
    elif isinstance(layer, TranslationLayer):
        yield from _translated_twice(layer)
    if index is None:
        yield from _without_text(layer)
    elif layer.text_sha256 != index.sha256:
        yield from _stale(layer, index)
    else:
        yield from _spans(layer, index)
        if isinstance(layer, TranslationLayer):
            yield from _translations(layer, index)


def _envelope(layer: Layer, index: TextIndex | None) -> Iterator[LayerFault]:
    if index is not None and layer.document != index.document:
        found = f"it is of {layer.document!r}, not {index.document!r}"
        yield LayerFault(("document",), "file-name", found)
    if found := date_fault(layer.date):
        yield LayerFault(("date",), "date", found)


def _unique_ids(layer: Layer) -> Iterator[LayerFault]:
    for records in layer.lists().values():
        seen: set[str] = set()
        for record in records:
            name = getattr(record, "id", None)  # every record but a translation has one
            if name in seen:
                yield LayerFault((*record.pointer, "id"), "id-twice", f"{name!r} stands twice")
            seen |= {name} if name else set()


def _order(layer: Layer) -> Iterator[LayerFault]:
    """Records are sorted by start, longer first; quotations by their first part."""
    for key, records in layer.lists().items():
        places = [_place(record) for record in records]
        for number in range(1, len(places)):
            if places[number] < places[number - 1]:
                found = f"{key} are not sorted by start, longer first"
                yield LayerFault(records[number].pointer, "canonical", found)


def _place(record: Record) -> tuple[int, int]:
    if isinstance(record, Quotation):
        return record.parts[0].start, -record.parts[0].end
    return (record.start, -record.end) if isinstance(record, Span) else (0, 0)


# Spans


def _without_text(layer: Layer) -> Iterator[LayerFault]:
    """Without the text, spans can be held against the slice that they repeat and against each other."""
    fitting: list[Span] = []
    for span in layer.spans():
        if fault := span_fault(span, " " * span.start + span.text):
            yield LayerFault((*span.pointer, "start"), "span", fault)
        elif _is_exclusive(span):
            fitting.append(span)
    yield from crossing_faults(fitting, flat=layer.name in _FLAT)


def _is_exclusive(span: Span) -> bool:
    """Whether no other span may cross it: records and the parts of quotations, not the plain spans inside them."""
    return type(span) is not Span


def _stale(layer: Layer, index: TextIndex) -> Iterator[LayerFault]:
    """One fault for the whole layer, and one for each span that no longer stands where it did."""
    spans = tuple(layer.spans())
    moved = [
        LayerFault((*span.pointer, "start"), "stale", f"{_owner(layer, span)}: {fault}")
        for span in spans
        if (fault := span_fault(span, index.text))
    ]
    found = f"made on another version of the text; of its {len(spans)} spans {len(moved)} no longer stand there"
    yield LayerFault(("text_sha256",), "stale", found)
    yield from moved


def _owner(layer: Layer, span: Span) -> str:
    """The id of the record in which a span stands."""
    key, number = span.pointer[:2]
    record = layer.lists()[str(key)][int(number)]
    return str(getattr(record, "id", "/".join(map(str, span.pointer))))


def _spans(layer: Layer, index: TextIndex) -> Iterator[LayerFault]:
    fitting: list[Span] = []
    for records in layer.lists().values():
        for record in records:
            for span in spans_of(record):
                if fault := span_fault(span, index.text):
                    yield LayerFault((*span.pointer, "start"), "span", f"{_owner(layer, span)}: {fault}")
                    continue
                if _is_exclusive(span):
                    fitting.append(span)
                yield from border_faults(span, index, in_one_sentence="parts" not in span.pointer)
    yield from crossing_faults(fitting, flat=layer.name in _FLAT)


# Ids


def _coreference(layer: CoreferenceLayer) -> Iterator[LayerFault]:
    """Every mention stands in exactly one chain; chains and their mentions are in the order of the text."""
    rank = {mention.id: number for number, mention in enumerate(layer.mentions)}
    chain_of: dict[str, str] = {}
    last = -1
    for chain in layer.chains:
        for number, mention in enumerate(chain.mentions):
            pointer = (*chain.pointer, "mentions", number)
            if mention not in rank:
                yield LayerFault(pointer, "reference", f"{chain.id}: there is no mention {mention!r}")
            elif mention in chain_of:
                found = f"{mention!r} is in {chain_of[mention]} and in {chain.id}"
                yield LayerFault(pointer, "reference", found, "a mention stands in one chain")
            chain_of.setdefault(mention, chain.id)
        ranks = [rank[mention] for mention in chain.mentions if mention in rank]
        if ranks != sorted(ranks):
            found = f"the mentions of {chain.id} are not in order of the text"
            yield LayerFault(chain.pointer, "canonical", found)
        if ranks and ranks[0] < last:
            yield LayerFault(chain.pointer, "canonical", "chains are not sorted by their first mention")
        last = max(last, ranks[0] if ranks else last)
    for record in layer.mentions:
        if record.id not in chain_of:
            yield LayerFault(
                (*record.pointer, "id"), "reference", f"{record.id!r} is in no chain", "put it into a chain"
            )


def _expressions(layer: ExpressionLayer) -> Iterator[LayerFault]:
    """An anchor is another time of the file, and following the anchors ends; a number lies inside its quantity."""
    anchors = {time.id: time.anchor for time in layer.times}
    clear: set[str] = set()
    for time in layer.times:
        pointer = (*time.pointer, "anchor")
        if time.anchor not in (None, "document", *anchors):
            yield LayerFault(pointer, "reference", f"{time.id}: there is no time {time.anchor!r}")
        elif cycle := _cycle(time.id, anchors, clear):
            yield LayerFault(pointer, "reference", f"the anchors form a cycle: {' -> '.join(cycle)}")
    for quantity in layer.quantities:
        if quantity.number.start < quantity.start or quantity.number.end > quantity.end:
            found = f"the number of {quantity.id} lies outside it"
            yield LayerFault((*quantity.pointer, "number"), "span", found)


def _across(layer: EntityLayer, expressions: ExpressionLayer) -> Iterator[LayerFault]:
    """A name and a time or number lie inside one another or apart: each word has one flat tag (``ner_tags``)."""
    numbers = [quantity.number for quantity in expressions.quantities]
    spans = sorted((span.start, span.end) for span in (*expressions.times, *numbers))
    for entity in layer.entities:
        first = max(bisect_left(spans, (entity.start, 0)) - 1, 0)  # expressions never overlap
        for start, end in spans[first : bisect_left(spans, (entity.end, 0))]:
            if start < entity.start < end < entity.end or entity.start < start < entity.end < end:
                found = f"{entity.id}: {entity.start} to {entity.end} crosses the expression {start} to {end}"
                yield LayerFault(entity.pointer, "nesting", found)


def _cycle(start: str, anchors: Mapping[str, str | None], clear: set[str]) -> list[str]:
    """Return the anchors from a time back to itself; empty without a cycle. What is ``clear`` was walked before."""
    path: list[str] = []
    on_path: set[str] = set()
    here = start
    while here in anchors and here not in clear:
        if here in on_path:
            clear.update(path)
            return [*path[path.index(here) :], here]
        path.append(here)
        on_path.add(here)
        here = anchors[here] or ""
    clear.update(path)
    return []


def _quotations(layer: QuotationLayer, coreference: CoreferenceLayer | None, *, known: bool) -> Iterator[LayerFault]:
    """A speaker's chain is one of the coreference layer, and has a mention where the speaker stands."""
    chains = _chain_spans(coreference)
    for quotation in layer.quotations:
        chain, speaker, pointer = quotation.speaker_chain, quotation.speaker, (*quotation.pointer, "speaker_chain")
        if known and chain is not None and chain not in chains:
            found = f"{quotation.id}: the coreference layer has no chain {chain!r}"
            yield LayerFault(pointer, "reference", found)
        elif known and chain and speaker and (speaker.start, speaker.end) not in chains[chain]:
            found = f"{quotation.id}: chain {chain!r} has no mention from {speaker.start} to {speaker.end}"
            yield LayerFault(pointer, "reference", found, "give the chain of the speaker's own mention")
        starts = [part.start for part in quotation.parts]
        if starts != sorted(starts):
            yield LayerFault((*quotation.pointer, "parts"), "canonical", "parts are not in order of the text")


def _chain_spans(layer: CoreferenceLayer | None) -> dict[str, frozenset[tuple[int, int]]]:
    """The spans of the mentions of each chain."""
    if layer is None:
        return {}
    spans = {mention.id: (mention.start, mention.end) for mention in layer.mentions}
    return {chain.id: frozenset(spans[name] for name in chain.mentions if name in spans) for chain in layer.chains}


def _translated_twice(layer: TranslationLayer) -> Iterator[LayerFault]:
    """A sentence is translated once into a language."""
    done: set[tuple[str, str]] = set()
    for record in layer.translations:
        if (record.sentence, record.language) in done:
            found = f"{record.sentence} is translated twice"
            yield LayerFault((*record.pointer, "sentence"), "id-twice", found)
        done.add((record.sentence, record.language))


def _translations(layer: TranslationLayer, index: TextIndex) -> Iterator[LayerFault]:
    """Every sentence exists, is in order and of its present text; a complete layer has all of them."""
    if not index.sentences:
        return
    order = {sentence.id: number for number, sentence in enumerate(index.sentences)}
    last = -1
    done: set[tuple[str, str]] = set()
    for record in layer.translations:
        pointer = (*record.pointer, "sentence")
        if record.sentence not in order:
            yield LayerFault(pointer, "reference", f"there is no sentence {record.sentence!r}")
            continue
        if (record.sentence, record.language) not in done and order[record.sentence] < last:
            yield LayerFault(pointer, "canonical", "translations are not in the order of the sentences")
        if found := translation_fault(record, index.sentences[order[record.sentence]].text):
            yield LayerFault((*record.pointer, "source_sha256"), "stale", found)
        done.add((record.sentence, record.language))
        last = max(last, order[record.sentence])
    yield from _untranslated(layer, [name for name in order if name not in {sentence for sentence, _ in done}])


def _untranslated(layer: TranslationLayer, missing: Sequence[str]) -> Iterator[LayerFault]:
    if layer.complete and missing:
        found = f"complete, but without {', '.join(missing[:5])}" + (" …" if len(missing) > 5 else "")
        yield LayerFault(("complete",), "complete", found)


def translation_fault(record: Translation, text: str | None) -> str:
    """Say that a translation was made of another text than the sentence has now; empty when it was not.

    ``text`` is None for a sentence that is not there.
    """
    if text is None:
        return f"there is no sentence {record.sentence} any more; its translation is {record.text[:40]!r}"
    if sha256(text.encode("utf-8")) == record.source_sha256:
        return ""
    return f"the translation of {record.sentence} was made of another text"
