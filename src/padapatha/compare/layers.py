"""Comparison of the layers whose records say everything themselves: entities, expressions, translations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from padapatha.compare.inputs import FilePair, LayerPair, read_layer_pair
from padapatha.compare.items import LabelledItem, compare_items, match_items, span_attribute, text_attribute
from padapatha.compare.outcome import ABSENT, Comparison, Disagreement, Location, f1, grouped_differences
from padapatha.layers import EntityLayer, ExpressionLayer, Quantity, TimeExpression, Translation, TranslationLayer
from padapatha.problems import Problem, Refused

_OF_EXPRESSIONS = ("value", "anchor", "offset", "mod", "resolved", "reason", "number", "unit", "of")
_TranslationKey = tuple[str, str, str]  # document, sentence, language


# Entities


def compare_entities(files: Sequence[FilePair]) -> Comparison:
    """Compare names and their labels; raise `Refused` for a file that cannot be compared."""
    pairs = [read_layer_pair(pair, EntityLayer) for pair in files]
    a = [item for pair in pairs for item in _entity_items(pair.a.layer)]
    b = [item for pair in pairs for item in _entity_items(pair.b.layer)]
    return compare_items(EntityLayer.name, a, b, {pair.document: pair.index for pair in pairs})


def _entity_items(layer: EntityLayer) -> Iterator[LabelledItem]:
    for entity in layer.entities:
        yield LabelledItem(layer.document, ((entity.start, entity.end),), entity.label, entity.text)


# Expressions


def compare_expressions(files: Sequence[FilePair]) -> Comparison:
    """Compare times and quantities with their values; raise `Refused` for a file that cannot be compared."""
    pairs = [read_layer_pair(pair, ExpressionLayer) for pair in files]
    a = [item for pair in pairs for item in _expression_items(pair.a.layer)]
    b = [item for pair in pairs for item in _expression_items(pair.b.layer)]
    texts = {pair.document: pair.index for pair in pairs}
    comparison = compare_items(ExpressionLayer.name, a, b, texts, _OF_EXPRESSIONS)
    return replace(comparison, figures={"exact F1 with value": _f1_with_value(a, b), **comparison.figures})


def _f1_with_value(a: Sequence[LabelledItem], b: Sequence[LabelledItem]) -> float | None:
    """F1 of extent, type, value and unit."""
    exact = [pair for pair in match_items(a, b).pairs if pair.exact]
    return f1(sum(_meaning(pair.a) == _meaning(pair.b) for pair in exact), len(a), len(b))


def _meaning(item: LabelledItem) -> tuple[str, object, object]:
    unit = item.attributes.get("unit")
    return item.label, item.attributes["value"].key, unit and unit.key


def _expression_items(layer: ExpressionLayer) -> Iterator[LabelledItem]:
    times = {time.id: time for time in layer.times}
    for time in layer.times:
        yield _time_item(time, layer.document, times)
    for quantity in layer.quantities:
        yield _quantity_item(quantity, layer.document)


def _time_item(time: TimeExpression, document: str, times: Mapping[str, TimeExpression]) -> LabelledItem:
    """An anchor is the time that it names, whatever its id; ``document`` is itself."""
    anchor = times.get(time.anchor or "")
    attributes = {
        "value": text_attribute(time.value),
        "anchor": span_attribute(anchor) if anchor else text_attribute(time.anchor),
        "offset": text_attribute(time.offset),
        "mod": text_attribute(time.mod),
        "resolved": text_attribute(time.resolved),
        "reason": text_attribute(time.reason),
    }
    return LabelledItem(document, ((time.start, time.end),), time.type, time.text, attributes)


def _quantity_item(quantity: Quantity, document: str) -> LabelledItem:
    attributes = {
        "value": text_attribute(quantity.value),
        "number": span_attribute(quantity.number),
        "unit": text_attribute(quantity.unit),
        "of": span_attribute(quantity.of),
        "mod": text_attribute(quantity.mod),
        "reason": text_attribute(quantity.reason),
    }
    return LabelledItem(document, ((quantity.start, quantity.end),), quantity.type, quantity.text, attributes)


# Translations


def compare_translations(files: Sequence[FilePair]) -> Comparison:
    """Compare sentence by sentence; raise `Refused` for a file that cannot be compared.

    A sentence that changed between the two translations of it is refused too. ``identical`` is the percentage of the
    sentences translated by both whose translations are equal letter for letter.
    """
    pairs = [read_layer_pair(pair, TranslationLayer) for pair in files]
    if problems := tuple(problem for pair in pairs for problem in _changed(pair)):
        raise Refused(problems)
    a = {key: record.text for pair in pairs for key, record in _by_sentence(pair.a.layer).items()}
    b = {key: record.text for pair in pairs for key, record in _by_sentence(pair.b.layer).items()}
    both = a.keys() & b.keys()
    same = sum(a[key] == b[key] for key in both)
    figures = {"sentences F1": f1(len(both), len(a), len(b)), "identical": 100 * same / len(both) if both else None}
    documents = tuple(pair.document for pair in pairs)
    differences = grouped_differences(_disagreements(a, b))
    return Comparison(TranslationLayer.name, documents, (len(a), len(b)), figures, {}, differences)


def _by_sentence(layer: TranslationLayer) -> dict[_TranslationKey, Translation]:
    return {(layer.document, record.sentence, record.language): record for record in layer.translations}


def _changed(pair: LayerPair[TranslationLayer]) -> Iterator[Problem]:
    ours = _by_sentence(pair.a.layer)
    for record in pair.b.layer.translations:
        other = ours.get((pair.document, record.sentence, record.language), record)
        if other.source_sha256 != record.source_sha256:
            found = f"the translation of {record.sentence} was made of another sentence than in {pair.a.file.path}"
            yield pair.b.file.problem("stale", (*record.pointer, "source_sha256"), found)


def _disagreements(a: Mapping[_TranslationKey, str], b: Mapping[_TranslationKey, str]) -> Iterator[Disagreement]:
    for key in dict.fromkeys((*a, *b)):
        document, sentence, language = key
        ours, theirs = a.get(key, ABSENT), b.get(key, ABSENT)
        if ours != theirs:
            yield Disagreement(f"text_{language}", ours, theirs, Location(document, sentence))
