"""What is packed of one document: the built files and the layers, known to belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from padapatha import files, strict_json
from padapatha.build import inputs
from padapatha.conllu import read_conllu
from padapatha.layers import read_layers, spans
from padapatha.model import Layer, Sentence
from padapatha.problems import Problem, Refused, problem
from padapatha.project import Project
from padapatha.schemas import check


@dataclass(frozen=True, slots=True)
class Source:
    """One document ready to be packed: ``conllu`` are the bytes of its file, ``metadata`` its JSON."""

    id: str
    split: str
    text: str
    conllu: bytes
    metadata: Mapping[str, Any]
    sentences: tuple[Sentence, ...]
    layers: tuple[Layer, ...]


def read_manifest(project: Project) -> tuple[dict[str, Any], ...]:
    """Read the entries of ``corpus/MANIFEST.json``; raise `Refused` when it is missing or a seed is not in it."""
    shown = project.relative(project.manifest)
    if not project.manifest.exists():
        raise Refused([problem("missing", shown, "nothing has been built here", fix="padapatha build")])
    data = files.read_bytes(project.manifest)
    manifest = strict_json.loads(data, shown)
    problems = list(check(manifest, "manifest", data, shown))
    if not problems:
        built = {entry["document"] for entry in manifest["documents"]}
        absent = [document for document in project.documents() if document not in built]
        problems += [problem("missing", shown, f"{each} is not built", fix="padapatha build") for each in absent]
        if not built:
            problems.append(problem("empty", shown, "the corpus holds no document", fix="padapatha new"))
    if problems:
        raise Refused(problems)
    return tuple(manifest["documents"])


def read_source(project: Project, entry: Mapping[str, Any]) -> Source:
    """Read one document of the manifest; raise `Refused` when its files are not those of the build or do not agree."""
    document = str(entry["document"])
    _refuse(_changed(project, document, entry))
    shown = project.relative(project.corpus_metadata(document))
    data = files.read_bytes(project.corpus_metadata(document))
    metadata = strict_json.loads(data, shown)
    _refuse(check(metadata, "document", data, shown))
    conllu = files.read_bytes(project.corpus_conllu(document))
    sentences, layers = read_conllu(conllu), read_layers(project, document)
    source = Source(document, metadata["split"], metadata["text"], conllu, metadata, sentences, layers)
    _refuse(_disagreements(source, project))
    placed = zip(sentences, metadata["sentences"], strict=True)
    return replace(source, sentences=tuple(replace(sentence, start=known["start"]) for sentence, known in placed))


def _refuse(problems: Iterator[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise Refused(found)


def _changed(project: Project, document: str, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Name the files that are not what the manifest says: what is packed is what was built of what stands here."""
    for name, digest in entry["outputs"].items():
        path = files.inside(project.root, name)
        if not path.exists():
            yield problem("missing", name, "a built file is gone", fix="padapatha build")
        elif files.sha256(files.read_bytes(path)) != digest:
            yield problem("hand-edit", name, "it is not what was built")
    here = inputs(project, document)
    for name in sorted(here.keys() | entry["inputs"].keys()):
        if here.get(name) != entry["inputs"].get(name):
            yield problem("hand-edit", name, "the corpus was built before it was changed", fix="padapatha build")


def _disagreements(source: Source, project: Project) -> Iterator[Problem]:
    known = source.metadata["sentences"]
    if [each.id for each in source.sentences] != [each["id"] for each in known]:
        shown = project.relative(project.corpus_metadata(source.id))
        yield problem("hand-edit", shown, "its sentences are not those of the CoNLL-U file")
    for layer in source.layers:
        path = project.relative(project.layer(layer.name, source.id))
        if layer.document != source.id:
            yield problem("file-name", path, f"it is of document {layer.document!r}")
        if layer.text_sha256 != source.metadata["text_sha256"]:
            yield problem("stale", path, "it was made on another version of the text")
        for pointer, span in spans(layer.items):
            if source.text[span["start"] : span["end"]] != span["text"]:
                place = "/".join(map(str, pointer))
                yield problem("span", path, f"/{place}: the text has {source.text[span['start'] : span['end']]!r}")
