"""One run of `padapatha add`: what each candidate becomes, in a project that grows with every text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from padapatha import files, strict_json
from padapatha.intake.candidates import Candidate
from padapatha.intake.describe import description_from
from padapatha.intake.formats import format_problems
from padapatha.intake.inspect import inspect, limit_problems
from padapatha.intake.known import Known, words_digest
from padapatha.intake.names import known_code, wanted_id
from padapatha.intake.prepare import Prepared, prepare_text
from padapatha.intake.resolve import Described
from padapatha.intake.store import kept_record, seed_value, store
from padapatha.intake.versions import version_notes
from padapatha.languages import language
from padapatha.metadata import Acceptance, Description
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import Project, id_fault
from padapatha.reading.json_file import read_json
from padapatha.reading.seed_fields import SEED_FIELDS

Result = Literal["taken", "replaced", "known", "refused"]


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """How a run takes texts in: what it may change in them, and what it does with a new version of a document."""

    clean: bool = False
    unwrap: bool = False
    replace: bool = False
    dry_run: bool = False
    accepted: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a candidate; ``notes`` are for people."""

    path: str
    result: Result
    document: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Run:
    """A run: what is in already is read once, and looked up for every text."""

    def __init__(self, project: Project, options: IntakeOptions) -> None:
        self._project, self._options, self._known = project, options, Known(project)

    def take(self, text: Described) -> Outcome:
        """Take one text in; raise `Refused` for an error."""
        candidate, fields = text.candidate, text.fields
        wanted = wanted_id(candidate.name, fields)
        if fault := id_fault(wanted):
            raise Refused([problem("id", candidate.path, fault)])
        received = candidate.read()
        there = self._known.of_bytes(files.sha256(received))
        if there and not self._options.replace:
            return self._already(text, wanted, there, received)
        refuse((*text.faults, *format_problems(received, candidate.path)))
        description = description_from(wanted, fields, candidate.path, candidate.line)
        prepared = self._prepared(received, candidate, description.language)
        there = there or self._known.of_bytes(files.sha256(prepared.data))
        if there and not (self._options.replace and there == wanted):
            return self._already(text, wanted, there, received)
        document = wanted if there else self._id_for(candidate, wanted, prepared.data, asked_for="id" in fields)
        if "received" not in fields:
            description = replace(description, received=self._received(document, description, prepared))
        outcome = self._put(candidate, replace(description, document=document), prepared)
        if document == wanted:
            return outcome
        note = f"{wanted!r} is another text; give --replace if this is a new version of it"
        return replace(outcome, notes=(note, *outcome.notes))

    def _prepared(self, received: bytes, candidate: Candidate, code: str) -> Prepared:
        options = self._options
        return prepare_text(received, candidate.path, language(code), to_clean=options.clean, to_unwrap=options.unwrap)

    def _already(self, text: Described, wanted: str, there: str, received: bytes) -> Outcome:
        """The outcome of a text whose bytes are in; it says which options of this run have changed nothing."""
        candidate = text.candidate
        if "id" in text.fields and there != wanted:
            raise Refused([problem("duplicate-text", candidate.path, f"it is the text of {there!r}")])
        self._known.claimed.add(there)
        notes = [] if there == wanted else ["it is the same text"]
        if there == wanted and (other := self._other_metadata(text.fields, self._known.metadata[there])):
            notes.append(f"its metadata are left as they are; give --replace to change {', '.join(other)}")
        notes += self._unmade_changes(received, text, there)
        return Outcome(candidate.shown, "known", there, notes=tuple(notes))

    def _other_metadata(self, fields: Mapping[str, str], old: Mapping[str, Any]) -> list[str]:
        other = [field for field in SEED_FIELDS if field in fields and old.get(field) != fields[field]]
        recorded = old.get("accepted", [])
        return other + ["accepted"] * any(asdict(each) not in recorded for each in self._options.accepted)

    def _unmade_changes(self, received: bytes, text: Described, there: str) -> Iterator[str]:
        if self._options.clean or self._options.unwrap:
            prepared = self._prepared(received, text.candidate, known_code(text.fields))
            if prepared.record and not self._known.holds(there, prepared.data):
                yield "it is in without these changes; give --replace to make them: " + "; ".join(prepared.notes)

    def _id_for(self, candidate: Candidate, wanted: str, data: bytes, *, asked_for: bool) -> str:
        """The id of a text that is not in yet; raise `Refused` when it can only be that of another document."""
        is_own = candidate.is_file(self._project.seed_text(wanted))
        if self._known.is_free(wanted, data, is_own=is_own):
            return wanted
        if self._options.replace and wanted in self._known.metadata:
            if wanted in self._known.claimed:
                found, fix = f"another text of this run is {wanted!r}", "give each an id, with --id or --metadata"
                raise Refused([problem("id-taken", candidate.path, found, fix=fix)])
            return wanted
        if is_own:
            found = f"it has been changed since it was taken in as {wanted!r}"
            raise Refused([problem("sha256", candidate.path, found)])
        if asked_for:
            raise Refused([problem("id-taken", candidate.path, f"a document {wanted!r} exists already")])
        return self._known.free_id(wanted)

    def _received(self, document: str, description: Description, prepared: Prepared) -> str:
        """The day on which the text came: a text that is there already came when its metadata say."""
        old: Mapping[str, Any] = self._known.metadata.get(document, {})
        is_there = old.get("sha256") == files.sha256(prepared.data)
        return str(old["received"]) if is_there and "received" in old else description.received

    def _put(self, candidate: Candidate, description: Description, prepared: Prepared) -> Outcome:
        """Check a text and write it, unless that is what is there already."""
        document = description.document
        old = self._older(document)
        accepted = _accepted(self._options.accepted, old)
        problems = self._checked(candidate, description, prepared, accepted)
        metadata = seed_value(description, prepared.data, kept_record(prepared, old), accepted, candidate.path)
        self._known.claimed.add(document)
        if metadata == old and self._known.holds(document, prepared.data):
            return Outcome(candidate.shown, "known", document)
        notes = (*prepared.notes, *self._version_notes(description, prepared, old))
        if not self._options.dry_run:
            store(self._project, document, prepared.data, metadata)
        self._known.add(document, prepared.data, metadata)
        return Outcome(candidate.shown, "replaced" if old else "taken", document, problems, notes)

    def _older(self, document: str) -> Mapping[str, Any]:
        """The metadata that are replaced; raise `Refused` when they are not of their schema."""
        old: Mapping[str, Any] = self._known.metadata.get(document, {})
        if old:
            read_json(strict_json.dumps(old), self._project.relative(self._project.seed_metadata(document)), "seed")
        return old

    def _checked(
        self, candidate: Candidate, description: Description, prepared: Prepared, accepted: tuple[Acceptance, ...]
    ) -> tuple[Problem, ...]:
        """The warnings that nobody has accepted; raise `Refused` for errors."""
        spoken = language(description.language)
        problems = [*inspect(prepared.text, spoken, candidate.path)]
        if other := self._known.of_words(words_digest(prepared.text), besides=description.document):
            problems.append(problem("duplicate-text", candidate.path, f"it is the text of {other!r}"))
        refuse(problems)
        refuse(limit_problems(prepared.text, spoken, candidate.path))
        silent = {each.slug for each in accepted}
        return tuple(each for each in problems if each.slug not in silent)

    def _version_notes(self, description: Description, prepared: Prepared, old: Mapping[str, Any]) -> Iterator[str]:
        if old and old.get("sha256") == files.sha256(prepared.data):
            yield "its text is the same, its metadata are new"
        elif old:
            yield from version_notes(self._project, description.document, prepared.text, description.language)


def _accepted(new: tuple[Acceptance, ...], old: Mapping[str, Any]) -> tuple[Acceptance, ...]:
    """The warnings that were accepted before and those that are now; a new reason takes the place of an old one."""
    before = {each["slug"]: each["reason"] for each in old.get("accepted", ())}
    now = before | {each.slug: each.reason for each in new}
    return tuple(Acceptance(slug, now[slug]) for slug in sorted(now))
