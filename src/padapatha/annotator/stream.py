"""Text or CoNLL-U to sentences that wait for annotation, a chunk at a time: the input may be of any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from padapatha.conllu import Placed, parse
from padapatha.conllu.lines import decode
from padapatha.conllu.surface import text_fault
from padapatha.limits import limit_fault
from padapatha.model import Document, Sentence
from padapatha.problems import Problem, Refused, errors, problem
from padapatha.rules.characters import raw_text_problems
from padapatha.stages import segment, tokenise
from padapatha.text import around, normalise

CHUNK = 65_536  # bytes after which a chunk ends, with its line or sentence
_MAX_LINE = 4_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Source:
    """Where sentences come from: what messages call it, the id of its document, its language."""

    path: str
    document: str
    language: str = "hi"
    to_nfc: bool = False  # bring text to NFC; without it, text in another form is refused


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some sentences in a row, and the stretch of the text that holds them: together the stretches are the text.

    A sentence's ``start`` is its offset in the whole text. The text of a CoNLL-U file is its ``# text`` lines, a line
    feed behind each.
    """

    sentences: tuple[Sentence, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What the next chunk begins with: its line, offset, and the numbers of its first sentence and paragraph."""

    line: int = 1
    offset: int = 0
    sentence: int = 1
    paragraph: int = 1


def text_chunks(file: BinaryIO, source: Source) -> Iterator[Chunk]:
    """Read raw text: chunks of whole lines, and so of whole paragraphs.

    Raises `Refused` at the first chunk with characters that a corpus cannot hold, or when there is no text at all.
    """
    place = _Place()
    for lines in _line_groups(file, source.path, blank=False):
        text = _decoded(b"".join(lines), place.line, source)
        chunk = _cut(text, place, source)
        paragraphs = sum(each.comment("newpar id") is not None for each in chunk.sentences)
        place = _Place(
            place.line + len(lines),
            place.offset + len(text),
            place.sentence + len(chunk.sentences),
            place.paragraph + paragraphs,
        )
        yield chunk
    if place.sentence == 1:
        raise Refused([problem("empty", source.path, "it holds no text")])


def conllu_chunks(file: BinaryIO, source: Source) -> Iterator[Chunk]:
    """Read CoNLL-U for its tokens; raises `Refused` at the first chunk that our reader refuses."""
    line, offset = 1, 0
    for lines in _line_groups(file, source.path, blank=True):
        sentences = []
        for placed in _parsed(b"".join(lines), line, source.path):
            sentences.append(replace(placed.sentence, start=offset))
            offset += len(placed.sentence.text) + 1
        yield Chunk(tuple(sentences), "".join(f"{each.text}\n" for each in sentences))
        line += len(lines)
    if line == 1:
        raise Refused([problem("empty", source.path, "the file is empty")])


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


def _decoded(data: bytes, line: int, source: Source) -> str:
    try:
        text = decode(data, source.path, start=line == 1)
    except Refused as refused:
        raise Refused(_moved(refused.problems, line)) from None
    if source.to_nfc:
        text = normalise(text)
    problems = errors(raw_text_problems(text, source.path))
    if problems:
        raise Refused(_moved(problems, line))
    return text


def _moved(problems: tuple[Problem, ...], line: int) -> tuple[Problem, ...]:
    """Problems of a chunk, with the lines counted from the start of the file."""
    return tuple(replace(each, line=each.line + line - 1) if each.line else each for each in problems)


def _cut(text: str, place: _Place, source: Source) -> Chunk:
    whole = Document(source.document, text, source.language)
    cut = tokenise(segment(whole, sentence=place.sentence, paragraph=place.paragraph))
    for sentence in cut.sentences:
        fault = limit_fault(sentence)
        if fault:
            line = place.line + text.count("\n", 0, sentence.start)
            raise Refused([problem("limit", source.path, f"{fault}: {around(sentence.text, 0)}", line=line)])
    moved = [
        replace(each, start=each.start + place.offset, comments=(*each.comments, "# annotation = auto"))
        for each in cut.sentences
    ]
    return Chunk(tuple(moved), text)


def _parsed(data: bytes, line: int, path: str) -> Iterator[Placed]:
    problems: list[Problem] = []
    found: list[Placed] = []
    for each in parse(data, path, strict=False):
        if isinstance(each, Problem):
            problems.append(each)
            continue
        found.append(each)
        if fault := text_fault(each.sentence):
            problems.append(each.problem(fault, path))
        if not each.sentence.tokens:
            problems.append(problem("id-sequence", path, "a sentence without words", line=each.line))
    if errors(problems):
        raise Refused(_moved(errors(problems), line))
    yield from found
