"""What the layers of a document stand on: its text, and where graphemes, tokens and sentences begin and end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from padapatha import files
from padapatha.conllu import parse, word_offsets
from padapatha.conllu.reader import Placed
from padapatha.problems import Refused
from padapatha.text import graphemes
from padapatha.validate.scene import Scene
from padapatha.validate.seed_files import seed_text


@dataclass(frozen=True, slots=True)
class Ground:
    """Offsets are code points of ``text``. Without a built corpus there are no ``sentences`` and no token borders."""

    text: str
    sha256: str
    graphemes: frozenset[int]
    starts: frozenset[int]  # of tokens
    ends: frozenset[int]
    sentences: Mapping[str, tuple[int, int]]  # by sent_id, in the order of the text
    places: tuple[tuple[int, int], ...]  # the same without their ids

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The start and end of the sentence in which an offset lies, or of the one before it."""
        found = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        return self.places[max(found, 0)]


def ground_of(scene: Scene, document: str) -> Ground:
    """Read what the layers of a document stand on; raises `Refused` when its seed cannot be read."""
    text = seed_text(scene, document)
    starts, ends = set(), set()
    sentences: dict[str, tuple[int, int]] = {}
    at = 0
    for placed in _placed(scene, document):
        start = text.find(placed.sentence.text, at)
        if start < 0 or not placed.sentence.text:
            continue  # the corpus is not of this text, which is said where the corpus is looked at
        at = start + len(placed.sentence.text)
        sentences[placed.sentence.id] = (start, at)
        for first, last in word_offsets(placed.sentence):
            starts.add(start + first)
            ends.add(start + last)
    digest = files.sha256(text.encode("utf-8"))
    places = tuple(sentences.values())
    return Ground(text, digest, frozenset(graphemes(text)), frozenset(starts), frozenset(ends), sentences, places)


def _placed(scene: Scene, document: str) -> list[Placed]:
    path = scene.project.corpus_conllu(document)
    try:
        data = scene.read(path)
    except Refused:
        return []
    return [each for each in parse(data, scene.name(path)) if isinstance(each, Placed)]
