"""A document to the rows of ``sentences``, ``tokens`` and ``documents``, and rows back to sentences.

A row that is made here holds label names; read from a table it holds their numbers. `sentence_row` and `sentence_of`
are each other's inverse for everything a CoNLL-U file can hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from padapatha.conllu.columns import UNIVERSAL_UPOS
from padapatha.conllu.surface import surfaces, text_of, word_offsets
from padapatha.layers import Layers
from padapatha.metadata import DocumentEntry, SentenceEntry
from padapatha.model import EmptyNode, Multiword, Sentence, Token
from padapatha.pack.features import ANNOTATION, RELATIONS, XPOS, Row
from padapatha.pack.layer_rows import layer_rows, signature
from padapatha.pack.ner import NO_TAGS, ner_columns
from padapatha.reading import Context
from padapatha.reading.corpus import entry_json
from padapatha.values import EMPTY

_TOKEN_OF_SENTENCE = {
    "form": "tokens",
    "lemma": "lemmas",
    **{name: name for name in ("upos", "xpos", "feats", "head", "deprel", "deps", "misc")},
}  # columns of config tokens and the columns of config sentences that hold their values
_LABELS: Mapping[str, Sequence[str]] = {"xpos": XPOS, "deprel": RELATIONS}
_OWN_COLUMNS = frozenset(("text", "sentences"))  # not in metadata_json


def document_rows(context: Context) -> dict[str, list[Row]]:
    """Return the rows of one document by config; the context must be of a validated document."""
    sentences = list(_document_sentences(context))
    rows = {"sentences": sentences, "documents": [_document(context)], "tokens": list(_tokens(sentences))}
    return rows | layer_rows(context.layers, context.proposed, context.index)


# Sentences


def sentence_rows(sentences: Iterable[Sentence]) -> Iterator[Row]:
    """Yield the rows of a file alone: documents and paragraphs as its comments say, without offsets in a document."""
    document, paragraph, index = None, None, 0
    for sentence in sentences:
        opened = sentence.comment("newdoc id")
        if opened is not None:
            document, paragraph, index = opened, None, 0
        paragraph = sentence.comment("newpar id") or paragraph
        yield sentence_row(sentence) | {"doc_id": document, "par_id": paragraph, "sent_index": index}
        index += 1


def _document_sentences(context: Context) -> Iterator[Row]:
    """The rows of a document's sentences, with their places in its text."""
    entry, sentences = context.entry, context.index.sentences
    names = ner_columns(context.layers, context.proposed, context.index)
    for index, (sentence, known, tagged) in enumerate(zip(sentences, entry.sentences, names, strict=True)):
        columns = {"doc_id": entry.document, "sent_index": index} | tagged | _place(known)
        row = sentence_row(sentence) | columns
        yield row if sentence.is_gold else row | {"agent": _model(entry)}


def _place(known: SentenceEntry) -> Row:
    return {"par_id": known.paragraph, "start": known.start, "end": known.end}


def _model(entry: DocumentEntry) -> str | None:
    """What filled the sentences that nobody has confirmed."""
    return f"model: {entry.annotator}" if entry.annotator else None


def sentence_row(sentence: Sentence) -> Row:
    """Return what a sentence says of itself; its place in a document is null, and its tags are empty."""
    tokens = sentence.tokens
    text, annotation = sentence.comment("text"), sentence.comment("annotation")
    offsets = word_offsets(sentence) if text_of(sentence) == text else None
    return {
        "sent_id": sentence.comment("sent_id"),
        "doc_id": None,
        "sent_index": None,
        "par_id": None,
        "text": text,
        "start": None,
        "end": None,
        "annotation": annotation if annotation in ANNOTATION else None,
        "agent": sentence.comment("confirmed_by"),
        "guideline": sentence.comment("guideline"),
        "date": sentence.comment("confirmed_on"),
        "translit": sentence.comment("translit"),
        "text_en": sentence.comment("text_en"),
        "comments": sentence.comments,
        "tokens": [token.form for token in tokens],
        "lemmas": [token.lemma for token in tokens],
        "upos": [_null(token.upos) for token in tokens],
        "xpos": [_null(token.xpos) for token in tokens],
        "feats": [_null(token.feats) for token in tokens],
        "head": [token.head for token in tokens],
        "deprel": [_null(token.deprel) for token in tokens],
        "deps": [_null(token.deps) for token in tokens],
        "misc": [_null(token.misc) for token in tokens],
        "token_start": offsets and [start for start, _ in offsets],
        "token_end": offsets and [end for _, end in offsets],
        "space_after": list(_spaces(sentence)),
        **NO_TAGS,
        "mwt": [_multiword(node) for node in sentence.multiwords],
        "empty_nodes": [_empty_node(node) for node in sentence.empty_nodes],
    }


def _null(value: str) -> str | None:
    return None if value == EMPTY else value


def _spaces(sentence: Sentence) -> Iterator[bool]:
    """Whether white space follows each word; that of a multiword token follows its last word."""
    for surface in surfaces(sentence):
        yield from [False] * (surface.last - surface.first)
        yield bool(surface.space)


def _multiword(node: Multiword) -> Row:
    values = {"feats": _null(node.feats), "misc": _null(node.misc)}
    return {"start": node.start, "end": node.end, "form": node.form, **values}


def _empty_node(node: EmptyNode) -> Row:
    nullable = ("upos", "xpos", "feats", "deps", "misc")
    values = {name: _null(getattr(node, name)) for name in nullable}
    return {"after": node.after, "index": node.index, "form": node.form, "lemma": node.lemma, **values}


def sentence_of(row: Mapping[str, Any]) -> Sentence:
    """Return the sentence of a row of a table: labels as numbers, or as text where a table has no numbers for them."""
    names = ("xpos", "feats", "deprel", "deps", "misc")
    xpos, feats, deprel, deps, misc = ([_named(value, _LABELS.get(name)) for value in row[name]] for name in names)
    upos = [_named(value, UNIVERSAL_UPOS) for value in row["upos"]]
    columns = (row["tokens"], row["lemmas"], upos, xpos, feats, row["head"], deprel, deps, misc)
    tokens = tuple(Token(number, *values) for number, values in enumerate(zip(*columns, strict=True), 1))
    multiwords = tuple(Multiword(**{key: _blank(value) for key, value in node.items()}) for node in row["mwt"])
    empty = tuple(EmptyNode(**{key: _blank(value) for key, value in node.items()}) for node in row["empty_nodes"])
    return Sentence(tuple(row["comments"]), tokens, multiwords, empty, row["start"] or 0)


def _named(value: Any, labels: Sequence[str] | None) -> Any:  # noqa: ANN401  a number of a label, or text
    return labels[value] if labels and isinstance(value, int) else _blank(value)


def _blank(value: Any) -> Any:  # noqa: ANN401  a column's value of any type
    return EMPTY if value is None else value


# Tokens


def _tokens(sentences: Iterable[Row]) -> Iterator[Row]:
    """One row per word, from the rows of a document's sentences."""
    for row in sentences:
        tags = row["ner_tags"] or [None] * len(row["tokens"])
        words = zip(*(row[name] for name in _TOKEN_OF_SENTENCE.values()), strict=True)
        offsets = zip(row["token_start"], row["token_end"], row["space_after"], tags, strict=True)
        for number, (values, (start, end, space, tag)) in enumerate(zip(words, offsets, strict=True), 1):
            yield {
                "doc_id": row["doc_id"],
                "sent_id": row["sent_id"],
                "token_id": number,
                **dict(zip(_TOKEN_OF_SENTENCE, values, strict=True)),
                "start": row["start"] + start,
                "end": row["start"] + end,
                "space_after": space,
                "ner_tag": tag,
            }


# Documents


def _document(context: Context) -> Row:
    entry, sentences = context.entry, context.index.sentences
    return {
        "doc_id": entry.document,
        "text": entry.text,
        "title": entry.title,
        "source": entry.source,
        "url": entry.url,
        "published": entry.published,
        "genre": entry.genre,
        "language": entry.language,
        "license": entry.licence,
        "rights": entry.rights,
        "annotator": str(entry.annotator) if entry.annotator else None,
        "sha256": entry.text_sha256,
        "n_sentences": len(sentences),
        "n_gold_sentences": sum(sentence.is_gold for sentence in sentences),
        "n_tokens": sum(len(sentence.tokens) for sentence in sentences),
        "sentences": [{"sent_id": known.id, "start": known.start, "end": known.end} for known in entry.sentences],
        "layers": [*_layers(context.layers, "gold"), *_layers(context.proposed, "auto")],
        "metadata_json": _metadata_json(entry),
    }


def _layers(layers: Layers, annotation: str) -> Iterator[Row]:
    for layer in layers:
        columns = {"layer": layer.name, "annotation": annotation, "complete": layer.complete}
        yield columns | signature(layer, annotation)


def _metadata_json(entry: DocumentEntry) -> str:
    """``corpus/<document>.json`` in one line, without what has columns of its own."""
    value = {key: value for key, value in entry_json(entry).items() if key not in _OWN_COLUMNS}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
