"""The columns of each config, once: what is written, what the card declares and what a loaded dataset must have.

Label lists come from the place that owns them (the schemas of the layers, the languages) and only ever grow at their
end, because the numbers stored in published files point into them. ``_`` of CoNLL-U is null everywhere but in forms and
lemmas, where it may be meant. Offsets are Unicode code points, 0-based, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import pyarrow as pa
from datasets import ClassLabel, Features, List, Value

from padapatha import schemas
from padapatha.conllu.columns import UNIVERSAL_UPOS
from padapatha.languages import CODES, language

Row: TypeAlias = dict[str, Any]  # the values of one row by column; labels by name until they are written

ANNOTATION = ("gold", "auto")
EXPRESSION_KINDS = ("time", "quantity")


def _enum(layer: str, definition: str, key: str) -> tuple[str, ...]:
    """The closed set of a key of a layer, in the order of its schema; null, which some sets hold, is no label."""
    node = schemas.schema(f"layer-{layer}")["$defs"][definition]
    values = node["properties"][key]["enum"] if key else node["enum"]
    return tuple(value for value in values if value is not None)


def _of_languages(field: str) -> tuple[str, ...]:
    """The labels of all languages, those of the first one first."""
    return tuple(dict.fromkeys(label for code in CODES for label in getattr(language(code), field)))


XPOS = _of_languages("xpos_order")
RELATIONS = _of_languages("deprel_order")
ENTITY_LABELS = _enum("entities", "entity", "label")
CHAIN_TYPES = _enum("coreference", "chain", "type")
QUOTATION_KINDS = _enum("quotations", "quotation", "kind")
MARK_PROBLEMS = _enum("quotations", "part", "mark_problem")
EXPRESSION_TYPES = (*_enum("expressions", "time", "type"), *_enum("expressions", "quantity", "type"))
MODIFIERS = _enum("expressions", "mod", "")
NER_TYPES = ("NEP", "NEL", "NEO", "NEAR", "NETI", "NEN")  # of IL-NER; `padapatha.pack.ner` computes them
NER_TAGS = ("O", *(f"{begin}-{kind}" for kind in NER_TYPES for begin in "BI"))


def _text() -> Any:  # noqa: ANN401  the library has no types
    return Value("string")


def _number() -> Any:  # noqa: ANN401
    return Value("int32")


def _label(names: tuple[str, ...]) -> Any:  # noqa: ANN401
    return ClassLabel(names=list(names))


# What every row of a layer says: where its span stands, who decided it and by which guideline
_SIGNED = {"agent": _text(), "guideline": _text(), "date": _text(), "note": _text()}
_SPAN = {"start": _number(), "end": _number(), "start_token": _number(), "end_token": _number(), "text": _text()}

SENTENCES = Features(
    {
        "sent_id": _text(),
        "doc_id": _text(),
        "sent_index": _number(),  # 0-based in its document
        "par_id": _text(),
        "text": _text(),
        "start": _number(),  # in documents.text
        "end": _number(),
        "annotation": _label(ANNOTATION),
        "agent": _text(),  # who confirmed the words and the tree, or the model that made them
        "guideline": _text(),  # the treebank's; null where nobody has confirmed the sentence
        "date": _text(),
        "translit": _text(),
        "text_en": _text(),
        "comments": List(_text()),  # every comment line as it stands, "#" included
        "tokens": List(_text()),
        "lemmas": List(_text()),
        "upos": List(_label(UNIVERSAL_UPOS)),
        "xpos": List(_label(XPOS)),
        "feats": List(_text()),
        "head": List(_number()),  # 0 = root, else the number of a token counted from 1
        "deprel": List(_label(RELATIONS)),
        "deps": List(_text()),
        "misc": List(_text()),
        "token_start": List(_number()),  # in text
        "token_end": List(_number()),
        "space_after": List(Value("bool")),
        "ner_tags": List(_label(NER_TAGS)),  # empty where neither people nor a model have made the layer
        "ner_annotation": _label(ANNOTATION),  # who decided the names; null where the tags are empty
        "ner_expressions": Value("bool"),  # whether times and numbers are tagged too (NETI, NEN)
        "mwt": List({"start": _number(), "end": _number(), "form": _text(), "feats": _text(), "misc": _text()}),
        "empty_nodes": List(
            {"after": _number(), "index": _number()}
            | {name: _text() for name in ("form", "lemma", "upos", "xpos", "feats", "deps", "misc")}
        ),
    }
)

# The columns that a file of any treebank fills: its labels are not those of our languages
ANY_TREEBANK = Features({**SENTENCES, "xpos": List(_text()), "deprel": List(_text())})

DOCUMENTS = Features(
    {
        "doc_id": _text(),
        "text": _text(),
        "title": _text(),
        "source": _text(),
        "url": _text(),
        "published": _text(),  # ISO 8601
        "genre": _text(),
        "language": _text(),
        "license": _text(),
        "rights": _text(),
        "annotator": _text(),  # what filled the sentences of annotation "auto"; null: nothing did
        "sha256": _text(),  # of text in UTF-8
        "n_sentences": _number(),
        "n_gold_sentences": _number(),
        "n_tokens": _number(),
        "sentences": List({"sent_id": _text(), "start": _number(), "end": _number()}),
        "layers": List(
            {"layer": _text(), "annotation": _label(ANNOTATION), "complete": Value("bool")}
            | {"agent": _text(), "guideline": _text(), "date": _text()}
        ),
        "metadata_json": _text(),  # corpus/<document>.json without its text and sentences, which are columns here
    }
)

TOKENS = Features(
    {
        "doc_id": _text(),
        "sent_id": _text(),
        "token_id": _number(),  # from 1, as HEAD counts
        "form": _text(),
        "lemma": _text(),
        "upos": _label(UNIVERSAL_UPOS),
        "xpos": _label(XPOS),
        "feats": _text(),
        "head": _number(),
        "deprel": _label(RELATIONS),
        "deps": _text(),
        "misc": _text(),
        "start": _number(),  # in documents.text
        "end": _number(),
        "space_after": Value("bool"),
        "ner_tag": _label(NER_TAGS),
    }
)

ENTITIES = Features(
    {
        "doc_id": _text(),
        "sent_id": _text(),
        "entity_id": _text(),
        **_SPAN,
        "label": _label(ENTITY_LABELS),
        "annotation": _label(ANNOTATION),  # "auto": a model proposes it; guideline and date are null then
        **_SIGNED,
    }
)

MENTIONS = Features(
    {
        "doc_id": _text(),
        "sent_id": _text(),
        "mention_id": _text(),
        "chain_id": _text(),
        **_SPAN,
        "type": _label(CHAIN_TYPES),  # of the chain
        "singleton": Value("bool"),
        **_SIGNED,
    }
)

QUOTATIONS = Features(
    {
        "doc_id": _text(),
        "sent_ids": List(_text()),  # a quotation may run over several sentences
        "quotation_id": _text(),
        "kind": _label(QUOTATION_KINDS),
        "start": _number(),  # from the first part to the end of the last
        "end": _number(),
        "parts": List(
            {"start": _number(), "end": _number(), "text": _text()}
            | {"open": _text(), "open_start": _number(), "close": _text(), "close_start": _number()}
            | {"mark_problem": _label(MARK_PROBLEMS)}
        ),
        **{
            f"{role}_{key}": _text() if key == "text" else _number()
            for role in ("cue", "speaker", "relay")
            for key in ("start", "end", "text")
        },
        "speaker_chain": _text(),  # chain_id in mentions
        **_SIGNED,
    }
)

EXPRESSIONS = Features(
    {
        "doc_id": _text(),
        "sent_id": _text(),
        "expression_id": _text(),
        "kind": _label(EXPRESSION_KINDS),
        "type": _label(EXPRESSION_TYPES),
        **_SPAN,
        "value": _text(),
        "mod": _label(MODIFIERS),
        "reason": _text(),  # why value or resolved is null
        "anchor": _text(),  # times: what the words count from
        "offset": _text(),  # times: the way from the anchor, ISO 8601
        "resolved": _text(),  # times: the value in full
        "unit": _text(),  # quantities
        **{
            f"{role}_{key}": _text() if key == "text" else _number()
            for role in ("number", "of")
            for key in ("start", "end", "text")
        },
        **_SIGNED,
    }
)

# In the order of the card
FEATURES: Mapping[str, Features] = {
    "sentences": SENTENCES,
    "documents": DOCUMENTS,
    "entities": ENTITIES,
    "mentions": MENTIONS,
    "quotations": QUOTATIONS,
    "expressions": EXPRESSIONS,
    "tokens": TOKENS,
}
DEFAULT_CONFIG = "sentences"
SPLITS = ("train", "validation", "test")


def arrow_schema(config: str) -> pa.Schema:
    """The Arrow schema of a config, with the features in its metadata, so that labels survive without a card."""
    return FEATURES[config].arrow_schema
