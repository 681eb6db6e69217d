"""Signing sentences: what a person has read and found right becomes gold.

A confirmed sentence stands in ``annotations/treebank/<document>.conllu`` with three comments: who, when, by which
guideline. A sentence that is not there yet is copied from ``corpus/``, or from a file in which a person has edited it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from padapatha import files
from padapatha.annotator.analysis import without_estimates
from padapatha.conllu import conllu_bytes, read_placed
from padapatha.languages import language
from padapatha.merging import merged, segmented
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, errors, given_text, problem, refuse
from padapatha.project import id_fault, project_at
from padapatha.reading import ProjectFiles, check_conllu, read_file
from padapatha.reading.seeds import read_description
from padapatha.rules.signatures import GUIDELINE, KEYS
from padapatha.sentence_ids import SENTENCE_ID
from padapatha.values import with_comment, with_misc

_OF_THE_MACHINE = ("annotation", "translit", "text_en")  # comments that a build writes anew
_IN_MISC = ("Translit", "LTranslit")  # what a build writes into MISC
_OF_THE_FILE = frozenset(("sent-id", "newpar", "newdoc", "document"))  # what tells the sentences of a file apart


def signed(sentence: Sentence, by: str, on: str, guideline: str = GUIDELINE) -> Sentence:
    """Return the sentence with the three comments of a signature; ``on`` is a day, ``YYYY-MM-DD``."""
    comments = unsigned(sentence).comments
    for key, value in (("guideline", guideline), ("confirmed_by", by), ("confirmed_on", on)):
        comments = with_comment(comments, key, value)
    return replace(unsigned(sentence), comments=comments)


def unsigned(sentence: Sentence) -> Sentence:
    """Return the sentence as a person edits it: without a signature and without what a build writes anew."""
    comments, tokens = sentence.comments, sentence.tokens
    for key in (*_OF_THE_MACHINE, *KEYS):
        comments = with_comment(comments, key, None)
    for key in _IN_MISC:
        tokens = tuple([replace(token, misc=with_misc(token.misc, key, None)) for token in tokens])
    return without_estimates(replace(sentence, comments=comments, tokens=tokens))


def confirm(
    root: str | Path,
    document: str,
    sentences: Sequence[str],
    by: str,
    *,
    on: str = "",
    guideline: str = GUIDELINE,
    edited: str | Path | None = None,
) -> tuple[str, ...]:
    """Sign sentences of a document, named by sent_id or number; without any, those that stand unsigned in the treebank.

    With ``edited``, a CoNLL-U file, its sentences of the document are taken into the treebank and signed: those that
    are named, or all. Their borders may be others than those of the corpus; a sentence that shares characters with one
    of them gives way to it.

    Returns the sent_ids that were signed. ``on`` is the day of the decision (default: today). Raises `Refused`, having
    written nothing, for a sentence that does not exist, has no place in the text or breaks a rule of
    docs/guidelines/treebank.md, for a guideline version that does not exist, for a treebank file whose sentences
    cannot be told apart by their sent_ids, for a document that does not exist and for a ``root`` that is no project;
    OSError when the disk cannot be written.
    """
    given_text(by, "by")
    day = on or today()

    def chosen(reader: ProjectFiles, kept: dict[str, Sentence]) -> list[Sentence]:
        if edited is not None:
            found = edited_sentences(edited, document)
            return [found[name] for name in _named(document, sentences, found, str(edited)) or found]
        built = sentences_by_id(reader, reader.project.corpus_conllu(document))
        names = _named(document, sentences, built, f"corpus/{document}.conllu")
        return [kept.get(name) or built[name] for name in names] or [each for each in kept.values() if _waits(each)]

    def choose(reader: ProjectFiles, kept: dict[str, Sentence]) -> list[Sentence]:
        return [signed(each, by, day, given_text(guideline, "guideline")) for each in chosen(reader, kept)]

    return _store(root, document, choose, str(edited or f"annotations/treebank/{document}.conllu"))


def store_unsigned(root: str | Path, document: str, sentences: Iterable[Sentence], path: str) -> tuple[str, ...]:
    """Put edited sentences, of the file ``path``, into the treebank unsigned: `confirm` signs them, nothing is gold.

    Returns their sent_ids. Raises `Refused` as `confirm` does.
    """
    waiting = [unsigned(each) for each in sentences]
    return _store(root, document, lambda _reader, _kept: waiting, path, may_wait=True)


def edited_sentences(path: str | Path, document: str) -> dict[str, Sentence]:
    """The sentences of a document in a CoNLL-U file, by sent_id; raise `Refused` when there are none."""
    read = read_placed(read_file(files.given(path)), str(path))
    found = {each.sentence.id: each.sentence for each in read if document_of(each.sentence) == document}
    if not found:
        raise Refused([problem("missing", str(path), f"there is no sentence of {document} in it")])
    return found


def document_of(sentence: Sentence) -> str:
    """The document that a sent_id names; empty when it is not of this project's form."""
    match = SENTENCE_ID.fullmatch(sentence.id)
    return match[1] if match else ""


_Choose = Callable[[ProjectFiles, dict[str, Sentence]], list[Sentence]]


def _store(root: str | Path, document: str, choose: _Choose, path: str, *, may_wait: bool = False) -> tuple[str, ...]:
    """Put the chosen sentences into the treebank of a document, whole or not at all."""
    project = project_at(root)
    if fault := id_fault(given_text(document, "document")):
        raise Refused([problem("id", document, fault)])
    with files.lock(project.root, "annotations"):
        reader = ProjectFiles(project)
        kept = _kept(reader, document)
        new = choose(reader, kept)
        if not new:
            return ()
        data, ids = _treebank(reader, document, kept, new, path, may_wait=may_wait)
        files.write_bytes(project.treebank(document), data, make_folder=True)
    return ids


def treebank_with(reader: ProjectFiles, document: str, decided: Mapping[str, Sentence], by: str, on: str) -> bytes:
    """Return the treebank file of a document with these sentences in it, signed.

    Raises `Refused` for a sentence that breaks a rule, and for a file whose sentences cannot be told apart.
    """
    new = [signed(sentence, by, on) for sentence in decided.values()]
    path = reader.name(reader.project.treebank(document))
    return _treebank(reader, document, _kept(reader, document), new, path)[0]


def _kept(reader: ProjectFiles, document: str) -> dict[str, Sentence]:
    """The sentences of the treebank file by sent_id; raise `Refused` where these do not tell them apart."""
    path = reader.project.treebank(document)
    if not files.present(path):
        read_description(reader, document)  # raises `Refused` for a document that does not exist
        return {}
    data = reader.read(path)
    refuse(each for each in _problems(reader, document, data) if each.slug in _OF_THE_FILE)
    return _by_id(data, reader.name(path))


def _treebank(
    reader: ProjectFiles,
    document: str,
    kept: Mapping[str, Sentence],
    new: Sequence[Sentence],
    path: str,
    *,
    may_wait: bool = False,
) -> tuple[bytes, tuple[str, ...]]:
    """The treebank file with new sentences, of the file ``path``, and their ids; ``may_wait``: they may be unsigned."""
    done = merged(segmented(reader, document), tuple(kept.values()), new, path)
    data = conllu_bytes(_one_document(done.sentences))
    found = _problems(reader, document, data, done.ids)
    refuse(each for each in found if not (may_wait and each.slug == "unsigned"))
    return data, done.ids


def today() -> str:
    """Return the day of a decision that is made now."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def sentences_by_id(reader: ProjectFiles, path: Path) -> dict[str, Sentence]:
    """Return the sentences of a file by sent_id; raise `Refused` for a file that cannot be read whole."""
    return _by_id(reader.read(path), reader.name(path)) if files.present(path) else {}


def _by_id(data: bytes, path: str) -> dict[str, Sentence]:
    return {placed.sentence.id: placed.sentence for placed in read_placed(data, path)}


def _one_document(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The comment that names the document stands on the first sentence, whichever that is now."""
    key, all_of_them = "newdoc id", tuple(sentences)
    document = next((each.comment(key) for each in all_of_them if each.comment(key)), None)
    for row, each in enumerate(all_of_them):
        yield replace(each, comments=with_comment(each.comments, key, None if row else document))


def _named(document: str, sentences: Iterable[str], there: dict[str, Sentence], path: str) -> list[str]:
    ids = [name if name in there else f"{document}-s{name}" for name in sentences]
    absent = [name for name in ids if name not in there]
    if absent:
        fix = "give a sent_id or a number, as `padapatha show` lists them"
        raise Refused(problem("missing", path, f"there is no sentence {name}", fix=fix) for name in absent)
    return list(dict.fromkeys(ids))


def _waits(sentence: Sentence) -> bool:
    return sentence.comment("annotation") == "auto" or sentence.comment("confirmed_by") is None


def _problems(reader: ProjectFiles, document: str, data: bytes, wanted: Sequence[str] = ()) -> tuple[Problem, ...]:
    """What is wrong with a treebank file: its ids, and the ``wanted`` sentences. Others may wait unsigned."""
    code = read_description(reader, document)[0].language
    path = reader.name(reader.project.treebank(document))
    read = check_conllu(data, path, language(code), "treebank", document)
    lines = {placed.sentence.id: placed.line for placed in read.sentences}
    starts = sorted(lines.values())
    own = {line for name, line in lines.items() if name in wanted}
    return tuple(
        each
        for each in errors(read.problems)
        if each.slug in _OF_THE_FILE or max((start for start in starts if start <= each.line), default=0) in own
    )
