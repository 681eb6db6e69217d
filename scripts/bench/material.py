"""The gold data, converted and cut into parts: what is learnt from, what is looked at, what is held out.

News: the last 254 sentences of the second part of the UD release, half of them for development. Other genres: the
Paninian trees that are in no UD release, chosen by a hash of their words: every tenth complete tree, every 25th tree of
chunk heads. No part holds a sentence that a held-out part holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from padapatha.conllu import read_trees, write_conllu
from padapatha.convert import convert
from padapatha.convert.calibration import sentence_key
from padapatha.convert.command import basic_faults, document_id
from padapatha.convert.paninian_rows import Rows, file_bytes, read_rows
from padapatha.convert.sources import convert_rows
from padapatha.model import Sentence

_HELD_OUT = 0.1  # of the second part, from its end: the test; as much before it: the development part
_EVERY = {"ssf": 10, "chunks": 25}  # one of so many Paninian sentences is held out
_FILES = {"ssf": "ssf.tsv.xz", "chunks": "chunks-train.tsv.xz"}


@dataclass(frozen=True, slots=True)
class Material:
    """CoNLL-U files in today's conventions, and the entity files as they are.

    ``other_genres`` are the held-out Paninian trees by source (`ssf`, `chunks`), ``more`` those to learn from; empty
    where the data are not there.
    """

    train: Path
    dev: Path
    test: Path
    entities_train: Path
    entities_dev: Path
    other_genres: dict[str, Path]
    more: dict[str, Path]


def prepare(gold: Path, out: Path, *, training: bool = False) -> Material:
    """Convert the data under ``gold`` and write the parts into ``out``; the same files every time.

    The Paninian trees to learn from are written for ``training`` only: to complete them takes minutes.
    """
    first, second = (_converted(gold / "hdtb-v1" / f"{name}.conllu") for name in ("part1", "part2"))
    size = round(len(second) * _HELD_OUT)
    parts = {
        "train": [*first, *second[: -2 * size]],
        "dev": second[-2 * size : -size],
        "test": second[-size:],
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, sentences in parts.items():
        write_conllu(sentences, out / f"{name}.conllu")
    train, dev, test = (out / f"{name}.conllu" for name in parts)
    known = {_key(sentence) for sentence in (*first, *second)}
    held, more = _paninian(gold / "hdtb-paninian", out, known, training=training)
    return Material(
        train, dev, test, gold / "il-ner" / "hi-train.txt", gold / "il-ner" / "hi-dev.txt", other_genres=held, more=more
    )


def news_keys(gold: Path) -> frozenset[str]:
    """The keys of the news sentences that are not learnt from: the development part and the test."""
    second = list(read_trees(gold / "hdtb-v1" / "part2.conllu", basic_faults))
    return frozenset(_key(tree) for tree in second[-2 * round(len(second) * _HELD_OUT) :])


def _converted(path: Path) -> Sequence[Sentence]:
    return list(convert(read_trees(path, basic_faults), document_id(path)))


def _key(sentence: Sentence) -> str:
    return sentence_key(token.form for token in sentence.tokens)


def _paninian(folder: Path, out: Path, known: set[str], *, training: bool) -> tuple[dict[str, Path], dict[str, Path]]:
    """Write the held-out parts, and those to learn from; a sentence of an earlier source is left out of a later one."""
    held: dict[str, Path] = {}
    more: dict[str, Path] = {}
    taken = set(known)
    for source, every in _EVERY.items() if folder.is_dir() else ():
        rows = _new(read_rows(folder / _FILES[source], file_bytes(folder / _FILES[source])), taken)
        parts = {True: held, False: more}
        for is_held, into in parts.items():
            chosen = [each for key, each in rows.items() if (_number(key) % every == 0) is is_held]
            if is_held or training:
                into[source] = out / f"{'held-' if is_held else ''}{source}.conllu"
                write_conllu(convert_rows(chosen, into[source].stem), into[source])
    return held, more


def _new(sentences: Iterable[Rows], taken: set[str]) -> dict[str, Rows]:
    """The sentences by key that were not taken yet, each once; they are taken now."""
    found: dict[str, Rows] = {}
    for rows in sentences:
        key = sentence_key(row.form for row in rows)
        if key not in taken:
            found.setdefault(key, rows)
    taken.update(found)
    return found


def _number(key: str) -> int:
    return int(hashlib.sha256(key.encode("utf-8")).hexdigest()[:8], 16)
