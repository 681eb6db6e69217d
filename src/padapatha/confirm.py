"""Signing sentences: what a person has read and found right becomes gold.

A confirmed sentence stands in ``annotations/treebank/<document>.conllu`` with three comments: who, when, by which
guideline. A sentence that is not there yet is copied from ``corpus/``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from padapatha import files
from padapatha.conllu import conllu_bytes, read_placed
from padapatha.languages import language
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, errors, given_text, problem, refuse
from padapatha.project import id_fault, project_at
from padapatha.reading import ProjectFiles, check_conllu
from padapatha.reading.seeds import read_description
from padapatha.rules.signatures import GUIDELINE
from padapatha.values import with_comment

_OF_THE_MACHINE = ("annotation", "translit", "text_en", "needs_review")  # comments that a build writes anew
_OF_THE_FILE = frozenset(("sent-id", "newpar", "newdoc", "document"))  # what tells the sentences of a file apart


def signed(sentence: Sentence, by: str, on: str, guideline: str = GUIDELINE) -> Sentence:
    """Return the sentence with the three comments of a signature; ``on`` is a day, ``YYYY-MM-DD``."""
    comments = sentence.comments
    for key in _OF_THE_MACHINE:
        comments = with_comment(comments, key, None)
    for key, value in (("guideline", guideline), ("confirmed_by", by), ("confirmed_on", on)):
        comments = with_comment(comments, key, value)
    return replace(sentence, comments=comments)


def confirm(root: str | Path, document: str, sentences: Sequence[str], by: str, *, on: str = "") -> tuple[str, ...]:
    """Sign sentences of a document, named by sent_id or number; without any, those that stand unsigned in the treebank.

    Returns the sent_ids that were signed. ``on`` is the day of the decision (default: today). Raises `Refused`, having
    written nothing, for a sentence that does not exist or breaks a rule of docs/guidelines/treebank.md, and for a
    treebank file whose sentences cannot be told apart by their sent_ids, for a document that does not exist and for a
    ``root`` that is no project; OSError when the disk cannot be written.
    """
    project = project_at(root)
    given_text(by, "by")
    if fault := id_fault(given_text(document, "document")):
        raise Refused([problem("id", document, fault)])
    with files.lock(project.root):
        reader = ProjectFiles(project)
        refuse(each for each in _problems(reader, document) if each.slug in _OF_THE_FILE)
        built = sentences_by_id(reader, project.corpus_conllu(document))
        kept = sentences_by_id(reader, project.treebank(document))
        wanted = _named(document, sentences, built) or [name for name in kept if _is_unsigned(kept[name])]
        decided = {name: kept.get(name) or built[name] for name in wanted}
        data = treebank_with(reader, document, decided, by, on or today())
        files.write_bytes(project.treebank(document), data, make_folder=True)
    return tuple(wanted)


def treebank_with(reader: ProjectFiles, document: str, decided: Mapping[str, Sentence], by: str, on: str) -> bytes:
    """Return the treebank file of a document with these sentences in it, by their ids, signed.

    Raises `Refused` for a sentence that breaks a rule, and for a file whose sentences cannot be told apart.
    """
    refuse(each for each in _problems(reader, document) if each.slug in _OF_THE_FILE)
    kept = sentences_by_id(reader, reader.project.treebank(document))
    merged = kept | {name: signed(sentence, by, on) for name, sentence in decided.items()}
    order = {name: row for row, name in enumerate(sentences_by_id(reader, reader.project.corpus_conllu(document)))}
    names = sorted(merged, key=lambda name: order.get(name, len(order)))
    data = conllu_bytes(_one_document(merged[name] for name in names))
    refuse(_problems(reader, document, data, tuple(decided)))
    return data


def today() -> str:
    """Return the day of a decision that is made now."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def sentences_by_id(reader: ProjectFiles, path: Path) -> dict[str, Sentence]:
    """Return the sentences of a file by sent_id; raise `Refused` for a file that cannot be read whole."""
    if not files.present(path):
        return {}
    return {placed.sentence.id: placed.sentence for placed in read_placed(reader.read(path), reader.name(path))}


def _one_document(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The comment that names the document stands on the first sentence, whichever that is now."""
    key, all_of_them = "newdoc id", tuple(sentences)
    document = next((each.comment(key) for each in all_of_them if each.comment(key)), None)
    for row, each in enumerate(all_of_them):
        yield replace(each, comments=with_comment(each.comments, key, None if row else document))


def _named(document: str, sentences: Iterable[str], built: dict[str, Sentence]) -> list[str]:
    ids = [name if name in built else f"{document}-s{name}" for name in sentences]
    absent = [name for name in ids if name not in built]
    if absent:
        shown = f"corpus/{document}.conllu"
        fix = "give a sent_id or a number, as `padapatha show` lists them"
        raise Refused(problem("missing", shown, f"there is no sentence {name}", fix=fix) for name in absent)
    return ids


def _is_unsigned(sentence: Sentence) -> bool:
    return sentence.comment("annotation") == "auto" or sentence.comment("confirmed_by") is None


def _problems(
    reader: ProjectFiles, document: str, data: bytes | None = None, wanted: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """What is wrong with a treebank file: its ids, and the sentences that are to be signed. Others may wait unsigned.

    Without ``data``, the file as it stands.
    """
    path = reader.project.treebank(document)
    if data is None:
        data = reader.read(path) if files.present(path) else b""
    code = read_description(reader, document)[0].language
    read = check_conllu(data, reader.name(path), language(code), "treebank", document)
    lines = {placed.sentence.id: placed.line for placed in read.sentences}
    starts = sorted(lines.values())
    own = {line for name, line in lines.items() if name in wanted}
    return tuple(
        each
        for each in errors(read.problems)
        if each.slug in _OF_THE_FILE or max((start for start in starts if start <= each.line), default=0) in own
    )
