"""What a node of the tree is: a clause, a predicate, a nominal with a postposition ... (for the relation rules)."""

from __future__ import annotations

from padapatha.languages.hi.convert.rows import features
from padapatha.languages.hi.convert.tree import Rows, children

NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
_RELATIVES = frozenset({"जो", "जब", "जहाँ", "जैसा", "जितना", "जिधर"})


def has_child(rows: Rows, position: int, *deprels: str) -> bool:
    """True when a direct dependent bears one of the relations."""
    return any(rows[i].deprel in deprels for i in children(rows, position))


def case_lemmas(rows: Rows, position: int) -> frozenset[str]:
    """Lemmas of the postpositions that mark the node, on itself or on its last conjunct."""
    below = children(rows, position)
    conjuncts = [i for i in below if rows[i].deprel == "conj"]
    marked = [*below, *(children(rows, conjuncts[-1]) if conjuncts else ())]
    return frozenset(rows[i].lemma for i in marked if rows[i].upos == "ADP")


def is_finite(rows: Rows, position: int) -> bool:
    """True for the head of a finite verb group (Voice stands only there) and for है, था as full verbs."""
    values = features(rows[position])
    return rows[position].upos == "VERB" and ("Voice" in values or values.get("VerbForm") == "Fin")


def is_clause(rows: Rows, position: int) -> bool:
    """True for a finite verb, a predicate with a copula, and anything introduced by कि."""
    below = children(rows, position)
    if any(rows[i].deprel == "cop" or (rows[i].deprel == "mark" and rows[i].lemma == "कि") for i in below):
        return True
    return is_finite(rows, position) or rows[position].lemma == "चाहिए"


def is_predicate(rows: Rows, position: int) -> bool:
    """Whether the node's dependents are arguments of a clause: verbs, adjectives, adverbs, nominals with a copula."""
    row = rows[position]
    return row.upos not in NOMINALS or has_child(rows, position, "cop")


def is_relative(rows: Rows, position: int) -> bool:
    """True when the clause holds a relative word of its own (not one of a clause further down)."""
    todo = list(children(rows, position))
    while todo:
        node = todo.pop()
        if rows[node].lemma in _RELATIVES and rows[node].upos in {"PRON", "DET", "ADV", "SCONJ"}:
            return True
        if rows[node].upos != "VERB" and not has_child(rows, node, "cop"):
            todo.extend(children(rows, node))
    return False
