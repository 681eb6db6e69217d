"""Named entities: scores to well-formed IOB2 tags, tags to spans of the text, spans to the entities layer.

A model knows IL-NER's six types; the layer has twelve labels (docs/guidelines/entities.md). Each type becomes the label
that most of its names have. Where a type is several labels in one, a note says which type it was, so that a person who
confirms the layer can look at those first. Times and numbers (NETI, NEN) are no entities and stay out, as do types
without a label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from padapatha.annotator.analysis import OUTSIDE, Analysis
from padapatha.annotator.scores import FORBIDDEN, Bools, Floats, Ints
from padapatha.conllu import word_offsets
from padapatha.layers import Agent, Entity, EntityLayer
from padapatha.model import Sentence
from padapatha.problems import Refused, problem

_LABELS = (
    "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC",
    "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "PROGRAMME",
)  # fmt: skip  # one row of the table after the other
LAYER_LABELS = {"NEP": "PERSON", "NEL": "GPE", "NEO": "ORG", "NEAR": "PRODUCT"} | {label: label for label in _LABELS}
_SEVERAL_LABELS = frozenset(("NEL", "NEAR"))
_MAX_ENTITIES = 999_999  # of one file: what its ids can count


@dataclass(frozen=True, slots=True)
class NameSpan:
    """One name that the model found: offsets into the whole text, the text itself, and the model's type."""

    start: int
    end: int
    text: str
    kind: str


def choose_entities(scores: Floats, tags: Sequence[str]) -> tuple[str, ...]:
    """The best well-formed IOB2 tags of a sentence from its logits [n, K]: `I-X` only after `B-X` or `I-X`.

    Logits serve as well as log-probabilities: for one word they differ by a constant, which changes no choice.
    """
    best = scores.argmax(1)
    follows, starts = _transitions(tuple(tags))
    if not (starts[best[0]] and follows[best[:-1], best[1:]].all()):
        best = _viterbi(scores, follows, starts)
    return tuple([tags[number] for number in best.tolist()])


@lru_cache(maxsize=8)
def _transitions(tags: tuple[str, ...]) -> tuple[Bools, Bools]:
    """Whether a tag may follow another [K, K], and whether it may stand first [K]."""
    starts = np.array([not tag.startswith("I-") for tag in tags])
    follows = np.array([[_may_follow(left, right) for right in tags] for left in tags])
    return follows, starts


def _may_follow(left: str, right: str) -> bool:
    return not right.startswith("I-") or left in {right, "B-" + right[2:]}


def _viterbi(scores: Floats, follows: Bools, starts: Bools) -> Ints:
    step = np.where(follows, np.float32(0), FORBIDDEN)
    total = np.where(starts, scores[0], FORBIDDEN)
    previous = np.zeros(scores.shape, dtype=np.int64)
    for word in range(1, len(scores)):
        ways = total[:, None] + step
        previous[word] = ways.argmax(0)
        total = ways.max(0) + scores[word]
    best = np.zeros(len(scores), dtype=np.int64)
    best[-1] = total.argmax()
    for word in range(len(scores) - 1, 0, -1):
        best[word - 1] = previous[word, best[word]]
    return best


def knows_names(tags: Sequence[str]) -> bool:
    """Whether a model with these tags can find anything that the layer has labels for."""
    return any(tag[2:] in LAYER_LABELS for tag in tags)


def name_spans(sentence: Sentence, analysis: Analysis) -> Iterator[NameSpan]:
    """Yield the names of a sentence that the layer has labels for, in order."""
    offsets = word_offsets(sentence)
    for first, stop, kind in tag_runs(analysis.entities):
        if kind in LAYER_LABELS:
            start, end = offsets[first][0], offsets[stop - 1][1]
            yield NameSpan(sentence.start + start, sentence.start + end, sentence.text[start:end], kind)


def tag_runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield half-open runs of word indices with their type from IOB2 tags; a stray ``I-`` begins a run."""
    start, kind = 0, ""
    for index, tag in enumerate([*tags, OUTSIDE]):
        if kind and tag != f"I-{kind}":
            yield start, index, kind
            kind = ""
        if tag != OUTSIDE and not kind:
            start, kind = index, tag[2:]


def entities_layer(
    names: Sequence[NameSpan], document: str, text_sha256: str, agent: tuple[str, str], date: str
) -> EntityLayer:
    """The layer of a document that nobody has read: ``agent`` is name and version of the annotator.

    Raises `Refused` for more names than a layer's ids can count.
    """
    if len(names) > _MAX_ENTITIES:
        raise Refused([problem("limit", document, f"{len(names):,} entities; at most {_MAX_ENTITIES:,} in one layer")])
    return EntityLayer(
        document=document,
        text_sha256=text_sha256,
        guideline="entities/1",
        agent=Agent(kind="model", name=agent[0], version=agent[1]),
        date=date,
        complete=False,
        entities=tuple(_entity(number, name) for number, name in enumerate(names)),
    )


def _entity(number: int, name: NameSpan) -> Entity:
    note = f"IL-NER {name.kind}" if name.kind in _SEVERAL_LABELS else None
    return Entity(
        id=f"e{number + 1}",
        start=name.start,
        end=name.end,
        text=name.text,
        label=LAYER_LABELS[name.kind],
        note=note,
        pointer=("entities", number),
    )
