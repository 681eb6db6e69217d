"""The stage that fills the columns of the sentences nobody has confirmed, and the same for a text alone."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from padapatha.annotator.analysis import REVIEWED, Analysis, annotate_sentences, with_entities, with_estimates
from padapatha.annotator.model_folder import ModelName, find_model, model_version, open_model
from padapatha.languages import CODES
from padapatha.layers import Layers
from padapatha.metadata import AnnotatorId
from padapatha.model import Document, Sentence
from padapatha.problems import Refused, given_text, problem

if TYPE_CHECKING:
    from padapatha.annotator.runtime import Model


def annotate(document: Document, model: ModelName = None) -> Document:
    """Fill LEMMA to DEPREL of every sentence that nobody has confirmed, and propose the layer that nobody has made.

    Without a model the columns stay empty, and nothing is proposed.
    """
    confirmed = {sentence.id for sentence in document.confirmed}
    waiting = [sentence for sentence in document.sentences if sentence.id not in confirmed]
    read = () if document.layers.entities else tuple(_confirmed_in_place(document))
    opened = _model_of(document.language, model) if waiting or read else None
    if opened is None:
        return document
    pairs = tuple(annotate_sentences((*waiting, *read), opened))
    machine = [pair for pair in pairs if pair[0].id not in confirmed]
    sentences, analyses = [pair[0] for pair in machine], [pair[1] for pair in machine]
    filled = {each.id: each for each in with_estimates(sentences, analyses, confidence=True, review=REVIEWED)}
    done = document.with_sentences(filled.get(sentence.id, sentence) for sentence in document.sentences)
    return replace(done, proposed=_proposed(document, pairs, opened))


def _confirmed_in_place(document: Document) -> Iterator[Sentence]:
    """The confirmed sentences, each where the machine's stands; one of another text is for `curate` to refuse."""
    starts = {(sentence.id, sentence.text): sentence.start for sentence in document.sentences}
    for sentence in document.confirmed:
        start = starts.get((sentence.id, sentence.text))
        if start is not None:
            yield replace(sentence, start=start)


def _proposed(document: Document, pairs: Sequence[tuple[Sentence, Analysis]], model: Model) -> Layers:
    """The layers of which a model knows something and people have said nothing, dated by the day the text came in."""
    from padapatha.annotator.entities import knows_names, name_spans
    from padapatha.annotator.proposals import propose_entities

    if document.layers.entities or not document.description or not knows_names(model.labels.ner):
        return Layers()
    in_order = sorted((sentence for sentence, _ in pairs), key=lambda sentence: sentence.start)
    names = [name for pair in pairs for name in name_spans(*pair)]
    agent, date = (model.name, model.version), document.description.received
    return Layers(entities=propose_entities(document, in_order, names, agent, date))


def annotator_of(document: Document, model: ModelName = None) -> AnnotatorId | None:
    """Name what annotated the machine's sentences of a built document; None: nothing did, or all are confirmed."""
    if all(sentence.is_gold for sentence in document.sentences):
        return None
    opened = _model_of(document.language, model)
    return None if opened is None else AnnotatorId(opened.name, opened.version)


def models(model: ModelName = None) -> dict[str, str]:
    """The versions of the models that `annotate` would use, by language: what it makes depends on them.

    Raises `Refused` for a model that does not exist.
    """
    found = {code: find_model(code, model) for code in CODES}
    return {code: model_version(folder) for code, folder in found.items() if folder}


def annotate_text(text: str, *, language: str = "hi", model: ModelName = None) -> tuple[Sentence, ...]:
    """Annotate a text: its sentences in order, entities in MISC as ``NE``.

    ``model`` is ``fast``, ``accurate`` or a folder. Raises `Refused` for text that no corpus may hold (control
    characters, another form than NFC, nothing at all), for what is no text (bytes are decoded by the caller), and when
    there is no such model.

    >>> import padapatha
    >>> [token.upos for token in padapatha.annotate("राम घर गया।")[0].tokens]  # doctest: +SKIP
    ['PROPN', 'NOUN', 'VERB', 'PUNCT']
    """
    from padapatha.annotator.stream import TextSource, text_chunks

    data = given_text(text, "<text>").encode("utf-8", "surrogatepass")
    if language not in CODES:
        raise Refused([problem("language", "<text>", f"language {language!r}; installed: {', '.join(CODES)}")])
    annotator = _model_of(language, model)
    if annotator is None:
        raise Refused([problem("model", "<text>", f"no model for {language!r} is installed")])
    chunks = text_chunks(io.BytesIO(data), TextSource("<text>", "text", language))
    sentences = (sentence for chunk in chunks for sentence in chunk.sentences)
    return tuple(with_entities(*pair) for pair in annotate_sentences(sentences, annotator))


def _model_of(language: str, model: ModelName) -> Model | None:
    folder = find_model(language, model)
    return None if folder is None else open_model(folder)
