"""The last check of rows before they are written.

Arrow accepts missing keys, extra keys and lists of unequal length silently. The data were validated before; what this
check finds is a fault of the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from padapatha.pack.features import FEATURES, Row
from padapatha.problems import Problem, problem

# The columns that are null in no row of a packed corpus; in the others null says that nobody has decided
_SIGNED = ("agent", "guideline", "date")
_SPAN = ("doc_id", "sent_id", "start", "end", "start_token", "end_token", "text", *_SIGNED)
_PLACE = ("sent_id", "doc_id", "sent_index", "par_id", "text", "start", "end", "annotation", "token_start", "token_end")
PARALLEL = ("tokens", "lemmas", "upos", "xpos", "feats", "head", "deprel", "deps", "misc", "space_after")
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "sentences": (*_PLACE, "comments", *PARALLEL, "ner_tags", "mwt", "empty_nodes"),
    "documents": ("doc_id", "text", "source", "genre", "language", "license", "sha256", "n_sentences", "n_tokens"),
    "tokens": ("doc_id", "sent_id", "token_id", "form", "lemma", "start", "end", "space_after"),
    "entities": (*_SPAN, "entity_id", "label", "annotation"),
    "mentions": (*_SPAN, "mention_id", "chain_id", "type", "singleton"),
    "quotations": ("doc_id", "sent_ids", "quotation_id", "kind", "start", "end", "parts", *_SIGNED),
    "expressions": (*_SPAN, "expression_id", "kind", "type", "number_text"),
}
_FIX = "please report it: a row is made by the program, from data that was checked"
# Columns that rows of another kind leave null; a config without the key has rows of this kind alone
_ONLY_OF = {
    "number_text": ("kind", "quantity"),
    "guideline": ("annotation", "gold"),
    "date": ("annotation", "gold"),
}


def row_problems(config: str, rows: Sequence[Row], text: str, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the rows of one document; ``text`` is the document's, ``path`` its name in messages."""
    for number, row in enumerate(rows):
        for found in _row_faults(config, row, text):
            yield problem("schema", path, f"row {number} of config {config}: {found}", fix=_FIX)


def _row_faults(config: str, row: Row, text: str) -> Iterator[str]:
    columns = FEATURES[config].keys()
    if row.keys() != columns:
        yield f"its columns differ by {sorted(row.keys() ^ columns)}"
        return
    for column in REQUIRED[config]:
        if row[column] is None and _must(column, row):
            yield f"{column} is null"
            return
    if config == "sentences":
        yield from _sentence_faults(row, text)
    elif config == "tokens":
        yield from _token_faults(row)
    for name, start, end, piece in _slices(row):
        if text[start:end] != piece:
            yield f"{name} {start}-{end}: the text has {text[start:end]!r}, the row {piece!r}"


def _must(column: str, row: Row) -> bool:
    key, value = _ONLY_OF.get(column, (column, None))
    return value is None or row.get(key, value) == value


def _sentence_faults(row: Row, text: str) -> Iterator[str]:
    length = len(row["tokens"])
    lists = (*PARALLEL, "token_start", "token_end", *(("ner_tags",) if row["ner_annotation"] else ()))
    unequal = {name: len(row[name]) for name in lists if len(row[name]) != length}
    if not length or unequal:
        yield f"{length} tokens; {unequal}"
        return
    if any(head is not None and not 0 <= head <= length for head in row["head"]):
        yield f"a head is outside 0 to {length}"
    inside = {word for node in row["mwt"] for word in range(node["start"], node["end"] + 1)}
    forms = zip(row["tokens"], row["token_start"], row["token_end"], strict=True)
    for word, (form, start, end) in enumerate(forms, 1):
        if word not in inside and row["text"][start:end] != form:
            yield f"token {word} at {start}-{end} is {form!r}; the text has {row['text'][start:end]!r}"


def _token_faults(row: Row) -> Iterator[str]:
    if row["token_id"] < 1 or not 0 <= row["start"] < row["end"]:
        yield f"token {row['token_id']} stands at {row['start']}-{row['end']}"


def _slices(row: Mapping[str, Any]) -> Iterator[tuple[str, int, int, str]]:
    """Every piece of the text that the row repeats: its columns, its start and end, the piece."""
    for prefix in ("", "cue_", "speaker_", "relay_", "number_", "of_"):
        start, end, piece = (row.get(f"{prefix}{key}") for key in ("start", "end", "text"))
        if isinstance(start, int) and isinstance(end, int) and isinstance(piece, str):
            yield f"{prefix}text", start, end, piece
    for part in row.get("parts", ()):
        yield "part", part["start"], part["end"], part["text"]
        for side in ("open", "close"):
            if part[side] is not None:
                yield side, part[f"{side}_start"], part[f"{side}_start"] + len(part[side]), part[side]
