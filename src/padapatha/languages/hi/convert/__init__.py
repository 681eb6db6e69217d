"""Treebank converter: older Hindi treebanks into the conventions this project writes.

    for sentence in convert(read_rows(text)):
        ...

The style of the input is told from its content; a treebank that follows today's conventions comes back as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from padapatha.languages.hi.convert.hdtb import from_hdtb_v1
from padapatha.languages.hi.convert.pud import from_pud
from padapatha.languages.hi.convert.recognise import Style, style_of
from padapatha.languages.hi.convert.rows import Sentence

__all__ = ["convert"]


def convert(sentences: Iterable[Sentence], name: str = "hdtb") -> Iterator[Sentence]:
    """Yield each sentence in today's conventions, in order; forms change only to NFC, their number never.

    `name` starts the ids of sentences that have none (`name-1`, `name-2` ...). The first sentence that shows the mark
    of an older style decides for all: a file has one style.
    """
    source = iter(sentences)
    held: list[Sentence] = []
    style = Style.CURRENT
    for sentence in source:
        held.append(sentence)
        style = style_of(sentence)
        if style is not Style.CURRENT:
            break
    for number, sentence in enumerate(chain(held, source), 1):
        if style is Style.HDTB_V1:
            yield from_hdtb_v1(sentence, f"{name}-{number}")
        else:
            yield from_pud(sentence) if style is Style.PUD else sentence
