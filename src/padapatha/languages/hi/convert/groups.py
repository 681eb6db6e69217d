"""Verb groups: a main verb (XPOS VM) and its VAUX followers; flat auxiliaries, passive, vector and phase verbs."""

from __future__ import annotations

from dataclasses import dataclass

from padapatha.languages.hi.convert.rows import features
from padapatha.languages.hi.convert.tree import Rows, change, children, reattach, relabel

# The only lemmas the validator takes as AUX in Hindi (guide, section 7).
AUX_LEMMAS = frozenset({"है", "था", "जाना", "रहना", "सकना", "पाना", "चाहिए", "पड़ना", "होना", "करना"})
# Verbs of phase: they head the clause and the lexical verb is their xcomp (guide, section 6).
PHASE_LEMMAS = frozenset({"चुकना", "लगना"})
# चला गया is motion, not passive: the perfective is part of the vector.
_NO_PASSIVE = frozenset({"चलना", "होना", "रहना"})


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group. `main` and `auxiliaries` are 0-based positions; the auxiliaries stand in text order."""

    main: int
    auxiliaries: tuple[int, ...]
    finite: bool
    passive: bool


def verb_groups(rows: Rows) -> tuple[Group, ...]:
    """All verb groups, in text order. Works on the old tree (chains) and on the flat one."""
    return tuple(_group(rows, i) for i, row in enumerate(rows) if row.xpos == "VM")


def flat_auxiliaries(rows: Rows) -> Rows:
    """Every VAUX hangs on its main verb, never on another VAUX; what hung on a VAUX hangs on the main verb too."""
    heads: dict[int, int] = {}
    for i, row in enumerate(rows):
        top = row.head - 1
        while top >= 0 and rows[top].xpos == "VAUX":
            top = rows[top].head - 1
        if top >= 0 and top != row.head - 1:
            heads[i] = top
    return reattach(rows, heads)


def label_auxiliaries(rows: Rows, groups: tuple[Group, ...]) -> Rows:
    """aux for the ten auxiliaries, aux:pass for जाना in a passive, compound for vector verbs (which become VERB)."""
    for group in groups:
        passive = _passive_place(rows, group)
        for place in group.auxiliaries:
            label = "aux:pass" if place == passive else "aux"
            if rows[place].lemma == "वाला":
                rows = change(rows, place, upos="ADJ", xpos="PSP", deprel="compound")
            elif rows[place].lemma not in AUX_LEMMAS:
                rows = change(rows, place, upos="VERB", deprel="compound")
            else:
                rows = change(rows, place, upos="AUX", deprel=label)
    return rows


def raise_phase_verbs(rows: Rows, groups: tuple[Group, ...]) -> Rows:
    """चुकना and लगना take the place of the lexical verb, which becomes their xcomp (कर ← चुके).

    Auxiliaries after them, conjunctions, subordinators, punctuation, later conjuncts and the subject (with all that
    stands left of it) hang on the phase verb, as it is the head of the clause.
    """
    for group in groups:
        for place in group.auxiliaries:
            if rows[place].lemma in PHASE_LEMMAS:
                rows = _raised(rows, group.main, place)
                break
    return rows


def _group(rows: Rows, main: int) -> Group:
    places = tuple(i for i, row in enumerate(rows) if row.xpos == "VAUX" and _top(rows, i) == main)
    # Stype stood on the heads of finite chunks (VGF) only; Voice is what today's spelling keeps of it.
    old = features(rows[main])
    draft = Group(main, places, "Stype" in old or "Voice" in old, passive=False)
    return Group(main, places, draft.finite, _passive_place(rows, draft) is not None)


def _top(rows: Rows, place: int) -> int:
    head = rows[place].head - 1
    while head >= 0 and rows[head].xpos == "VAUX":
        head = rows[head].head - 1
    return head


def _passive_place(rows: Rows, group: Group) -> int | None:
    """Position of the जाना that makes the group passive: it follows a perfective of the main or the vector verb."""
    before = group.main
    for place in group.auxiliaries:
        if rows[place].lemma == "जाना" and is_perfective(rows, before) and rows[before].lemma not in _NO_PASSIVE:
            return place
        before = place
    return None


def is_perfective(rows: Rows, place: int) -> bool:
    """True for किया, मारे, दी ...: Aspect=Ya or Ya1 of the old treebank, Aspect=Perf of today's."""
    return features(rows[place]).get("Aspect") in {"Ya", "Ya1", "Perf"}


def _raised(rows: Rows, main: int, phase: int) -> Rows:
    below = children(rows, main)
    subjects = [i for i in below if rows[i].deprel.startswith(("nsubj", "csubj"))]
    edge = max(subjects, default=-1)
    clause = {"aux", "aux:pass", "cc", "mark", "punct", "conj", "parataxis", "ccomp"}
    lifted = {
        i
        for i in below
        if i != phase
        and (
            i <= edge
            or i > phase
            or rows[i].deprel in clause - {"aux", "aux:pass", "mark"}
            or (rows[i].deprel == "mark" and i < main)
        )
    }
    old = rows[main]
    rows = reattach(rows, dict.fromkeys(lifted, phase))
    rows = change(rows, phase, head=old.head, deprel=old.deprel, upos="VERB")
    return relabel(change(rows, main, head=phase + 1), {main: "xcomp"})
