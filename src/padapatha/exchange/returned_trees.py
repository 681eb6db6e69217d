"""Edited CoNLL-U into ``annotations/treebank``: the sentences that changed become confirmed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from padapatha import files
from padapatha.confirm import sentences_by_id, signed, treebank_with
from padapatha.conllu import Placed, conllu_bytes
from padapatha.exchange.import_report import Entry, Gathered, ImportOptions, unread_entries
from padapatha.exchange.manifest import ExportManifest
from padapatha.exchange.merge import three_way
from padapatha.exchange.trees import (
    EditedFile,
    decided_nodes,
    place_problems,
    read_edited,
    sentence_hash,
    unknown_comments,
    with_nodes,
)
from padapatha.languages import language
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, errors, problem, refuse
from padapatha.project import id_fault
from padapatha.reading import ProjectFiles, check_conllu
from padapatha.reading.layers import read_layers
from padapatha.reading.seeds import read_description, seed_text
from padapatha.rules.layers import layer_faults
from padapatha.text_index import text_index


def import_trees(found: Gathered, path: Path, exported: ExportManifest | None, options: ImportOptions) -> None:
    """Merge an edited file, or every CoNLL-U file of a folder."""
    paths = [path / name for name in files.listing(path, ".conllu")] if path.is_dir() else [path]
    if not paths:
        raise Refused([problem("missing", str(path), "no file *.conllu in it", fix="name the file that came back")])
    for each in paths:
        found.take(partial(_import_file, found, each, exported, options))
    if exported and path.is_dir() and not options.partial:
        names = {each.stem for each in paths}
        found.problems += [
            problem("missing", str(path), f"{each.document}.conllu of the export is not here", fix="say --partial")
            for each in exported.documents
            if each.document not in names
        ]


@dataclass(frozen=True, slots=True)
class _Returned:
    """A document whose sentences came back, each by its sent_id.

    ``base`` has the hash of each tree as it was exported, ``built`` the sentences of the corpus, ``today`` the same
    with the confirmed ones in their places.
    """

    document: str
    edited: EditedFile
    sentences: Mapping[str, Placed]
    base: Mapping[str, str]
    built: Mapping[str, Sentence]
    today: Mapping[str, Sentence]


def _import_file(found: Gathered, path: Path, exported: ExportManifest | None, options: ImportOptions) -> None:
    edited = read_edited(path)
    found.problems += edited.problems
    returned = _returned(found.reader, edited, _document(edited, path), exported)
    if not options.partial and not edited.problems:
        found.problems += _missing(returned)
    changed = _changes(found, returned)
    for name, placed in returned.sentences.items():
        unknown = unknown_comments(placed.sentence, returned.built[name])
        found.entries += unread_entries(returned.document, [f"{name}: {line}" for line in unknown])
    if changed:
        _write(found, returned, changed, options)


def _document(edited: EditedFile, path: Path) -> str:
    """The document of the sentences, by their ids."""
    ids = [placed.sentence.id for placed in edited.sentences if placed.sentence.id]
    document = ids[0].rpartition("-s")[0] if ids else path.stem
    if not edited.sentences:
        found = edited.problems or [problem("empty", edited.path, "the file holds no sentence")]
        raise Refused(found)
    if fault := id_fault(document):
        raise Refused([problem("sent-id", edited.path, fault, line=edited.sentences[0].line)])
    return document


def _returned(reader: ProjectFiles, edited: EditedFile, document: str, exported: ExportManifest | None) -> _Returned:
    """Find the sentences in the project; without an export they are compared with the corpus as it is."""
    if document not in reader.project.documents():
        fix = "the file of document <id> has sentences <id>-s1, <id>-s2 …"
        raise Refused([problem("reference", edited.path, f"there is no document {document!r}", fix=fix)])
    built = sentences_by_id(reader, reader.project.corpus_conllu(document))
    refuse(place_problems(edited, built))
    own = exported.document(document) if exported else None
    base = own.sentences if own else {name: sentence_hash(sentence) for name, sentence in built.items()}
    sentences = {placed.sentence.id: placed for placed in edited.sentences}
    confirmed = sentences_by_id(reader, reader.project.treebank(document))
    return _Returned(document, edited, sentences, base, built, built | confirmed)


def _missing(returned: _Returned) -> Iterator[Problem]:
    absent = [name for name in returned.built if name not in returned.sentences]
    if absent:
        shown = ", ".join(absent[:5]) + (" …" if len(absent) > 5 else "")
        fix = "say --partial if only some sentences were to come back"
        yield problem("missing", returned.edited.path, f"{len(absent)} sentences are not here: {shown}", fix=fix)


def _changes(found: Gathered, returned: _Returned) -> dict[str, Sentence]:
    """The sentences that came back with another tree than was exported; collisions are problems."""
    changed: dict[str, Sentence] = {}
    for name, placed in returned.sentences.items():
        changed[name], lost = with_nodes(placed.sentence, returned.today[name])
        if lost:
            found.entries.append(Entry("dropped", returned.document, "treebank", name, "DEPS", "kept as they were"))
    base = {name: returned.base.get(name) for name in changed}
    today = {name: sentence_hash(returned.today[name]) for name in changed}
    merge = three_way(base, today, {name: sentence_hash(sentence) for name, sentence in changed.items()})
    for each in merge.collisions:
        line = returned.sentences[each.item].line_of_comment("sent_id")
        shown = f"{each.item} has been given another tree here since the export, and a third one in this file"
        found.problems.append(problem("collision", returned.edited.path, shown, line=line))
    for change in merge.changes:
        said = _differences(returned.today[change.item], changed[change.item])
        found.entries.append(Entry("changed", returned.document, "treebank", change.item, "", said))
    return {change.item: changed[change.item] for change in merge.changes}


def _differences(before: Sentence, after: Sentence) -> str:
    """Which words differ; of another tokenisation how many words there are."""
    if [token.form for token in before.tokens] != [token.form for token in after.tokens]:
        return f"{len(before.tokens)} words are {len(after.tokens)}"
    pairs = zip(decided_nodes(before).tokens, after.tokens, strict=True)
    shown = [f"{new.id} {new.form}" for old, new in pairs if old != new]
    return ", ".join(shown[:8]) + (" …" if len(shown) > 8 else "")


def _write(found: Gathered, returned: _Returned, changed: Mapping[str, Sentence], options: ImportOptions) -> None:
    """Check the changed sentences as confirmed ones, and what they do to the layers; keep the file for writing."""
    by = options.by or "nobody"  # without a name nothing is written
    code = read_description(found.reader, returned.document)[0].language
    problems: list[Problem] = []
    for name, sentence in changed.items():
        problems += _sentence_problems(returned, returned.sentences[name], signed(sentence, by, options.on), code)
    problems += _cut_spans(found.reader, returned.document, {**returned.built, **changed})
    refuse(problems)
    data = treebank_with(found.reader, returned.document, changed, by, options.on)
    found.files[found.reader.project.treebank(returned.document)] = data


def _sentence_problems(returned: _Returned, placed: Placed, sentence: Sentence, code: str) -> Iterator[Problem]:
    """What the rules of confirmed sentences find, at the lines of the file that came back."""
    path = returned.edited.path
    read = check_conllu(conllu_bytes([sentence]), path, language(code), "treebank", returned.document)
    before, after = len(sentence.comments), len(placed.sentence.comments)
    for each in errors(read.problems):
        row = each.line - 1 - before + after if each.line > before else 0
        column = each.column if each.line > before else 0
        yield problem(each.slug, path, each.found, line=placed.line + row, column=column, fix=each.fix)


def _cut_spans(reader: ProjectFiles, document: str, sentences: Mapping[str, Sentence]) -> Iterator[Problem]:
    """The spans of layers that other words would cut; all others stay where they are in the text."""
    index = text_index(document, seed_text(reader, document), sentences.values())
    layers = read_layers(reader, document)
    for layer in layers:
        path = reader.name(reader.project.layer(layer.name, document))
        for fault in layer_faults(layer, index, layers):
            if fault.slug == "token-split":
                yield problem(fault.slug, path, f"with the new words: {fault.found}", fix="correct the layer first")
