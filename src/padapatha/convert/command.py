"""The command behind scripts/convert_treebank.py."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from padapatha import files
from padapatha.annotator.model_folder import ModelName
from padapatha.conllu import Column, Fault, conllu_bytes, parse_trees
from padapatha.conllu.faults import word_fault
from padapatha.conllu.tree import tree_faults
from padapatha.convert import convert
from padapatha.convert.paninian_rows import file_bytes, is_paninian, read_rows
from padapatha.convert.sources import convert_rows
from padapatha.languages import language
from padapatha.model import Sentence
from padapatha.problems import Refused, counted
from padapatha.rules.comments import comment_faults
from padapatha.rules.words import word_faults
from padapatha.values import EMPTY, feats_fault

_DOCUMENT = re.compile("[a-z0-9][a-z0-9_-]{0,39}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert one file. Returns 0, 1 for a file that is no basic treebank, 3 for the machine."""
    parser = argparse.ArgumentParser(description="Bring an older Hindi treebank to the conventions of this project.")
    parser.add_argument(
        "source",
        type=Path,
        metavar="IN",
        help="HDTB (UD v1), UD_Hindi-PUD, or Paninian trees (TSV); .xz is unpacked",
    )
    parser.add_argument("target", type=Path, metavar="OUT.conllu", help="the converted file")
    parser.add_argument(
        "--document", type=_document, metavar="ID", help="for sentences without a sent_id (default: hdtb-<name of IN>)"
    )
    parser.add_argument(
        "--model", metavar="MODEL", help="fills what trees of chunk heads leave open: fast, accurate, or a path"
    )
    args = parser.parse_args(arguments)
    try:
        converted = _converted(args.source, args.document or document_id(args.source), args.model)
        files.write_bytes(args.target, conllu_bytes(converted))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 3
    print(report(converted), file=sys.stderr)
    return 0


def _converted(source: Path, document: str, model: ModelName) -> tuple[Sentence, ...]:
    data = file_bytes(source)
    if not is_paninian(data):
        return tuple(convert(parse_trees(data, str(source), basic_faults), document))
    rows = read_rows(source, data)
    sentences = tuple(convert_rows(rows, document, model))
    if left := len(rows) - len(sentences):
        print(f"{counted(left, 'sentence')} left out: no trees, or over 300 words", file=sys.stderr)
    return sentences


def _document(value: str) -> str:
    if not _DOCUMENT.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} is no id of up to 40 lower-case letters, digits, - and _")
    return value


def document_id(path: Path) -> str:
    """The id that sentences of a file get: lower-case letters, digits and hyphens, as the project's ids have them."""
    return re.sub("[^a-z0-9_-]", "-", f"hdtb-{path.name.removesuffix('.xz').rpartition('.')[0].lower()}")[:40]


def report(sentences: Sequence[Sentence]) -> str:
    """Say how many sentences there are, and what the annotators decided that this project's rules do not know."""
    hindi = language("hi")
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(fault.slug for fault in (*comment_faults(sentence.comments), *word_faults(sentence, hindi)))
    left = ", ".join(f"{count} {slug}" for slug, count in sorted(counts.items()))
    return counted(len(sentences), "sentence") + (
        f"; left as they were: {left} (`padapatha validate` names each)" if left else ""
    )


def basic_faults(sentence: Sentence) -> Iterator[Fault]:
    """Yield what the rules cannot work on: they change heads and labels, and know one line for each word."""
    if sentence.multiwords or sentence.empty_nodes:
        slug, found = "empty-node", "multiword tokens and empty nodes are not converted"
        yield Fault(len(sentence.comments), 1, "range" if sentence.multiwords else slug, found, "leave them out")
    yield from tree_faults(sentence)
    for token in sentence.tokens:
        if token.deps != EMPTY:
            found = "enhanced dependencies would not fit the new tree"
            yield replace(word_fault(sentence, token.id, "deps", found, Column.DEPS), fix="leave them out: `_`")
        if fault := feats_fault(token.feats):
            yield word_fault(sentence, token.id, "feats", fault, Column.FEATS)
