"""The corpus in the form that another tool reads: one module per format, each from documents to the bytes of one file.

A format is a plain function from the contexts of validated documents to bytes. It carries everything it is given or
raises `Refused`; what its form has no place for is listed in docs/export.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from padapatha.export.corefud import corefud
from padapatha.metadata import ManifestEntry
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import project_at
from padapatha.reading import Context, Manifest, ProjectFiles, read_context, read_manifest
from padapatha.validate.annotations import check_layers, check_treebank
from padapatha.validate.corpus import check_document, check_manifest
from padapatha.validate.seeds import check_seed

__all__ = ["EXPORT_FORMATS", "export"]

EXPORT_FORMATS: Mapping[str, Callable[[Sequence[Context]], bytes]] = {"corefud": corefud}


def export(root: str | Path, form: str, documents: Iterable[str]) -> bytes:
    """Return documents of a built project, each once and in the order given, in one of `EXPORT_FORMATS`.

    Raises `Refused` for a document that is not there, for every error that `padapatha.validate` finds in the manifest
    or in these documents (not in others), and for what the format cannot say.
    """
    files = ProjectFiles(project_at(root))
    refuse(check_manifest(files))
    manifest = read_manifest(files)
    entries = _entries(manifest, dict.fromkeys(documents))
    refuse(fault for entry in entries for fault in _problems(files, manifest, entry.document))
    return EXPORT_FORMATS[form]([read_context(files, entry) for entry in entries])


def _entries(manifest: Manifest, documents: Iterable[str]) -> tuple[ManifestEntry, ...]:
    """The entries of the documents that are asked for."""
    known = {entry.document: entry for entry in manifest.entries}
    absent = [document for document in documents if document not in known]
    if absent:
        raise Refused(problem("missing", name, "there is no such document", fix="see corpus/") for name in absent)
    return tuple(known[document] for document in documents)


def _problems(files: ProjectFiles, manifest: Manifest, document: str) -> Iterator[Problem]:
    """Everything that is wrong with one document: its seed, its annotations and what was built of it."""
    yield from check_seed(files, document)
    yield from check_treebank(files, document)
    yield from check_layers(files, document)
    yield from check_document(files, manifest, document)
