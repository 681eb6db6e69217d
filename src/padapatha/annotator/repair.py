"""What no mask can say: the rules of UD that look at more than one arc. Each mends what it finds, and undoes no other.

Every repair either hangs a word higher in the tree, which ends at the root, or gives it a relation under which nothing
that was right becomes wrong; so the order below ends, and ends with a valid tree.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from padapatha.annotator import universal
from padapatha.annotator.draft import Draft
from padapatha.annotator.scores import BARRED, Bools


def repair(draft: Draft) -> None:
    """Apply all repairs; only punctuation is left to be attached."""
    lift_from_leaves(draft)
    keep_one(draft, draft.tables.subjects)
    keep_one(draft, draft.tables.objects)
    name_nominal_dependents(draft)


def lift_from_leaves(draft: Draft) -> None:
    """A function word has no dependents of its own, or few kinds of them: the others belong to the word it serves."""
    moved = True
    while moved:
        moved = False
        for word in draft.words:
            while _is_misplaced(draft, word):
                draft.lift(word)
                moved = True


def _is_misplaced(draft: Draft, word: int) -> bool:
    head = draft.heads[word]
    if head == 0 or draft.tables.children[draft.labels[head], draft.labels[word]]:
        return False
    return not universal.may_have(draft.deprel(head), draft.deprel(word), negation=draft.negation[word])


def keep_one(draft: Draft, same: Bools) -> None:
    """A predicate has at most one dependent in the ``same`` relations [R]: one subject, and one object.

    The one stays that would lose most by another name; the others take their best name that is neither.
    """
    barred = draft.tables.no_rivals
    rivals: dict[int, list[int]] = defaultdict(list)
    for word in draft.words:
        if same[draft.labels[word]]:
            rivals[draft.heads[word]].append(word)
    for words in rivals.values():
        if len(words) > 1:
            kept = max(words, key=lambda word: (_loss(draft, word, barred), -word))
            for word in words:
                if word != kept:
                    draft.labels[word] = draft.best_label(word, barred)


def _loss(draft: Draft, word: int, barred: Bools) -> float:
    scores = draft.label_scores(word)
    return float(scores[draft.labels[word]] - np.where(barred, BARRED, scores).max())


def name_nominal_dependents(draft: Draft) -> None:
    """A noun that is no predicate has ``nmod``, not ``obl``."""
    clauses = {draft.heads[word] for word in draft.words if draft.udeprel(word) in universal.OF_PREDICATES}
    for word in draft.words:
        head = draft.heads[word]
        if draft.udeprel(word) != "obl" or head in clauses or draft.upos[head] not in universal.NOUNS:
            continue
        if draft.udeprel(head) in universal.NOMINAL:
            draft.labels[word] = draft.tables.relation_id["nmod"]
