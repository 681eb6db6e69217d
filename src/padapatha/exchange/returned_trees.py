"""Edited CoNLL-U into ``annotations/treebank``: the sentences that changed become confirmed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from padapatha import files
from padapatha.confirm import sentences_by_id, signed, treebank_with
from padapatha.conllu import Placed, conllu_bytes
from padapatha.exchange.account import Entry, Gathered, Order, unread_entries
from padapatha.exchange.manifest import ExportManifest
from padapatha.exchange.merge import three_way
from padapatha.exchange.trees import (
    EditedFile,
    place_problems,
    read_edited,
    sentence_hash,
    unknown_comments,
    with_nodes,
)
from padapatha.languages import language
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, errors, problem
from padapatha.project import id_fault
from padapatha.reading import check_conllu
from padapatha.reading.layers import read_layers
from padapatha.reading.seeds import read_description, seed_text
from padapatha.rules.layers import layer_faults
from padapatha.text_index import text_index


def import_trees(found: Gathered, path: Path, exported: ExportManifest | None, order: Order) -> None:
    """Merge an edited file, or every CoNLL-U file of a folder."""
    paths = [path / name for name in files.listing(path, ".conllu")] if path.is_dir() else [path]
    if not paths:
        raise Refused([problem("missing", str(path), "no file *.conllu in it", fix="name the file that came back")])
    for each in paths:
        found.take(partial(_import_file, found, each, exported, order))
    if exported and path.is_dir() and not order.partial:
        names = {each.stem for each in paths}
        found.problems += [
            problem("missing", str(path), f"{each.document}.conllu of the export is not here", fix="say --partial")
            for each in exported.documents
            if each.document not in names
        ]


def _import_file(found: Gathered, path: Path, exported: ExportManifest | None, order: Order) -> None:
    edited = read_edited(path)
    found.problems += edited.problems
    document = _document(edited, path)
    reader = found.reader
    if document not in reader.project.documents():
        fix = "the file of document <id> has sentences <id>-s1, <id>-s2 …"
        raise Refused([problem("reference", edited.path, f"there is no document {document!r}", fix=fix)])
    built = sentences_by_id(reader, reader.project.corpus_conllu(document))
    problems = tuple(place_problems(edited, built))
    if problems:
        raise Refused(problems)
    kept = sentences_by_id(reader, reader.project.treebank(document))
    here = {placed.sentence.id: placed for placed in edited.sentences}
    _missing(found, edited, list(built), order)
    changed = _changes(found, edited, document, here, built | kept, _base(exported, document, built))
    for name in here:
        found.entries += unread_entries(document, [
            f"{name}: {line}" for line in unknown_comments(here[name].sentence, built[name])
        ])  # fmt: skip  # a line of the file a row
    if changed:
        _write(found, edited, document, here, built, changed, order)


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


def _base(exported: ExportManifest | None, document: str, built: Mapping[str, Sentence]) -> Mapping[str, str]:
    """The hashes of the sentences as they were exported; of a copy of the corpus, as they are."""
    own = exported.document(document) if exported else None
    return own.sentences if own else {name: sentence_hash(sentence) for name, sentence in built.items()}


def _missing(found: Gathered, edited: EditedFile, built: list[str], order: Order) -> None:
    here = {placed.sentence.id for placed in edited.sentences}
    absent = [name for name in built if name not in here]
    if absent and not order.partial and not edited.problems:
        shown = ", ".join(absent[:5]) + (" …" if len(absent) > 5 else "")
        fix = "say --partial if only some sentences were to come back"
        found.problems.append(
            problem("missing", edited.path, f"{len(absent)} sentences are not here: {shown}", fix=fix)
        )


def _changes(
    found: Gathered,
    edited: EditedFile,
    document: str,
    here: Mapping[str, Placed],
    today: Mapping[str, Sentence],
    base: Mapping[str, str],
) -> dict[str, Sentence]:
    """The sentences that came back with another tree than was exported; collisions are problems."""
    returned = {}
    changed: dict[str, Sentence] = {}
    for name, placed in here.items():
        changed[name], lost = with_nodes(placed.sentence, today[name])
        returned[name] = sentence_hash(changed[name])
        if lost:
            found.entries.append(Entry("dropped", document, "treebank", name, "DEPS", "kept as they were"))
    ours = {name: sentence_hash(today[name]) for name in here}
    merge = three_way({name: base.get(name) for name in here}, ours, returned)
    for each in merge.collisions:
        line = here[each.item].line_of_comment("sent_id")
        shown = f"{each.item} has been given another tree here since the export, and a third one in this file"
        found.problems.append(problem("collision", edited.path, shown, line=line))
    for change in merge.changes:
        said = _differences(today[change.item], changed[change.item])
        found.entries.append(Entry("changed", document, "treebank", change.item, "", said))
    return {change.item: changed[change.item] for change in merge.changes}


def _differences(before: Sentence, after: Sentence) -> str:
    """Which words differ; of another tokenisation how many words there are."""
    if [token.form for token in before.tokens] != [token.form for token in after.tokens]:
        return f"{len(before.tokens)} words are {len(after.tokens)}"
    shown = [f"{new.id} {new.form}" for old, new in zip(before.tokens, after.tokens, strict=True)
             if old != new and (old.head, old.deprel, old.upos, old.lemma, old.feats, old.xpos, old.deps)
             != (new.head, new.deprel, new.upos, new.lemma, new.feats, new.xpos, new.deps)]  # fmt: skip
    return ", ".join(shown[:8]) + (" …" if len(shown) > 8 else "")


def _write(
    found: Gathered,
    edited: EditedFile,
    document: str,
    here: Mapping[str, Placed],
    built: Mapping[str, Sentence],
    changed: Mapping[str, Sentence],
    order: Order,
) -> None:
    """Check the changed sentences as confirmed ones, and what they do to the layers; keep the file for writing."""
    by = order.by or "nobody"  # without a name nothing is written
    problems: list[Problem] = []
    for name, sentence in changed.items():
        problems += _sentence_problems(found, edited, document, here[name], signed(sentence, by, order.on))
    problems += _cut_spans(found, document, {**built, **changed})
    if problems:
        raise Refused(problems)
    data = treebank_with(found.reader, document, changed, by, order.on)
    found.files[found.reader.project.treebank(document)] = data


def _sentence_problems(
    found: Gathered, edited: EditedFile, document: str, placed: Placed, sentence: Sentence
) -> Iterator[Problem]:
    """What the rules of confirmed sentences find, at the lines of the file that came back."""
    code = read_description(found.reader, document)[0].language
    read = check_conllu(conllu_bytes([sentence]), edited.path, language(code), "treebank", document)
    before, after = len(sentence.comments), len(placed.sentence.comments)
    for each in errors(read.problems):
        row = each.line - 1 - before + after if each.line > before else 0
        column = each.column if each.line > before else 0
        yield problem(each.slug, edited.path, each.found, line=placed.line + row, column=column, fix=each.fix)


def _cut_spans(found: Gathered, document: str, sentences: Mapping[str, Sentence]) -> Iterator[Problem]:
    """The spans of layers that other words would cut; all others stay where they are in the text."""
    reader = found.reader
    index = text_index(document, seed_text(reader, document), sentences.values())
    layers = read_layers(reader, document)
    for layer in layers:
        path = reader.name(reader.project.layer(layer.name, document))
        for fault in layer_faults(layer, index, layers):
            if fault.slug == "token-split":
                yield problem(fault.slug, path, f"with the new words: {fault.found}", fix="correct the layer first")
