"""A CoNLL-U file held to the house profile of this project: form, characters, comments, ids, words, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from padapatha.conllu import Placed, parse
from padapatha.conllu.lines import decode
from padapatha.languages import Language
from padapatha.problems import Problem, Refused, problem
from padapatha.rules.characters import other_forms, suspect_characters
from padapatha.rules.comments import comment_faults
from padapatha.rules.signatures import signature_faults
from padapatha.rules.words import filled_faults, word_faults
from padapatha.sentence_ids import SENTENCE_ID, sentence_rank
from padapatha.values import comment_rows, comment_value

FileKind = Literal["corpus", "treebank", "free"]

_NEWPAR_ID = re.compile(r"([a-z0-9][a-z0-9_-]{0,39})-p([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class ConlluFile:
    """What a CoNLL-U file holds, and everything that is wrong with it in the order of its lines."""

    sentences: tuple[Placed, ...]
    problems: tuple[Problem, ...]

    @property
    def whole(self) -> bool:
        """Whether every sentence of the file could be read."""
        return not any(each.severity == "error" for each in self.problems)


def check_conllu(data: bytes, path: str, language: Language, kind: FileKind, document: str = "") -> ConlluFile:
    """Read a file and hold it to the house profile; never raises, but tells what is wrong.

    ``document`` is the id that the file's name gives (none for a ``free`` file). Sentences of kind ``treebank`` are
    confirmed: every column is filled and they are signed.
    """
    try:
        text = decode(data, path)
    except Refused as refused:
        return ConlluFile((), refused.problems)
    parsed = tuple(parse(data, path))
    sentences = tuple(each for each in parsed if isinstance(each, Placed))
    problems = [each for each in parsed if isinstance(each, Problem)]
    problems += [*suspect_characters(text, path), *other_forms(text, path)]
    problems += _newdoc(text, path, kind, document)
    problems += _ids(sentences, path, document or _own_document(text))
    for placed in sentences:
        problems += _sentence(placed, path, language, kind)
    if not sentences and not _has_words(text):
        problems.append(problem("empty", path, "the file holds no sentence", line=1))
    once = {(each.line, each.column, each.slug, each.slug == "bom" or each.found): each for each in reversed(problems)}
    return ConlluFile(sentences, tuple(sorted(once.values(), key=lambda each: (each.line, each.column))))


def _has_words(text: str) -> bool:
    return any(line and not line.isspace() and not line.startswith("#") for line in text.split("\n"))


def _sentence(placed: Placed, path: str, language: Language, kind: FileKind) -> Iterator[Problem]:
    sentence = placed.sentence
    confirmed = kind == "treebank" or sentence.is_gold
    for faults in (
        comment_faults(sentence.comments),
        word_faults(sentence, language),
        filled_faults(sentence, confirmed=confirmed),
        signature_faults(sentence) if kind == "treebank" else (),
    ):
        yield from (placed.problem(fault, path) for fault in faults)


def _own_document(text: str) -> str:
    return comment_value(text.split("\n", 1)[:1], "newdoc id") or ""


def _newdoc(text: str, path: str, kind: FileKind, document: str) -> Iterator[Problem]:
    """One document a file, named in its first line; only a built file must say so."""
    lines = text.split("\n")
    rows = tuple(comment_rows(lines, "newdoc id"))
    if not rows:
        if kind == "corpus":
            yield problem("newdoc", path, "the file does not begin with `# newdoc id`", line=1, column=1)
        return
    own = comment_value(lines, "newdoc id")
    if rows[0] != 0 and not text.startswith("# global."):
        yield problem("newdoc", path, "`# newdoc id` is not the first line", line=rows[0] + 1, column=1)
    if document and own != document:
        found = f"`# newdoc id` is {own!r}; the file is of {document!r}"
        yield problem("newdoc", path, found, line=rows[0] + 1, column=1)
    for row in rows[1:]:
        other = comment_value([lines[row]], "newdoc id")
        slug = "newdoc" if other == own else "document"
        yield problem(slug, path, f"document {other!r} begins behind document {own!r}", line=row + 1, column=1)


def _ids(sentences: Sequence[Placed], path: str, document: str) -> Iterator[Problem]:
    yield from _numbered(sentences, path, document, "sent_id", "sent-id", SENTENCE_ID)
    yield from _numbered(sentences, path, document, "newpar id", "newpar", _NEWPAR_ID)


def _numbered(
    sentences: Sequence[Placed], path: str, document: str, key: str, slug: str, pattern: re.Pattern[str]
) -> Iterator[Problem]:
    """Ids of one kind: of the pattern, of this document, each once, ascending."""
    lines: dict[str, int] = {}
    last, shown = (0, 0), ""
    for placed in sentences:
        value = placed.sentence.comment(key)
        line = placed.line_of_comment(key)
        match = pattern.fullmatch(value or "")
        rank = sentence_rank(value or "") or ((int(match[2]), 1) if match else last)
        if value is None:
            if key == "sent_id":
                yield problem(slug, path, f"no `# {key}`", line=line, column=1)
        elif match is None:
            yield problem(slug, path, f"{value!r} is not <document>-{slug[0]}<number>", line=line, column=1)
        elif match[1] != document and document:
            yield problem(slug, path, f"{value!r} is of another document than {document!r}", line=line, column=1)
        elif value in lines:
            yield problem(slug, path, f"{value!r} stands first in {path}:{lines[value]}", line=line, column=1)
        elif rank <= last:
            yield problem(slug, path, f"{value!r} stands behind number {shown}", line=line, column=1)
        if value is not None and match:
            lines.setdefault(value, line)
            last, shown = max((last, shown), (rank, value.removeprefix(f"{match[1]}-{slug[0]}")))
