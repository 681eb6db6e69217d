"""The bytes of a text as they will be written: as they came, or cleaned and unwrapped where that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from padapatha import files
from padapatha.conllu.lines import decode
from padapatha.intake.clean import CLEAN_FIX, clean, without_bom
from padapatha.intake.layout import unwrap
from padapatha.languages import Language
from padapatha.metadata import IntakeRecord
from padapatha.problems import Refused


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text as it will be written, what was changed in it, and the same in words for people."""

    data: bytes
    text: str
    record: IntakeRecord | None = None
    notes: tuple[str, ...] = ()


def prepare_text(received: bytes, path: str, language: Language, *, to_clean: bool, to_unwrap: bool) -> Prepared:
    """Decode the bytes of a text and change what is asked for; raise `Refused` for what is no UTF-8."""
    counts: dict[str, int] = {}
    joined: tuple[int, ...] = ()
    body = without_bom(received) if to_clean else received
    text = _decoded(body, path)
    if to_clean:
        text, cleaned = clean(text)
        counts = {"bom": 1, **cleaned} if body != received else dict(cleaned)
    before = text
    if to_unwrap:
        text, joined = unwrap(text, language)
    if not counts and not joined:
        return Prepared(received, text)
    record = IntakeRecord(files.sha256(received), counts, len(joined))
    return Prepared(text.encode("utf-8"), text, record, tuple(_notes(counts, joined, before)))


def _decoded(data: bytes, path: str) -> str:
    try:
        return decode(data, path)
    except Refused as refused:
        raise Refused(
            [replace(each, fix=CLEAN_FIX) if each.slug == "bom" else each for each in refused.problems]
        ) from None


def _notes(counts: Mapping[str, int], joined: tuple[int, ...], before: str) -> list[str]:
    notes = []
    if counts:
        notes.append(f"cleaned: {', '.join(f'{count:,} {kind}' for kind, count in counts.items())}")
    if joined:
        ends, begins = before.split("\n")[joined[0] : joined[0] + 2]
        shown = f"…{ends[-20:]}«⏎»{begins[:20]}…"
        notes.append(
            f"unwrapped: {len(joined):,} line ends became spaces, the first after line {joined[0] + 1}: {shown}"
        )
    return notes
