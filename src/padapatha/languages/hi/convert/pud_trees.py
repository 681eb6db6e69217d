"""Trees of PUD turned the way this project builds them.

Postpositions are flat, names are headed by their last part, lexical verbs stand above their vectors.
"""

from __future__ import annotations

from padapatha.languages.hi.convert.tree import Rows, change, children, reattach, relabel

_VECTORS = frozenset({"लेना", "देना", "जाना", "रहना", "डालना", "बैठना", "उठना", "पड़ना", "रखना", "चुकना", "पाना", "सकना"})
_LIFTED = {"ADP": "case", "DET": "det", "PART": "dep", "ADV": "advmod", "ADJ": "amod", "NOUN": "compound"}


def unfixed_postpositions(rows: Rows) -> Rows:
    """के ←fixed लिए: every part of a compound postposition hangs on the noun, with the relation of the first part."""
    for i, row in enumerate(rows):
        if row.deprel != "fixed":
            continue
        first = rows[row.head - 1]
        if first.head == 0 or (first.upos == "ADP" and first.deprel not in {"case", "mark"}):
            rows = change(rows, i, deprel="compound")
        elif first.upos in {"ADP", "SCONJ"} and row.upos in {"ADP", "NOUN", "ADV", "ADJ"}:
            rows = change(rows, i, head=first.head, deprel=first.deprel, upos="ADP", xpos="IN")
        else:
            rows = change(rows, i, head=first.head, deprel=_LIFTED.get(row.upos, "dep"))
    return rows


def right_headed_names(rows: Rows) -> Rows:
    """flat:name is headed by the first part in PUD; here the last part heads and the others are its compounds."""
    for first in range(len(rows)):
        parts = [i for i in children(rows, first) if rows[i].deprel in {"flat:name", "flat"} and i > first]
        if not parts:
            continue
        last = parts[-1]
        head, deprel = rows[first].head, rows[first].deprel
        below = [i for i in children(rows, first) if i != last and i not in parts]
        rows = reattach(rows, dict.fromkeys([first, *parts[:-1], *below], last))
        rows = change(rows, last, head=head, deprel=deprel)
        rows = relabel(rows, dict.fromkeys([first, *parts[:-1]], "compound"))
    return rows


def vector_verbs(rows: Rows) -> Rows:
    """कर ←xcomp दिया: in PUD the vector heads; here the lexical verb does, the vector is a later verb of its group."""
    for vector in range(len(rows)):
        row = rows[vector]
        if row.upos != "VERB" or (row.xpos != "VXH" and row.lemma not in _VECTORS):
            continue
        below = children(rows, vector)
        lexical = [i for i in below if rows[i].deprel in {"xcomp", "compound"} and _leads(rows, i, vector)]
        if not lexical:
            continue
        main = lexical[-1]
        others = [i for i in below if i != main]
        rows = reattach(rows, {**dict.fromkeys(others, main), main: rows[vector].head - 1, vector: main})
        rows = relabel(rows, {main: rows[vector].deprel, vector: "aux"})
    return rows


def _leads(rows: Rows, position: int, vector: int) -> bool:
    """True for a verb right before the vector, with nothing but particles and negation between."""
    between = rows[position + 1 : vector]
    return position < vector and rows[position].upos == "VERB" and all(row.upos in {"PART", "AUX"} for row in between)
