"""``corpus/MANIFEST.json``: every built file is the one that was built, from what is here now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from padapatha import files
from padapatha.build import inputs as inputs_of
from padapatha.problems import Problem, Refused, problem
from padapatha.validate.json_file import JsonFile, canonical_form, read_json
from padapatha.validate.scene import Scene

_BUILD = "run `padapatha build`"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries by document, each with its place in the file."""

    file: JsonFile | None
    entries: Mapping[str, tuple[int, Mapping[str, Any]]]


def read_manifest(scene: Scene) -> Manifest:
    """Read the manifest; one that is not there or not of its form has no entries (see `check_manifest`)."""
    try:
        file = _file(scene)
    except Refused:
        return Manifest(None, {})
    return Manifest(file, {each["document"]: (index, each) for index, each in enumerate(file.value["documents"])})


def _file(scene: Scene) -> JsonFile:
    path = scene.project.manifest
    return read_json(scene.read(path), scene.name(path), "manifest")


def check_manifest(scene: Scene) -> Iterator[Problem]:
    """Look at the manifest itself: its form, and that it names every document and no other."""
    if not scene.project.manifest.exists():
        yield problem("missing", scene.name(scene.project.manifest), "the corpus has not been built", fix=_BUILD)
        return
    file = _file(scene)
    yield from canonical_form(file, "manifest")
    named = [each["document"] for each in file.value["documents"]]
    for index, document in enumerate(named):
        pointer = ("documents", index, "document")
        if document in named[:index][-1:]:
            yield file.problem("document", pointer, f"{document!r} stands twice")
        elif index and document < named[index - 1]:
            yield file.problem("canonical", pointer, "the documents are not sorted")
        if not scene.project.seed_text(document).exists():
            yield file.problem("hand-edit", pointer, f"there is no seed {document!r} any more", _BUILD)
    for document in sorted(frozenset(scene.project.documents()) - frozenset(named)):
        yield problem("missing", f"corpus/{document}.conllu", "it has not been built", fix=_BUILD)


def check_built(scene: Scene, manifest: Manifest, document: str) -> Iterator[Problem]:
    """Look at one document: its files are the ones that were built, from the inputs that are here."""
    if manifest.file is None or document not in manifest.entries:
        return
    index, entry = manifest.entries[document]
    paths = (scene.project.corpus_conllu(document), scene.project.corpus_metadata(document))
    expected = {scene.name(path): path for path in paths}
    if entry["outputs"].keys() != expected.keys():
        found = f"the outputs of {document!r} are {' and '.join(expected)}"
        yield manifest.file.problem("reference", ("documents", index, "outputs"), found, _BUILD)
        return
    for name, path in expected.items():
        if not path.exists():
            yield problem("missing", name, "it was built and is not here any more", fix=_BUILD)
        elif files.sha256(scene.read(path)) != entry["outputs"][name]:
            yield problem(
                "hand-edit", name, "it is not what was built: its hash is another one than the manifest's", line=1
            )
    yield from _inputs(scene, manifest.file, index, entry)


def _inputs(scene: Scene, file: JsonFile, index: int, entry: Mapping[str, Any]) -> Iterator[Problem]:
    now = inputs_of(scene.project, entry["document"])
    for name in sorted(now.keys() | entry["inputs"].keys()):
        if now.get(name) != entry["inputs"].get(name):
            what = "is new" if name not in entry["inputs"] else "is gone" if name not in now else "has changed"
            yield file.problem("hand-edit", ("documents", index, "inputs"), f"{name} {what} since the build", _BUILD)


def count_faults(manifest: Manifest, document: str, counts: Mapping[str, int]) -> Iterator[Problem]:
    """Compare what the manifest counts in a document with what is there."""
    if manifest.file is None or document not in manifest.entries:
        return
    index, entry = manifest.entries[document]
    for key, count in counts.items():
        if entry[key] != count:
            found = f"{key} of {document!r}: {entry[key]}; there are {count}"
            yield manifest.file.problem("hand-edit", ("documents", index, key), found, _BUILD)
