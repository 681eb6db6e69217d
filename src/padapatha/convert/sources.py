"""Paninian trees of either form to sentences in today's conventions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from padapatha.annotator.model_folder import ModelName, find_model, open_model
from padapatha.convert.chunk_heads import known_words
from padapatha.convert.paninian import from_ssf
from padapatha.convert.paninian_rows import Rows
from padapatha.convert.spacing import canonical
from padapatha.model import Sentence
from padapatha.problems import Refused, problem


def convert_rows(sentences: Sequence[Rows], document: str, model: ModelName = None) -> Iterator[Sentence]:
    """Yield each sentence in today's conventions, with the sent_id ``<document>-s<number>``.

    The rows of a complete tree (SSF) say everything. A tree of chunk heads is completed by the model (the package's,
    if none is named), which is told in MISC (`padapatha.convert.completion`). Left out are a sentence whose annotation
    is no tree, and one of chunk heads with more than 300 words. Raises `Refused` when a model is needed and missing.
    """
    complete_trees = any(row.af for rows in sentences for row in rows)
    made = _from_ssf(sentences) if complete_trees else _from_chunk_heads(sentences, model)
    for number, sentence in enumerate(made, 1):
        yield canonical(sentence, f"{document}-s{number}")


def _from_ssf(sentences: Iterable[Rows]) -> Iterator[Sentence]:
    converted = (from_ssf(rows) for rows in sentences)
    return (sentence for sentence in converted if sentence is not None)


def _from_chunk_heads(sentences: Iterable[Rows], model: ModelName) -> Iterator[Sentence]:
    from padapatha.convert.completion import complete  # it loads numpy and onnxruntime

    folder = find_model("hi", model)
    if folder is None:
        raise Refused([problem("model", "--model", "trees of chunk heads are completed by a model; none is installed")])
    return complete((known_words(rows) for rows in sentences), open_model(folder))
