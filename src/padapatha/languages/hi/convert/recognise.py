"""Which annotation style a treebank follows, told from its content."""

from __future__ import annotations

from enum import Enum

from padapatha.languages.hi.convert.rows import Sentence, features

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
    for row in sentence.rows:
        if row.upos in _OLD_UPOS or row.deprel in _OLD_RELATIONS or row.lemma in _OLD_LEMMAS:
            return Style.HDTB_V1
        if _OLD_VALUES & set(features(row).items()):
            return Style.HDTB_V1
    if any(row.xpos in _PUD_TAGS for row in sentence.rows):
        return Style.PUD
    return Style.CURRENT
