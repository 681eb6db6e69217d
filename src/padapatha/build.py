"""Seeds and annotations to ``corpus/``: every document through the stages, files and manifest written whole.

What has been built is skipped when the hashes of all its inputs, of this program and of the files it made are the same;
never because a file exists. One document that is refused does not keep the others from being built. Of the corpus, only
what a build has made is removed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import padapatha
from padapatha import files, strict_json
from padapatha.annotate import annotate, annotator_of, models
from padapatha.annotator.model_folder import ModelName
from padapatha.built import document_entry, manifest_entry
from padapatha.conllu import conllu_bytes
from padapatha.curate import curate
from padapatha.metadata import ManifestEntry
from padapatha.model import Document
from padapatha.placement import place_confirmed
from padapatha.problems import Problem, Refused, of_system, problem, refuse
from padapatha.project import SETTINGS, Project, project_at
from padapatha.reading import ProjectFiles, input_hashes, read_inputs, read_manifest
from padapatha.reading.corpus import entry_json, manifest_json
from padapatha.reading.layers import entities_json
from padapatha.reading.toml_file import SettingForms, setting_problems, toml_table
from padapatha.stages import normalise, segment, tokenise, transliterate
from padapatha.stamps import drop_stamp, read_stamp, toolchain, write_stamp
from padapatha.workers import in_order

STAGES: tuple[Callable[[Document], Document], ...] = (
    *(normalise, segment, place_confirmed, tokenise),
    *(annotate, curate, transliterate),
)
_SETTINGS: SettingForms = {
    "model": ('write "fast" or "accurate"', lambda value: isinstance(value, str) and bool(value))
}


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one document: its manifest entry, or the problems for which it was refused."""

    document: str
    entry: ManifestEntry | None
    problems: tuple[Problem, ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a build: ``removed`` are files that only an earlier one wrote, ``kept`` those left in place."""

    documents: tuple[Built, ...]
    removed: tuple[str, ...] = ()
    kept: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the documents."""
        return (*(problem for built in self.documents for problem in built.problems), *self.kept)


def build(
    root: str | Path,
    *,
    model: ModelName = None,
    jobs: int = 1,
    prune: bool = False,
    seen: Callable[[Built], None] = lambda _: None,
) -> Report:
    """Build the corpus of a project; ``seen`` is called with every document as it is done.

    ``model`` is ``fast``, ``accurate`` or a folder; without it `build_model` says which.
    The bytes are the same for any number of ``jobs``. Files of documents whose seed is gone, and proposals that people
    have replaced, are removed, if they are what a build wrote. Raises `Refused` when another run holds the project,
    when ``root`` has no ``seeds/``, when there is no such model, and when no seed of a built corpus is left, unless
    ``prune`` is set. Raises OSError when the manifest cannot be written.
    """
    project = project_at(root)
    model = build_model(project.root) if model is None else model
    models(model)  # one that does not exist is told once, and not of every document
    with files.lock(project.root, "corpus", ".padapatha"):
        before = _entries(project)
        gone = [before[document] for document in sorted(before.keys() - set(project.documents()))]
        if gone and not project.documents() and not prune:
            raise Refused([problem("emptied", "seeds", f"no text is left of the {len(gone)} that were built")])
        built = []
        for each in in_order(partial(_build_document, project, model), project.documents(), jobs):
            built.append(each)
            seen(each)
        entries = [each.entry or before.get(each.document) for each in built]
        now = [entry for entry in entries if entry]
        removed, kept = _remove(project, before, [*gone, *now])
        _write_manifest(project, now)
    return Report(tuple(built), removed, kept)


def run_stages(document: Document, stages: Sequence[Callable[[Document], Document]] = STAGES) -> Document:
    """Send a document through the stages."""
    for stage in stages:
        document = stage(document)
    return document


def build_model(root: Path) -> str | None:
    """The model that the padapatha.toml of a project names in its table ``[build]``: ``model = "accurate"``.

    Raises `Refused` (``usage``) for a setting that does not exist, and for what is no name.
    """
    path = root / SETTINGS
    table = toml_table(path, ("build",)) or {}
    refuse(setting_problems(path, "build", table, _SETTINGS))
    return table.get("model")


def _build_document(project: Project, model: ModelName, document: str) -> Built:
    try:
        inputs = input_hashes(ProjectFiles(project), document)
        key = files.sha256(repr((sorted(inputs.items()), toolchain(), models(model))).encode("utf-8"))
        entry = read_stamp(project, document, key)
        if entry:
            return Built(document, entry, skipped=True)
        entry = _make(project, document, inputs, model)
        write_stamp(project, document, key, entry)
    except Refused as refused:
        return Built(document, None, refused.problems)
    except OSError as fault:
        return Built(document, None, (of_system(fault, _shown(project, fault)),))
    return Built(document, entry)


def _shown(project: Project, fault: OSError) -> str:
    path = Path(os.fsdecode(fault.filename or ""))
    return project.relative(path) if path.is_relative_to(project.root) else str(path)


def _make(project: Project, document: str, inputs: dict[str, str], model: ModelName) -> ManifestEntry:
    stages = [partial(annotate, model=model) if stage is annotate else stage for stage in STAGES]
    done = run_stages(read_inputs(ProjectFiles(project), document), stages)
    outputs = {
        project.corpus_conllu(document): conllu_bytes(done.sentences),
        project.corpus_metadata(document): strict_json.dumps(
            entry_json(document_entry(done, inputs, annotator_of(done, model)))
        ),
    }
    if done.proposed.entities:
        outputs[project.corpus_entities(document)] = strict_json.dumps(entities_json(done.proposed.entities))
    for path, data in outputs.items():
        files.write_bytes(path, data, make_folder=True)
    hashes = {project.relative(path): files.sha256(data) for path, data in outputs.items()}
    return manifest_entry(done, inputs, hashes)


def _entries(project: Project) -> Mapping[str, ManifestEntry]:
    """What the last build made; a manifest that is not of its form tells nothing, and is written anew."""
    try:
        return {entry.document: entry for entry in read_manifest(ProjectFiles(project)).entries}
    except Refused:
        return {}


def _remove(
    project: Project, before: Mapping[str, ManifestEntry], entries: Iterable[ManifestEntry]
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Remove what an earlier build alone wrote for these documents; what none wrote stays, with a problem.

    It comes before the manifest is written: a run that is killed in between leaves names without files, and the next
    one writes them anew; the other way round it would leave files that no manifest knows.
    """
    documents = frozenset(project.documents())
    removed: list[str] = []
    kept: list[Problem] = []
    for entry in entries:
        there = entry.document in documents
        written = before[entry.document].outputs if entry.document in before else {}
        for path in project.built_files(entry.document):
            name = project.relative(path)
            if (there and name in entry.outputs) or not files.present(path):
                continue
            if _is_as_written(path, written.get(name)):
                files.remove(path)
                removed.append(name)
            else:
                why = "a build of its document writes no such file" if there else f"there is no seed {entry.document!r}"
                kept.append(problem("stray", name, f"{why}, and no build wrote this"))
    return tuple(removed), tuple(kept)


def _is_as_written(path: Path, digest: str | None) -> bool:
    try:
        return files.sha256(files.read_bytes(path)) == digest
    except (OSError, Refused):
        return False


def _write_manifest(project: Project, entries: Iterable[ManifestEntry]) -> None:
    manifest = manifest_json(f"padapatha {padapatha.__version__}", tuple(entries))
    files.write_bytes(project.manifest, strict_json.dumps(manifest), make_folder=True)


def forget_built(project: Project, document: str) -> None:
    """Take a document out of the manifest, and forget that it was built; the caller holds the lock."""
    entries = _entries(project)
    if document in entries:
        _write_manifest(project, (entry for name, entry in entries.items() if name != document))
    drop_stamp(project, document)
