"""The labels that are allowed in Hindi annotation.

Relations and auxiliaries are those registered for Hindi with the official UD validator (``udtools`` 0.2.9). XPOS tags
are those of the treebank UD_Hindi-HDTB (AnnCorra), each with the UPOS tags that it has there.
"""

from __future__ import annotations

from padapatha.languages.rows import words

AUX_LEMMAS = frozenset(words("है था जाना रहना सकना पाना चाहिए पड़ना होना करना"))

# A dataset numbers the labels in this order: a new one is added at the end, here and in `_UPOS_OF`
DEPREL_ORDER = words(
    "acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp clf compound compound:lvc compound:redup",
    "conj cop csubj csubj:pass dep det det:poss discourse dislocated expl fixed flat flat:name goeswith iobj list",
    "mark nmod nmod:poss nmod:tmod nsubj nsubj:pass nummod obj obl obl:agent obl:tmod orphan parataxis punct",
    "reparandum root vocative xcomp",
)
DEPRELS = frozenset(DEPREL_ORDER)

# The UPOS tags of the rare compound tags (PRPC, QFC, NSTC, RBC, CCC) are those of the first UD release of the treebank.
# ECH and UT are excluded: they are too rare in HDTB to determine their UPOS
_UPOS_OF = {
    "NN": "NOUN",
    "NNC": "NOUN",
    "NNP": "PROPN",
    "NNPC": "PROPN",
    "PRP": "PRON",
    "PRPC": "PRON",
    "DEM": "DET",
    "WQ": "PRON DET",
    "QF": "DET ADJ",
    "QFC": "DET",
    "QC": "NUM",
    "QCC": "NUM",
    "QO": "ADJ",
    "JJ": "ADJ",
    "JJC": "ADJ",
    "VM": "VERB AUX",
    "VAUX": "AUX VERB",
    "PSP": "ADP ADJ",
    "NST": "ADP ADV",
    "NSTC": "ADV",
    "RB": "ADV",
    "RBC": "ADV",
    "INTF": "ADV",
    "RP": "PART",
    "NEG": "PART",
    "CC": "CCONJ SCONJ",
    "CCC": "SCONJ",
    "RDP": "NOUN PROPN PRON DET ADJ NUM VERB ADV",  # the second part of a reduplication keeps the UPOS of the first
    "SYM": "PUNCT SYM",
    "INJ": "INTJ",
    "UNK": "X",
}
UPOS_XPOS = frozenset((upos, xpos) for xpos, row in _UPOS_OF.items() for upos in words(row))
XPOS_ORDER = tuple(_UPOS_OF)
UPOS = frozenset(upos for upos, _ in UPOS_XPOS)
