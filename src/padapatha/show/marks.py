"""What the layers of a document say of one sentence: the names in it, and the chains that its phrases belong to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from padapatha.files import present
from padapatha.layers import CoreferenceLayer, EntityLayer, Span
from padapatha.problems import Refused
from padapatha.reading import ProjectFiles, read_layer, read_proposed
from padapatha.reading.context import read_text_index
from padapatha.text_index import TextIndex


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a sentence: the label of a name or the id of a chain, its text, and its first and last word.

    ``start`` and ``end`` are offsets in the sentence's text. ``words`` is None when it is not whole words.
    """

    layer: str
    label: str
    text: str
    start: int
    end: int
    words: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Marks:
    """The spans of the layers of one document; none when it is of no project."""

    index: TextIndex | None = None
    spans: tuple[tuple[str, str, Span], ...] = ()

    def of(self, sent_id: str) -> tuple[Mark, ...]:
        """The marks that begin in a sentence, in the order of the text, longer ones first."""
        if self.index is None:
            return ()
        row = next((row for row, each in enumerate(self.index.sentences) if each.id == sent_id), None)
        return () if row is None else tuple(self._marks(self.index, row))

    def _marks(self, index: TextIndex, row: int) -> Iterator[Mark]:
        sentence = index.sentences[row]
        for layer, label, span in self.spans:
            if sentence.start <= span.start < sentence.end:
                found = index.words_of(span.start, span.end)
                words = (found.first + 1, found.last) if found else None
                start, end = span.start - sentence.start, min(span.end, sentence.end) - sentence.start
                yield Mark(layer, label, span.text, start, end, words)


def read_marks(reader: ProjectFiles, document: str) -> Marks:
    """Read the names and chains of a document, as people made them; names that a build proposes where nobody did.

    A layer that is of another text, or not of its form, is left out: `validate` says what is wrong with it.
    """
    try:
        index = read_text_index(reader, document)
    except Refused:
        return Marks()
    spans = [*_entities(reader, document, index), *_mentions(reader, document, index)]
    return Marks(index, tuple(sorted(spans, key=lambda each: (each[0] != "entities", each[2].start, -each[2].end))))


def _entities(reader: ProjectFiles, document: str, index: TextIndex) -> Iterator[tuple[str, str, Span]]:
    layer = None
    with suppress(Refused):
        if present(reader.project.layer("entities", document)):
            layer = read_layer(reader, "entities", document).layer
        else:
            layer = read_proposed(reader, document).layer
    if isinstance(layer, EntityLayer) and layer.text_sha256 == index.sha256:
        yield from (("entities", each.label, each) for each in layer.entities)


def _mentions(reader: ProjectFiles, document: str, index: TextIndex) -> Iterator[tuple[str, str, Span]]:
    layer = None
    with suppress(Refused):
        if present(reader.project.layer("coreference", document)):
            layer = read_layer(reader, "coreference", document).layer
    if isinstance(layer, CoreferenceLayer) and layer.text_sha256 == index.sha256:
        chains = {mention: chain.id for chain in layer.chains for mention in chain.mentions}
        yield from (("coreference", chains[each.id], each) for each in layer.mentions if each.id in chains)
