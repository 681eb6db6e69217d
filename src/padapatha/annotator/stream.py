"""Text or CoNLL-U of any size to annotated CoNLL-U, a chunk at a time, in one process or several.

Reading cuts the input into chunks of sentences; each chunk is annotated by itself; chunks come out in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from padapatha.annotator.analysis import (
    Analysis,
    Annotator,
    annotate_sentences,
    auto_comments,
    with_entities,
    with_estimates,
)
from padapatha.annotator.entities import NameSpan, name_spans
from padapatha.annotator.model_folder import ModelName
from padapatha.annotator.plugins import OWN, open_annotator
from padapatha.conllu import Placed, conllu_bytes, parse, sentence_faults
from padapatha.conllu.lines import decode
from padapatha.conllu.surface import text_fault
from padapatha.limits import limit_fault
from padapatha.model import Document, Sentence
from padapatha.problems import Problem, Refused, errors, problem
from padapatha.rules.characters import raw_text_problems
from padapatha.stages import segment, tokenise
from padapatha.text import around, to_nfc
from padapatha.workers import in_order

CHUNK = 65_536  # bytes after which a chunk ends, with its line or sentence
_MAX_LINE = 4_000_000  # bytes


@dataclass(frozen=True, slots=True)
class TextSource:
    """Where sentences come from: its name in messages, the id of its document, its language."""

    path: str
    document: str
    language: str = "hi"
    to_nfc: bool = False  # bring text to NFC; without it, text in another form is refused


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some sentences in a row, and the part of the text that holds them; the parts together are the text.

    A sentence's ``start`` is its offset in the whole text. The text of a CoNLL-U file is its ``# text`` lines, a line
    feed behind each.
    """

    sentences: tuple[Sentence, ...]
    text: str


@dataclass(frozen=True, slots=True)
class AnnotationOptions:
    """Which annotator annotates the chunks, and what is written besides the columns."""

    annotator: str = OWN
    model: ModelName = None
    language: str = "hi"
    threads: int = 1
    confidence: bool = False
    review: float = 0.0  # the share of sentences to be marked, of each chunk

    def open(self) -> Annotator:
        """The annotator, opened once in a process."""
        return open_annotator(self.annotator, self.model, self.language, self.threads)


@dataclass(frozen=True, slots=True)
class AnnotatedChunk:
    """A chunk as CoNLL-U, with the number of its sentences and the names in them."""

    data: bytes
    sentences: int
    names: tuple[NameSpan, ...]


@dataclass(frozen=True, slots=True)
class _Position:
    """Where the next chunk begins: its line, offset, and the numbers of its first sentence and paragraph."""

    line: int = 1
    offset: int = 0
    sentence: int = 1
    paragraph: int = 1


def text_chunks(file: BinaryIO, source: TextSource) -> Iterator[Chunk]:
    """Read raw text: chunks of whole lines, and so of whole paragraphs.

    Raises `Refused` at the first chunk with characters that a corpus cannot hold, or when there is no text at all.
    """
    position = _Position()
    for lines in _line_groups(file, source.path, blank=False):
        text = _decoded(b"".join(lines), position.line, source)
        chunk = _segmented(text, position, source)
        paragraphs = sum(sentence.comment("newpar id") is not None for sentence in chunk.sentences)
        position = _Position(
            position.line + len(lines),
            position.offset + len(text),
            position.sentence + len(chunk.sentences),
            position.paragraph + paragraphs,
        )
        yield chunk
    if position.sentence == 1:
        raise Refused([problem("empty", source.path, "it holds no text")])


def conllu_chunks(file: BinaryIO, source: TextSource) -> Iterator[Chunk]:
    """Read CoNLL-U for its tokens; raises `Refused` at the first chunk that our reader refuses."""
    line, offset = 1, 0
    for lines in _line_groups(file, source.path, blank=True):
        sentences = []
        for placed in _parsed(b"".join(lines), line, source.path):
            sentences.append(replace(placed.sentence, start=offset))
            offset += len(placed.sentence.text) + 1
        yield Chunk(tuple(sentences), "".join(f"{sentence.text}\n" for sentence in sentences))
        line += len(lines)
    if line == 1:
        raise Refused([problem("empty", source.path, "the file is empty")])


def annotate_chunk(chunk: Chunk, options: AnnotationOptions) -> AnnotatedChunk:
    """Annotate one chunk; the result depends on nothing but the chunk and the options."""
    pairs = list(annotate_sentences(chunk.sentences, options.open()))
    if options.annotator != OWN:
        _check(pairs, options.annotator)
    if (options.confidence or options.review) and not all(analysis.confidence for _, analysis in pairs):
        found = f"{options.annotator} does not say how sure it is"
        raise Refused([problem("usage", options.annotator, found, fix="leave out --confidence and --review")])
    analyses = [analysis for _, analysis in pairs]
    sentences = with_estimates(
        [with_entities(*pair) for pair in pairs], analyses, confidence=options.confidence, review=options.review
    )
    names = tuple(name for pair in pairs for name in name_spans(*pair))
    return AnnotatedChunk(conllu_bytes(sentences), len(sentences), names)


def annotate_chunks(chunks: Iterable[Chunk], options: AnnotationOptions, jobs: int = 1) -> Iterator[AnnotatedChunk]:
    """Annotate the chunks in order; several jobs are as many processes, which hold a few chunks at a time."""
    yield from in_order(partial(annotate_chunk, options=options), chunks, jobs)


def _line_groups(file: BinaryIO, path: str, *, blank: bool) -> Iterator[list[bytes]]:
    """Lines in groups of some 64 kB; with ``blank`` a group ends behind an empty line."""
    lines: list[bytes] = []
    size = number = 0
    while line := file.readline(_MAX_LINE):
        number += 1
        if len(line) == _MAX_LINE:
            raise Refused([problem("limit", path, f"a line of {_MAX_LINE:,} bytes or more", line=number)])
        lines.append(line)
        size += len(line)
        if size >= CHUNK and (line == b"\n" or not blank):
            yield lines
            lines, size = [], 0
    if lines:
        yield lines


def _decoded(data: bytes, line: int, source: TextSource) -> str:
    try:
        text = decode(data, source.path, start=line == 1)
    except Refused as refused:
        raise Refused(_moved(refused.problems, line)) from None
    if source.to_nfc:
        text = to_nfc(text)
    problems = errors(raw_text_problems(text, source.path))
    if problems:
        raise Refused(_moved(problems, line))
    return text


def _moved(problems: tuple[Problem, ...], line: int) -> tuple[Problem, ...]:
    """The problems of a chunk, with lines counted from the start of the file."""
    return tuple(replace(each, line=each.line + line - 1) if each.line else each for each in problems)


def _segmented(text: str, position: _Position, source: TextSource) -> Chunk:
    whole = Document(source.document, text, source.language)
    document = tokenise(segment(whole, sentence=position.sentence, paragraph=position.paragraph))
    for sentence in document.sentences:
        if fault := limit_fault(sentence):
            line = position.line + text.count("\n", 0, sentence.start)
            raise Refused([problem("limit", source.path, f"{fault}: {around(sentence.text, 0)}", line=line)])
    moved = [
        replace(each, start=each.start + position.offset, comments=auto_comments(each.comments))
        for each in document.sentences
    ]
    return Chunk(tuple(moved), text)


def _parsed(data: bytes, line: int, path: str) -> Iterator[Placed]:
    problems: list[Problem] = []
    read: list[Placed] = []
    for each in parse(data, path, strict=False):
        if isinstance(each, Problem):
            problems.append(each)
            continue
        read.append(each)
        if fault := text_fault(each.sentence):
            problems.append(each.problem(fault, path))
        if not each.sentence.tokens:
            problems.append(problem("id-sequence", path, "a sentence without words", line=each.line))
    if errors(problems):
        raise Refused(_moved(errors(problems), line))
    yield from read


def _check(pairs: Iterable[tuple[Sentence, Analysis]], name: str) -> None:
    problems = [fault for sentence, _ in pairs for fault in _annotation_problems(sentence, name)]
    if problems:
        raise Refused(problems)


def _annotation_problems(sentence: Sentence, name: str) -> Iterator[Problem]:
    """Yield what our reader would refuse in another program's annotation."""
    where = sentence.id or sentence.text[:40]
    try:
        conllu_bytes([sentence])
    except Refused as refused:
        yield from (problem(each.slug, name, f"{where}: {each.found}") for each in refused.problems)
    for fault in sentence_faults(sentence):
        word = fault.row - len(sentence.comments) + 1
        yield problem(fault.slug, name, f"{where}: word {word}: {fault.found}")
