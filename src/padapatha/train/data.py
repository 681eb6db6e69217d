"""Read treebanks (CoNLL-U) and entity files (IOB2) into plain training examples."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from padapatha.languages.hi.convert.noise import noisy
from padapatha.languages.hi.convert.rows import Sentence, read_rows
from padapatha.problems import Refused, problem

_NUMBER = re.compile("0|[1-9][0-9]*")
_WELL_FORMED = re.compile("O|[BI]-[A-Z]+")
_IOB_TAG = re.compile("O|[BI]?-[A-Z]*")  # alone on its line: the word is missing, and so is left out with it
_TYPE_ONLY = re.compile("-([A-Z]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """The columns of one word that the network learns; `head` is 1-based, 0 = root."""

    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with a tree, with entity tags (IOB2), or with both."""

    words: tuple[str, ...]
    tokens: tuple[Token, ...] | None = None
    entities: tuple[str, ...] | None = None


def read_treebanks(paths: Iterable[Path]) -> list[Example]:
    """All sentences of the files and folders given; raises `Refused` with file and line for a broken row."""
    return [example for path in paths for file in _files(path, ".conllu") for example in _read_conllu(file)]


def noisy_copies(paths: Iterable[Path], share: float, seed: int) -> list[Example]:
    """Copies with the spelling noise of real text (`languages.hi.convert.noise`) of a share of the sentences."""
    draw = random.Random(seed)
    files = [file for path in paths for file in _files(path, ".conllu")] if share else []
    texts = (file.read_text(encoding="utf-8") for file in files)
    chosen = (sentence for text in texts for sentence in read_rows(text) if draw.random() < share)
    return [_of_rows(noisy(sentence, draw)) for sentence in chosen]


def read_entities(paths: Iterable[Path]) -> list[Example]:
    """All sentences of IOB2 files (`word TAB tag`, blank line between); malformed tags are mended by
    `mend_tags`; a tag alone on its line, whose word is missing, is left out."""
    return [example for path in paths for file in _files(path, ".txt") for example in _read_iob(file)]


def mend_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """IOB2 from tags as found: `-X` takes I- after a tag of type X and B- elsewhere; `-` and what is no tag become O;
    an I- that continues nothing of its type becomes B-."""
    mended: list[str] = []
    for tag in tags:
        bare = _TYPE_ONLY.fullmatch(tag)
        kind = bare[1] if bare else tag[2:]
        before = mended[-1][2:] if mended else ""
        if not kind or not (bare or _WELL_FORMED.fullmatch(tag)):
            mended.append("O")
        elif tag.startswith("B-") or kind != before:
            mended.append("B-" + kind)
        else:
            mended.append("I-" + kind)
    return tuple(mended)


def _files(path: Path, ending: str) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*" + ending) if file.is_file())
    return [path]


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip(" \r"):
            block.append((number, line.rstrip("\r")))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _read_conllu(path: Path) -> Iterator[Example]:
    for block in _blocks(path):
        rows = [_row(path, number, line) for number, line in block if not line.startswith("#")]
        rows = [row for row in rows if _NUMBER.fullmatch(row[0])]  # multiword ranges and empty nodes are not trained on
        if not rows:
            continue
        tokens = tuple(Token(row[3], row[4], row[5], row[2], int(row[6]), row[7]) for row in rows)
        if max(token.head for token in tokens) <= len(tokens):
            yield Example(tuple(row[1] for row in rows), tokens)
        else:
            raise _refused("head", path, block[0][0], "a HEAD points outside its sentence")


def _of_rows(sentence: Sentence) -> Example:
    rows = sentence.rows
    tokens = tuple(Token(row.upos, row.xpos, row.feats, row.lemma, row.head, row.deprel) for row in rows)
    return Example(tuple(row.form for row in rows), tokens)


def _row(path: Path, number: int, line: str) -> list[str]:
    row = line.split("\t")
    if len(row) != 10:
        raise _refused("columns", path, number, f"{len(row)} columns, expected 10")
    if _NUMBER.fullmatch(row[0]) and not _NUMBER.fullmatch(row[6]):
        raise _refused("head", path, number, f"HEAD is {row[6]!r}, expected a number")
    return row


def _read_iob(path: Path) -> Iterator[Example]:
    for block in _blocks(path):
        rows = [_iob_row(path, number, line) for number, line in block if not _IOB_TAG.fullmatch(line)]
        yield Example(tuple(row[0] for row in rows), None, mend_tags([row[-1].strip(" ") for row in rows]))


def _iob_row(path: Path, number: int, line: str) -> list[str]:
    row = line.split("\t")
    if len(row) < 2:
        raise _refused("tag", path, number, f"no tag behind {line!r}")
    return row


def _refused(slug: str, path: Path, line: int, found: str) -> Refused:
    return Refused([problem(slug, str(path), found, line=line)])
