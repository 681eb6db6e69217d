"""``seeds/<document>.txt`` and ``.json``: the text as it was received, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass, fields

from padapatha.conllu.lines import decode
from padapatha.files import present, sha256
from padapatha.languages import CODES
from padapatha.limits import MAX_SEED
from padapatha.metadata import Acceptance, Description
from padapatha.problems import Refused, problem
from padapatha.project import id_fault
from padapatha.reading.json_file import JsonFile, read_json
from padapatha.reading.project_files import ProjectFiles
from padapatha.text import to_nfc


@dataclass(frozen=True, slots=True)
class Seed:
    """A text with its description; ``sha256`` is of the bytes that were taken in."""

    description: Description
    sha256: str
    text: str


def read_seed(files: ProjectFiles, document: str) -> Seed:
    """Read one seed; raise `Refused` when its metadata is missing or wrong, or the text is not the one taken in."""
    path, metadata_path = files.project.seed_text(document), files.project.seed_metadata(document)
    shown = files.name(path)
    if fault := id_fault(document):
        raise Refused([problem("id", shown, fault)])
    if not present(metadata_path):
        fix = f"padapatha add {shown}"
        raise Refused([problem("missing", files.name(metadata_path), "the seed has no metadata", fix=fix)])
    description, expected = read_description(files, document)
    data = files.read(path, MAX_SEED)
    if sha256(data) != expected:
        raise Refused([problem("sha256", shown, f"its SHA-256 is {sha256(data)}; taken in was {expected}")])
    return Seed(description, expected, decode(data, shown))


def seed_text(files: ProjectFiles, document: str) -> str:
    """Return the text of a document, on which all offsets are counted; raise `Refused` when it cannot be read."""
    path = files.project.seed_text(document)
    return to_nfc(decode(files.read(path, MAX_SEED), files.name(path)))


def read_description(files: ProjectFiles, document: str) -> tuple[Description, str]:
    """Read a seed's metadata: the description and the SHA-256 of the text; raise `Refused` for any other form."""
    file = seed_metadata_file(files, document)
    shown = files.name(files.project.seed_text(document))
    description = description_of(file)
    if description.document != document:
        raise Refused([problem("file-name", file.path, f"it is of document {description.document!r}")])
    if description.language not in CODES:
        found = f"language {description.language!r}; installed: {', '.join(CODES)}"
        raise Refused([problem("language", shown, found)])
    return description, str(file.value["sha256"])


def seed_metadata_file(files: ProjectFiles, document: str) -> JsonFile:
    """Read the JSON of a seed's metadata; raise `Refused` when it is not of its schema."""
    path = files.project.seed_metadata(document)
    return read_json(files.read(path), files.name(path), "seed")


def description_of(file: JsonFile) -> Description:
    """Return the description that a file of the schema ``seed`` holds."""
    return Description(**{field.name: file.value[field.name] for field in fields(Description)})


def acceptances_of(file: JsonFile) -> tuple[Acceptance, ...]:
    """Return the kinds of warnings that a file of the schema ``seed`` says are right for its text."""
    return tuple(Acceptance(each["slug"], each["reason"]) for each in file.value.get("accepted", ()))
