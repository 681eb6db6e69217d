"""A text and what is known of it into ``seeds/``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from padapatha import files, strict_json
from padapatha.conllu.lines import decode
from padapatha.intake.inspect import inspect, limit_problems
from padapatha.languages import CODES, language
from padapatha.limits import MAX_SEED
from padapatha.metadata import Description
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import Project, id_fault
from padapatha.reading.json_file import read_json, string_problems
from padapatha.text import to_nfc as nfc

# The first bytes of what is not plain text, and what it is
_ARCHIVES = {
    b"PK\x03\x04": "a zip archive or office file",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"{\\rtf": "a rich text file",
}


def take(project: Project, path: Path, description: Description, *, to_nfc: bool = False) -> tuple[Problem, ...]:
    """Take a text into ``seeds/`` and return the warnings; raise `Refused`, having written nothing, for an error.

    With ``to_nfc`` a text in another Unicode normal form is written in NFC; without it, it is refused.
    """
    shown = str(path)
    document_faults = tuple(_id_problems(project, description.document, path))
    if document_faults:
        raise Refused(document_faults)
    data = files.read_bytes(path, MAX_SEED)
    for start, what in _ARCHIVES.items():
        if data.startswith(start):
            raise Refused([problem("archive", shown, f"it is {what}")])
    text = decode(data, shown)
    if to_nfc:
        text = nfc(text)
        data = text.encode("utf-8")
    if description.language not in CODES:
        raise Refused([problem("language", shown, f"language {description.language!r}; installed: {', '.join(CODES)}")])
    problems = (
        *inspect(text, language(description.language), shown),
        *_twins(project, description.document, data, shown),
    )
    refuse(problems)
    refuse(limit_problems(text, language(description.language), shown))
    metadata = _metadata(description, data, shown)
    with files.lock(project.root):
        files.write_bytes(project.seed_text(description.document), data)
        files.write_bytes(project.seed_metadata(description.document), metadata)
    return problems


def _metadata(description: Description, data: bytes, path: str) -> bytes:
    """The JSON of the description; raises `Refused` for what `validate` would not take."""
    value = {"schema": "padapatha/seed/1", **asdict(description), "sha256": files.sha256(data)}
    written = strict_json.dumps(value)
    refuse(string_problems(read_json(written, path, "seed")))
    return written


def _id_problems(project: Project, document: str, path: Path) -> Iterator[Problem]:
    if fault := id_fault(document):
        yield problem("id", str(path), fault)
        return
    target = project.seed_text(document)
    if project.seed_metadata(document).exists() or (target.exists() and files.real(target) != files.real(path)):
        yield problem("id-taken", str(path), f"a document {document!r} exists already")


def _twins(project: Project, document: str, data: bytes, path: str) -> Iterator[Problem]:
    """The same words taken in before, whatever the white space: exact and near copies that differ in layout only."""
    words = _words(data)
    for other in project.documents():
        with suppress(Refused, OSError):  # a text that cannot be read keeps no other out; `validate` reports it
            if other != document and _words(files.read_bytes(project.seed_text(other), MAX_SEED)) == words:
                yield problem("duplicate-text", path, f"it is the text of {other!r}")


def _words(data: bytes) -> tuple[str, ...]:
    text = unicodedata.normalize("NFC", data.decode("utf-8", errors="replace"))
    return tuple("".join(text.split()))
