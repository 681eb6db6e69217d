"""Converter of older Hindi treebanks into the conventions that this project writes.

    for sentence in convert(read_conllu("hi_hdtb-v1.conllu", strict=False)):
        ...

The style of the input is recognised by its content; a treebank that follows today's conventions comes back as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain

from padapatha.convert.hdtb import from_hdtb_v1
from padapatha.convert.pud import from_pud
from padapatha.convert.spacing import canonical
from padapatha.model import Sentence
from padapatha.values import features

__all__ = ["Style", "convert", "style_of"]

_OLD_UPOS = frozenset({"CONJ"})
_OLD_RELATIONS = frozenset({"dobj", "nsubjpass", "auxpass", "neg", "mwe", "name", "csubjpass"})
_OLD_VALUES = frozenset(
    {
        ("Number", "Sg"),
        ("Number", "Pl"),
        ("Gender", "M"),
        ("Gender", "F"),
        ("Case", "O"),
        ("Case", "D"),
        ("Case", "Any"),
        ("Gender", "Any"),
        ("Voice", "Active"),
        ("Voice", "Passive"),
    }
)
_OLD_LEMMAS = frozenset({"COMMA", "SINGLE_QUOTE"})
# Penn tags of PUD that are no tags of the AnnCorra set of HDTB.
_PUD_TAGS = frozenset({"IN", "DT", "PRP$", "VBI", "VBN", "VXH", "EMPH", "CD", "WP", "RBF", "VAM", "``", ".", ","})


class Style(Enum):
    """The three annotation styles the converter knows."""

    HDTB_V1 = "hdtb-v1"
    PUD = "pud"
    CURRENT = "current"


def style_of(sentence: Sentence) -> Style:
    """The style one sentence shows; `CURRENT` when it shows no mark of an older one."""
    for token in sentence.tokens:
        if token.upos in _OLD_UPOS or token.deprel in _OLD_RELATIONS or token.lemma in _OLD_LEMMAS:
            return Style.HDTB_V1
        if _OLD_VALUES & set(features(token.feats).items()):
            return Style.HDTB_V1
    if any(token.xpos in _PUD_TAGS for token in sentence.tokens):
        return Style.PUD
    return Style.CURRENT


def convert(sentences: Iterable[Sentence], document: str = "hdtb") -> Iterator[Sentence]:
    """Yield each sentence in today's conventions, in order; forms change only to NFC, their number never.

    Sentences are trees without multiword tokens, empty nodes and enhanced dependencies. A sentence without a sent_id
    gets ``<document>-s<number>``. The first sentence that shows the mark of an older style decides for all: a file has
    one style. A treebank of no older style is not changed at all.
    """
    source = iter(sentences)
    held: list[Sentence] = []
    style = Style.CURRENT
    for sentence in source:
        held.append(sentence)
        style = style_of(sentence)
        if style is not Style.CURRENT:
            break
    steps = {Style.HDTB_V1: from_hdtb_v1, Style.PUD: from_pud}
    for number, sentence in enumerate(chain(held, source), 1):
        known = style in steps
        yield canonical(steps[style](sentence), f"{document}-s{number}") if known else sentence
