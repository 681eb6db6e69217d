"""Which sentences a person should look at first: the least certain ones, and those in which two annotations differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from padapatha import files
from padapatha.annotator.analysis import CONFIDENCE, auto_comments
from padapatha.compare.inputs import FilePair, read_treebank_pair
from padapatha.compare.treebank import treebank_disagreements
from padapatha.confirm import document_of, unsigned
from padapatha.model import Sentence, Token
from padapatha.problems import Problem, Refused
from padapatha.project import project_at
from padapatha.reading import ProjectFiles
from padapatha.reading.corpus import built_sentences
from padapatha.sentence_ids import sentence_rank
from padapatha.values import misc_value, with_comment

_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,20})?")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence to be looked at, and why.

    ``certainty`` is the mean confidence of its words, ``word`` the least certain of them; both are None when nothing
    says how sure the annotator is. ``differences`` counts what two annotations say differently, by column.
    """

    document: str
    sentence: Sentence
    marked: bool = False
    certainty: float | None = None
    word: Token | None = None
    differences: tuple[tuple[str, int], ...] = ()


def review(root: str | Path, documents: Sequence[str] = (), *, most: int | None = None) -> tuple[Doubt, ...]:
    """Return the sentences that nobody has confirmed, the least certain first; ``most`` of them, or all.

    Those that are marked with ``# needs_review = yes`` come before the others, those without a confidence at the end.
    ``documents`` are ids; without any, all documents. Raises `Refused` for a document that is not built, for a built
    file that is not of its form, and for a ``root`` that is no project.
    """
    reader = ProjectFiles(project_at(root))
    found: list[Doubt] = []
    problems: list[Problem] = []
    for document in documents or reader.project.documents():
        try:
            found += _doubts(document, built_sentences(reader, document))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return tuple(sorted(found, key=_rank)[:most])


def review_between(
    a: str | Path, b: str | Path, documents: Sequence[str] = (), *, most: int | None = None
) -> tuple[Doubt, ...]:
    """Return the sentences of A that B annotates differently, those with most differences first.

    A and B are two CoNLL-U files of the same text. ``documents`` are ids; with any, other documents are left out.
    Raises `Refused` for files that are not of their form, of other texts, or without trees.
    """
    pair = read_treebank_pair(FilePair("", files.given(a), files.given(b)))
    counts: dict[str, Counter[str]] = {}
    for one in treebank_disagreements(pair):
        counts.setdefault(one.location.sentence, Counter())[one.column] += 1
    found = [
        Doubt(document_of(placed.sentence), placed.sentence, differences=tuple(counts[placed.sentence.id].items()))
        for placed in pair.a
        if placed.sentence.id in counts and (not documents or document_of(placed.sentence) in documents)
    ]
    return tuple(sorted(found, key=lambda doubt: -sum(count for _, count in doubt.differences))[:most])


def blocks_to_edit(doubts: Iterable[Doubt]) -> tuple[Sentence, ...]:
    """The sentences as a person edits them: unsigned, and said to be a program's, so that nothing takes them for gold.

    They stand in the order of their texts, document by document.
    """
    in_order = sorted(doubts, key=lambda doubt: (doubt.document, sentence_rank(doubt.sentence.id) or (0, 0)))
    return tuple(_to_edit(each.sentence) for each in in_order)


def doubts_json(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    """Return what is known of each sentence as a JSON value; what is not known is left out."""
    return [{key: value for key, value in _json(doubt) if value not in (None, "", {})} for doubt in doubts]


def _doubts(document: str, sentences: Iterable[Sentence]) -> Iterator[Doubt]:
    for sentence in sentences:
        if sentence.is_gold:
            continue
        known = [(confidence, token) for token in sentence.tokens if (confidence := _confidence(token)) is not None]
        mean = sum(confidence for confidence, _ in known) / len(known) if known else None
        word = min(known, key=lambda pair: pair[0])[1] if known else None
        yield Doubt(document, sentence, sentence.comment("needs_review") == "yes", mean, word)


def _confidence(token: Token) -> float | None:
    value = misc_value(token.misc, CONFIDENCE)
    return float(value) if value is not None and _NUMBER.fullmatch(value) else None


def _rank(doubt: Doubt) -> tuple[bool, bool, float]:
    return not doubt.marked, doubt.certainty is None, doubt.certainty or 0.0


def _to_edit(sentence: Sentence) -> Sentence:
    plain = unsigned(sentence)
    comments = auto_comments(with_comment(plain.comments, "newdoc id", None))
    return Sentence(comments, plain.tokens, plain.multiwords, plain.empty_nodes)


def _json(doubt: Doubt) -> Iterator[tuple[str, Any]]:
    yield "document", doubt.document
    yield "sentence", doubt.sentence.id
    yield "text", doubt.sentence.text
    yield "needs_review", doubt.marked or None
    yield "certainty", None if doubt.certainty is None else round(doubt.certainty, 4)
    yield "least_certain_word", doubt.word and {"id": doubt.word.id, "form": doubt.word.form}
    yield "differences", dict(doubt.differences)
