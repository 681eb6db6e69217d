"""Documents of a built project to the files of a tool, with the manifest and the base for the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import padapatha
from padapatha import files
from padapatha.conllu import read_conllu
from padapatha.exchange.corefud import corefud
from padapatha.exchange.manifest import EXPORT_MANIFEST, ExportedDocument, ExportManifest, base_name, manifest_bytes
from padapatha.exchange.tools import CONLLU, COREFUD, EXPORT_TOOLS, SPAN_TOOLS, UNITS, unknown_words
from padapatha.exchange.trees import sentence_hash
from padapatha.exchange.units import CODE_POINTS
from padapatha.exchange.view import CARRIED, OutgoingDocument, view_of
from padapatha.layers import LAYERS, Layer
from padapatha.metadata import ManifestEntry
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import project_at, refuse_own_folder
from padapatha.reading import (
    Context,
    LayerFile,
    Manifest,
    ProjectFiles,
    read_context,
    read_layer,
    read_manifest,
    read_proposed,
)
from padapatha.validate.annotations import check_layers, check_treebank
from padapatha.validate.corpus import check_document, check_manifest
from padapatha.validate.seeds import check_seed

_OF_SPAN_TOOLS = ("trees", "notes", "signatures", "quotation marks", "chains of speakers")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A layer of a document that is exported, and where it comes from: ``annotations``, ``corpus`` or ``nothing``."""

    origin: str
    file: LayerFile | None = None


def export(
    root: str | Path, tool: str, out: str | Path, *, documents: Iterable[str] = (), layers: Sequence[str] = CARRIED,
    unit: str = "",
) -> tuple[str, ...]:  # fmt: skip  # the places in one row, the options in the next
    """Write documents of a built project for a tool into a new folder; return the names of the files.

    Without ``documents`` all of the corpus. ``layers`` are those of tools for spans; ``unit`` (of doccano) is one of
    `UNITS`. Raises `Refused` for a folder that has something in it, a document that is not there, for every error that
    `padapatha.validate` finds in the manifest or in these documents (not in others), and for what the tool cannot say.
    """
    target = _target(files.given(out))
    found = export_files(root, tool, documents, layers=layers, unit=unit)
    target.mkdir(exist_ok=True)
    for name in sorted(found, key=lambda name: name == EXPORT_MANIFEST):  # last: an export without it is not whole
        files.write_bytes(target.joinpath(*name.split("/")), found[name], make_folder=True)
    return tuple(found)


def export_files(
    root: str | Path, tool: str, documents: Iterable[str] = (), *, layers: Sequence[str] = CARRIED, unit: str = ""
) -> dict[str, bytes]:
    """Return what `export` writes, by file name."""
    reader = ProjectFiles(project_at(root))
    refuse(unknown_words("tool", [tool], EXPORT_TOOLS))
    refuse(unknown_words("layers", layers, CARRIED))
    refuse(unknown_words("unit", [unit] if unit else [], UNITS))
    refuse(check_manifest(reader))
    manifest = read_manifest(reader)
    entries = _entries(manifest, tuple(dict.fromkeys(documents)))
    refuse(fault for entry in entries for fault in _problems(reader, manifest, entry.document))
    contexts = [read_context(reader, entry) for entry in entries]
    if tool == COREFUD:
        return _with_manifest(reader, tool, {"corefud.conllu": corefud(contexts)}, contexts)
    if tool == CONLLU:
        return _with_manifest(reader, tool, {f"{each.document}.conllu": each.conllu for each in contexts}, contexts)
    return _for_spans(reader, tool, contexts, layers, unit)


def _target(out: Path) -> Path:
    """Where to write: a new or empty folder, outside of those that hold the corpus itself."""
    refuse_own_folder(out, "write to another folder, as dist/label-studio")
    real = files.real(out)
    if files.present(real) and (not real.is_dir() or any(real.iterdir())):
        found = "there is something already, and what annotators have done must not be overwritten"
        raise Refused([problem("usage", str(out), found, fix="name a new folder")])
    if not real.parent.is_dir():
        raise Refused([problem("usage", str(out), f"there is no folder {out.parent}", fix="make the folder first")])
    return real


def _entries(manifest: Manifest, documents: Sequence[str]) -> tuple[ManifestEntry, ...]:
    """The entries of the documents that are asked for; all of them when none is."""
    known = {entry.document: entry for entry in manifest.entries}
    absent = [document for document in documents if document not in known]
    if absent:
        raise Refused(problem("missing", name, "there is no such document", fix="see corpus/") for name in absent)
    return tuple(known[document] for document in documents or known)


def _problems(reader: ProjectFiles, manifest: Manifest, document: str) -> Iterator[Problem]:
    """Everything that is wrong with one document: its seed, its annotations and what was built of it."""
    yield from check_seed(reader, document)
    yield from check_treebank(reader, document)
    yield from check_layers(reader, document)
    yield from check_document(reader, manifest, document)


# Spans


def _for_spans(
    reader: ProjectFiles, tool: str, contexts: Sequence[Context], layers: Sequence[str], unit: str
) -> dict[str, bytes]:
    own, layers = SPAN_TOOLS[tool], tuple(layer for layer in CARRIED if layer in layers)  # as they are merged
    counted = UNITS[unit] if unit else own.units[0]
    if counted not in own.units:
        raise Refused([problem("usage", "--unit", f"{tool} counts {own.units[0]}", fix="leave --unit out")])
    outgoing, exported = [], []
    base: dict[str, bytes] = {}
    for context in contexts:
        chosen = {layer: _chosen(reader, context, layer) for layer in layers}
        read = [each.file.layer for each in chosen.values() if each.file]
        view = view_of(read)
        decided = all(each.origin == "annotations" for each in chosen.values() if each.file and _says(each.file.layer))
        index = context.index
        outgoing.append(OutgoingDocument(context.document, index.text, index.sha256, view, decided))
        origins = {layer: each.origin for layer, each in chosen.items()}
        exported.append(ExportedDocument(context.document, index.sha256, origins, own.ids_of(view)))
        base |= {base_name(layer, context.document): each.file.file.data
                 for layer, each in chosen.items() if each.file}  # fmt: skip
    found = own.write(outgoing, layers, counted) | base
    others = [name for name in LAYERS if name not in layers and any(_has(each, name) for each in contexts)]
    return _sealed(reader, tool, found, exported, layers, (*_OF_SPAN_TOOLS, *others), counted)


def _says(layer: Layer) -> bool:
    return any(layer.lists().values())


def _has(context: Context, name: str) -> bool:
    return getattr(context.layers, name) is not None


def _chosen(reader: ProjectFiles, context: Context, layer: str) -> _Chosen:
    """What people have decided, else what a program has made of the names, else nothing."""
    if _has(context, layer):
        return _Chosen("annotations", read_layer(reader, layer, context.document))
    if getattr(context.proposed, layer) is not None:
        return _Chosen("corpus", read_proposed(reader, context.document))
    return _Chosen("nothing")


# Manifest


def _with_manifest(
    reader: ProjectFiles, tool: str, found: Mapping[str, bytes], contexts: Sequence[Context]
) -> dict[str, bytes]:
    """The files of a tool for trees with their manifest: the sentences are hashed as they are."""
    exported = [
        ExportedDocument(
            each.document,
            each.index.sha256,
            sentences={sentence.id: sentence_hash(sentence) for sentence in read_conllu(each.conllu)},
        )
        for each in contexts
    ]
    carried = ("coreference",) if tool == COREFUD else ()
    others = [name for name in LAYERS if name not in carried and any(_has(each, name) for each in contexts)]
    return _sealed(reader, tool, found, exported, carried, tuple(others), CODE_POINTS)


def _sealed(
    reader: ProjectFiles, tool: str, found: Mapping[str, bytes], exported: Sequence[ExportedDocument],
    layers: tuple[str, ...], withheld: tuple[str, ...], unit: str,
) -> dict[str, bytes]:  # fmt: skip  # what is written in one row, what is said of it in the next
    manifest = ExportManifest(
        made_by=f"padapatha {padapatha.__version__}",
        corpus=files.sha256(reader.read(reader.project.manifest)),
        tool=tool,
        unit=unit,
        layers=layers,
        withheld=withheld,
        files={name: files.sha256(data) for name, data in sorted(found.items())},
        documents=tuple(exported),
    )
    return {**found, EXPORT_MANIFEST: manifest_bytes(manifest)}
