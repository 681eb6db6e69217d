"""What a corpus is made of: frozen records that know no file and no format.

Offsets are Unicode code points, 0-based, half-open, into the document's NFC text. An empty CoNLL-U field is ``_``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from padapatha.layers import Layers
from padapatha.metadata import Description
from padapatha.values import EMPTY, comment_value


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word: the ten columns of its CoNLL-U line, HEAD as a number (0 = root, None = not annotated)."""

    id: int
    form: str
    lemma: str = EMPTY
    upos: str = EMPTY
    xpos: str = EMPTY
    feats: str = EMPTY
    head: int | None = None
    deprel: str = EMPTY
    deps: str = EMPTY
    misc: str = EMPTY


@dataclass(frozen=True, slots=True)
class Multiword:
    """A surface token that stands for the words ``start`` to ``end``, both included (the line ``3-4``)."""

    start: int
    end: int
    form: str
    feats: str = EMPTY
    misc: str = EMPTY

    @property
    def id(self) -> str:
        """The range in the column ID."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class EmptyNode:
    """A node of the enhanced graph without a surface form (the line ``after.index``)."""

    after: int
    index: int
    form: str
    lemma: str = EMPTY
    upos: str = EMPTY
    xpos: str = EMPTY
    feats: str = EMPTY
    deps: str = EMPTY
    misc: str = EMPTY

    @property
    def id(self) -> str:
        """The decimal number in the column ID."""
        return f"{self.after}.{self.index}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its comment lines as they stand (``#`` included) and its nodes.

    ``start`` is the place of its text in the document; a sentence read from a file alone has 0.
    """

    comments: tuple[str, ...]
    tokens: tuple[Token, ...] = ()
    multiwords: tuple[Multiword, ...] = ()
    empty_nodes: tuple[EmptyNode, ...] = ()
    start: int = 0

    def comment(self, key: str) -> str | None:
        """Return the value of the first comment ``# key = value``, or None."""
        return comment_value(self.comments, key)

    @property
    def id(self) -> str:
        """The sent_id; empty when the sentence has none."""
        return self.comment("sent_id") or ""

    @property
    def text(self) -> str:
        """The text of ``# text``; empty when the sentence has none."""
        return self.comment("text") or ""

    @property
    def end(self) -> int:
        """Where the sentence's text ends in the document."""
        return self.start + len(self.text)

    @property
    def is_gold(self) -> bool:
        """Whether a person has confirmed the sentence."""
        return self.comment("annotation") == "gold"


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of it, its sentences and its layers.

    ``description`` is None for a text that belongs to no project. ``confirmed`` are the sentences that a person has
    decided, as they stand in ``annotations/treebank/``; ``layers`` are theirs too, ``proposed`` are the machine's.
    """

    id: str
    text: str
    language: str
    description: Description | None = None
    sentences: tuple[Sentence, ...] = ()
    confirmed: tuple[Sentence, ...] = ()
    layers: Layers = field(default_factory=Layers)
    proposed: Layers = field(default_factory=Layers)

    def with_sentences(self, sentences: Iterable[Sentence]) -> Document:
        """Return the same document with other sentences."""
        return replace(self, sentences=tuple(sentences))
