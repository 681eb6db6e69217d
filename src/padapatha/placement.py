"""The stage that cuts the text where confirmed sentences begin and end, in place of the rules of segmentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from padapatha.confirmed_places import Place, confirmed_places, last_end, next_start
from padapatha.conllu.surface import last_surface
from padapatha.model import Document, Multiword, Sentence
from padapatha.problems import Problem, Refused
from padapatha.sentence_ids import sentence_id, sentence_rank
from padapatha.stages import sentence_at_place, space_behind
from padapatha.values import with_comment, with_space_after


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
    start, end = next_start(text, start), last_end(text, end)
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
