"""Sentences to CoNLL-U: the bytes that were read, or the canonical ones for what was made here.

What the reader could not read back is refused before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from padapatha import files
from padapatha.conllu.faults import Fault, columns_of
from padapatha.conllu.nodes import read_nodes
from padapatha.limits import MAX_LINE
from padapatha.model import EmptyNode, Sentence
from padapatha.problems import Problem, Refused, problem


def write_conllu(sentences: Iterable[Sentence], path: str | Path) -> None:
    """Write a file, whole or not at all; raise `Refused` for sentences that could not be read back."""
    target = files.given(path)
    files.write_bytes(target, conllu_bytes(sentences, str(target)))


def conllu_bytes(sentences: Iterable[Sentence], path: str = "<sentences>") -> bytes:
    """Return the file as bytes: UTF-8, LF, an empty line after every sentence.

    Raises `Refused` for sentences that `read_conllu` could not read back, not even without ``strict``; ``path`` names
    the file in the problems.
    """
    parts: list[str] = []
    problems: list[Problem] = []
    before = 0
    for sentence in sentences:
        rows = tuple(lines(sentence))
        for fault in _faults(sentence, rows):
            line = before + fault.row + 1
            problems.append(problem(fault.slug, path, fault.found, line=line, column=fault.column, fix=fault.fix))
        parts += rows
        before += len(rows)
    if problems:
        raise Refused(problems)
    return "".join(f"{line}\n" for line in parts).encode("utf-8")


def _faults(sentence: Sentence, rows: tuple[str, ...]) -> Iterator[Fault]:
    """Yield what keeps the lines of a sentence from being read back as this sentence."""
    text = "\n".join(rows)
    if text.count("\n") >= len(rows) or "\r" in text or not _is_text(text):
        yield from (_character_fault(row, line) for row, line in enumerate(rows) if not _is_line(line))
        return
    for row, line in enumerate(sentence.comments):
        if not line.startswith("#"):
            yield Fault(row, 1, "comment-place", f"the comment {line[:60]!r} does not begin with #")
    for row, line in enumerate(rows):
        if len(line) > MAX_LINE:
            yield Fault(row, 1, "limit", f"a line of {len(line):,} characters; at most {MAX_LINE:,}")
    if len(rows) == len(sentence.comments) + 1:
        yield Fault(0, 1, "comment-place", "a sentence without words")
    yield from read_nodes(rows[len(sentence.comments) : -1], len(sentence.comments)).faults


def _character_fault(row: int, line: str) -> Fault:
    slug, found = ("line-end", "a line end inside it") if _is_text(line) else ("encoding", "a lone surrogate")
    return Fault(row, 1, slug, f"{line[:80]!r}: {found}", "delete the character")


def _is_line(line: str) -> bool:
    return "\n" not in line and "\r" not in line and _is_text(line)


def _is_text(text: str) -> bool:
    """Whether the text can be encoded: a lone surrogate cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def lines(sentence: Sentence) -> Iterator[str]:
    """Yield the lines of a sentence with the empty line behind it."""
    yield from sentence.comments
    ranges = {each.start: each for each in sentence.multiwords}
    empty: dict[int, list[EmptyNode]] = {}
    for node in sentence.empty_nodes:
        empty.setdefault(node.after, []).append(node)
    yield from ("\t".join(columns_of(node)) for node in empty.get(0, ()))
    for token in sentence.tokens:
        if token.id in ranges:
            yield "\t".join(columns_of(ranges[token.id]))
        yield "\t".join(columns_of(token))
        yield from ("\t".join(columns_of(node)) for node in empty.get(token.id, ()))
    yield ""
