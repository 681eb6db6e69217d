"""How far the work of people has come: sentences confirmed and layers signed, by document and by annotator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from padapatha.documents.signers import sentence_signers, signed_layers
from padapatha.layers import Layer
from padapatha.problems import Problem
from padapatha.project import project_at
from padapatha.reading import Manifest, ProjectFiles
from padapatha.validate.corpus import manifest_of


@dataclass(frozen=True, slots=True)
class LayerSignature:
    """Who has decided a layer, when, by which guideline, and whether the whole text was read."""

    layer: str
    agent: str
    date: str
    guideline: str
    complete: bool


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """How far a document is; ``sentences`` is None before the first build. ``annotators`` count sentences by name."""

    document: str
    sentences: int | None
    annotators: Mapping[str, int]
    layers: tuple[LayerSignature, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def confirmed(self) -> int:
        """How many sentences are confirmed."""
        return sum(self.annotators.values())


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """How far a project is."""

    documents: tuple[DocumentProgress, ...]

    @property
    def sentences(self) -> int:
        """How many sentences have been built."""
        return sum(each.sentences or 0 for each in self.documents)

    @property
    def confirmed(self) -> int:
        """How many sentences are confirmed."""
        return sum(each.confirmed for each in self.documents)

    @property
    def annotators(self) -> dict[str, tuple[int, int]]:
        """The sentences and the layers of each annotator, sorted by name."""
        sentences, layers = Counter[str](), Counter[str]()
        for each in self.documents:
            sentences.update(each.annotators)
            layers.update(layer.agent for layer in each.layers)
        return {name: (sentences[name], layers[name]) for name in sorted({*sentences, *layers})}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read."""
        return tuple(problem for each in self.documents for problem in each.problems)


def project_status(root: str | Path = ".") -> ProjectStatus:
    """Count what people have confirmed and signed; nothing is written. Raises `Refused` when ``root`` is no project."""
    reader = ProjectFiles(project_at(root))
    manifest = manifest_of(reader)
    documents = sorted(reader.project.documents())
    return ProjectStatus(tuple(_progress(reader, manifest, document) for document in documents))


def _progress(reader: ProjectFiles, manifest: Manifest | None, document: str) -> DocumentProgress:
    entry = manifest.entry_of(document) if manifest else None
    by, problems = sentence_signers(reader, document)
    read = tuple(signed_layers(reader, document))
    signed = tuple(_signature(each.layer) for each in read if not isinstance(each, Problem))
    more = tuple(each for each in read if isinstance(each, Problem))
    return DocumentProgress(document, entry.sentences if entry else None, dict(by), signed, (*problems, *more))


def _signature(layer: Layer) -> LayerSignature:
    """Who decides is named as in the signature of a sentence; a model says that it is one, and its version."""
    agent = str(layer.agent) if layer.agent.kind == "model" else layer.agent.name
    return LayerSignature(layer.name, agent, layer.date, layer.guideline, layer.complete)
