"""Verb groups: a main verb (XPOS VM) and its VAUX followers; flat auxiliaries, passive, vector and phase verbs."""

from __future__ import annotations

from dataclasses import dataclass

from padapatha.convert.tree import Tokens, change, children, head_index, reattach, relabel
from padapatha.languages.hi.labels import AUX_LEMMAS
from padapatha.values import features

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


def verb_groups(tokens: Tokens) -> tuple[Group, ...]:
    """All verb groups, in text order. Works on the old tree (chains) and on the flat one."""
    return tuple(_group(tokens, i) for i, token in enumerate(tokens) if token.xpos == "VM")


def flat_auxiliaries(tokens: Tokens) -> Tokens:
    """Every VAUX hangs on its main verb, never on another VAUX; what hung on a VAUX hangs on the main verb too."""
    heads: dict[int, int] = {}
    for i, token in enumerate(tokens):
        top = head_index(token)
        while top >= 0 and tokens[top].xpos == "VAUX":
            top = head_index(tokens[top])
        if top >= 0 and top != head_index(token):
            heads[i] = top
    return reattach(tokens, heads)


def label_auxiliaries(tokens: Tokens, groups: tuple[Group, ...]) -> Tokens:
    """aux for the ten auxiliaries, aux:pass for जाना in a passive, compound for vector verbs (which become VERB)."""
    for group in groups:
        passive = _passive_place(tokens, group)
        for index in group.auxiliaries:
            label = "aux:pass" if index == passive else "aux"
            if tokens[index].lemma == "वाला":
                tokens = change(tokens, index, upos="ADJ", xpos="PSP", deprel="compound")
            elif tokens[index].lemma not in AUX_LEMMAS:
                tokens = change(tokens, index, upos="VERB", deprel="compound")
            else:
                tokens = change(tokens, index, upos="AUX", deprel=label)
    return tokens


def raise_phase_verbs(tokens: Tokens, groups: tuple[Group, ...]) -> Tokens:
    """चुकना and लगना take the place of the lexical verb, which becomes their xcomp (कर ← चुके).

    Auxiliaries after them, conjunctions, subordinators, punctuation, later conjuncts and the subject (with all that
    stands left of it) hang on the phase verb, as it is the head of the clause.
    """
    for group in groups:
        for index in group.auxiliaries:
            if tokens[index].lemma in PHASE_LEMMAS:
                tokens = _raised(tokens, group.main, index)
                break
    return tokens


def _group(tokens: Tokens, main: int) -> Group:
    indices = tuple(i for i, token in enumerate(tokens) if token.xpos == "VAUX" and _top(tokens, i) == main)
    # Stype stood on the heads of finite chunks (VGF) only; Voice is what today's spelling keeps of it.
    old = features(tokens[main].feats)
    draft = Group(main, indices, "Stype" in old or "Voice" in old, passive=False)
    return Group(main, indices, draft.finite, _passive_place(tokens, draft) is not None)


def _top(tokens: Tokens, index: int) -> int:
    head = head_index(tokens[index])
    while head >= 0 and tokens[head].xpos == "VAUX":
        head = head_index(tokens[head])
    return head


def _passive_place(tokens: Tokens, group: Group) -> int | None:
    """Position of the जाना that makes the group passive: it follows a perfective of the main or the vector verb."""
    before = group.main
    for index in group.auxiliaries:
        if tokens[index].lemma == "जाना" and is_perfective(tokens, before) and tokens[before].lemma not in _NO_PASSIVE:
            return index
        before = index
    return None


def is_perfective(tokens: Tokens, index: int) -> bool:
    """True for किया, मारे, दी ...: Aspect=Ya or Ya1 of the old treebank, Aspect=Perf of today's."""
    return features(tokens[index].feats).get("Aspect") in {"Ya", "Ya1", "Perf"}


def _raised(tokens: Tokens, main: int, phase: int) -> Tokens:
    below = children(tokens, main)
    subjects = [i for i in below if tokens[i].deprel.startswith(("nsubj", "csubj"))]
    edge = max(subjects, default=-1)
    clause = {"aux", "aux:pass", "cc", "mark", "punct", "conj", "parataxis", "ccomp"}
    lifted = {
        i
        for i in below
        if i != phase
        and (
            i <= edge
            or i > phase
            or tokens[i].deprel in clause - {"aux", "aux:pass", "mark"}
            or (tokens[i].deprel == "mark" and i < main)
        )
    }
    old = tokens[main]
    tokens = reattach(tokens, dict.fromkeys(lifted, phase))
    tokens = change(tokens, phase, head=old.head, deprel=old.deprel, upos="VERB")
    return relabel(change(tokens, main, head=phase + 1), {main: "xcomp"})
