"""``corpus/``: the manifest, the JSON of each built document and its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from padapatha.conllu import Placed, parse, read_placed
from padapatha.metadata import AnnotatorId, DocumentEntry, ManifestEntry, SentenceEntry
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused
from padapatha.reading.json_file import JsonFile, read_json
from padapatha.reading.project_files import ProjectFiles


@dataclass(frozen=True, slots=True)
class Manifest:
    """``corpus/MANIFEST.json``: its entries, their rows by document, and the file, which knows their places."""

    entries: tuple[ManifestEntry, ...]
    rows: Mapping[str, int]
    file: JsonFile

    def entry_of(self, document: str) -> ManifestEntry | None:
        """Return the entry of a document, if it has one."""
        return self.entries[self.rows[document]] if document in self.rows else None

    def problem(self, slug: str, document: str, key: str, found: str, fix: str = "") -> Problem:
        """Make a problem at a key of a document's entry."""
        return self.file.problem(slug, ("documents", self.rows[document], key), found, fix)


def read_manifest(files: ProjectFiles) -> Manifest:
    """Read the manifest; raise `Refused` when it is missing or not of its schema."""
    path = files.project.manifest
    file = read_json(files.read(path), files.name(path), "manifest")
    entries = tuple(ManifestEntry(**entry) for entry in file.value["documents"])
    return Manifest(entries, {entry.document: row for row, entry in enumerate(entries)}, file)


def manifest_json(tool: str, entries: Iterable[ManifestEntry]) -> dict[str, Any]:
    """Return the JSON value of a manifest, sorted by document."""
    keys = ("document", "split", "sentences", "gold_sentences", "tokens", "inputs", "outputs")
    documents = sorted(entries, key=lambda entry: entry.document)
    rows = [{key: getattr(entry, key) for key in keys} for entry in documents]
    return {"schema": "padapatha/manifest/1", "tool": tool, "documents": rows}


def read_entry(files: ProjectFiles, document: str) -> tuple[DocumentEntry, JsonFile]:
    """Read ``corpus/<document>.json``; raise `Refused` when it is not of its schema."""
    path = files.project.corpus_metadata(document)
    file = read_json(files.read(path), files.name(path), "document")
    return _entry(file.value), file


def _entry(value: Mapping[str, Any]) -> DocumentEntry:
    rest = {key: value[key] for key in value if key not in ("schema", "annotator", "sentences")}
    sentences = tuple(SentenceEntry(**(item | {"columns": tuple(item["columns"])})) for item in value["sentences"])
    annotator = None if value["annotator"] is None else AnnotatorId(**value["annotator"])
    return DocumentEntry(**rest, annotator=annotator, sentences=sentences)


def entry_json(entry: DocumentEntry) -> dict[str, Any]:
    """Return the JSON value of a built document, keys in the order of the schema."""
    keys = ("document", "language", "title", "source", "url", "licence", "rights", "genre", "published", "split")
    annotator = entry.annotator and {"name": entry.annotator.name, "version": entry.annotator.version}
    return {
        "schema": "padapatha/document/1",
        **{key: getattr(entry, key) for key in keys},
        "text_sha256": entry.text_sha256,
        "annotator": annotator,
        "inputs": dict(entry.inputs),
        "sentences": [_sentence_json(sentence) for sentence in entry.sentences],
        "text": entry.text,
    }


def _sentence_json(entry: SentenceEntry) -> dict[str, Any]:
    keys = ("id", "start", "end", "paragraph", "annotation")
    return {key: getattr(entry, key) for key in keys} | {"columns": list(entry.columns)}


def built_sentences(files: ProjectFiles, document: str) -> tuple[Sentence, ...]:
    """Read the built sentences; raise `Refused` when there are none, or when the file is not of its form."""
    path = files.project.corpus_conllu(document)
    return tuple(each.sentence for each in read_placed(files.read(path), files.name(path)))


def readable_sentences(files: ProjectFiles, document: str) -> tuple[Sentence, ...]:
    """Return the built sentences that can be read; none without a file. `validate` says what is wrong with it."""
    path = files.project.corpus_conllu(document)
    try:
        data = files.read(path)
    except Refused:
        return ()
    return tuple(each.sentence for each in parse(data, files.name(path)) if isinstance(each, Placed))
