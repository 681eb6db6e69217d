"""What is written beside the sentences of a document: schema/document.schema.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from padapatha import files
from padapatha.conllu.faults import NAMES
from padapatha.model import Document, Sentence
from padapatha.values import EMPTY

_FROM_THE_SEED = ("language", "title", "source", "url", "licence", "rights", "genre", "published", "split")
_FIELDS = ("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")


def document_metadata(
    document: Document, inputs: Mapping[str, str], annotator: Mapping[str, str] | None
) -> dict[str, Any]:
    """Say of a built document where it comes from and where each sentence stands in the text."""
    return {
        "schema": "padapatha/document/1",
        "document": document.id,
        **{key: document.metadata[key] for key in _FROM_THE_SEED},
        "text_sha256": files.sha256(document.text.encode("utf-8")),
        "annotator": annotator,
        "inputs": dict(inputs),
        "sentences": _sentences(document),
        "text": document.text,
    }


def _sentences(document: Document) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    paragraph = ""
    for sentence in document.sentences:
        paragraph = sentence.comment("newpar id") or paragraph
        found.append(
            {
                "id": sentence.id,
                "start": sentence.start,
                "end": sentence.end,
                "paragraph": paragraph,
                "annotation": sentence.comment("annotation"),
                "columns": filled_columns(sentence),
            }
        )
    return found


def filled_columns(sentence: Sentence) -> list[str]:
    """Name the CoNLL-U columns that hold something for at least one word, ID apart."""
    columns = zip(NAMES[1:], _FIELDS[1:], strict=True)
    return [
        name for name, field in columns if any(getattr(token, field) not in (EMPTY, None) for token in sentence.tokens)
    ]
