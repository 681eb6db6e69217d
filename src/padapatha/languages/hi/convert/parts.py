"""Repair of one slip of the first UD conversion: words inside a chunk that copied the label of the token before them.

The treebank was converted from chunk annotation. Non-final parts of numerals, adjectives and pronouns (QCC, JJC, PRPC,
NSTC, QFC, RBC, CCC) and the indefinite determiners कोई and किसी carry the label of the token on their left, which says
nothing about them. Their heads are right; their tags tell the relation.
"""

from __future__ import annotations

from padapatha.languages.hi.convert.letters import without_joiners
from padapatha.languages.hi.convert.tree import Rows, change, children, head_row

_PARTS = frozenset({"QCC", "JJC", "PRPC", "NSTC", "QFC", "RBC", "CCC"})
_INDEFINITE = frozenset({"कोई", "किसी"})


def chunk_parts(rows: Rows) -> Rows:
    """The rows with the relations their tags call for: compound for parts, det for कोई before a noun."""
    for i, row in enumerate(rows):
        if row.xpos in _PARTS and row.head > i + 1:
            rows = change(rows, i, deprel=_part_label(rows, i))
        elif without_joiners(row.form) in _INDEFINITE and _modifies_noun(rows, i):
            rows = change(rows, i, deprel="det")
        elif row.upos == "PRON" and row.lemma == "जो" and row.deprel in {"case", "mark", "cc", "punct"}:
            rows = change(rows, i, deprel="det" if _modifies_noun(rows, i) else "nmod")
    return rows


def _part_label(rows: Rows, position: int) -> str:
    """A part of a numeral, adjective or pronoun is a compound of the part that follows; जैसा of जैसा कि a mark."""
    return "mark" if rows[position].xpos == "CCC" else "compound"


def _modifies_noun(rows: Rows, position: int) -> bool:
    head = head_row(rows, position)
    if head is None or head.upos not in {"NOUN", "PROPN", "ADJ", "NUM"} or rows[position].head <= position + 1:
        return False
    return not any(rows[i].upos == "ADP" for i in children(rows, position))
