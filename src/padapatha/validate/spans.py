"""Spans of a layer against the text: the slice they name, the borders they keep, how they lie to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from padapatha.problems import Problem
from padapatha.strict_json import Pointer
from padapatha.text import normalise
from padapatha.validate.ground import Ground
from padapatha.validate.json_file import JsonFile

MAX_SHOWN = 5  # places of a text that is named at the wrong place
Placed = tuple[Pointer, Mapping[str, Any]]


def span_fault(span: Mapping[str, Any], text: str) -> str:
    """Say why a span is not the slice it repeats, and where that may come from; empty when it is."""
    start, end, said = span["start"], span["end"], span["text"]
    if end <= start:
        return f"it ends at {end} and begins at {start}"
    piece = text[start:end]
    if end <= len(text) and piece == said:
        return ""
    where = (
        f"the text has {piece[:60]!r}" if end <= len(text) else f"{end} lies beyond the text of {len(text)} characters"
    )
    return f"{where}; the span says {said[:60]!r}{_hint(start, end, said, text)}"


def _hint(start: int, end: int, said: str, text: str) -> str:
    if normalise(said) == text[start:end]:
        return "; they differ only in Unicode normalisation"
    for unit, encoding, width in (("UTF-16 units", "utf-16-le", 2), ("UTF-8 bytes", "utf-8", 1)):
        piece = _encoded(text, encoding)[start * width : end * width]
        if piece.decode(encoding, errors="replace") == said:
            offset = len(_encoded(text, encoding)[: start * width].decode(encoding, errors="replace"))
            return f"; the offsets count {unit}: in code points it begins at {offset}"
    places = _places(said, text)
    shown = ", ".join(map(str, places[:MAX_SHOWN])) + (" …" if len(places) > MAX_SHOWN else "")
    return f"; that stands at {shown}" if places else "; that does not stand in the text"


@lru_cache(maxsize=4)
def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding)


def _places(said: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(said)
    while at >= 0 and len(found) <= MAX_SHOWN:
        found.append(at)
        at = text.find(said, at + 1)
    return found


def border_problems(file: JsonFile, placed: Placed, ground: Ground, *, in_one_sentence: bool) -> Iterator[Problem]:
    """A span begins and ends where a grapheme, a token and (unless it is reported speech) one sentence does."""
    pointer, span = placed
    start, end = span["start"], span["end"]
    for key, offset, borders in (("start", start, ground.starts), ("end", end, ground.ends)):
        around = f"{ground.text[max(0, offset - 6) : offset]}|{ground.text[offset : offset + 6]}"
        if offset not in ground.graphemes:
            yield file.problem("grapheme-split", (*pointer, key), f"{key} {offset} cuts a letter: {around}")
        elif ground.sentences and offset not in borders:
            yield file.problem("token-split", (*pointer, key), f"{key} {offset} lies inside a token: {around}")
    if in_one_sentence and ground.sentences and end > ground.sentence_at(start)[1]:
        found = f"{start} to {end}; the sentence ends at {ground.sentence_at(start)[1]}"
        yield file.problem("nesting", pointer, found, "a span of this layer lies inside one sentence")


def crossings(file: JsonFile, spans: Sequence[Placed], *, flat: bool = False) -> Iterator[Problem]:
    """Yield spans that cross another one or repeat it; with ``flat``, that touch the inside of one at all. Linear."""
    inside: list[tuple[int, int]] = []
    for pointer, span in sorted(spans, key=lambda each: (each[1]["start"], -each[1]["end"])):
        here = (span["start"], span["end"])
        while inside and inside[-1][1] <= here[0]:
            inside.pop()
        if inside and here == inside[-1]:
            yield file.problem("nesting", pointer, f"{here[0]} to {here[1]} stands twice", "mark each span once")
        elif inside and here[1] > inside[-1][1]:
            yield file.problem("nesting", pointer, f"{here[0]} to {here[1]} crosses {inside[-1][0]} to {inside[-1][1]}")
        elif inside and flat:
            found = f"{here[0]} to {here[1]} lies inside {inside[-1][0]} to {inside[-1][1]}"
            yield file.problem("nesting", pointer, found, "spans of this layer do not overlap")
        inside.append(here)
