"""The marks of a document that came back, against its text: every span in code points, where a layer may have it.

A file whose offsets do not fit its text is read in UTF-16 code units as a whole, or refused; no span is moved alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from padapatha.exchange.units import BYTES, CODE_POINTS, GRAPHEMES, UTF_16, Unit
from padapatha.exchange.view import LINK_LABELS, ReturnedDocument, ToolMark, View
from padapatha.layers import Span
from padapatha.problems import Problem, Refused, refuse
from padapatha.rules.spans import border_faults, span_fault
from padapatha.text import JOINERS
from padapatha.text_index import TextIndex

# White space and invisible characters, joiners apart: the schemas of the layers say it in the same way
EDGE = re.compile("[\t-\r \x85\xa0\xad\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")


@dataclass(frozen=True, slots=True)
class CheckedView:
    """A view in code points, the marks whose edges were trimmed (before, after), and the unit if it was another."""

    view: View
    trimmed: tuple[tuple[ToolMark, ToolMark], ...] = ()
    unit: str = ""


def checked_view(returned: ReturnedDocument, index: TextIndex, unit: str, base: View) -> CheckedView:
    """Check the marks and links of a document; raise `Refused` with every mark that no layer can have."""
    refuse([*_twice(returned), *_unknown(returned)])
    found, used = _in_code_points(returned, index.text, unit, base)
    trimmed = [_trimmed(mark, index) for mark in found]
    refuse(_misplaced(returned, trimmed, index))
    changed = tuple((old, new) for old, new in zip(found, trimmed, strict=True) if old != new)
    return CheckedView(View(tuple(trimmed), returned.view.links), changed, used if used != unit else "")


def _twice(returned: ReturnedDocument) -> Iterator[Problem]:
    seen: set[str] = set()
    for mark in returned.view.marks:
        if mark.id in seen:
            yield returned.source.problem("id-twice", mark.at, f"{returned.document}: {mark.id!r} stands twice")
        seen.add(mark.id)


def _unknown(returned: ReturnedDocument) -> Iterator[Problem]:
    """Labels that the export did not have, and links that no layer has between these marks."""
    marks = {mark.id: mark for mark in returned.view.marks}
    for mark in returned.view.marks:
        if not mark.layer:
            found = f"{returned.document}: the label {mark.label!r} of {mark.id} is none of the export"
            yield returned.source.problem("tool-label", mark.at, found)
    for link in returned.view.links:
        ends = [marks.get(link.source), marks.get(link.target)]
        absent = [name for name, end in zip((link.source, link.target), ends, strict=True) if end is None]
        if absent:
            found = f"{returned.document}: a link {link.label!r} leads to {absent[0]!r}, which is not there"
            yield returned.source.problem("reference", link.at, found)
        elif not _may_link(link.label, [end for end in ends if end]):
            shown = " to ".join(f"{end.label} {end.text!r}" for end in ends if end)
            found = f"{returned.document}: no layer has a link {link.label!r} from {shown}"
            yield returned.source.problem("tool-label", link.at, found)


def _may_link(label: str, ends: Sequence[ToolMark]) -> bool:
    one, other = ends
    if one.layer != other.layer or label not in LINK_LABELS.get(one.layer, ()):
        return False
    roles = [end.label for end in ends if end.is_role]
    return roles == ([label] if label not in ("coref", "part") else []) and one.id != other.id


# Offsets


def _in_code_points(returned: ReturnedDocument, text: str, unit: str, base: View) -> tuple[tuple[ToolMark, ...], str]:
    marks = returned.view.marks
    found = _read_in(unit, text, marks)
    refuse(_another_unit(returned, text, unit, found, base))
    if found is not None:
        return found, unit
    other = _read_in(UTF_16, text, marks) if unit == CODE_POINTS and all(mark.text for mark in marks) else None
    if other is not None:
        return other, UTF_16
    raise Refused(_misread(returned, text, unit))


def _read_in(unit: str, text: str, marks: Sequence[ToolMark]) -> tuple[ToolMark, ...] | None:
    """Return the marks in code points; None unless every one of them is the slice that it repeats."""
    counted = Unit(unit, text)
    found = []
    for mark in marks:
        span = counted.to_code_points(mark.start, mark.end)
        if span is None or span[0] >= span[1] or not same_surface(text[slice(*span)], mark.text):
            return None
        found.append(replace(mark, start=span[0], end=span[1], text=text[slice(*span)]))
    return tuple(found)


def same_surface(piece: str, said: str) -> bool:
    r"""Whether a tool says this piece of text, or nothing; for a line end some write a space, or ``\n`` in letters."""
    return said in ("", piece, piece.replace("\n", " "), piece.replace("\n", "\\n"))


def _another_unit(
    returned: ReturnedDocument, text: str, unit: str, found: Sequence[ToolMark] | None, base: View
) -> Iterator[Problem]:
    """Without the surface only the spans that nobody has moved tell in which unit a file counts."""
    if not base.marks or all(mark.text for mark in returned.view.marks):
        return
    stay = 0 if found is None else _unmoved(found, base)
    for other in (CODE_POINTS, UTF_16, GRAPHEMES, BYTES):
        read = _read_in(other, text, returned.view.marks) if other != unit else None
        if read is not None and _unmoved(read, base) > stay:
            counts = (
                f"{_unmoved(read, base)} of {len(base.marks)} exported spans stand where they did, {stay} in {unit}"
            )
            message = f"{returned.document}: the offsets count {other}: in them {counts}"
            fix = f"set the project of the tool to count {unit}, or export again with the --unit that it counts"
            yield returned.source.problem("span", returned.at, message, fix)
            return


def _unmoved(marks: Sequence[ToolMark], base: View) -> int:
    there = {(mark.label, mark.start, mark.end) for mark in base.marks}
    return sum((mark.label, mark.start, mark.end) in there for mark in marks)


def _misread(returned: ReturnedDocument, text: str, unit: str) -> Iterator[Problem]:
    counted = Unit(unit, text)
    for mark in returned.view.marks:
        span = counted.to_code_points(mark.start, mark.end)
        if span is None or span[0] >= span[1] or not same_surface(text[slice(*span)], mark.text):
            shown = Span(start=mark.start, end=mark.end, text=mark.text)
            fault = span_fault(shown, text) if unit == CODE_POINTS and mark.start >= 0 else ""
            fault = fault or f"{mark.start} to {mark.end} is no stretch of the text in {unit}"
            yield returned.source.problem("span", mark.at, f"{returned.document}: {mark.id}: {fault}")


# Edges


def _trimmed(mark: ToolMark, index: TextIndex) -> ToolMark:
    """Leave out white space and invisible characters at the edges; a joiner stays that ends a word."""
    text, start, end = index.text, mark.start, mark.end
    while start < end and (EDGE.match(text[start]) or text[start] in JOINERS):
        start += 1
    while start < end and (EDGE.match(text[end - 1]) or (text[end - 1] in JOINERS and end not in index.word_ends)):
        end -= 1
    return replace(mark, start=start, end=end, text=text[start:end])


def _misplaced(returned: ReturnedDocument, marks: Sequence[ToolMark], index: TextIndex) -> Iterator[Problem]:
    seen: dict[tuple[str, int, int], str] = {}
    for mark in marks:
        if mark.start >= mark.end:
            found = f"{returned.document}: {mark.id} covers white space alone"
            yield returned.source.problem("span", mark.at, found, "delete the mark")
            continue
        span = Span(start=mark.start, end=mark.end, text=mark.text, pointer=mark.at)
        is_part = mark.layer == "quotations" and not mark.is_role
        for fault in border_faults(span, index, in_one_sentence=not is_part):
            found = f"{returned.document}: {mark.id} {mark.text[:40]!r}: {fault.found}"
            yield returned.source.problem(fault.slug, fault.pointer, found, fault.fix)
        key = (mark.layer, mark.start, mark.end)
        if not mark.is_role and key in seen:
            found = f"{returned.document}: {mark.id} covers the same text as {seen[key]}: {mark.text[:40]!r}"
            yield returned.source.problem("nesting", mark.at, found, "delete one of the two marks")
        elif not mark.is_role:
            seen[key] = mark.id
