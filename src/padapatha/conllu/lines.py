"""Bytes to blocks of lines: what can be said of a CoNLL-U file before any column is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from padapatha.limits import MAX_LINE
from padapatha.problems import Problem, Refused, problem
from padapatha.text import BYTE_ORDER_MARK

_POINTER = b"version https://git-lfs.github.com/spec/"
_CONFLICTS = ("<<<<<<< ", "=======", ">>>>>>> ")
_ODD = frozenset(("<", "=", ">", BYTE_ORDER_MARK))  # what a line with a problem of its own begins with


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one sentence, the number (from 1) of the first of them, and what is wrong with single lines."""

    first: int
    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str, *, start: bool = True) -> str:
    """Decode UTF-8 without a byte-order mark; raise `Refused` with line, column and the bytes that are wrong.

    Without ``start`` the data are a further part of a file, and not looked at for what a file may begin with.
    """
    if not start:
        return _utf8(data, path)
    if data.startswith(_POINTER):
        raise Refused([problem("lfs", path, "a git-lfs pointer stands in place of the data", line=1)])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        raise Refused([problem("encoding", path, "it looks like UTF-16", line=1, column=1)])
    if data.startswith(b"\xef\xbb\xbf"):
        raise Refused([problem("bom", path, "the file begins with a byte-order mark", line=1, column=1)])
    return _utf8(data, path)


def _utf8(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Refused([_undecodable(data, path, fault)]) from None


def _undecodable(data: bytes, path: str, fault: UnicodeDecodeError) -> Problem:
    line_start = data.rfind(b"\n", 0, fault.start) + 1
    column = len(data[line_start : fault.start].decode("utf-8")) + 1
    shown = data[fault.start : fault.start + 4].hex(" ").upper()
    found = f"byte {fault.start} is no UTF-8: {shown} ({fault.reason})"
    return problem("encoding", path, found, line=data.count(b"\n", 0, fault.start) + 1, column=column)


def blocks(text: str, path: str) -> Iterator[Block | Problem]:
    """Cut a file into sentences at its empty lines; yield a problem for every line that is in the way of that."""
    if not text:
        yield problem("empty", path, "the file is empty")
        return
    if "\r" in text:
        yield _carriage_return(text, path)
        return
    lines = text.split("\n")
    row, last = 0, len(lines) - 1
    while row < last:
        start = row
        while row < last and not _is_blank(lines[row]):
            row += 1
        if row > start and not (row == last and lines[last]):  # a sentence that was cut off is not looked at
            yield _block(lines[start:row], start + 1, path)
        start, blank = row, row > start
        while row < last and _is_blank(lines[row]):
            row += 1
        yield from _blank_problems(lines[start:row], start + 1, path, after_sentence=blank)
    yield from _end(lines, path)


def _is_blank(line: str) -> bool:
    return not line or line.isspace()


def _block(lines: list[str], first: int, path: str) -> Block:
    odd = [row for row, line in enumerate(lines) if line[0] in _ODD or len(line) > MAX_LINE]
    problems = tuple(each for row in odd for each in _line_problems(lines[row], first + row, path))
    for row in odd:
        lines[row] = lines[row].removeprefix(BYTE_ORDER_MARK)
    return Block(first, tuple(lines), problems)


def _blank_problems(lines: list[str], first: int, path: str, *, after_sentence: bool) -> Iterator[Problem]:
    """One problem for a run of surplus empty lines, however long, and one for those that only look empty."""
    if not lines:
        return
    spaces = [number for number, line in enumerate(lines, first) if line]
    if spaces:
        found = "a line of white space" + _and_more(len(spaces))
        yield problem("blank-line", path, found, line=spaces[0], fix="make it empty")
    surplus = [number for number, line in enumerate(lines, first) if not line][int(after_sentence and not lines[0]) :]
    if surplus and not spaces:
        found = "an empty line without a sentence before it" + _and_more(len(surplus))
        yield problem("blank-line", path, found, line=surplus[0])


def _and_more(count: int) -> str:
    return f", and {count - 1:,} more behind it" if count > 1 else ""


def _carriage_return(text: str, path: str) -> Problem:
    """One problem for all of them: an editor has put one on every line, and no line could be read with it."""
    at = text.index("\r")
    found = f"{text.count(chr(13)):,} carriage returns (CR), the first here"
    return problem("line-end", path, found, line=text.count("\n", 0, at) + 1, column=at - text.rfind("\n", 0, at))


def _line_problems(line: str, number: int, path: str) -> Iterator[Problem]:
    if len(line) > MAX_LINE:
        yield problem("limit", path, f"a line of {len(line):,} characters; at most {MAX_LINE:,}", line=number)
    elif line.startswith(_CONFLICTS):
        yield problem("conflict", path, f"{line[:7]!r}: an unresolved merge conflict", line=number)
    elif line.startswith(BYTE_ORDER_MARK):
        found = "a byte-order mark inside the file; were two files joined?"
        yield problem("bom", path, found, line=number, column=1, fix="delete it")


def _end(lines: list[str], path: str) -> Iterator[Problem]:
    """A file ends with the empty line of its last sentence; anything else was cut off."""
    rest, number = lines[-1], len(lines)
    if rest:
        found, fix = f"the last line has no line end: {rest[-20:]!r}", "end the file with an empty line"
        yield problem("truncated", path, found, line=number, column=len(rest) + 1, fix=fix)
    elif len(lines) > 1 and not _is_blank(lines[-2]):
        found = "no empty line after the last sentence"
        yield problem("blank-line", path, found, line=number, fix="end the file with an empty line")
