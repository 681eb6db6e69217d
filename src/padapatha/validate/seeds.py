"""``seeds/``: the text as it was taken in, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from padapatha.conllu.lines import decode
from padapatha.files import sha256
from padapatha.languages import CODES
from padapatha.limits import MAX_SEED
from padapatha.problems import Problem, Refused, guarded, problem
from padapatha.project import id_fault
from padapatha.reading import ProjectFiles
from padapatha.reading.json_file import canonical_problems, string_problems
from padapatha.reading.seeds import acceptances_of, description_of, seed_metadata_file
from padapatha.rules.characters import other_forms, suspect_characters


def check_seed(files: ProjectFiles, document: str) -> Iterator[Problem]:
    """Check a seed: its characters, its metadata, and that the text is the one that was taken in."""
    yield from not_accepted(files, document, guarded(lambda: _text(files, document)))
    yield from guarded(lambda: _metadata(files, document))


def not_accepted(files: ProjectFiles, document: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out the warnings that the seed's metadata say are right for this text."""
    accepted: frozenset[str] = frozenset()
    with suppress(Refused):  # what is wrong with the metadata is reported where they are checked
        accepted = frozenset(each.slug for each in acceptances_of(seed_metadata_file(files, document)))
    yield from (each for each in problems if each.severity == "error" or each.slug not in accepted)


def _text(files: ProjectFiles, document: str) -> Iterator[Problem]:
    path = files.project.seed_text(document)
    shown = files.name(path)
    if fault := id_fault(document):
        yield problem("file-name", shown, fault)
    text = decode(files.read(path, MAX_SEED), shown)
    if not text or text.isspace():
        yield problem("empty", shown, "it holds no text", line=1)
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        yield problem("line-end", shown, f"{text.count(chr(13))} carriage returns", line=line)
    yield from suspect_characters(text, shown)
    yield from other_forms(text, shown)


def _metadata(files: ProjectFiles, document: str) -> Iterator[Problem]:
    file = seed_metadata_file(files, document)
    description = description_of(file)
    yield from canonical_problems(file, "seed")
    yield from string_problems(file)
    if description.document != document:
        yield file.problem("file-name", ("document",), f"it is of document {description.document!r}, not {document!r}")
    if description.language not in CODES:
        yield file.problem("language", ("language",), f"{description.language!r}; installed: {', '.join(CODES)}")
    path = files.project.seed_text(document)
    digest = sha256(files.read(path, MAX_SEED))
    if digest != file.value["sha256"]:
        found = f"its SHA-256 is {digest}; taken in was {file.value['sha256']}"
        yield problem("sha256", files.name(path), found, line=1)


def same_texts(files: ProjectFiles) -> Iterator[Problem]:
    """Yield every seed that is byte for byte another one."""
    first: dict[str, str] = {}
    for document in files.project.documents():
        path = files.project.seed_text(document)
        if not path.is_file() or path.is_symlink():
            continue
        digest = sha256(files.read(path, MAX_SEED))
        if other := first.get(digest):
            yield problem("duplicate-text", files.name(path), f"it is the text of {other!r}", line=1)
        first.setdefault(digest, document)
