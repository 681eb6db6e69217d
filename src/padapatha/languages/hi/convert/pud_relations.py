"""Relations of PUD under the names this project uses."""

from __future__ import annotations

from dataclasses import replace

from padapatha.languages.hi.convert.clauses import case_lemmas, has_child, is_clause, is_predicate
from padapatha.languages.hi.convert.relations import nominal_label
from padapatha.languages.hi.convert.rows import Row, features
from padapatha.languages.hi.convert.tree import Rows

_NAMES = {
    "nmod:poss": "nmod",
    "obl:tmod": "obl",
    "obl:agent": "obl",
    "compound:lvc": "compound",
    "compound:redup": "compound",
    "appos": "nmod",
    "flat": "compound",
    "flat:name": "compound",
}


def pud_relations(rows: Rows) -> Rows:
    """The rows with the relations the guide asks for; heads stay."""
    named = tuple(replace(row, deprel=_NAMES.get(row.deprel, row.deprel)) for row in rows)
    return tuple(replace(row, deprel=_label(named, i)) for i, row in enumerate(named))


def _label(rows: Rows, position: int) -> str:
    row = rows[position]
    if row.head == 0 or row.upos == "PUNCT":
        return "root" if row.head == 0 else "punct"
    head = rows[row.head - 1]
    if row.deprel == "obj" and has_child(rows, row.head - 1, "cop") and not has_child(rows, row.head - 1, "nsubj"):
        return "nsubj"  # a predicate with a copula has a subject and no object
    if row.deprel == "discourse" or row.xpos == "RP":
        return "dep"
    if row.deprel in {"case", "mark"}:
        return _marker(row, head)
    if row.deprel == "xcomp" and row.upos == "VERB" and head.upos in {"NOUN", "PROPN"}:
        return "nmod" if features(row).get("VerbForm") == "Inf" else "acl"
    if row.deprel == "acl" and head.upos in {"VERB", "ADJ", "ADV"}:
        return "ccomp" if is_clause(rows, position) and not has_child(rows, row.head - 1, "obj") else "advcl"
    if row.deprel in {"obl", "nmod"}:
        return nominal_label(rows, position) if row.upos != "VERB" else row.deprel
    if row.deprel == "advmod" and row.upos in {"PRON", "NOUN", "NUM"}:
        return nominal_label(rows, position)
    if row.deprel == "amod" and row.upos in {"NOUN", "PROPN"}:
        return "nmod" if case_lemmas(rows, position) or not is_predicate(rows, position) else "amod"
    return row.deprel


def _marker(row: Row, head: Row) -> str:
    """Postpositions are case on nominals and mark on verbs; a conjunction tagged as ADP keeps what it was."""
    if row.upos == "ADP":
        return "mark" if head.upos == "VERB" else "case"
    return row.deprel
