"""``ner_tags``: one flat IOB2 tag per word, computed from the layers (docs/guidelines/entities.md, last section).

The tags are the six types of the Hindi part of IL-NER (ltrc/IL-NER), because people and the shipped model can both fill
that set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from padapatha.layers import EntityLayer, ExpressionLayer, Layers, Span
from padapatha.pack.features import Row
from padapatha.problems import Refused, problem
from padapatha.text_index import TextIndex

# The labels of entities that IL-NER marks; the others are outside every entity there
NER_TYPE_OF_LABEL: Mapping[str, str] = MappingProxyType(
    {
        "PERSON": "NEP",
        "FAC": "NEL",
        "GPE": "NEL",
        "LOC": "NEL",
        "ORG": "NEO",
        "PRODUCT": "NEAR",
        "WORK_OF_ART": "NEAR",
        "LAW": "NEAR",
        "PROGRAMME": "NEAR",
    }
)
_NO_NUMBER = "ORDINAL"

# Of a sentence whose names nobody and nothing has marked
NO_TAGS: Row = {"ner_tags": [], "ner_annotation": None, "ner_expressions": None}
TypedSpan = tuple[int, int, str]  # start and end in the document (code points, half-open), type


def ner_columns(layers: Layers, proposed: Layers, index: TextIndex) -> tuple[Row, ...]:
    """Return ``ner_tags`` of every sentence, who decided the names, and whether times and numbers are tagged too.

    Names are those of a complete layer of people or, where they have made none, of the model's proposal; times and
    numbers are people's alone. Raises `Refused` when an entity and an expression cross.
    """
    names = layers.entities or proposed.entities
    annotation = "gold" if layers.entities else "auto"
    if names is None or (annotation == "gold" and not names.complete):
        return (NO_TAGS,) * len(index.sentences)
    expressions = layers.expressions if layers.expressions and layers.expressions.complete else None
    tags = [["O"] * len(sentence.tokens) for sentence in index.sentences]
    candidates = [*_entities(names), *(_expressions(expressions) if expressions else ())]
    for start, end, kind in outermost(candidates, f"annotations/entities/{index.document}.json"):
        words = index.whole_words(start, end)
        inside = [f"I-{kind}"] * (words.last - words.first - 1)
        tags[words.sentence][words.first : words.last] = [f"B-{kind}", *inside]
    said = {"ner_annotation": annotation, "ner_expressions": expressions is not None}
    return tuple({"ner_tags": its_tags, **said} for its_tags in tags)


def _entities(layer: EntityLayer) -> Iterator[TypedSpan]:
    for entity in layer.entities:
        if kind := NER_TYPE_OF_LABEL.get(entity.label):
            yield _typed(entity, kind)


def _expressions(layer: ExpressionLayer) -> Iterator[TypedSpan]:
    for time in layer.times:
        yield _typed(time, "NETI")
    for quantity in layer.quantities:
        if quantity.type != _NO_NUMBER:
            yield _typed(quantity.number, "NEN")


def _typed(span: Span, kind: str) -> TypedSpan:
    return span.start, span.end, kind


def outermost(spans: Iterable[TypedSpan], path: str) -> Iterator[TypedSpan]:
    """Yield the spans that lie inside no other, in order of the text; of two equal spans the first one given.

    Raises `Refused` for two spans that cross, in the name of the file ``path``.
    """
    reached, longest = 0, (0, 0)
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            reached, longest = end, (start, end)
            yield start, end, kind
        elif end > reached:
            found = f"{start}-{end} crosses {longest[0]}-{longest[1]}"
            raise Refused([problem("nesting", path, found)])
