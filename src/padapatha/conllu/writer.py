"""Sentences to CoNLL-U: the bytes that were read, or the canonical ones for what was made here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from padapatha import files
from padapatha.conllu.faults import columns_of
from padapatha.model import EmptyNode, Multiword, Sentence
from padapatha.values import EMPTY


def write_conllu(sentences: Iterable[Sentence], path: str | Path) -> None:
    """Write a file, whole or not at all."""
    files.write_bytes(Path(path), conllu_bytes(sentences))


def conllu_bytes(sentences: Iterable[Sentence]) -> bytes:
    """Return the file as bytes: UTF-8, LF, an empty line after every sentence."""
    return "".join(f"{line}\n" for sentence in sentences for line in lines(sentence)).encode("utf-8")


def lines(sentence: Sentence) -> Iterator[str]:
    """Yield the lines of a sentence with the empty line behind it."""
    yield from sentence.comments
    ranges = {each.start: each for each in sentence.multiwords}
    empty: dict[int, list[EmptyNode]] = {}
    for node in sentence.empty_nodes:
        empty.setdefault(node.after, []).append(node)
    yield from map(_empty_node, empty.get(0, ()))
    for token in sentence.tokens:
        if token.id in ranges:
            yield _multiword(ranges[token.id])
        yield "\t".join(columns_of(token))
        yield from map(_empty_node, empty.get(token.id, ()))
    yield ""


def _multiword(node: Multiword) -> str:
    return "\t".join((f"{node.start}-{node.end}", node.form, *[EMPTY] * 3, node.feats, *[EMPTY] * 3, node.misc))


def _empty_node(node: EmptyNode) -> str:
    values = (node.form, node.lemma, node.upos, node.xpos, node.feats, EMPTY, EMPTY, node.deps, node.misc)
    return "\t".join((f"{node.after}.{node.index}", *values))
