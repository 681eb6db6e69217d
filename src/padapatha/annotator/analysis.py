"""What an annotator says of a sentence, and what every annotator is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The annotation of one sentence, a value a word.

    ``heads`` count from 1, 0 is the root. ``entities`` are IOB2 tags; ``confidence`` is the probability that UPOS, head
    and relation are all right, as the annotator sees it. Both are empty when the annotator does not tell them.
    """

    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    entities: tuple[str, ...] = ()
    confidence: tuple[float, ...] = ()


class Annotator(Protocol):
    """Analyses sentences of at least one word each, in order; holds no more of them than it must."""

    @property
    def name(self) -> str:
        """What it is called: in the metadata of a corpus, and for ``--annotator``."""

    @property
    def version(self) -> str:
        """Tells two models apart that give different annotation."""

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        """Yield one analysis per sentence."""
