"""The copula: only है and था, AUX under the predicate (guide, sections 6 and 7)."""

from __future__ import annotations

from padapatha.languages.hi.convert.tree import Rows, change, children, reattach, relabel


def copulas(rows: Rows) -> Rows:
    """cop becomes AUX; an adjective that stood as object of है becomes the predicate over it."""
    rows = _predicate_adjectives(rows)
    for i, row in enumerate(rows):
        if row.deprel == "cop":
            rows = change(rows, i, upos="AUX")
    return rows


def _predicate_adjectives(rows: Rows) -> Rows:
    """जरूरी ←dobj है: है has no object; the adjective is what is said of the subject, so it takes the place of है."""
    for i, row in enumerate(rows):
        if row.upos != "ADJ" or row.deprel not in {"dobj", "xcomp", "compound"}:
            continue
        verb = row.head - 1
        if rows[verb].upos == "VERB" and rows[verb].lemma in {"है", "था"} and not _has_auxiliary(rows, verb):
            below = [k for k in children(rows, verb) if k != i]
            rows = reattach(rows, {**dict.fromkeys(below, i), i: rows[verb].head - 1, verb: i})
            rows = relabel(rows, {i: rows[verb].deprel, verb: "cop"})
    return rows


def _has_auxiliary(rows: Rows, verb: int) -> bool:
    return any(rows[k].xpos == "VAUX" for k in children(rows, verb))
