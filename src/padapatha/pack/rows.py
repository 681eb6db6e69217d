"""Sentences to rows and back. A row holds label names; read from a table it holds their numbers.

`sentence_row` and `sentence_of` are each other's inverse on everything a CoNLL-U file can hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from padapatha.conllu.columns import UPOS
from padapatha.conllu.surface import surfaces, text_of, word_offsets
from padapatha.model import EmptyNode, Layer, Multiword, Sentence, Token
from padapatha.pack.features import ANNOTATION
from padapatha.pack.signing import Row, signature
from padapatha.pack.source import Source
from padapatha.values import EMPTY

Tags: TypeAlias = Sequence[str] | None

_BESIDES = ("text", "sentences")  # what metadata_json leaves out, because it has columns of its own


def sentence_rows(sentences: Iterable[Sentence]) -> Iterator[Row]:
    """Yield the rows of a file by itself: documents and paragraphs as its comments say, no offsets in a document."""
    document, paragraph, index = None, None, 0
    for sentence in sentences:
        opened = sentence.comment("newdoc id")
        if opened is not None:
            document, paragraph, index = opened, None, 0
        paragraph = sentence.comment("newpar id") or paragraph
        yield sentence_row(sentence) | {"doc_id": document, "par_id": paragraph, "sent_index": index}
        index += 1


def document_sentence_rows(source: Source, tags: Sequence[Tags]) -> Iterator[Row]:
    """Yield the rows of a document's sentences, with their places in its text."""
    known = source.metadata["sentences"]
    for index, (sentence, where, its_tags) in enumerate(zip(source.sentences, known, tags, strict=True)):
        place = {"doc_id": source.id, "sent_index": index, "par_id": where["paragraph"]}
        row = sentence_row(sentence) | place | {"start": where["start"], "end": where["end"], "ner_tags": its_tags}
        yield row if sentence.is_gold else row | {"agent": _model(source)}


def _model(source: Source) -> str | None:
    """What filled the sentences that nobody has confirmed."""
    annotator = source.metadata["annotator"]
    return annotator and f"model: {annotator['name']} {annotator['version']}"


def sentence_row(sentence: Sentence) -> Row:
    """Return what a sentence says of itself; its place in a document and its tags are left null."""
    tokens = sentence.tokens
    text, annotation = sentence.comment("text"), sentence.comment("annotation")
    spans = word_offsets(sentence) if text_of(sentence) == text else None
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
        "token_start": spans and [start for start, _ in spans],
        "token_end": spans and [end for _, end in spans],
        "space_after": list(_spaces(sentence)),
        "ner_tags": None,
        "mwt": [_multiword(each) for each in sentence.multiwords],
        "empty_nodes": [_empty_node(each) for each in sentence.empty_nodes],
    }


def _null(value: str) -> str | None:
    return None if value == EMPTY else value


def _spaces(sentence: Sentence) -> Iterator[bool]:
    """White space follows a multiword token behind its last word."""
    for each in surfaces(sentence):
        yield from [False] * (each.last - each.first)
        yield bool(each.space)


def _multiword(node: Multiword) -> Row:
    values = {"feats": _null(node.feats), "misc": _null(node.misc)}
    return {"start": node.start, "end": node.end, "form": node.form, **values}


def _empty_node(node: EmptyNode) -> Row:
    nullable = ("upos", "xpos", "feats", "deps", "misc")
    values = {name: _null(getattr(node, name)) for name in nullable}
    return {"after": node.after, "index": node.index, "form": node.form, "lemma": node.lemma, **values}


def sentence_of(row: Mapping[str, Any]) -> Sentence:
    """Return the sentence of a row as it stands in a table (labels as numbers)."""
    names = ("xpos", "feats", "deprel", "deps", "misc")
    xpos, feats, deprel, deps, misc = ([_blank(value) for value in row[name]] for name in names)
    upos = [EMPTY if value is None else UPOS[value] for value in row["upos"]]
    columns = (row["tokens"], row["lemmas"], upos, xpos, feats, row["head"], deprel, deps, misc)
    tokens = tuple(Token(number, *values) for number, values in enumerate(zip(*columns, strict=True), 1))
    multiwords = tuple(Multiword(**{key: _blank(value) for key, value in each.items()}) for each in row["mwt"])
    empty = tuple(EmptyNode(**{key: _blank(value) for key, value in each.items()}) for each in row["empty_nodes"])
    return Sentence(tuple(row["comments"]), tokens, multiwords, empty, row["start"] or 0)


def _blank(value: Any) -> Any:  # noqa: ANN401  a column's value of any type
    return EMPTY if value is None else value


def token_rows(sentences: Iterable[Row]) -> Iterator[Row]:
    """Yield one row a word from the rows of a document's sentences."""
    columns = ("tokens", "lemmas", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
    for row in sentences:
        here = {"doc_id": row["doc_id"], "sent_id": row["sent_id"]}
        tags = row["ner_tags"] or [None] * len(row["tokens"])
        values = zip(*(row[name] for name in columns), strict=True)
        places = zip(row["token_start"], row["token_end"], row["space_after"], tags, strict=True)
        for number, (word, (start, end, space, tag)) in enumerate(zip(values, places, strict=True), 1):
            offsets = {"start": row["start"] + start, "end": row["start"] + end, "space_after": space, "ner_tag": tag}
            yield here | {"token_id": number} | dict(zip(_TOKEN_COLUMNS, word, strict=True)) | offsets


_TOKEN_COLUMNS = ("form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")


def document_row(source: Source) -> Row:
    """Return the one row of a document."""
    metadata = source.metadata
    same = ("title", "source", "url", "published", "genre", "language", "rights")
    others = {key: value for key, value in metadata.items() if key not in _BESIDES}
    annotator = metadata["annotator"]
    return {
        "doc_id": source.id,
        "text": source.text,
        **{key: metadata[key] for key in same},
        "license": metadata["licence"],
        "annotator": annotator and f"{annotator['name']} {annotator['version']}",
        "sha256": metadata["text_sha256"],
        "n_sentences": len(source.sentences),
        "n_gold_sentences": sum(sentence.is_gold for sentence in source.sentences),
        "n_tokens": sum(len(sentence.tokens) for sentence in source.sentences),
        "sentences": [
            {"sent_id": each["id"], "start": each["start"], "end": each["end"]} for each in metadata["sentences"]
        ],
        "layers": [_layer(layer) for layer in source.layers],
        "metadata_json": json.dumps(others, ensure_ascii=False, separators=(",", ":")),
    }


def _layer(layer: Layer) -> Row:
    signed = {key: value for key, value in signature(layer).items() if key != "note"}
    return {"layer": layer.name, "complete": layer.complete} | signed
