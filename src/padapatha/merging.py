"""Edited sentences into the treebank of a document: each replaces those with which it shares characters.

So a joined sentence replaces both that it was made of, and every sentence gets the id of its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from padapatha.confirmed_places import Place, confirmed_places
from padapatha.model import Document, Sentence
from padapatha.placement import with_places
from padapatha.problems import Problem, refuse
from padapatha.reading import ProjectFiles, read_seed
from padapatha.sentence_ids import sentence_rank
from padapatha.stages import normalise, segment
from padapatha.values import with_comment


@dataclass(frozen=True, slots=True)
class Merged:
    """All sentences of a treebank in order, and the ids of those that were put in."""

    sentences: tuple[Sentence, ...]
    ids: tuple[str, ...]


def segmented(reader: ProjectFiles, document: str) -> Document:
    """Return a document as the rules segment it; raise `Refused` for a seed that cannot be read."""
    seed = read_seed(reader, document)
    return segment(normalise(Document(document, seed.text, seed.description.language, seed.description)))


def merged(document: Document, kept: Sequence[Sentence], edited: Sequence[Sentence], path: str) -> Merged:
    """Put edited sentences, of the file ``path``, among those of a treebank; ``document`` is as the rules segment it.

    Raises `Refused` for an edited sentence that has no place in the text. A sentence of the treebank that has none is
    kept, unless an edited one has its id.
    """
    found = confirmed_places(replace(document, confirmed=tuple(edited)))
    refuse(replace(each, path=path) for each in found if isinstance(each, Problem))
    new = [(span, each) for span, each in zip(found, edited, strict=True) if not isinstance(span, Problem)]
    names = frozenset(each.id for each in edited)
    old: list[tuple[Place, Sentence]] = []
    lost: list[Sentence] = []
    for span, each in zip(confirmed_places(replace(document, confirmed=tuple(kept))), kept, strict=True):
        if isinstance(span, Problem):
            lost += [each] if each.id not in names else []
        elif not any(span[0] < other[1] and other[0] < span[1] for other, _ in new):
            old.append((span, each))
    together = sorted([*old, *new], key=lambda pair: pair[0])
    done = with_places(replace(document, confirmed=tuple(each for _, each in together)), [each for each, _ in together])
    starts = frozenset(span[0] for span, _ in new)
    placed = _with_paragraphs(done)
    ids = tuple(each.id for each in placed if each.start in starts)
    return Merged(tuple(sorted([*placed, *lost], key=lambda each: sentence_rank(each.id) or (0, 0))), ids)


def _with_paragraphs(document: Document) -> list[Sentence]:
    """The confirmed sentences, each with a comment for the paragraph that it begins."""
    paragraphs = {sentence.start: sentence.comment("newpar id") for sentence in document.sentences}
    return [
        replace(each, comments=with_comment(each.comments, "newpar id", paragraphs[each.start]))
        for each in document.confirmed
    ]
