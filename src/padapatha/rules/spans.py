"""Spans of a layer against the text: the slice they name, the borders they keep, how they lie to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from padapatha.layers import Span
from padapatha.strict_json import Pointer
from padapatha.text import to_nfc
from padapatha.text_index import TextIndex

MAX_SHOWN = 5  # places of a text that is named at the wrong place


@dataclass(frozen=True, slots=True)
class LayerFault:
    """Something wrong in a layer, at the value that ``pointer`` leads to."""

    pointer: Pointer
    slug: str
    found: str
    fix: str = ""


def span_fault(span: Span, text: str) -> str:
    """Say why a span is not the slice it repeats, and where that may come from; empty when it is."""
    if span.end <= span.start:
        return f"it ends at {span.end} and begins at {span.start}"
    piece = text[span.start : span.end]
    if span.end <= len(text) and piece == span.text:
        return ""
    where = f"the text has {piece[:60]!r}"
    if span.end > len(text):
        where = f"{span.end} lies beyond the text of {len(text)} characters"
    return f"{where}; the span says {span.text[:60]!r}{_hint(span, text)}"


def _hint(span: Span, text: str) -> str:
    if to_nfc(span.text) == text[span.start : span.end]:
        return "; they differ only in Unicode normalisation"
    for unit, encoding, width in (("UTF-16 units", "utf-16-le", 2), ("UTF-8 bytes", "utf-8", 1)):
        data = _encoded(text, encoding)
        if data[span.start * width : span.end * width].decode(encoding, errors="replace") == span.text:
            offset = len(data[: span.start * width].decode(encoding, errors="replace"))
            return f"; the offsets count {unit}: in code points it begins at {offset}"
    offsets = _occurrences(span.text, text)
    shown = ", ".join(map(str, offsets[:MAX_SHOWN])) + (" …" if len(offsets) > MAX_SHOWN else "")
    return f"; that stands at {shown}" if offsets else "; that does not stand in the text"


@lru_cache(maxsize=4)
def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding)


def _occurrences(piece: str, text: str) -> list[int]:
    offsets: list[int] = []
    offset = text.find(piece)
    while offset >= 0 and len(offsets) <= MAX_SHOWN:
        offsets.append(offset)
        offset = text.find(piece, offset + 1)
    return offsets


def border_faults(span: Span, index: TextIndex, *, in_one_sentence: bool) -> Iterator[LayerFault]:
    """A span begins and ends where a grapheme, a word and (unless it is reported speech) one sentence does."""
    for key, offset, borders in (("start", span.start, index.word_starts), ("end", span.end, index.word_ends)):
        around = f"{index.text[max(0, offset - 6) : offset]}|{index.text[offset : offset + 6]}"
        if offset not in index.graphemes:
            yield LayerFault((*span.pointer, key), "grapheme-split", f"{key} {offset} cuts a letter: {around}")
        elif index.sentences and offset not in borders:
            yield LayerFault((*span.pointer, key), "token-split", f"{key} {offset} lies inside a token: {around}")
    sentence = index.sentence_at(span.start)
    if in_one_sentence and sentence is not None and span.end > index.sentences[sentence].end:
        found = f"{span.start} to {span.end}; the sentence ends at {index.sentences[sentence].end}"
        yield LayerFault(span.pointer, "nesting", found, "a span of this layer lies inside one sentence")


def crossing_faults(spans: Sequence[Span], *, flat: bool = False) -> Iterator[LayerFault]:
    """Yield spans that cross another one or repeat it; with ``flat``, that lie inside one at all."""
    inside: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        here, shown = (span.start, span.end), f"{span.start} to {span.end}"
        while inside and inside[-1][1] <= span.start:
            inside.pop()
        if inside and here == inside[-1]:
            yield LayerFault(span.pointer, "nesting", f"{shown} stands twice", "mark each span once")
        elif inside and span.end > inside[-1][1]:
            yield LayerFault(span.pointer, "nesting", f"{shown} crosses {inside[-1][0]} to {inside[-1][1]}")
        elif inside and flat:
            found = f"{shown} lies inside {inside[-1][0]} to {inside[-1][1]}"
            yield LayerFault(span.pointer, "nesting", found, "spans of this layer do not overlap")
        inside.append(here)
