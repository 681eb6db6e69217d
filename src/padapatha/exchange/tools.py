"""The tools: how each is written and read, in which unit it counts, and whether it keeps the ids it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from padapatha.exchange.brat import from_brat, to_brat
from padapatha.exchange.doccano import from_doccano, to_doccano
from padapatha.exchange.label_studio import from_label_studio, to_label_studio
from padapatha.exchange.manifest import ExportManifest
from padapatha.exchange.marks import OutgoingDocument, ReturnedDocument
from padapatha.exchange.units import CODE_POINTS, GRAPHEMES, UTF_16
from padapatha.problems import Problem

UNITS: Mapping[str, str] = {"utf-16": UTF_16, "grapheme": GRAPHEMES, "code-point": CODE_POINTS}


@dataclass(frozen=True, slots=True)
class SpanTool:
    """A tool for spans: documents to files by name, and a path to documents."""

    write: Callable[[Sequence[OutgoingDocument], Sequence[str], str], dict[str, bytes]]
    read: Callable[[Path, ExportManifest], Iterator[ReturnedDocument | Problem]]
    unit: str
    keeps_ids: bool = True


SPAN_TOOLS: Mapping[str, SpanTool] = {
    "label-studio": SpanTool(to_label_studio, from_label_studio, CODE_POINTS),
    "brat": SpanTool(to_brat, from_brat, CODE_POINTS),
    "doccano": SpanTool(to_doccano, from_doccano, UTF_16, keeps_ids=False),
}
CONLLU, COREFUD = "conllu", "corefud"
EXPORT_TOOLS = (*SPAN_TOOLS, CONLLU, COREFUD)
IMPORT_TOOLS = (*SPAN_TOOLS, CONLLU)
