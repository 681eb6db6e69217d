"""Which value counts for each text: option, row of a table, field of JSONL, older version, default, answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from padapatha import files
from padapatha.intake.candidates import Candidate
from padapatha.intake.describe import fields_of, missing_fields, value_problems
from padapatha.intake.names import wanted_id
from padapatha.intake.questions import ask, can_ask, unanswered
from padapatha.intake.table import MetadataTable
from padapatha.problems import Problem, Refused, problem
from padapatha.project import Project, id_fault
from padapatha.reading.json_file import read_json
from padapatha.reading.seed_fields import SEED_FIELDS


@dataclass(frozen=True, slots=True)
class Sources:
    """Where fields come from beside the text: options, the table of `--metadata`, the defaults of the project."""

    options: Mapping[str, str]
    table: MetadataTable | None
    defaults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Described:
    """A text with the fields that count for it, ``id`` among them, and what is wrong with where they come from."""

    candidate: Candidate
    fields: Mapping[str, str]
    faults: tuple[Problem, ...] = ()


def resolve(
    project: Project, candidates: Sequence[Candidate], sources: Sources, *, replaces: bool
) -> tuple[Described, ...]:
    """Return the texts with their fields; ask on a terminal for what is missing.

    Raises `Refused` (``usage``) when a field is missing for every text and nobody can be asked.
    """
    described = [_described(project, candidate, sources, replaces=replaces) for candidate in candidates]
    answers: dict[str, str] = {}
    while missing := _first_missing(described, answers, of_all=not can_ask()):
        if not can_ask():
            raise unanswered(missing)
        answers[missing] = ask(missing)
    return tuple(Described(each.candidate, fields_of(each.fields, answers), each.faults) for each in described)


def _first_missing(described: Iterable[Described], answers: Mapping[str, str], *, of_all: bool) -> str:
    """A field that some text needs and has not, or with ``of_all`` that each needs and has not; empty for none."""
    missing = [missing_fields(fields_of(each.fields, answers)) for each in described if not each.faults]
    if not missing:
        return ""
    if of_all:
        return next((field for field in missing[0] if all(field in fields for fields in missing)), "")
    return next((field for fields in missing for field in fields), "")


def _described(project: Project, candidate: Candidate, sources: Sources, *, replaces: bool) -> Described:
    row = sources.table.row_of(candidate.path) if sources.table and candidate.text is None else None
    faults: tuple[Problem, ...] = ()
    if sources.table and row:
        faults = tuple(value_problems(row.fields, sources.table.path, row.line))
    elif sources.table and candidate.text is None:
        found = f"no row of {sources.table.path} names it"
        faults = (problem("metadata", candidate.path, found, fix="add a row for it to the table"),)
    fields = fields_of(sources.options, row.fields if row else {}, candidate.fields)
    old = _fields_there(project, wanted_id(candidate.name, {**sources.defaults, **fields})) if replaces else {}
    return Described(candidate, fields_of(fields, old, sources.defaults), faults)


def _fields_there(project: Project, document: str) -> Mapping[str, str | None]:
    """The fields of a document that is in already, for its next version; nothing of one that is not."""
    if id_fault(document):
        return {}
    with suppress(Refused, OSError):
        path = project.seed_metadata(document)
        value = read_json(files.read_bytes(path), path.name, "seed").value
        return {key: value.get(key) for key in SEED_FIELDS if key != "received"}
    return {}
