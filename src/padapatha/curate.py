"""What people have decided takes the place of what the machine made.

A confirmed sentence replaces the machine's sentence whole. The two belong together when sent_id and text are the same;
when they are not, `Refused` says what has changed, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from padapatha.annotator.analysis import without_estimates
from padapatha.model import Document, Sentence
from padapatha.problems import Problem, Refused, problem
from padapatha.rules.layers import translation_fault
from padapatha.text import around, first_difference
from padapatha.values import COMMENT_ORDER, comment_line, split_comment

_OF_THE_PLACE = ("newdoc id", "newpar id", "sent_id", "text")


def curate(document: Document) -> Document:
    """Put the confirmed sentences in, say of every sentence where it comes from, and add the translations."""
    path = f"annotations/treebank/{document.id}.conllu"
    machine = {sentence.id: sentence for sentence in document.sentences}
    problems = tuple(_misfits(document.confirmed, machine, path))
    if problems:
        raise Refused(problems)
    confirmed = {sentence.id: sentence for sentence in document.confirmed}
    translations = _translations(document)
    return document.with_sentences(
        _curated(sentence, confirmed.get(sentence.id), translations.get(sentence.id)) for sentence in document.sentences
    )


def _misfits(confirmed: tuple[Sentence, ...], machine: Mapping[str, Sentence], path: str) -> Iterator[Problem]:
    seen: set[str] = set()
    places = {sentence.text: sentence.id for sentence in machine.values()}
    for sentence in confirmed:
        here = machine.get(sentence.id)
        if sentence.id in seen:
            yield problem("sent-id", path, f"{sentence.id} is confirmed twice")
        elif here is None or here.text != sentence.text:
            yield problem("stale", path, _misfit(sentence, here, places.get(sentence.text)))
        seen.add(sentence.id)


def _misfit(sentence: Sentence, here: Sentence | None, elsewhere: str | None) -> str:
    if elsewhere:
        return f"{sentence.id} was confirmed; its text is now that of {elsewhere}"
    if here is None:
        return f"{sentence.id} was confirmed; the document has no such sentence any more"
    at = first_difference(here.text, sentence.text)
    return f"{sentence.id} was confirmed on another text, different from character {at}: {around(here.text, at)}"


def _translations(document: Document) -> dict[str, str]:
    """The English translations by sent_id; one of another version of its sentence is refused."""
    layer = document.layers.translations
    texts = {sentence.id: sentence.text for sentence in document.sentences}
    for record in layer.translations if layer else ():
        if fault := translation_fault(record, texts.get(record.sentence, "")):
            raise Refused([problem("stale", f"annotations/translations/{document.id}.json", fault)])
    return {record.sentence: record.text for record in (layer.translations if layer else ()) if record.language == "en"}


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
