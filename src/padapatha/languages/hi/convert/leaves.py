"""Function words are leaves: what hangs on them belongs to the word they serve (guide, section 6, tree depth rule)."""

from __future__ import annotations

from padapatha.languages.hi.convert.rows import features
from padapatha.languages.hi.convert.tree import Rows, reattach, relabel

FUNCTION = frozenset({"case", "mark", "cc", "aux", "aux:pass", "cop", "det", "punct"})
_UNDER_DET = frozenset({"advmod", "compound", "case", "conj", "cc"})


def lift_from_leaves(rows: Rows) -> Rows:
    """Hang every dependent of a function word on that word's own head, as often as needed."""
    for _ in rows:
        heads = {i: rows[row.head - 1].head - 1 for i, row in enumerate(rows) if row.head and _misplaced(rows, i)}
        if not heads:
            break
        rows = reattach(rows, heads)
    return rows


def forms_of_function(rows: Rows) -> Rows:
    """Relations that a part of speech cannot bear get the one it can: a noun is no mark, an adjective no case."""
    labels = {}
    for i, row in enumerate(rows):
        if row.deprel in {"case", "mark"} and row.upos == "PART":
            labels[i] = "dep"
        elif row.deprel == "mark" and row.upos == "CCONJ":
            labels[i] = "cc"
    return relabel(rows, labels)


def _misplaced(rows: Rows, position: int) -> bool:
    row, head = rows[position], rows[rows[position].head - 1]
    if head.deprel not in FUNCTION or head.head == 0:
        return False
    if head.deprel == "det" and row.deprel in _UNDER_DET:
        return False
    negated = row.deprel == "advmod" and features(row).get("Polarity") == "Neg"
    return not (negated and head.deprel != "punct")
