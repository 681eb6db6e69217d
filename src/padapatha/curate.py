"""What people have decided takes the place of what the machine made.

A confirmed sentence replaces the machine's sentence whole; `padapatha.placement` has cut the two alike before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from padapatha.annotator.analysis import without_estimates
from padapatha.model import Document, Sentence
from padapatha.problems import Problem, Refused, problem
from padapatha.rules.layers import translation_fault
from padapatha.values import COMMENT_ORDER, comment_line, split_comment

_OF_THE_PLACE = ("newdoc id", "newpar id", "sent_id", "text")


def curate(document: Document) -> Document:
    """Put the confirmed sentences in, say of every sentence where it comes from, and add the translations."""
    problems = tuple(_unfit_translations(document))
    if problems:
        raise Refused(problems)
    confirmed = {sentence.id: sentence for sentence in document.confirmed}
    layer = document.layers.translations
    records = layer.translations if layer else ()
    english = {record.sentence: record.text for record in records if record.language == "en"}
    return document.with_sentences(
        _curated(sentence, confirmed.get(sentence.id), english.get(sentence.id)) for sentence in document.sentences
    )


def _unfit_translations(document: Document) -> Iterator[Problem]:
    """Yield every translation of another version of its sentence; one whose sentence is gone is of another version."""
    layer = document.layers.translations
    texts = {sentence.id: sentence.text for sentence in document.sentences}
    for record in layer.translations if layer else ():
        if fault := translation_fault(record, texts.get(record.sentence)):
            yield problem("stale", f"annotations/translations/{document.id}.json", fault)


def _curated(machine: Sentence, confirmed: Sentence | None, translation: str | None) -> Sentence:
    """One sentence with its comments in order: place and text from the machine's, the rest from whoever decided."""
    source = without_estimates(confirmed) if confirmed else machine
    values = {key: value for key in _OF_THE_PLACE if (value := machine.comment(key)) is not None}
    if translation:
        values["text_en"] = translation
    values["annotation"] = "gold" if confirmed else "auto"
    others = [line for line in source.comments if split_comment(line)[0] not in COMMENT_ORDER]
    comments = (*(comment_line(key, values[key]) for key in COMMENT_ORDER if key in values), *others)
    return replace(source, comments=comments, start=machine.start)
