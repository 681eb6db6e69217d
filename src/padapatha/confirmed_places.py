"""Where confirmed sentences stand in a text: each where its exact text stands.

The sent_id of a sentence says which place is meant. Where that has another text now, the place is searched, and taken
only when there is one that can be meant: the sentence begins and ends where sentences do, and the confirmed sentences
keep their order. Nothing is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

import regex

from padapatha.languages import Language, language
from padapatha.model import Document, Sentence
from padapatha.problems import Problem, problem
from padapatha.sentence_ids import sentence_id, sentence_rank
from padapatha.text import around, first_difference, graphemes
from padapatha.tokenise import token_spans

Place = tuple[int, int]  # start and end in the document's text

_SPACE = re.compile(r"\s+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\p{Join_Control}]")


def last_end(text: str, end: int) -> int:
    """Where the text before an offset ends; 0 when nothing but white space stands before it."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def next_start(text: str, start: int) -> int:
    """Where the text behind an offset begins; the end of the text when nothing but white space stands there."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def confirmed_places(document: Document) -> tuple[Place | Problem, ...]:
    """Find the place of every confirmed sentence in a document that the rules have segmented, or say why it has none.

    No two places overlap.
    """
    rules = _Segmentation(document.text, document.sentences, language(document.language))
    named = [rules.named(block, document.id) for block in document.confirmed]
    sure = [each for each in named if each]
    if len(sure) == len(named) and _in_order(sure):
        return tuple(sure)
    return _without_overlaps(document, _searched(document, rules, named))


@dataclass(frozen=True, slots=True)
class _Segmentation:
    """The text as the rules of segmentation and tokenisation cut it."""

    text: str
    sentences: tuple[Sentence, ...]
    language: Language
    _borders: dict[int, frozenset[int]] = field(default_factory=dict)

    def index_at(self, offset: int) -> int:
        """The index of the sentence in which an offset lies, or behind which."""
        return max(bisect_right(self.sentences, offset, key=attrgetter("start")) - 1, 0)

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


def _searched(document: Document, rules: _Segmentation, named: Sequence[Place | None]) -> list[Place | Problem]:
    """Search the places of all confirmed sentences together: each may be the border that another one needs."""
    possible = [sorted(_possible(block, rules, sure)) for block, sure in zip(document.confirmed, named, strict=True)]
    kept = _supported(possible, named, rules)
    rows = [row for row, spans in enumerate(kept) if spans]
    ranges = dict(zip(rows, _ranges([kept[row] for row in rows]), strict=True))
    found: list[Place | Problem] = []
    for row, block in enumerate(document.confirmed):
        if not kept[row]:
            found.append(_misfit(document, block, possible[row], rules))
            continue
        meant = [span for span in kept[row] if ranges[row][0] <= span[0] <= ranges[row][1]]
        if len(meant) > 1:
            meant = [span for span in meant if span == named[row]] or meant
        found.append(meant[0] if len(meant) == 1 else _ambiguous(document, block, meant, rules))
    return found


def _possible(block: Sentence, rules: _Segmentation, named: Place | None) -> set[Place]:
    found = _occurrences(block.text, rules.text) if block.text else iter(())
    return {span for span in found if all(map(rules.is_token_border, span))} | ({named} if named else set())


def _supported(
    possible: Sequence[Sequence[Place]], named: Sequence[Place | None], rules: _Segmentation
) -> list[list[Place]]:
    """Keep the places that a sent_id says, and those that begin and end where other sentences end and begin.

    Both parts of a sentence that a person has cut support each other.
    """
    text = rules.text
    rule_starts = {*(each.start for each in rules.sentences), len(text)}
    rule_ends = {0, *(each.end for each in rules.sentences)}
    kept = [list(spans) for spans in possible]
    while True:
        starts = rule_starts.union(start for spans in kept for start, _ in spans)
        ends = rule_ends.union(end for spans in kept for _, end in spans)
        left = [
            [
                span
                for span in spans
                if span == sure or (last_end(text, span[0]) in ends and next_start(text, span[1]) in starts)
            ]
            for spans, sure in zip(kept, named, strict=True)
        ]
        if left == kept:
            return left
        kept = left


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
    """Put a problem in place of each that begins before the end of one that is kept."""
    end, last = 0, 0
    for span, row in sorted((each, row) for row, each in enumerate(found) if not isinstance(each, Problem)):
        if span[0] < end:
            ids = document.confirmed[row].id, document.confirmed[last].id
            found[row] = _problem(document, "place", " and ".join(ids) + " overlap in the text")
        else:
            end, last = span[1], row
    return tuple(found)


# What is wrong with a sentence that has no place


def _problem(document: Document, slug: str, found: str, fix: str = "") -> Problem:
    return problem(slug, f"annotations/treebank/{document.id}.conllu", found, fix=fix)


def _ambiguous(document: Document, block: Sentence, spans: Sequence[Place], rules: _Segmentation) -> Problem:
    shown = ", ".join(rules.sentences[rules.index_at(span[0])].id for span in spans[:5])
    more = " …" if len(spans) > 5 else ""
    found = f"the text of {block.id} stands {len(spans)} times in the document: in {shown}{more}"
    return _problem(document, "place", found)


def _misfit(document: Document, block: Sentence, inside: Sequence[Place], rules: _Segmentation) -> Problem:
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
        there = rules.sentences[rules.index_at(inside[0][0])].id
        fix = f"write the sent_id {there} if that is the sentence that was confirmed"
        return _problem(document, "stale", f"{block.id} was confirmed; its text is now a part of {there}", fix)
    here = next((each for each in rules.sentences if each.id == block.id), None)
    if here is None:
        return _problem(document, "stale", f"{block.id} was confirmed; its text is not in the document any more")
    at = first_difference(here.text, block.text)
    found = f"{block.id} was confirmed on another text, different from character {at}: {around(here.text, at)}"
    return _problem(document, "stale", found)
