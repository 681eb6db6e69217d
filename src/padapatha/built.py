"""What is written beside the sentences of a built document: its entry in ``corpus/`` and in the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from padapatha.conllu.faults import Column
from padapatha.files import sha256
from padapatha.metadata import AnnotatorId, DocumentEntry, ManifestEntry, SentenceEntry
from padapatha.model import Document, Sentence
from padapatha.values import EMPTY

_FIELDS = {column: column.name.lower() for column in Column if column is not Column.ID}


def document_entry(document: Document, inputs: Mapping[str, str], annotator: AnnotatorId | None) -> DocumentEntry:
    """Say of a built document where it comes from and where each sentence stands in the text.

    Raises ValueError for a text that belongs to no project.
    """
    seed = document.description
    if seed is None:
        raise ValueError(f"{document.id} has no description")
    return DocumentEntry(
        document=document.id,
        language=seed.language,
        title=seed.title,
        source=seed.source,
        url=seed.url,
        licence=seed.licence,
        rights=seed.rights,
        genre=seed.genre,
        published=seed.published,
        split=seed.split,
        text_sha256=sha256(document.text.encode("utf-8")),
        annotator=annotator,
        inputs=inputs,
        sentences=tuple(_sentences(document)),
        text=document.text,
    )


def manifest_entry(document: Document, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> ManifestEntry:
    """Count a built document for the manifest; ``inputs`` and ``outputs`` are SHA-256 by file name."""
    return ManifestEntry(
        document=document.id,
        split=document.description.split if document.description else "",
        sentences=len(document.sentences),
        gold_sentences=sum(sentence.is_gold for sentence in document.sentences),
        tokens=sum(len(sentence.tokens) for sentence in document.sentences),
        inputs=inputs,
        outputs=outputs,
    )


def _sentences(document: Document) -> Iterator[SentenceEntry]:
    paragraph = ""
    for sentence in document.sentences:
        paragraph = sentence.comment("newpar id") or paragraph
        annotation = sentence.comment("annotation") or ""
        columns = filled_columns(sentence)
        yield SentenceEntry(sentence.id, sentence.start, sentence.end, paragraph, annotation, columns)


def filled_columns(sentence: Sentence) -> tuple[str, ...]:
    """Name the CoNLL-U columns that hold something for at least one word, ID apart."""
    return tuple(
        column.name
        for column, field in _FIELDS.items()
        if any(getattr(token, field) not in (EMPTY, None) for token in sentence.tokens)
    )
