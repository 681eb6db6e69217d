"""Strict JSON: only what all programs read in the same way is accepted, and there is one written form.

Refused are repeated keys, NaN and Infinity, numbers that overflow, lone surrogates, NUL, a byte-order mark, text after
the end, and nesting of more than 32 levels. Lines and columns are computed in a second, slower pass, only if needed.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, TypeAlias

from padapatha.problems import Problem, Refused, problem

MAX_DEPTH = 32
MAX_DIGITS = 15  # with more digits, programs that store numbers as doubles give different results

Pointer: TypeAlias = tuple[str | int, ...]

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)


class _FaultError(ValueError):
    """Raised inside a hook of the decoder, which does not know the location: the wrong token, and what is wrong."""

    def __init__(self, slug: str, piece: str, found: str) -> None:
        super().__init__(found)
        self.slug, self.piece, self.found = slug, piece, found


def loads(data: bytes, path: str) -> Any:  # noqa: ANN401  JSON has any type until its schema is checked
    """Read JSON; raise `Refused` with the line and column of every error. ``path`` names the file in the problems."""
    text = _decode(data, path)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int
        )
    except json.JSONDecodeError as fault:
        raise Refused([problem("json", path, fault.msg, line=fault.lineno, column=fault.colno)]) from None
    except RecursionError:
        raise Refused([problem("json", path, f"brackets are nested over {MAX_DEPTH} deep")]) from None
    except _FaultError as fault:
        raise Refused([_placed(fault, text, path)]) from None
    faults = tuple(_check(value, text, path))
    if faults:
        raise Refused(faults)
    return value


def dumps(value: object) -> bytes:
    """Return the canonical form: UTF-8, indent of two spaces, keys in the given order, a line feed at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def place(data: bytes, pointer: Sequence[str | int]) -> tuple[int, int]:
    """Return the line and column (from 1) of the value at a pointer, or of its nearest parent if it is missing."""
    text = data.decode("utf-8")
    wanted, best, offset = tuple(pointer), -1, 0
    for found, start in _values(text):
        if wanted[: len(found)] == found and len(found) > best:
            best, offset = len(found), start
    return _line_column(text, offset)


def places(data: bytes) -> dict[Pointer, tuple[int, int]]:
    """Return the line and column (from 1) of every value by its pointer, in one pass, for files with many errors."""
    text = data.decode("utf-8")
    ends = [match.start() for match in re.finditer("\n", text)]
    found = {}
    for pointer, offset in _values(text):
        line = bisect_left(ends, offset)
        found[pointer] = (line + 1, offset - (ends[line - 1] if line else -1))
    return found


def _line_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _values(text: str) -> Iterator[tuple[Pointer, int]]:
    """Yield the pointer and the offset of every value; the JSON text must be well-formed."""
    keys: list[str | int] = []
    expects_key = False
    for piece in _PIECE.finditer(text):
        mark = piece[0]
        if mark in "]}":
            keys.pop()
            expects_key = False
        elif mark == ",":
            expects_key = isinstance(keys[-1], str)
            keys[-1] = keys[-1] if isinstance(keys[-1], str) else keys[-1] + 1
        elif mark == ":":
            expects_key = False
        elif expects_key:
            keys[-1] = json.loads(mark)
        else:
            yield tuple(keys), piece.start()
            if mark in "[{":
                keys.append(0 if mark == "[" else "")
                expects_key = mark == "{"


def _decode(data: bytes, path: str) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        raise Refused([problem("bom", path, "the file begins with a byte-order mark", line=1, column=1)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise Refused([problem("encoding", path, f"byte {fault.start} is no UTF-8", line=line)]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add() is None
        raise _FaultError(
            "json-key", json.dumps(twice, ensure_ascii=False), f"the key {twice!r} stands twice in one object"
        )
    return found


def _constant(piece: str) -> NoReturn:
    raise _FaultError("json", piece, f"{piece} is no JSON")


def _float(piece: str) -> float:
    value = float(piece)
    if math.isinf(value):
        raise _FaultError("json", piece, f"{piece} is too large")
    return value


def _int(piece: str) -> int:
    if len(piece.removeprefix("-")) > MAX_DIGITS:
        raise _FaultError("json", piece, f"a number of {len(piece)} digits; at most {MAX_DIGITS}")
    return int(piece)


def _placed(fault: _FaultError, text: str, path: str) -> Problem:
    """Locate a fault at the last token equal to it: of two equal keys, the second is the one to fix."""
    offset = max((piece.start() for piece in _PIECE.finditer(text) if piece[0] == fault.piece), default=0)
    line, column = _line_column(text, offset)
    return problem(fault.slug, path, fault.found, line=line, column=column)


def _check(value: object, text: str, path: str) -> Iterator[Problem]:
    """Yield what the decoder accepts but this module refuses: depth, lone surrogates, NUL.

    An explicit stack is used, because the depth of the data must not decide the depth of recursion.
    """
    waiting: list[tuple[object, Pointer]] = [(value, ())]
    while waiting:
        here, pointer = waiting.pop()
        if len(pointer) > MAX_DEPTH:
            yield _at(pointer, text, path, f"brackets are nested over {MAX_DEPTH} deep")
            return
        if isinstance(here, str) and any(each == "\0" or "\ud800" <= each <= "\udfff" for each in here):
            yield _at(pointer, text, path, "a string holds NUL or half a surrogate pair")
        elif isinstance(here, list):
            waiting.extend((each, (*pointer, index)) for index, each in enumerate(here))
        elif isinstance(here, dict):
            waiting.extend((each, (*pointer, key)) for key, each in here.items())


def _at(pointer: Pointer, text: str, path: str, found: str) -> Problem:
    line, column = place(text.encode("utf-8"), pointer)
    return problem("json", path, found, line=line, column=column)
