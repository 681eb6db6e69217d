"""The documents of a project and how each stands: new, built, changed since, made on another text, or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from padapatha.annotate import annotate
from padapatha.build import STAGES, run_stages
from padapatha.documents.document_files import not_as_built
from padapatha.documents.signers import sentence_signers, signed_layers
from padapatha.files import sha256
from padapatha.metadata import ManifestEntry
from padapatha.problems import Problem, Refused
from padapatha.project import project_at
from padapatha.reading import Manifest, ProjectFiles, input_hashes, read_inputs, seed_text
from padapatha.reading.seeds import seed_metadata_file
from padapatha.stages import transliterate
from padapatha.validate.corpus import manifest_of

State = Literal["new", "built", "changed", "stale", "gone"]
# What decides whether annotations fit the text; the annotator and the romanisation change nothing in that
_FITTING = tuple(stage for stage in STAGES if stage not in (annotate, transliterate))


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document as it stands. ``sentences`` and ``tokens`` are those of the last build; None: it has not been built.

    ``confirmed`` counts the sentences that are signed now. ``silenced`` has the warnings that are not told, with the
    reason. ``problems`` say what could not be read.
    """

    document: str
    state: State
    split: str
    sentences: int | None
    confirmed: int
    tokens: int | None
    silenced: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def list_documents(root: str | Path = ".") -> tuple[DocumentState, ...]:
    """Say of every document how it stands, sorted by id; nothing is written.

    ``new``: never built. ``built``: the corpus has what is there now. ``changed``: inputs or built files have changed
    since the build. ``stale``: annotations were made on another version of the text. ``gone``: the text is not there
    any more, and the next build removes the rest. Raises `Refused` when ``root`` is no project.
    """
    reader = ProjectFiles(project_at(root))
    manifest = manifest_of(reader)
    here = reader.project.documents()
    gone = [entry for entry in (manifest.entries if manifest else ()) if entry.document not in here]
    states = [*(_document(reader, manifest, document) for document in here), *(_gone(reader, entry) for entry in gone)]
    return tuple(sorted(states, key=lambda each: each.document))


def _gone(reader: ProjectFiles, entry: ManifestEntry) -> DocumentState:
    by, problems = sentence_signers(reader, entry.document)
    return DocumentState(
        entry.document, "gone", entry.split, entry.sentences, by.total(), entry.tokens, {}, tuple(problems)
    )


def _document(reader: ProjectFiles, manifest: Manifest | None, document: str) -> DocumentState:
    entry = manifest.entry_of(document) if manifest else None
    by, problems = sentence_signers(reader, document)
    split, silenced, more = _described(reader, document)
    state, others = _state(reader, manifest, document)
    return DocumentState(
        document=document,
        state=state,
        split=split or (entry.split if entry else ""),
        sentences=entry.sentences if entry else None,
        confirmed=by.total(),
        tokens=entry.tokens if entry else None,
        silenced=silenced,
        problems=tuple(dict.fromkeys((*more, *others, *problems))),
    )


def _described(reader: ProjectFiles, document: str) -> tuple[str, Mapping[str, str], tuple[Problem, ...]]:
    """The split, and the warnings that somebody has accepted, from the metadata of the seed."""
    try:
        value = seed_metadata_file(reader, document).value
    except Refused as refused:
        return "", {}, refused.problems
    return value["split"], {each["slug"]: each["reason"] for each in value.get("accepted", ())}, ()


def _state(reader: ProjectFiles, manifest: Manifest | None, document: str) -> tuple[State, tuple[Problem, ...]]:
    entry = manifest.entry_of(document) if manifest else None
    try:
        inputs = input_hashes(reader, document)
        if _is_stale(reader, document):
            return "stale", ()
        if entry and entry.inputs == inputs and _is_whole(reader, manifest, document, entry):
            return "built", ()
        run_stages(read_inputs(reader, document), _FITTING)
    except Refused as refused:
        if any(each.slug == "stale" for each in refused.problems):
            return "stale", ()
        return "changed" if entry else "new", refused.problems
    return "changed" if entry else "new", ()


def _is_whole(reader: ProjectFiles, manifest: Manifest | None, document: str, entry: ManifestEntry) -> bool:
    there = all((reader.project.root / name).is_file() for name in entry.outputs)
    return there and not any(not_as_built(reader.project, manifest, document))


def _is_stale(reader: ProjectFiles, document: str) -> bool:
    """Whether a layer was made on another text; raises `Refused` when one cannot be read."""
    text = sha256(seed_text(reader, document).encode("utf-8"))
    return any(text_hash != text for text_hash in _layer_texts(reader, document))


def _layer_texts(reader: ProjectFiles, document: str) -> Iterator[str]:
    for read in signed_layers(reader, document):
        if isinstance(read, Problem):
            raise Refused([read])
        yield read.layer.text_sha256
