"""The stage that cuts the text where confirmed sentences begin and end, in place of the rules of segmentation.

A confirmed sentence stands where its exact text stands in the document. Its sent_id says which place is meant; where
that has another text now, the place is searched, and taken only when there is one that can be meant: the sentence
begins and ends where sentences do, and the confirmed sentences keep their order. Nothing is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from padapatha.conllu.surface import last_surface
from padapatha.languages import Language, language
from padapatha.model import Document, Multiword, Sentence
from padapatha.problems import Problem, Refused, problem
from padapatha.sentence_ids import sentence_id, sentence_rank
from padapatha.stages import sentence_at_place, space_behind
from padapatha.text import around, first_difference, graphemes
from padapatha.tokenise import token_spans
from padapatha.values import with_comment, with_space_after

Place = tuple[int, int]  # start and end in the document's text

_SPACE = re.compile(r"\s+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\p{Join_Control}]")


def place_confirmed(document: Document) -> Document:
    """Cut the sentences around those that a person has confirmed, and give these the ids of their places."""
    if not document.confirmed:
        return document
    found = confirmed_places(document)
    problems = [each for each in found if isinstance(each, Problem)]
    if problems:
        raise Refused(problems)
    return with_places(document, [each for each in found if not isinstance(each, Problem)])


def with_places(document: Document, spans: Sequence[Place]) -> Document:
    """Cut the sentences around the confirmed ones, whose places are known and do not overlap."""
    sentences = tuple(_cut(document, spans))
    ids = {sentence.start: sentence.id for sentence in sentences}
    pairs = zip(document.confirmed, spans, strict=True)
    confirmed = (_at_place(block, document.text, span, ids[span[0]]) for block, span in pairs)
    return replace(document, sentences=sentences, confirmed=tuple(confirmed))


def confirmed_places(document: Document) -> tuple[Place | Problem, ...]:
    """Find the place of every confirmed sentence in a document that the rules have segmented, or say why it has none.

    No two places overlap.
    """
    machine = _Machine(document.text, document.sentences, language(document.language))
    named = [machine.named(block, document.id) for block in document.confirmed]
    sure = [each for each in named if each]
    if len(sure) == len(named) and _in_order(sure):
        return tuple(sure)
    return _without_overlaps(document, _searched(document, machine, named))


@dataclass(frozen=True, slots=True)
class _Machine:
    """The text as the rules of segmentation and tokenisation cut it."""

    text: str
    sentences: tuple[Sentence, ...]
    language: Language
    starts: list[int] = field(default_factory=list)
    _borders: dict[int, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts.extend(sentence.start for sentence in self.sentences)

    def index_at(self, offset: int) -> int:
        """The index of the sentence in which an offset lies, or behind which."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def named(self, block: Sentence, document: str) -> Place | None:
        """The place that the sent_id says: where the text begins in the sentence of that number, if it does once."""
        number, nth = sentence_rank(block.id) or (0, 0)
        if not 1 <= number <= len(self.sentences) or block.id != sentence_id(document, number, nth) or not block.text:
            return None
        here = self.sentences[number - 1]
        if here.text == block.text:
            return here.start, here.end
        found = list(_occurrences(block.text, self.text, here.start, here.end - 1 + len(block.text)))
        found = [span for span in found if all(self._may_cut(offset, here.start) for offset in span)]
        at_start = [span for span in found if span[0] == here.start and nth == 1]
        return next(iter(at_start or (found if len(found) == 1 else ())), None)

    def is_token_border(self, offset: int) -> bool:
        """Whether a token begins or ends at an offset."""
        index = self.index_at(offset)
        return any(offset in self._token_borders(each) for each in (index - 1, index) if each >= 0)

    def _token_borders(self, index: int) -> frozenset[int]:
        if index not in self._borders:
            here = self.sentences[index]
            spans = token_spans(here.text, self.language)
            self._borders[index] = frozenset(here.start + offset for span in spans for offset in span)
        return self._borders[index]

    def _may_cut(self, offset: int, start: int) -> bool:
        """Whether the text may be cut: between tokens, or beside a mark that the rules keep in a token."""
        if self.is_token_border(offset):
            return True
        if all(map(_WORD.match, self.text[offset - 1 : offset + 1])):
            return False
        return offset - start in graphemes(self.text[start : offset + 8])


def _occurrences(piece: str, text: str, start: int = 0, end: int | None = None) -> Iterator[Place]:
    offset = text.find(piece, start, end)
    while offset >= 0:
        yield offset, offset + len(piece)
        offset = text.find(piece, offset + 1, end)


def _in_order(spans: Iterable[Place]) -> bool:
    return all(before[1] <= after[0] for before, after in pairwise(spans))


# Confirmed sentences that do not all stand where their sent_ids say


def _searched(document: Document, machine: _Machine, named: Sequence[Place | None]) -> list[Place | Problem]:
    """Search the places of all confirmed sentences together: each may be the border that another one needs."""
    possible = [sorted(_possible(block, machine, sure)) for block, sure in zip(document.confirmed, named, strict=True)]
    kept = _supported(possible, named, machine)
    rows = [row for row, spans in enumerate(kept) if spans]
    ranges = dict(zip(rows, _ranges([kept[row] for row in rows]), strict=True))
    found: list[Place | Problem] = []
    for row, block in enumerate(document.confirmed):
        if not kept[row]:
            found.append(_misfit(document, block, possible[row], machine))
            continue
        meant = [span for span in kept[row] if ranges[row][0] <= span[0] <= ranges[row][1]]
        if len(meant) > 1:
            meant = [span for span in meant if span == named[row]] or meant
        found.append(meant[0] if len(meant) == 1 else _ambiguous(document, block, meant, machine))
    return found


def _possible(block: Sentence, machine: _Machine, named: Place | None) -> set[Place]:
    found = _occurrences(block.text, machine.text) if block.text else iter(())
    return {span for span in found if all(map(machine.is_token_border, span))} | ({named} if named else set())


def _supported(
    possible: Sequence[Sequence[Place]], named: Sequence[Place | None], machine: _Machine
) -> list[list[Place]]:
    """Keep the places that a sent_id says, and those that begin and end where other sentences end and begin.

    Both parts of a sentence that a person has cut support each other.
    """
    kept = [list(spans) for spans in possible]
    while True:
        starts = frozenset(span[0] for spans in kept for span in spans) | {*machine.starts, len(machine.text)}
        ends = frozenset(span[1] for spans in kept for span in spans) | {0, *(each.end for each in machine.sentences)}
        left = [
            [
                span
                for span in spans
                if span == sure or (_end_before(machine.text, span[0]) in ends and _begin(machine, span) in starts)
            ]
            for spans, sure in zip(kept, named, strict=True)
        ]
        if left == kept:
            return left
        kept = left


def _end_before(text: str, start: int) -> int:
    """Where the text before a place ends; 0 when nothing stands before it."""
    while start and text[start - 1].isspace():
        start -= 1
    return start


def _begin(machine: _Machine, span: Place) -> int:
    """Where the text behind a place begins."""
    match = _SPACE.match(machine.text, span[1])
    return match.end() if match else span[1]


def _ranges(possible: Sequence[Sequence[Place]]) -> list[Place]:
    """The first and the last start that each sentence can have when all keep their order; any, when they cannot."""
    first = _earliest(possible)
    mirrored = _earliest([[(-end, -start) for start, end in reversed(spans)] for spans in reversed(possible)])
    if first is None or mirrored is None:
        anywhere = (0, max((span[0] for spans in possible for span in spans), default=0))
        return [anywhere] * len(possible)
    return [(start, -end) for (start, _), (_, end) in zip(first, reversed(mirrored), strict=True)]


def _earliest(possible: Sequence[Sequence[Place]]) -> list[Place] | None:
    """The first place of each that lies behind the one before; None when there are none such."""
    chosen: list[Place] = []
    for spans in possible:
        span = next((span for span in spans if not chosen or span[0] >= chosen[-1][1]), None)
        if span is None:
            return None
        chosen.append(span)
    return chosen


def _without_overlaps(document: Document, found: list[Place | Problem]) -> tuple[Place | Problem, ...]:
    """Put a problem in place of the second of two that overlap."""
    placed = sorted((each, row) for row, each in enumerate(found) if not isinstance(each, Problem))
    for (before, first), (after, second) in pairwise(placed):
        if after[0] < before[1]:
            ids = (document.confirmed[row].id for row in (second, first))
            found[second] = _problem(document, "place", " and ".join(ids) + " overlap in the text")
    return tuple(found)


# What is wrong with a sentence that has no place


def _problem(document: Document, slug: str, found: str, fix: str = "") -> Problem:
    return problem(slug, f"annotations/treebank/{document.id}.conllu", found, fix=fix)


def _ambiguous(document: Document, block: Sentence, spans: Sequence[Place], machine: _Machine) -> Problem:
    shown = ", ".join(machine.sentences[machine.index_at(span[0])].id for span in spans[:5])
    more = " …" if len(spans) > 5 else ""
    found = f"the text of {block.id} stands {len(spans)} times in the document: in {shown}{more}"
    return _problem(document, "place", found)


def _misfit(document: Document, block: Sentence, inside: Sequence[Place], machine: _Machine) -> Problem:
    """Say what became of the text of a sentence that has no place."""
    pieces = [re.escape(piece) for piece in _SPACE.split(block.text)]
    spaced = re.search(r"\s+".join(pieces), document.text)
    if spaced and "\n" in spaced[0]:
        line = document.text.count("\n", 0, spaced.start()) + 1
        found = f"{block.id} crosses the end of a paragraph, in line {line} of the text"
        return _problem(document, "place", found)
    if spaced and spaced[0] != block.text:
        at = first_difference(spaced[0], block.text)
        found = f"{block.id} has other white space than the text, from character {at}: {around(spaced[0], at)}"
        return _problem(document, "stale", found)
    if inside:
        there = machine.sentences[machine.index_at(inside[0][0])].id
        fix = f"write the sent_id {there} if that is the sentence that was confirmed"
        return _problem(document, "stale", f"{block.id} was confirmed; its text is now a part of {there}", fix)
    here = next((each for each in machine.sentences if each.id == block.id), None)
    if here is None:
        return _problem(document, "stale", f"{block.id} was confirmed; its text is not in the document any more")
    at = first_difference(here.text, block.text)
    found = f"{block.id} was confirmed on another text, different from character {at}: {around(here.text, at)}"
    return _problem(document, "stale", found)


# The sentences around them


def _cut(document: Document, spans: Sequence[Place]) -> Iterator[Sentence]:
    """Yield all sentences in order: the confirmed ones, and what is left of those of the rules."""
    machine = document.sentences
    index, nth = -1, 1
    for start, end in sorted((*spans, *_left(document, sorted(spans)))):
        begun = index
        while index + 1 < len(machine) and machine[index + 1].start <= start:
            index += 1
        nth = nth + 1 if index == begun else 1
        here = machine[index]
        if (here.start, here.end) == (start, end):
            yield here
        else:
            number, _ = sentence_rank(here.id) or (index + 1, 1)
            yield sentence_at_place(document, (start, end), sentence_id(document.id, number, nth), here)


def _left(document: Document, spans: Sequence[Place]) -> Iterator[Place]:
    """Yield what the places leave of each sentence, without the white space around it."""
    row = 0
    for sentence in document.sentences:
        start = sentence.start
        while row < len(spans) and spans[row][0] < sentence.end:
            yield from _trimmed(document.text, start, spans[row][0])
            start = max(start, spans[row][1])
            if spans[row][1] > sentence.end:
                break
            row += 1
        yield from _trimmed(document.text, start, sentence.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Place]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _at_place(block: Sentence, text: str, span: Place, name: str) -> Sentence:
    """The confirmed sentence with the id of its place, and with the white space that stands behind it there."""
    comments = with_comment(block.comments, "sent_id", name)
    last, space = last_surface(block), space_behind(text, span[1])
    moved = replace(block, comments=comments, start=span[0])
    if isinstance(last, Multiword):
        end = replace(last, misc=with_space_after(last.misc, space))
        return replace(moved, multiwords=(*block.multiwords[:-1], end))
    if last is None:
        return moved
    return replace(moved, tokens=(*block.tokens[:-1], replace(last, misc=with_space_after(last.misc, space))))
