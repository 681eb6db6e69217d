"""A built project to a release: validated, every document read once, every row checked, every file read back.

The way of one document: `reading.read_context`, `rows.document_rows` (with `layer_rows` and `ner`),
`check.row_problems`, `shards.Shards`; then the card (`card`, `numbers`, `hub`) and the release as a whole (`release`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow

import padapatha
from padapatha import files, schemas, strict_json
from padapatha.conllu import conllu_bytes
from padapatha.metadata import ManifestEntry
from padapatha.pack import release
from padapatha.pack.card import CARD, new_card, release_card
from padapatha.pack.check import row_problems
from padapatha.pack.features import FEATURES, SPLITS, Row
from padapatha.pack.hub import loading_problems
from padapatha.pack.numbers import Contents, Tally
from padapatha.pack.rows import document_rows, sentence_of
from padapatha.pack.shards import ConlluShards, Shards, Written, WrittenConllu, read_shard
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import Project, project_at
from padapatha.reading import Context, ProjectFiles, read_context, read_manifest
from padapatha.validate import check_project

_COPIED = ("LICENSE", "LICENSE-DATA", "CITATION.cff")


@dataclass(frozen=True, slots=True)
class Packed:
    """What a run has made: the folder of the release (None after a check) and what is in it."""

    folder: Path | None
    written: tuple[Written, ...]
    tally: Tally


def pack(
    root: str | Path, *, check: bool = False, card: bool = False, seen: Callable[[str], None] = lambda _: None
) -> Packed:
    """Pack a built project into ``dist/hub``; ``seen`` is called with the id of every document that is done.

    With ``check`` everything is made and examined, nothing is kept, and a ``DATASET_CARD.md`` whose numbers are not
    those of the data is refused. With ``card`` only ``DATASET_CARD.md`` is kept, which a project may have or not.
    Raises `Refused` with every error that `padapatha.validate` finds, for a card that says what the data contradict,
    and for anything else that must not be published: then nothing has changed.
    """
    project = project_at(root)
    with files.lock(project.root):
        refuse(check_project(project))
        with release.building(project) as folder:
            contents = _write_data(ProjectFiles(project), folder, seen)
            made = new_card(project, contents, check=check)
            _write_companions(project, folder, made, contents)
            refuse(loading_problems(folder, contents.written))
            release.write_checksums(folder)
            if not check and (card or (project.root / CARD).exists()):
                files.write_bytes(project.root / CARD, made)
            if check or card:
                return Packed(None, tuple(contents.written), contents.tally)
            return Packed(release.publish(project, folder), tuple(contents.written), contents.tally)


# Data


def _write_data(project_files: ProjectFiles, folder: Path, seen: Callable[[str], None]) -> Contents:
    """Write all Parquet and CoNLL-U files, and compare what was written with the corpus."""
    manifest = read_manifest(project_files)
    if not manifest.entries:
        raise Refused([problem("empty", manifest.file.path, "the corpus holds no document", fix="padapatha add")])
    contents = Contents()
    for split in SPLITS:
        entries = [entry for entry in manifest.entries if entry.split == split]
        if entries:
            _write_split(project_files, folder, entries, contents, seen)
    refuse(_unlike_corpus(project_files.project, folder, manifest.entries, contents))
    return contents


def _write_split(
    project_files: ProjectFiles,
    folder: Path,
    entries: Sequence[ManifestEntry],
    contents: Contents,
    seen: Callable[[str], None],
) -> None:
    """Write the documents of one split, in the order of their ids."""
    split = entries[0].split
    shards = {config: Shards(folder, config, split) for config in FEATURES}
    conllu = ConlluShards(folder, split)
    for entry in sorted(entries, key=lambda entry: entry.document):
        context = read_context(project_files, entry)
        rows = document_rows(context)
        refuse(_row_problems(context, rows))
        for config, its_rows in rows.items():
            shards[config].add(its_rows)
        conllu.add(context.conllu)
        contents.count(context, rows)
        seen(entry.document)
    contents.written += [written for shard in shards.values() if (written := shard.close()).rows]
    contents.conllu.append(conllu.close())


def _row_problems(context: Context, rows: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    for config, its_rows in rows.items():
        yield from row_problems(config, its_rows, context.entry.text, f"corpus/{context.document}.conllu")


def _unlike_corpus(
    project: Project, folder: Path, entries: Iterable[ManifestEntry], contents: Contents
) -> Iterator[Problem]:
    """Make the CoNLL-U again from what was written, and compare it with the corpus byte for byte."""
    expected = {split: sorted(entry.document for entry in entries if entry.split == split) for split in SPLITS}
    for conllu in contents.conllu:
        split = conllu.split
        tables = (table for table in contents.written if (table.config, table.split) == ("sentences", split))
        rows = (row for table in tables for name in table.files for row in read_shard(folder / name))
        documents = []
        for document, sentences in groupby(rows, key=lambda row: str(row["doc_id"])):
            documents.append(document)
            if conllu_bytes(map(sentence_of, sentences)) != files.read_bytes(project.corpus_conllu(document)):
                yield problem("bug", f"corpus/{document}.conllu", "Parquet does not give it back byte for byte")
        if documents != expected[split]:
            found = f"it holds {len(documents)} documents of {len(expected[split])}"
            yield problem("bug", f"data/sentences/{split}", found)
        if _sha256(folder, conllu) != conllu.sha256:
            yield problem("bug", f"conllu/{split}", "the files are not the corpus")


def _sha256(folder: Path, conllu: WrittenConllu) -> str:
    whole = hashlib.sha256()
    for name in conllu.files:
        whole.update((folder / name).read_bytes())
    return whole.hexdigest()


# Beside the data


def _write_companions(project: Project, folder: Path, card: bytes, contents: Contents) -> None:
    """Write the card, the licences, the schemas and the manifest of the release."""
    files.write_bytes(folder / "README.md", release_card(card, folder, contents.written))
    for name in _COPIED:
        if (project.root / name).is_file():
            files.write_bytes(folder / name, files.read_bytes(project.root / name))
    for name in schemas.names():
        path = schemas.folder() / f"{name}.schema.json"
        files.write_bytes(folder / "schema" / path.name, files.read_bytes(path), make_folder=True)
    files.write_bytes(folder / "MANIFEST.json", _manifest(project, contents))


def _manifest(project: Project, contents: Contents) -> bytes:
    """Say what was packed with what. Parquet bytes depend on pyarrow; ``conllu`` has hashes of the content."""
    manifest: dict[str, Any] = {
        "schema": "padapatha/release/1",
        "tool": f"padapatha {padapatha.__version__}",
        "pyarrow": pyarrow.__version__,
        "corpus_manifest_sha256": files.sha256(files.read_bytes(project.manifest)),
        "data": [
            {"config": table.config, "split": table.split, "rows": table.rows, "files": list(table.files)}
            for table in contents.written
        ],
        "conllu": [
            {"split": conllu.split, "files": list(conllu.files), "sha256": conllu.sha256} for conllu in contents.conllu
        ],
    }
    data = strict_json.dumps(manifest)
    refuse(schemas.check(manifest, "release", data, "MANIFEST.json"))
    return data
