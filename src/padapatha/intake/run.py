"""One run of `padapatha add`: what each text that is offered becomes, in a project that grows with every text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from padapatha import files, strict_json
from padapatha.intake.describe import description_from
from padapatha.intake.formats import format_problems
from padapatha.intake.inspect import inspect, limit_problems
from padapatha.intake.known import Known, words_digest
from padapatha.intake.names import known_code, wanted_id
from padapatha.intake.offers import Offer
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
class Wishes:
    """How a run takes texts in: what it may change in them, and what it does with a new version of a document."""

    clean: bool = False
    unwrap: bool = False
    replace: bool = False
    dry_run: bool = False
    accepted: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text that was offered; ``notes`` are for people."""

    path: str
    result: Result
    document: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Run:
    """A run: what is in already is read once, and looked up for every text."""

    def __init__(self, project: Project, wishes: Wishes) -> None:
        self._project, self._wishes, self._known = project, wishes, Known(project)

    def take(self, text: Described) -> Outcome:
        """Take one text in; raise `Refused` for an error."""
        offer, fields = text.offer, text.fields
        wanted = wanted_id(offer.name, fields)
        if fault := id_fault(wanted):
            raise Refused([problem("id", offer.path, fault)])
        received = offer.read()
        there = self._known.of_bytes(files.sha256(received))
        if there and not self._wishes.replace:
            return self._already(text, wanted, there, received)
        refuse((*text.faults, *format_problems(received, offer.path)))
        description = description_from(wanted, fields, offer.path, offer.line)
        prepared = self._prepared(received, offer, description.language)
        there = there or self._known.of_bytes(files.sha256(prepared.data))
        if there and not (self._wishes.replace and there == wanted):
            return self._already(text, wanted, there, received)
        document = wanted if there else self._id_for(offer, wanted, prepared.data, asked_for="id" in fields)
        if "received" not in fields:
            description = replace(description, received=self._received(document, description, prepared))
        outcome = self._put(offer, replace(description, document=document), prepared)
        if document == wanted:
            return outcome
        note = f"{wanted!r} is another text; give --replace if this is a new version of it"
        return replace(outcome, notes=(note, *outcome.notes))

    def _prepared(self, received: bytes, offer: Offer, code: str) -> Prepared:
        wishes = self._wishes
        return prepare_text(received, offer.path, language(code), to_clean=wishes.clean, to_unwrap=wishes.unwrap)

    def _already(self, text: Described, wanted: str, there: str, received: bytes) -> Outcome:
        """The outcome of a text whose bytes are in; it says what of this run's wishes is not fulfilled."""
        offer = text.offer
        if "id" in text.fields and there != wanted:
            raise Refused([problem("duplicate-text", offer.path, f"it is the text of {there!r}")])
        self._known.claimed.add(there)
        notes = [] if there == wanted else ["it is the same text"]
        if there == wanted and (other := self._other_metadata(text.fields, self._known.metadata[there])):
            notes.append(f"its metadata are left as they are; give --replace to change {', '.join(other)}")
        notes += self._unmade_changes(received, text, there)
        return Outcome(offer.shown, "known", there, notes=tuple(notes))

    def _other_metadata(self, fields: Mapping[str, str], old: Mapping[str, Any]) -> list[str]:
        other = [field for field in SEED_FIELDS if field in fields and old.get(field) != fields[field]]
        recorded = old.get("accepted", [])
        return other + ["accepted"] * any(asdict(each) not in recorded for each in self._wishes.accepted)

    def _unmade_changes(self, received: bytes, text: Described, there: str) -> Iterator[str]:
        if self._wishes.clean or self._wishes.unwrap:
            prepared = self._prepared(received, text.offer, known_code(text.fields))
            if prepared.record and not self._known.holds(there, prepared.data):
                yield "it is in without these changes; give --replace to make them: " + "; ".join(prepared.notes)

    def _id_for(self, offer: Offer, wanted: str, data: bytes, *, asked_for: bool) -> str:
        """The id of a text that is not in yet; raise `Refused` when it can only be that of another document."""
        is_own = offer.text is None and files.real(self._project.seed_text(wanted)) == files.real(Path(offer.path))
        if self._known.is_free(wanted, data, is_own=is_own):
            return wanted
        if self._wishes.replace and wanted in self._known.metadata:
            if wanted in self._known.claimed:
                found = f"another text of this run is {wanted!r}"
                raise Refused([problem("id-taken", offer.path, found, fix="give each an id, with --id or --metadata")])
            return wanted
        if is_own:
            found = f"it has been changed since it was taken in as {wanted!r}"
            raise Refused([problem("sha256", offer.path, found)])
        if asked_for:
            raise Refused([problem("id-taken", offer.path, f"a document {wanted!r} exists already")])
        return self._known.free_id(wanted)

    def _received(self, document: str, description: Description, prepared: Prepared) -> str:
        """The day on which the text came: a text that is there already came when its metadata say."""
        old: Mapping[str, Any] = self._known.metadata.get(document, {})
        is_there = old.get("sha256") == files.sha256(prepared.data)
        return str(old["received"]) if is_there and "received" in old else description.received

    def _put(self, offer: Offer, description: Description, prepared: Prepared) -> Outcome:
        """Check a text and write it, unless that is what is there already."""
        document = description.document
        old = self._older(document)
        accepted = _accepted(self._wishes.accepted, old)
        problems = self._checked(offer, description, prepared, accepted)
        metadata = seed_value(description, prepared.data, kept_record(prepared, old), accepted, offer.path)
        self._known.claimed.add(document)
        if metadata == old and self._known.holds(document, prepared.data):
            return Outcome(offer.shown, "known", document)
        notes = (*prepared.notes, *self._version_notes(description, prepared, old))
        if not self._wishes.dry_run:
            store(self._project, document, prepared.data, metadata)
        self._known.add(document, prepared.data, metadata)
        return Outcome(offer.shown, "replaced" if old else "taken", document, problems, notes)

    def _older(self, document: str) -> Mapping[str, Any]:
        """The metadata that are replaced; raise `Refused` when they are not of their schema."""
        old: Mapping[str, Any] = self._known.metadata.get(document, {})
        if old:
            read_json(strict_json.dumps(old), self._project.relative(self._project.seed_metadata(document)), "seed")
        return old

    def _checked(
        self, offer: Offer, description: Description, prepared: Prepared, accepted: tuple[Acceptance, ...]
    ) -> tuple[Problem, ...]:
        """The warnings that nobody has accepted; raise `Refused` for errors."""
        spoken = language(description.language)
        problems = [*inspect(prepared.text, spoken, offer.path)]
        if other := self._known.of_words(words_digest(prepared.text), besides=description.document):
            problems.append(problem("duplicate-text", offer.path, f"it is the text of {other!r}"))
        refuse(problems)
        refuse(limit_problems(prepared.text, spoken, offer.path))
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
