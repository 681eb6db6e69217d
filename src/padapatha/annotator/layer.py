"""Entity tags to the entities layer (schema/layer-entities.schema.json), offsets into the whole text.

A model knows IL-NER's six types; the layer has twelve labels (docs/guidelines/entities.md). Each type becomes the label
that most of its names have, and the note says which type it was: a person who confirms the layer need only look at
those. Times and numbers (NETI, NEN) are no entities and stay out; so do types that we have no label for.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from padapatha.annotator.analysis import Analysis
from padapatha.conllu import word_offsets
from padapatha.model import Sentence
from padapatha.problems import Refused, problem

_OWN = (
    "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC",
    "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "PROGRAMME",
)  # fmt: skip  # one row of the table after the other
LABELS = {"NEP": "PERSON", "NEL": "GPE", "NEO": "ORG", "NEAR": "PRODUCT"} | {each: each for each in _OWN}
_DOUBTFUL = frozenset(("NEL", "NEAR"))  # these types are several labels in one
_MOST = 999_999  # entities of one file: what its ids can count


@dataclass(frozen=True, slots=True)
class Entity:
    """One name: offsets into the whole text, the text itself, and the type the model gave it."""

    start: int
    end: int
    text: str
    kind: str


def entities_of(sentence: Sentence, analysis: Analysis) -> Iterator[Entity]:
    """Yield the names of a sentence that the layer has labels for, in order."""
    spans = word_offsets(sentence)
    for first, stop, kind in runs(analysis.entities):
        if kind in LABELS:
            start, end = spans[first][0], spans[stop - 1][1]
            yield Entity(sentence.start + start, sentence.start + end, sentence.text[start:end], kind)


def runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield half-open runs of words with their type from IOB2 tags; a stray ``I-`` begins a run."""
    start, kind = 0, ""
    for place, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            yield start, place, kind
            kind = ""
        if tag != "O" and not kind:
            start, kind = place, tag[2:]


def entities_layer(
    entities: Sequence[Entity], document: str, text_sha256: str, agent: tuple[str, str]
) -> dict[str, Any]:
    """The layer as a JSON value; ``agent`` is name and version of the annotator. The date is today's."""
    if len(entities) > _MOST:
        raise Refused([problem("limit", document, f"{len(entities):,} entities; at most {_MOST:,} in one layer")])
    return {
        "schema": "padapatha/layer-entities/1",
        "layer": "entities",
        "document": document,
        "text_sha256": text_sha256,
        "guideline": "entities/1",
        "agent": {"kind": "model", "name": agent[0], "version": agent[1]},
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "complete": False,
        "entities": [_item(number, each) for number, each in enumerate(entities, 1)],
    }


def _item(number: int, entity: Entity) -> dict[str, Any]:
    item = {
        "id": f"e{number}",
        "start": entity.start,
        "end": entity.end,
        "text": entity.text,
        "label": LABELS[entity.kind],
    }
    return item if entity.kind not in _DOUBTFUL else {**item, "note": f"IL-NER {entity.kind}"}
