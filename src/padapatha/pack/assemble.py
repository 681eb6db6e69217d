"""corpus/ and annotations/ to a release: every document read once, every row checked, everything read back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from padapatha import files
from padapatha.conllu import conllu_bytes
from padapatha.model import Sentence
from padapatha.pack import card, checksums, hub, release
from padapatha.pack.check import row_problems
from padapatha.pack.contents import Contents, refuse
from padapatha.pack.enclose import enclose, new_card
from padapatha.pack.features import FEATURES, SPLITS
from padapatha.pack.layer_rows import layer_rows
from padapatha.pack.ner import sentence_tags
from padapatha.pack.numbers import Tally, count
from padapatha.pack.parquet import Shards, Written, read_rows
from padapatha.pack.placing import places
from padapatha.pack.rows import document_row, document_sentence_rows, sentence_of, token_rows
from padapatha.pack.signing import Row
from padapatha.pack.source import Source, read_manifest, read_source
from padapatha.pack.texts import Texts
from padapatha.problems import Problem, problem
from padapatha.project import Project


@dataclass(frozen=True, slots=True)
class Packed:
    """What a run has made: the release's folder (None after a check) and what is in it."""

    folder: Path | None
    written: tuple[Written, ...]
    tally: Tally


def pack(root: str | Path, *, check: bool = False, seen: Callable[[str], None] = lambda _: None) -> Packed:
    """Pack a built project into ``dist/hub``; ``seen`` is called with the id of every document that is done.

    With ``check`` everything is made and examined, nothing is kept, and a ``DATASET_CARD.md`` whose numbers are not
    those of the data is refused. Raises `Refused` for anything that must not be published: then nothing has changed.
    """
    project = Project(Path(root).resolve())
    with files.lock(project.root), release.building(project) as folder:
        entries = read_manifest(project)
        contents = Contents()
        for split in SPLITS:
            _write_split(project, folder, [entry for entry in entries if entry["split"] == split], contents, seen)
        refuse(_unlike_corpus(project, folder, entries, contents))
        card_bytes = new_card(project, contents, check=check)
        enclose(project, folder, card_bytes, contents)
        refuse(hub.faults(folder, contents.written))
        checksums.write(folder)
        if check:
            return Packed(None, tuple(contents.written), contents.tally)
        files.write_bytes(project.root / card.NAME, card_bytes)
        return Packed(release.publish(project, folder), tuple(contents.written), contents.tally)


def document_rows(source: Source) -> dict[str, list[Row]]:
    """Return the rows of one document by config."""
    where = places(source.id, source.sentences)
    sentences = list(document_sentence_rows(source, sentence_tags(source.layers, where)))
    rows = {"sentences": sentences, "documents": [document_row(source)], "tokens": list(token_rows(sentences))}
    for layer in source.layers:
        config, found = layer_rows(layer, where)
        if config:
            rows[config] = list(found)
    return rows


def _write_split(
    project: Project,
    folder: Path,
    entries: Sequence[Mapping[str, Any]],
    contents: Contents,
    seen: Callable[[str], None],
) -> None:
    """Write the documents of one split, in the order of their ids."""
    if not entries:
        return
    split = str(entries[0]["split"])
    shards = {config: Shards(folder, config, split) for config in FEATURES}
    texts, whole = Texts(folder, split), hashlib.sha256()
    for entry in sorted(entries, key=lambda each: str(each["document"])):
        source = read_source(project, entry)
        rows = document_rows(source)
        refuse(_row_problems(source, rows, entry))
        for config, found in rows.items():
            shards[config].add(found)
        texts.add(source.conllu)
        whole.update(source.conllu)
        contents.tally += count(source, rows)
        contents.languages.add(source.metadata["language"])
        contents.example = contents.example or rows["sentences"][0]
        seen(source.id)
    contents.written += [written for shard in shards.values() if (written := shard.close()).rows]
    contents.conllu[split] = {"files": list(texts.close()), "sha256": whole.hexdigest()}


def _row_problems(source: Source, rows: Mapping[str, Sequence[Row]], entry: Mapping[str, Any]) -> Iterator[Problem]:
    path = f"corpus/{source.id}.conllu"
    for config, found in rows.items():
        yield from row_problems(config, found, source.text, path)
    counted = {"sentences": len(rows["sentences"]), "tokens": len(rows["tokens"])}
    for key, number in counted.items():
        if number != entry[key]:
            yield problem("hand-edit", path, f"{number} {key}; the manifest has {entry[key]}")


def _unlike_corpus(
    project: Project, folder: Path, entries: Sequence[Mapping[str, Any]], contents: Contents
) -> Iterator[Problem]:
    """Make the CoNLL-U again out of what was written, and compare it with the corpus byte for byte."""
    for split, made in contents.conllu.items():
        tables = (each for each in contents.written if (each.config, each.split) == ("sentences", split))
        shards = [name for each in tables for name in each.files]
        rows = (row for name in shards for row in read_rows(folder / name))
        expected = sorted(str(entry["document"]) for entry in entries if entry["split"] == split)
        found = []
        for document, sentences in groupby(rows, key=lambda row: str(row["doc_id"])):
            found.append(document)
            if conllu_bytes(_sentences(sentences)) != files.read_bytes(project.corpus_conllu(document)):
                yield problem("bug", f"corpus/{document}.conllu", "Parquet does not give it back byte for byte")
        if found != expected:
            yield problem("bug", f"data/sentences/{split}", f"it holds {len(found)} documents of {len(expected)}")
        whole = hashlib.sha256()
        for name in made["files"]:
            whole.update((folder / name).read_bytes())
        if whole.hexdigest() != made["sha256"]:
            yield problem("bug", f"conllu/{split}", "the files are not the corpus")


def _sentences(rows: Iterable[Row]) -> Iterator[Sentence]:
    return map(sentence_of, rows)
