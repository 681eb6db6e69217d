"""``corpus/<doc>.conllu`` and ``corpus/<doc>.json`` beside each other and the seed: nothing lost, nothing added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from padapatha import files
from padapatha.conllu.reader import Placed
from padapatha.languages import CODES, Language, language
from padapatha.metadata import filled_columns
from padapatha.problems import Problem
from padapatha.strict_json import loads
from padapatha.text import around, first_difference
from padapatha.validate.json_file import JsonFile, canonical_form, read_json, strings
from padapatha.validate.manifest import Manifest, check_built, count_faults
from padapatha.validate.profile import Reading, read_profile
from padapatha.validate.scene import Scene, guarded
from padapatha.validate.seed_files import seed_text

_BUILD = "run `padapatha build`"
_TOKENS_ONLY = frozenset(("FORM", "MISC"))


def check_document(scene: Scene, manifest: Manifest, document: str) -> Iterator[Problem]:
    """Look at one built document."""
    yield from guarded(lambda: check_built(scene, manifest, document))
    readings: list[Reading] = []
    yield from guarded(lambda: _conllu(scene, manifest, document, readings))
    if scene.project.corpus_metadata(document).exists():
        yield from guarded(lambda: _metadata(scene, document, readings))


def check_treebank(scene: Scene, document: str) -> Iterator[Problem]:
    """Look at the sentences of a document that somebody has confirmed."""
    path = scene.project.treebank(document)
    spoken = language_of(scene, document)
    yield from guarded(
        lambda: iter(read_profile(scene.read(path), scene.name(path), spoken, "treebank", document).problems)
    )


def language_of(scene: Scene, document: str) -> Language:
    """The language that the seed's metadata name; the first installed one when they cannot be read."""
    path = scene.project.seed_metadata(document)
    try:
        code = loads(path.read_bytes(), scene.name(path))["language"]
    except (OSError, ValueError, LookupError, TypeError):
        code = CODES[0]  # what is wrong with the metadata is said where they are looked at
    return language(code if code in CODES else CODES[0])


def _conllu(scene: Scene, manifest: Manifest, document: str, readings: list[Reading]) -> Iterator[Problem]:
    path = scene.project.corpus_conllu(document)
    if not path.exists():
        return
    reading = read_profile(scene.read(path), scene.name(path), language_of(scene, document), "corpus", document)
    yield from reading.problems
    readings.append(reading)
    if reading.whole:
        sentences = [placed.sentence for placed in reading.sentences]
        counts = {
            "sentences": len(sentences),
            "gold_sentences": sum(sentence.is_gold for sentence in sentences),
            "tokens": sum(len(sentence.tokens) for sentence in sentences),
        }
        yield from count_faults(manifest, document, counts)


def _metadata(scene: Scene, document: str, readings: list[Reading]) -> Iterator[Problem]:
    path = scene.project.corpus_metadata(document)
    file = read_json(scene.read(path), scene.name(path), "document")
    yield from canonical_form(file, "document")
    yield from strings(file, skip=frozenset(("text",)))
    if file.value["document"] != document:
        yield file.problem("file-name", ("document",), f"it is of {file.value['document']!r}, not {document!r}")
    yield from _offsets(file)
    if readings:
        yield from _sentences(file, readings[0])
    yield from guarded(lambda: _against_the_seed(scene, document, file))


def _offsets(file: JsonFile) -> Iterator[Problem]:
    """Sentences follow each other, and nothing but white space stands between them."""
    text: str = file.value["text"]
    digest = files.sha256(text.encode("utf-8"))
    if digest != file.value["text_sha256"]:
        yield file.problem("sha256", ("text_sha256",), f"the SHA-256 of `text` is {digest}", _BUILD)
    before = 0
    for index, each in enumerate(file.value["sentences"]):
        start, end = each["start"], each["end"]
        if start < before or end <= start or end > len(text):
            found = f"{each['id']}: {start} to {end}; the one before ends at {before}, the text at {len(text)}"
            yield file.problem("span", ("sentences", index, "start"), found, _BUILD)
        elif not _blank(text[before:start]):
            found = f"before {each['id']} stands text of no sentence: {text[before:start]!r}"
            yield file.problem("span", ("sentences", index, "start"), found, _BUILD)
        before = max(before, end)
    if not _blank(text[before:]):
        yield file.problem("span", ("sentences",), f"behind the last sentence stands {text[before:][:40]!r}", _BUILD)


def _blank(text: str) -> bool:
    return not text or text.isspace()


def _sentences(file: JsonFile, reading: Reading) -> Iterator[Problem]:
    """Every sentence of the one file is in the other, at the same place and with the same properties."""
    listed: list[dict[str, Any]] = file.value["sentences"]
    there = [placed.sentence.id for placed in reading.sentences]
    here = [each["id"] for each in listed]
    if reading.whole and here != there:
        at = next(
            (n for n, pair in enumerate(zip(here, there, strict=False)) if pair[0] != pair[1]),
            min(len(here), len(there)),
        )
        found = f"{len(here)} sentences; the .conllu has {len(there)}, and another one from number {at + 1}"
        yield file.problem("reference", ("sentences", at), found, _BUILD)
        return
    by_id = {placed.sentence.id: placed for placed in reading.sentences}
    paragraph = ""
    for index, each in enumerate(listed):
        placed = by_id.get(each["id"])
        if placed is not None:
            paragraph = placed.sentence.comment("newpar id") or paragraph
            yield from _sentence(file, index, placed, paragraph if reading.whole else each["paragraph"])


def _sentence(file: JsonFile, index: int, placed: Placed, paragraph: str) -> Iterator[Problem]:
    each, sentence = file.value["sentences"][index], placed.sentence
    at = ("sentences", index)
    piece = file.value["text"][each["start"] : each["end"]]
    if piece != sentence.text:
        difference = first_difference(piece, sentence.text)
        found = f"{each['id']}: the text from {each['start']} differs from `# text`: {around(piece, difference)}"
        yield file.problem("span", (*at, "start"), found, _BUILD)
    filled = filled_columns(sentence)
    expected = {"paragraph": paragraph, "annotation": sentence.comment("annotation"), "columns": filled}
    for key, value in expected.items():
        if each[key] != value:
            yield file.problem(
                "hand-edit", (*at, key), f"{each['id']}: {each[key]!r}; the .conllu says {value!r}", _BUILD
            )
    surplus = [name for name in filled if name not in _TOKENS_ONLY]
    if file.value["annotator"] is None and not sentence.is_gold and surplus:
        found = f"{each['id']} has {', '.join(surplus)}, but no annotator is named and nobody has confirmed it"
        yield file.problem("unconfirmed", (*at, "columns"), found, _BUILD)


def _against_the_seed(scene: Scene, document: str, file: JsonFile) -> Iterator[Problem]:
    text = seed_text(scene, document)
    if text != file.value["text"]:
        at = first_difference(text, file.value["text"])
        yield file.problem(
            "hand-edit", ("text",), f"not the text of the seed, from character {at}: {around(text, at)}", _BUILD
        )
    path = scene.project.seed_metadata(document)
    seed = loads(scene.read(path), scene.name(path))
    for key in [key for key in file.value if key in seed and key not in ("schema", "document")]:
        if seed[key] != file.value[key]:
            found = f"{key} is {file.value[key]!r}; the seed says {seed[key]!r}"
            yield file.problem("hand-edit", (key,), found, _BUILD)
