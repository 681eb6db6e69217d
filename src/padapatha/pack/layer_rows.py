"""Layers to rows: one row per entity, mention, quotation or expression, with its words and who decided it.

The layers were validated before: every span is whole words of one sentence, every mention stands in one chain.
"""

from __future__ import annotations

from collections.abc import Iterator

from padapatha.layers import (
    CoreferenceLayer,
    EntityLayer,
    ExpressionLayer,
    Layer,
    Layers,
    Quantity,
    Quotation,
    QuotationLayer,
    QuotationPart,
    Span,
    TimeExpression,
)
from padapatha.pack.features import Row
from padapatha.text_index import TextIndex


def layer_rows(layers: Layers, proposed: Layers, index: TextIndex) -> dict[str, list[Row]]:
    """Return the rows of a document's layers by config; translations are a column of the sentences and have no config.

    A layer that people have not made is the one that is ``proposed``, if there is one. Raises `Refused` for a span that
    is not whole words of one sentence.
    """
    rows: dict[str, list[Row]] = {}
    if layers.entities:
        rows["entities"] = list(_entities(layers.entities, "gold", index))
    elif proposed.entities:
        rows["entities"] = list(_entities(proposed.entities, "auto", index))
    if layers.coreference:
        rows["mentions"] = list(_mentions(layers.coreference, index))
    if layers.quotations:
        rows["quotations"] = list(_quotations(layers.quotations, index))
    if layers.expressions:
        rows["expressions"] = list(_expressions(layers.expressions, index))
    return rows


def signature(layer: Layer, annotation: str = "gold") -> Row:
    """Return the columns that say who decided a layer, by which guideline and when; of a proposal, what made it."""
    signed = annotation == "gold"
    guideline, date = (layer.guideline, layer.date) if signed else (None, None)
    return {"agent": str(layer.agent), "guideline": guideline, "date": date}


def _entities(layer: EntityLayer, annotation: str, index: TextIndex) -> Iterator[Row]:
    for entity in layer.entities:
        columns = {"entity_id": entity.id, "label": entity.label, "annotation": annotation, "note": entity.note}
        yield _span_columns(entity, layer, index, annotation) | columns


def _mentions(layer: CoreferenceLayer, index: TextIndex) -> Iterator[Row]:
    chains = layer.chain_of()
    for mention in layer.mentions:
        chain = chains[mention.id]
        of_chain = {"chain_id": chain.id, "type": chain.type, "singleton": chain.singleton}
        yield _span_columns(mention, layer, index) | {"mention_id": mention.id} | of_chain | {"note": mention.note}


def _quotations(layer: QuotationLayer, index: TextIndex) -> Iterator[Row]:
    for quotation in layer.quotations:
        yield {
            "doc_id": index.document,
            "sent_ids": [sentence.id for sentence in index.touched(quotation.start, quotation.end)],
            "quotation_id": quotation.id,
            "kind": quotation.kind,
            "start": quotation.start,
            "end": quotation.end,
            "parts": [_part(part) for part in quotation.parts],
            **_participants(quotation),
            "speaker_chain": quotation.speaker_chain,
            **signature(layer),
            "note": quotation.note,
        }


def _part(part: QuotationPart) -> Row:
    marks: Row = {}
    for side, mark in (("open", part.open), ("close", part.close)):
        marks |= {side: mark.text if mark else None, f"{side}_start": mark.start if mark else None}
    return {"start": part.start, "end": part.end, "text": part.text} | marks | {"mark_problem": part.mark_problem}


def _participants(quotation: Quotation) -> Row:
    return _flat("cue", quotation.cue) | _flat("speaker", quotation.speaker) | _flat("relay", quotation.relay)


def _flat(role: str, span: Span | None) -> Row:
    """A span inside a record as three columns."""
    start, end, text = (span.start, span.end, span.text) if span else (None, None, None)
    return {f"{role}_start": start, f"{role}_end": end, f"{role}_text": text}


def _expressions(layer: ExpressionLayer, index: TextIndex) -> Iterator[Row]:
    for time in layer.times:
        yield _span_columns(time, layer, index) | _expression("time", time) | _time(time)
    for quantity in layer.quantities:
        yield _span_columns(quantity, layer, index) | _expression("quantity", quantity) | _quantity(quantity)


def _expression(kind: str, record: TimeExpression | Quantity) -> Row:
    """The columns that both kinds of expressions fill."""
    columns = {"expression_id": record.id, "kind": kind, "type": record.type, "value": record.value}
    return columns | {"mod": record.mod, "reason": record.reason, "note": record.note}


def _time(time: TimeExpression) -> Row:
    columns = {"anchor": time.anchor, "offset": time.offset, "resolved": time.resolved, "unit": None}
    return columns | _flat("number", None) | _flat("of", None)


def _quantity(quantity: Quantity) -> Row:
    columns = {"anchor": None, "offset": None, "resolved": None, "unit": quantity.unit}
    return columns | _flat("number", quantity.number) | _flat("of", quantity.of)


def _span_columns(span: Span, layer: Layer, index: TextIndex, annotation: str = "gold") -> Row:
    """Where a span stands in the text and among the words of its sentence, and who decided it."""
    words = index.whole_words(span.start, span.end)
    return {
        "doc_id": index.document,
        "sent_id": index.sentences[words.sentence].id,
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "start_token": words.first,
        "end_token": words.last,
        **signature(layer, annotation),
    }
