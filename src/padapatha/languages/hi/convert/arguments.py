"""One subject and one object for each predicate (guide, sections 6 and 8)."""

from __future__ import annotations

from padapatha.languages.hi.convert.clauses import case_lemmas
from padapatha.languages.hi.convert.relations import nominal_label
from padapatha.languages.hi.convert.rows import features
from padapatha.languages.hi.convert.tree import Rows, change, children, relabel

_SUBJECTS = ("nsubj", "csubj", "nsubj:pass", "csubj:pass")


def single_arguments(rows: Rows) -> Rows:
    """Keep the best subject and the best object of each predicate; the others become what their form says."""
    for verb in range(len(rows)):
        rows = _one_subject(rows, verb)
        rows = _one_object(rows, verb)
    return rows


def _one_subject(rows: Rows, verb: int) -> Rows:
    subjects = [i for i in children(rows, verb) if rows[i].deprel in _SUBJECTS]
    if len(subjects) < 2:
        return rows
    kept = min(subjects, key=lambda i: (_subject_rank(rows, i), i))
    objects = [i for i in children(rows, verb) if rows[i].deprel == "obj"]
    for other in (i for i in subjects if i != kept):
        label = _demoted_subject(rows, other, free_object=not objects)
        objects += [other] if label == "obj" else []
        rows = change(rows, other, deprel=label)
    return rows


def _subject_rank(rows: Rows, position: int) -> int:
    """ने marks the subject beyond doubt; the bare nominative comes next; clauses, को and other marks last."""
    cases = case_lemmas(rows, position)
    if "ने" in cases or "Erg" in features(rows[position]).get("Case", ""):
        return 0
    if rows[position].deprel.startswith("csubj"):
        return 2
    return 3 if cases or features(rows[position]).get("Case", "").startswith("Acc") else 1


def _demoted_subject(rows: Rows, position: int, *, free_object: bool) -> str:
    cases = case_lemmas(rows, position)
    if rows[position].deprel.startswith("csubj"):
        return "ccomp" if any(rows[i].lemma == "कि" for i in children(rows, position)) else "advcl"
    if rows[position].upos == "VERB":
        return "advcl"
    if "को" in cases or "Dat" in features(rows[position]).get("Case", ""):
        return "iobj"
    if cases:
        return nominal_label(rows, position)
    return "obj" if free_object else nominal_label(rows, position)


def _one_object(rows: Rows, verb: int) -> Rows:
    objects = [i for i in children(rows, verb) if rows[i].deprel == "obj"]
    if len(objects) < 2:
        return rows
    kept = min(objects, key=lambda i: (rows[i].upos == "VERB", bool(case_lemmas(rows, i)), -i))
    taken = any(rows[i].deprel == "iobj" for i in children(rows, verb))
    labels = {}
    for other in (i for i in objects if i != kept):
        dative = "को" in case_lemmas(rows, other) or "Dat" in features(rows[other]).get("Case", "")
        labels[other] = "iobj" if dative and not taken else nominal_label(rows, other)
    return relabel(rows, labels)
