"""What UD asks of every language's trees: the facts that its validator enforces at level 3 (``udtools`` 0.2.9).

Relations are meant without their subtype: `udeprel("aux:pass")` is ``aux``.
"""

from __future__ import annotations

from collections.abc import Mapping

ALL_UPOS = frozenset(
    ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
     "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")
)  # fmt: skip  # one row of the table after the other

# The UPOS that may stand in a relation; the other relations take all but PUNCT
_ONLY: Mapping[str, frozenset[str]] = {
    "det": frozenset(("DET", "PRON")),
    "nummod": frozenset(("NUM", "NOUN", "SYM")),
    "advmod": frozenset(("ADV", "ADJ", "CCONJ", "DET", "PART", "SYM")),
    "expl": frozenset(("PRON", "DET", "PART")),
    "aux": frozenset(("AUX",)),
    "cop": frozenset(("AUX",)),  # others are permitted, but their lemma would have to be an auxiliary's
    "case": ALL_UPOS - {"PROPN", "ADJ", "PRON", "DET", "NUM", "AUX"},
    "mark": ALL_UPOS - {"NOUN", "PROPN", "ADJ", "PRON", "DET", "NUM", "AUX", "INTJ"},
    "cc": ALL_UPOS - {"NOUN", "PROPN", "ADJ", "PRON", "DET", "NUM", "VERB", "AUX", "INTJ"},
    "punct": frozenset(("PUNCT",)),
    "root": ALL_UPOS,
}

# The head stands to the left
LEFT_HEADED = frozenset(("conj", "fixed", "flat", "goeswith", "appos"))

# Never chosen: each asks for features that are not registered for all languages, or mends what a text should not have
UNUSED = frozenset(("fixed", "goeswith", "orphan", "reparandum"))

# Function words have no dependents but these; negation may stand under any of them
_UNDER_FUNCTION = frozenset(("conj", "cc", "punct"))
_UNDER: Mapping[str, frozenset[str]] = {
    "case": _UNDER_FUNCTION | {"advmod", "obl"},
    "mark": _UNDER_FUNCTION | {"advmod", "obl"},
    "clf": _UNDER_FUNCTION | {"advmod", "obl"},
    "aux": _UNDER_FUNCTION,
    "cop": _UNDER_FUNCTION,
    "cc": frozenset(("conj", "punct")),
    "det": _UNDER_FUNCTION | {"det", "case", "advmod", "obl", "clf", "flat", "compound", "discourse", "parataxis"},
    "punct": frozenset(("punct",)),
}
LEAVES = frozenset(_UNDER)

SUBJECTS = frozenset(("nsubj", "csubj"))
OBJECTS = frozenset(("obj",))
# Under a word in one of these relations a nominal is no predicate, so that it has nmod and not obl …
NOMINAL = frozenset(("nsubj", "obj", "iobj", "obl", "vocative", "dislocated", "expl", "nmod"))
NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
# … unless it has a dependent that only a predicate has
OF_PREDICATES = frozenset(("cop", "nsubj", "csubj"))


def udeprel(deprel: str) -> str:
    """The relation without its subtype."""
    return deprel.partition(":")[0]


def may_be(upos: str, deprel: str) -> bool:
    """Whether a word of this UPOS may stand in this relation."""
    return upos in _ONLY.get(udeprel(deprel), ALL_UPOS - {"PUNCT"})


def may_have(parent: str, child: str, *, negation: bool = False) -> bool:
    """Whether a word in the relation ``parent`` may have a dependent in the relation ``child``."""
    above, below = udeprel(parent), udeprel(child)
    if above not in LEAVES or below in _UNDER[above]:
        return True
    return negation and below == "advmod" and above != "punct"
