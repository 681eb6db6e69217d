"""What an import does, line by line: what changes in which layer, and what no layer has a place for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from padapatha.confirm import today
from padapatha.exchange.facts import MentionFact, NameFact, QuotationFact
from padapatha.exchange.merge import ChainFact
from padapatha.exchange.view import ROLES
from padapatha.problems import Problem, Refused, printable
from padapatha.reading import ProjectFiles
from padapatha.report import problem_json
from padapatha.text_index import Offsets

KINDS_OF_ENTRIES = ("added", "changed", "removed", "signed", "trimmed", "converted", "dropped", "unread", "untouched")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the report: the kind, the item of a document, what is said of it before and after."""

    kind: str
    document: str
    layer: str
    item: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """As the command prints it."""
        what = " ".join(filter(None, (self.layer, self.item)))
        said = " -> ".join(filter(None, (self.before, self.after)))
        return printable(f"{self.document}: {self.kind}{f' {what}' if what else ''}{f': {said}' if said else ''}")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and wrote; with problems it has written nothing."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()

    def counts(self) -> str:
        """Return how many entries of each kind there are, as one line."""
        found = [f"{number} {kind}" for kind in KINDS_OF_ENTRIES
                 if (number := sum(each.kind == kind for each in self.entries))]  # fmt: skip
        return ", ".join(found) or "nothing changed"


def import_report_json(report: ImportReport) -> dict[str, Any]:
    """Return the report as a JSON value."""
    return {
        "entries": [asdict(each) for each in report.entries],
        "problems": [problem_json(each) for each in report.problems],
        "written": list(report.written),
    }


def change_entry(document: str, layer: str, item: str, before: Hashable, after: Hashable, text: str) -> Entry:
    """Return the entry of an item that is added, changed or removed."""
    kind = "added" if before is None else "removed" if after is None else "changed"
    return Entry(kind, document, layer, item, shown_fact(before, text), shown_fact(after, text))


def shown_fact(fact: Hashable, text: str) -> str:
    """Say a fact in words; nothing of none."""
    if isinstance(fact, NameFact):
        return f"{_shown(fact.extent, text)} {fact.label}"
    if isinstance(fact, MentionFact):
        return _shown(fact.extent, text)
    if isinstance(fact, ChainFact):
        return f"{fact.type}: {' '.join(sorted(fact.members, key=lambda name: (len(name), name)))}"
    if isinstance(fact, QuotationFact):
        roles = zip(ROLES, fact.roles, strict=True)
        said = [f"{role} {_shown(extent, text)}" for role, extent in roles if extent]
        return ", ".join([f"{fact.kind} {' + '.join(_shown(part, text) for part in fact.parts)}", *said])
    return "" if fact is None else str(fact)


def _shown(extent: Offsets, text: str) -> str:
    piece = text[slice(*extent)]
    return f"{extent[0]}-{extent[1]} {piece if len(piece) <= 40 else f'{piece[:30]}…{piece[-8:]}'!r}"


def unread_entries(document: str, found: Sequence[str]) -> list[Entry]:
    """Return the entries of what a file says and no layer has a place for."""
    return [Entry("unread", document, "", "", each) for each in found]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a caller asks of an import.

    ``by`` signs what is written, on the day ``on``. ``partial`` allows documents or sentences to be missing, and
    ``complete`` says that the whole texts were read. With ``dry_run`` nothing is written.
    """

    by: str = ""
    on: str = field(default_factory=today)
    partial: bool = False
    complete: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Gathered:
    """What an import has found so far, and the files that are to be written; ``reader`` reads the project."""

    reader: ProjectFiles
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[Path, bytes] = field(default_factory=dict)

    def take(self, work: Callable[[], None]) -> None:
        """Do a part; what is refused is a problem like any other, so that one part hides no other."""
        try:
            work()
        except Refused as refused:
            self.problems += refused.problems
