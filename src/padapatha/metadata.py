"""What is known of a document beside its text and trees: frozen records of the JSON files around it.

The fields are those of ``schema/seed.schema.json``, ``document.schema.json`` and ``manifest.schema.json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN_LICENCE = "LicenseRef-unknown"


@dataclass(frozen=True, slots=True)
class Description:
    """What has to be known of a text before it is taken in."""

    document: str
    language: str
    title: str | None
    source: str
    url: str | None
    licence: str
    rights: str | None
    genre: str
    published: str | None
    received: str
    split: str


@dataclass(frozen=True, slots=True)
class IntakeRecord:
    """What was changed in a text when it was taken in: characters by kind, and line ends that became spaces."""

    original_sha256: str
    cleaned: Mapping[str, int]
    unwrapped_lines: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A kind of warning that somebody has found right for a text, and why."""

    slug: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceEntry:
    """A sentence of a built document: its place in the text (code points, half-open) and what is filled."""

    id: str
    start: int
    end: int
    paragraph: str
    annotation: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnotatorId:
    """The name and version of what annotated a document's unconfirmed sentences."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """``corpus/<document>.json``: what was built of a text, and from what. ``inputs`` are SHA-256 by file name."""

    document: str
    language: str
    title: str | None
    source: str
    url: str | None
    licence: str
    rights: str | None
    genre: str
    published: str | None
    split: str
    text_sha256: str
    annotator: AnnotatorId | None
    inputs: Mapping[str, str]
    sentences: tuple[SentenceEntry, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One document of ``corpus/MANIFEST.json``. ``inputs`` and ``outputs`` are SHA-256 by file name."""

    document: str
    split: str
    sentences: int
    gold_sentences: int
    tokens: int
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
