"""The tools: how each is written and read, in which units it counts, and what it keeps of what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from padapatha.exchange.brat import brat_ids, from_brat, to_brat
from padapatha.exchange.doccano import from_doccano, to_doccano
from padapatha.exchange.label_studio import from_label_studio, to_label_studio
from padapatha.exchange.manifest import ExportManifest
from padapatha.exchange.units import CODE_POINTS, GRAPHEMES, UTF_16
from padapatha.exchange.view import OutgoingDocument, ReturnedDocument, View
from padapatha.problems import Problem, problem

UNITS: Mapping[str, str] = {"utf-16": UTF_16, "grapheme": GRAPHEMES, "code-point": CODE_POINTS}


def _same_ids(_view: View) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class SpanTool:
    """A tool for spans: documents to files by name, and a path to documents.

    ``units`` are those in which it can count, the usual one first. ``ids_of`` leads from its ids to ours where they
    differ. ``drops_overlaps`` says that it may leave out overlapping spans without a word.
    """

    write: Callable[[Sequence[OutgoingDocument], Sequence[str], str], dict[str, bytes]]
    read: Callable[[Path, ExportManifest], Iterator[ReturnedDocument | Problem]]
    units: Sequence[str] = (CODE_POINTS,)
    ids_of: Callable[[View], Mapping[str, str]] = _same_ids
    keeps_ids: bool = True
    drops_overlaps: bool = False


SPAN_TOOLS: Mapping[str, SpanTool] = {
    "label-studio": SpanTool(to_label_studio, from_label_studio),
    "brat": SpanTool(to_brat, from_brat, ids_of=brat_ids),
    "doccano": SpanTool(
        to_doccano, from_doccano, (UTF_16, GRAPHEMES, CODE_POINTS), keeps_ids=False, drops_overlaps=True
    ),
}
CONLLU, COREFUD = "conllu", "corefud"
EXPORT_TOOLS = (*SPAN_TOOLS, CONLLU, COREFUD)
IMPORT_TOOLS = (*SPAN_TOOLS, CONLLU)


def unknown_words(what: str, given: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem (``usage``) for each word that a caller gave as ``what`` and that is none of the known ones."""
    for each in given:
        if each not in known:
            yield problem("usage", what, f"{each!r} is unknown", fix=f"give one of {', '.join(known)}")
