"""Seeds and annotations to ``corpus/``: every document through the stages, files and manifest written whole.

What has been built is skipped when the hashes of all its inputs, of this program and of the files it made are the same;
never because a file exists. One document that is refused does not keep the others from being built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

import padapatha
from padapatha import files, strict_json
from padapatha.annotate import annotate, annotator_of, models
from padapatha.built import document_entry, manifest_entry
from padapatha.conllu import conllu_bytes
from padapatha.curate import curate
from padapatha.metadata import ManifestEntry
from padapatha.model import Document
from padapatha.problems import Problem, Refused
from padapatha.project import Project
from padapatha.reading import ProjectFiles, input_hashes, read_inputs, read_manifest
from padapatha.reading.corpus import entry_json, manifest_json
from padapatha.stages import normalise, segment, tokenise, transliterate

STAGES: tuple[Callable[[Document], Document], ...] = (normalise, segment, tokenise, annotate, curate, transliterate)


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one document: its manifest entry, or the problems for which it was refused."""

    document: str
    entry: ManifestEntry | None
    problems: tuple[Problem, ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a build."""

    documents: tuple[Built, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the documents."""
        return tuple(problem for built in self.documents for problem in built.problems)


def build(root: str | Path, *, jobs: int = 1, seen: Callable[[Built], None] = lambda _: None) -> Report:
    """Build the corpus of a project; ``seen`` is called with every document as it is done.

    The bytes are the same for any number of ``jobs``. Raises `Refused` when another run holds the project.
    """
    project = Project(Path(root).resolve())
    with files.lock(project.root):
        for folder in ("corpus", ".padapatha"):
            files.sweep(project.root / folder)
        before = _entries(project)
        built = []
        for each in _built(project, jobs):
            built.append(each)
            seen(each)
        entries = [each.entry or before.get(each.document) for each in built]
        _write_manifest(project, [entry for entry in entries if entry])
        for document in before.keys() - set(project.documents()):
            files.remove(project.corpus_conllu(document))
            files.remove(project.corpus_metadata(document))
    return Report(tuple(built))


def run_stages(document: Document, stages: Sequence[Callable[[Document], Document]] = STAGES) -> Document:
    """Send a document through the stages."""
    for stage in stages:
        document = stage(document)
    return document


def _built(project: Project, jobs: int) -> Iterator[Built]:
    work = partial(_build_document, project)
    with ExitStack() as stack:
        if jobs == 1:
            yield from map(work, project.documents())
        else:
            yield from stack.enter_context(ProcessPoolExecutor(jobs)).map(work, project.documents(), chunksize=1)


def _build_document(project: Project, document: str) -> Built:
    try:
        inputs = input_hashes(ProjectFiles(project), document)
        stamp = files.inside(project.root, ".padapatha", "built", f"{document}.json")
        key = files.sha256(repr((sorted(inputs.items()), toolchain(), models())).encode("utf-8"))
        entry = _unchanged(project, stamp, key)
        if entry:
            return Built(document, entry, skipped=True)
        entry = _make(project, document, inputs)
        files.write_bytes(stamp, strict_json.dumps({"key": key, "entry": asdict(entry)}))
    except Refused as refused:
        return Built(document, None, refused.problems)
    return Built(document, entry)


def _make(project: Project, document: str, inputs: dict[str, str]) -> ManifestEntry:
    done = run_stages(read_inputs(ProjectFiles(project), document))
    outputs = {
        project.corpus_conllu(document): conllu_bytes(done.sentences),
        project.corpus_metadata(document): strict_json.dumps(
            entry_json(document_entry(done, inputs, annotator_of(done)))
        ),
    }
    for path, data in outputs.items():
        files.write_bytes(path, data)
    hashes = {project.relative(path): files.sha256(data) for path, data in outputs.items()}
    return manifest_entry(done, inputs, hashes)


def _unchanged(project: Project, stamp: Path, key: str) -> ManifestEntry | None:
    """The entry of an earlier run, if its inputs and this program are the same and its files are what it wrote.

    A stamp is a cache: one that cannot be read, or is of another form, is as good as none.
    """
    try:
        made = strict_json.loads(files.read_bytes(stamp), project.relative(stamp))
        entry = ManifestEntry(**made["entry"]) if made["key"] == key else None
        outputs = dict(entry.outputs) if entry else {}
    except (OSError, Refused, LookupError, TypeError, ValueError, AttributeError):
        return None
    for name, digest in outputs.items():
        path = files.inside(project.root, name)
        if not path.exists() or files.sha256(files.read_bytes(path)) != digest:
            return None
    return entry


@cache
def toolchain() -> str:
    """The hash of this program with its data: another program may make other bytes from the same inputs."""
    folder = Path(padapatha.__file__).parent
    parts = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return files.sha256(
        "".join(f"{path.relative_to(folder)} {files.sha256(path.read_bytes())}\n" for path in parts).encode()
    )


def _entries(project: Project) -> dict[str, ManifestEntry]:
    if not project.manifest.exists():
        return {}
    return {entry.document: entry for entry in read_manifest(ProjectFiles(project)).entries}


def _write_manifest(project: Project, entries: Iterable[ManifestEntry]) -> None:
    manifest = manifest_json(f"padapatha {padapatha.__version__}", tuple(entries))
    files.write_bytes(project.manifest, strict_json.dumps(manifest))
