"""``seeds/``: the text as it was taken in, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from padapatha import files
from padapatha.conllu.lines import decode
from padapatha.languages import CODES
from padapatha.limits import MAX_SEED
from padapatha.problems import Problem, problem
from padapatha.project import id_fault
from padapatha.rules.characters import other_forms, suspect_characters
from padapatha.text import normalise
from padapatha.validate.json_file import canonical_form, read_json, strings
from padapatha.validate.scene import Scene, guarded


def check_seed(scene: Scene, document: str) -> Iterator[Problem]:
    """Look at a seed: its characters, its metadata, and that the text is the one that was taken in."""
    yield from guarded(lambda: _text(scene, document))
    yield from guarded(lambda: _metadata(scene, document))


def seed_text(scene: Scene, document: str) -> str:
    """The text of a document, on which all offsets are counted; raises `Refused` when it cannot be read."""
    path = scene.project.seed_text(document)
    return normalise(decode(scene.read(path, MAX_SEED), scene.name(path)))


def _text(scene: Scene, document: str) -> Iterator[Problem]:
    path = scene.project.seed_text(document)
    shown = scene.name(path)
    if fault := id_fault(document):
        yield problem("file-name", shown, fault)
    text = decode(scene.read(path, MAX_SEED), shown)
    if not text or text.isspace():
        yield problem("empty", shown, "it holds no text", line=1)
    if "\r" in text:
        yield problem(
            "line-end", shown, f"{text.count(chr(13))} carriage returns", line=text[: text.index("\r")].count("\n") + 1
        )
    yield from suspect_characters(text, shown)
    yield from other_forms(text, shown)


def _metadata(scene: Scene, document: str) -> Iterator[Problem]:
    path = scene.project.seed_metadata(document)
    file = read_json(scene.read(path), scene.name(path), "seed")
    yield from canonical_form(file, "seed")
    yield from strings(file)
    if file.value["document"] != document:
        yield file.problem(
            "file-name", ("document",), f"it is of document {file.value['document']!r}, not {document!r}"
        )
    if file.value["language"] not in CODES:
        yield file.problem("language", ("language",), f"{file.value['language']!r}; installed: {', '.join(CODES)}")
    text = scene.project.seed_text(document)
    digest = files.sha256(scene.read(text, MAX_SEED))
    if digest != file.value["sha256"]:
        yield problem(
            "sha256", scene.name(text), f"its SHA-256 is {digest}; taken in was {file.value['sha256']}", line=1
        )


def same_texts(scene: Scene) -> Iterator[Problem]:
    """Yield every seed that is byte for byte another one."""
    first: dict[str, str] = {}
    for document in scene.project.documents():
        path = scene.project.seed_text(document)
        if not path.is_file() or path.is_symlink():
            continue
        digest = files.sha256(scene.read(path, MAX_SEED))
        if other := first.get(digest):
            yield problem("duplicate-text", scene.name(path), f"it is the text of {other!r}", line=1)
        first.setdefault(digest, document)
