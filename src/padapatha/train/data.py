"""Training data: treebanks (CoNLL-U) and entity files (IOB2) as examples."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from padapatha import files
from padapatha.annotator.spelling import fold_words
from padapatha.conllu import read_conllu, read_trees
from padapatha.conllu.lines import decode
from padapatha.model import Sentence, Token
from padapatha.problems import Refused, problem
from padapatha.train.noise import noisy

_UD_FILE = re.compile("([a-z]{2,3})_[a-z0-9]+-ud-[a-z0-9_-]+")
_WELL_FORMED = re.compile("O|[BI]-[A-Z]+")
_IOB_TAG = re.compile("O|[BI]?-[A-Z]*")  # alone on its line: the word is missing, and so is left out with it
_TYPE_ONLY = re.compile("-([A-Z]+)")
# Types of HiNER as IL-NER calls them; its other types are none of IL-NER's.
_RELATED = {"PERSON": "NEP", "LOCATION": "NEL", "ORGANIZATION": "NEO", "NUMEX": "NEN", "TIMEX": "NETI"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with a tree, with entity tags (IOB2), or with both: a token and a tag for each word.

    The words are folded, as the annotator folds them; tokens are as the file has them.
    """

    words: tuple[str, ...]
    tokens: tuple[Token, ...] | None = None
    entities: tuple[str, ...] | None = None


def read_treebanks(paths: Iterable[Path]) -> list[Example]:
    """Read all sentences of files and folders, in order.

    The syntactic words are the words of an example; the lines of multiword tokens, empty nodes and enhanced
    dependencies are not learnt. Raises `Refused` with file and line for what is no CoNLL-U and for what is no tree.
    """
    return [tree_example(sentence) for file in _treebank_files(paths) for sentence in read_trees(file)]


def read_words(paths: Iterable[Path]) -> list[tuple[str, ...]]:
    """Read the words of all sentences of CoNLL-U files and folders, annotated or not."""
    sentences = (sentence for file in _treebank_files(paths) for sentence in read_conllu(file.resolve(), strict=False))
    return [_words(sentence) for sentence in sentences if sentence.tokens]


def noisy_copies(paths: Iterable[Path], share: float, seed: int) -> list[Example]:
    """Return copies of a share of the sentences, with the spelling noise of real text (`padapatha.train.noise`)."""
    draw = random.Random(seed)
    treebanks = _treebank_files(paths) if share else []
    chosen = (sentence for file in treebanks for sentence in read_trees(file) if draw.random() < share)
    return [tree_example(noisy(sentence, draw)) for sentence in chosen]


def tree_example(sentence: Sentence) -> Example:
    """Return a sentence with a tree as an example."""
    return Example(_words(sentence), sentence.tokens)


def treebank_language(paths: Iterable[Path]) -> str:
    """Return the language code in the names of UD files (``hi_hdtb-ud-train.conllu``).

    Raises `Refused` when no file has such a name, or when they name several languages.
    """
    matches = (_UD_FILE.fullmatch(file.stem) for file in _treebank_files(paths))
    codes = sorted({match[1] for match in matches if match})
    if len(codes) != 1:
        found = (
            f"the training treebanks are in {', '.join(codes)}" if codes else "no file is named xx_name-ud-part.conllu"
        )
        raise Refused([problem("language", "--language", found, fix="name the language of the model: --language hi")])
    return codes[0]


def read_entities(paths: Iterable[Path]) -> list[Example]:
    """Read all sentences of IOB2 files and folders: ``word TAB tag`` a line, an empty line between sentences.

    Tags become well-formed (`well_formed_tags`); a tag alone on its line, whose word is missing, is left out.
    Raises `Refused` with file and line for a word without a tag and for bytes that are not UTF-8.
    """
    return [example for path in paths for file in _files(path, ".txt") for example in _read_iob(file)]


def well_formed_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Return IOB2 for tags as people leave them.

    ``-X`` becomes I-X behind a tag of type X and B-X elsewhere; ``-`` and what is no tag become O; an I- tag that
    continues nothing of its type becomes B-.
    """
    result: list[str] = []
    for tag in tags:
        bare = _TYPE_ONLY.fullmatch(tag)
        kind = bare[1] if bare else tag[2:]
        before = result[-1][2:] if result else ""
        if not kind or not (bare or _WELL_FORMED.fullmatch(tag)):
            result.append("O")
        elif tag.startswith("B-") or kind != before:
            result.append("B-" + kind)
        else:
            result.append("I-" + kind)
    return tuple(result)


def related_types(examples: Iterable[Example]) -> list[Example]:
    """Entities of HiNER under the names that IL-NER has for their types; those of other types become O."""
    return [replace(example, entities=tuple(map(_related_tag, example.entities or ()))) for example in examples]


def _related_tag(tag: str) -> str:
    kind = _RELATED.get(tag[2:])
    return tag[:2] + kind if kind else "O"


def _words(sentence: Sentence) -> tuple[str, ...]:
    return fold_words(token.form for token in sentence.tokens)


def _treebank_files(paths: Iterable[Path]) -> list[Path]:
    return [file for path in paths for file in _files(path, ".conllu")]


def _files(path: Path, ending: str) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*" + ending) if file.is_file())
    return [path]


def _read_iob(path: Path) -> Iterator[Example]:
    for block in _blocks(path):
        rows = [_iob_row(path, number, line) for number, line in block if not _IOB_TAG.fullmatch(line)]
        yield Example(fold_words(row[0] for row in rows), None, well_formed_tags([row[-1].strip(" ") for row in rows]))


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    """Yield the numbered lines of each sentence; a line of spaces counts as empty."""
    block: list[tuple[int, str]] = []
    text = decode(files.read_bytes(path.resolve()), str(path))
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(" \r"):
            block.append((number, line.rstrip("\r")))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _iob_row(path: Path, number: int, line: str) -> list[str]:
    row = line.split("\t")
    if len(row) < 2:
        raise Refused([problem("tag", str(path), f"no tag behind {line!r}", line=number)])
    return row
