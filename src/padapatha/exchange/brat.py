"""brat: a text and a standoff file for each document, and back. Offsets are code points, line ends count.

A span that goes over a line end is written in fragments, one a line; text between fragments must be white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from padapatha.conllu.lines import decode
from padapatha.exchange.forms import fault_of_form
from padapatha.exchange.manifest import ExportManifest
from padapatha.exchange.view import (
    LINK_LABELS,
    PART,
    Link,
    OutgoingDocument,
    ReturnedDocument,
    ToolMark,
    Unread,
    View,
    labels,
    layer_of_label,
)
from padapatha.files import listing, sha256
from padapatha.problems import Problem, Refused, problem
from padapatha.reading import read_file
from padapatha.strict_json import Pointer

_TEXT_BOUND = re.compile(r"(T[0-9]+)\t([^ \t]+) ([0-9]{1,9} [0-9]{1,9}(?:;[0-9]{1,9} [0-9]{1,9})*)\t(.*)")
_RELATION = re.compile(r"(R[0-9]+)\t([^ \t]+) (?:[^ \t:]+):(T[0-9]+) (?:[^ \t:]+):(T[0-9]+)\t?")
_UNREAD = {"#": "a note", "A": "an attribute", "M": "an attribute", "N": "a normalisation"}
_FIX = "give back the folder that brat worked in, unchanged but for its .ann files"


def brat_ids(view: View) -> dict[str, str]:
    """Return our ids by those of brat: T1, T2 … in the order of the marks."""
    return {f"T{number}": mark.id for number, mark in enumerate(view.marks, 1)}


def to_brat(documents: Sequence[OutgoingDocument], layers: Sequence[str], _unit: str) -> dict[str, bytes]:
    """Return the texts, the standoff files and the configuration by file name."""
    found = {"annotation.conf": _config(layers).encode("utf-8")}
    for document in documents:
        found[f"{document.document}.txt"] = document.text.encode("utf-8")
        found[f"{document.document}.ann"] = _standoff(document).encode("utf-8")
    return found


def _standoff(document: OutgoingDocument) -> str:
    own = {ours: theirs for theirs, ours in brat_ids(document.view).items()}
    lines = [_text_bound(own[mark.id], mark, document.text) for mark in document.view.marks]
    for number, link in enumerate(document.view.links, 1):
        lines.append(f"R{number}\t{link.label} Arg1:{own[link.source]} Arg2:{own[link.target]}\t")
    return "".join(f"{line}\n" for line in lines)


def _text_bound(own: str, mark: ToolMark, text: str) -> str:
    pieces = list(_fragments(mark.start, mark.end, text))
    shown = " ".join(text[start:end] for start, end in pieces)
    return f"{own}\t{mark.label} {';'.join(f'{start} {end}' for start, end in pieces)}\t{shown}"


def _fragments(start: int, end: int, text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a span between line ends, without the white space at them."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        piece = line[0]
        first = next((n for n, each in enumerate(piece) if not each.isspace()), None)
        if first is not None:
            last = next(n for n in range(len(piece), 0, -1) if not piece[n - 1].isspace())
            yield start + line.start() + first, start + line.start() + last


def _config(layers: Sequence[str]) -> str:
    lines = ["[entities]", *(label for layer in layers for label in labels(layer)), "", "[relations]"]
    lines.append("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>")
    for layer in layers:
        items = "|".join(label for label in labels(layer) if label not in LINK_LABELS[layer])
        for label in LINK_LABELS[layer]:
            target = label if label in labels(layer) else items
            lines.append(f"{label}\tArg1:{items}, Arg2:{target}")
    return "\n".join([*lines, "", "[events]", "", "[attributes]", ""])


# Back


@dataclass(frozen=True, slots=True)
class StandoffFile:
    """A standoff file; a pointer into it is the number of a line."""

    path: str

    def problem(self, slug: str, pointer: Pointer, found: str, fix: str = "") -> Problem:
        """Make a problem at a line."""
        numbers = [each for each in pointer if isinstance(each, int)]
        return problem(slug, self.path, found, line=numbers[0] if numbers else 0, fix=fix)


def from_brat(path: Path, manifest: ExportManifest) -> Iterator[ReturnedDocument | Problem]:
    """Yield the documents of a folder of brat, and what is wrong with the form of its files."""
    if not path.is_dir():
        yield problem("tool-file", str(path), "brat works in a folder of .txt and .ann files", fix="name the folder")
        return
    for name in listing(path, ".ann"):
        try:
            yield _read(path, name.removesuffix(".ann"), manifest)
        except Refused as refused:
            yield from refused.problems


def _read(folder: Path, document: str, manifest: ExportManifest) -> ReturnedDocument:
    """Read one document; on another text than the exported one no span means anything, and none is read."""
    source = StandoffFile(str(folder / f"{document}.ann"))
    shown = str(folder / f"{document}.txt")
    text = decode(read_file(folder / f"{document}.txt"), shown)
    exported = manifest.document(document)
    if exported is None or sha256(text.encode("utf-8")) != exported.text_sha256:
        return ReturnedDocument(document, source, (), text, View())
    lines = decode(read_file(folder / f"{document}.ann"), source.path).split("\n")
    if returns := [number for number, line in enumerate(lines, 1) if line.endswith("\r")]:
        raise Refused([source.problem("line-end", (returns[0],), f"{len(returns)} lines end with CR LF")])
    if lines[-1]:
        raise fault_of_form(source, (len(lines),), "the last line has no line end: the file was cut off", _FIX)
    marks, links, unread = [], [], []
    for number, line in enumerate(lines[:-1], 1):
        if line.startswith("T"):
            marks.append(_mark(line, number, text, manifest.layers, source))
        elif line.startswith("R"):
            links.append(_link(line, number, source))
        elif line[:1] in _UNREAD:
            unread.append(Unread(f"{_UNREAD[line[0]]}: {line[:200]}", (number,)))
        elif line:
            found = f"{line[:60]!r} is neither a span nor a relation: the layers have no events and no equivalences"
            raise fault_of_form(source, (number,), found, "use the types of annotation.conf alone")
    view = View(tuple(marks), tuple(links))
    return ReturnedDocument(document, source, (), text, view, unread=tuple(unread))


def _mark(line: str, number: int, text: str, layers: Sequence[str], source: StandoffFile) -> ToolMark:
    match = _TEXT_BOUND.fullmatch(line)
    if match is None:
        found = f"{line[:60]!r} is no line `T1 TAB label start end TAB text`"
        raise fault_of_form(source, (number,), found, _FIX)
    own, label, offsets, said = match.groups()
    spans = [(int(one), int(other)) for one, other in (each.split(" ") for each in offsets.split(";"))]
    start, end = spans[0][0], spans[-1][1]
    if len(spans) > 1:
        _refuse_gaps(spans, text, own, (number,), source)
        said = text[start:end] if " ".join(text[one:other] for one, other in spans) == said else said
    return ToolMark(own, layer_of_label(label, layers), label, start, end, said, (number,))


def _refuse_gaps(spans: Sequence[tuple[int, int]], text: str, own: str, at: Pointer, source: StandoffFile) -> None:
    for (_, end), (start, _) in pairwise(spans):
        if not text[end:start].isspace():
            fix = f"mark each stretch by itself; stretches of one quotation are linked with {PART}"
            found = f"{own} is in pieces, and between them stands {text[end:start][:40]!r}"
            raise fault_of_form(source, at, found, fix)


def _link(line: str, number: int, source: StandoffFile) -> Link:
    match = _RELATION.fullmatch(line)
    if match is None:
        found = f"{line[:60]!r} is no line `R1 TAB label Arg1:T1 Arg2:T2`"
        raise fault_of_form(source, (number,), found, _FIX)
    _, label, one, other = match.groups()
    return Link(one, other, label, (number,))
