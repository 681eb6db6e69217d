"""Where words hang: coordination, copula, function words, one subject and one object (guide, 6 and 8)."""

from __future__ import annotations

from padapatha.convert.relations import nominal_label
from padapatha.convert.tree import Tokens, case_lemmas, change, children, head_index, is_below, reattach, relabel
from padapatha.values import features


def coordinations(tokens: Tokens) -> Tokens:
    """UD v1 hung every conjunction on the first conjunct; UD v2 hangs it on the one it introduces."""
    heads: dict[int, int] = {}
    for i, token in enumerate(tokens):
        if token.head == 0:
            continue
        if token.deprel == "cc":
            following = [k for k in children(tokens, head_index(token)) if k > i and tokens[k].deprel == "conj"]
            if following and head_index(token) < i:
                heads[i] = following[0]
        elif token.deprel == "case":
            heads[i] = _marked_conjunct(tokens, i)
    return reattach(tokens, heads)


def _marked_conjunct(tokens: Tokens, index: int) -> int:
    """The last conjunct left of the postposition; its own head when nothing is coordinated."""
    head = head_index(tokens[index])
    for _ in tokens:
        conjuncts = [k for k in children(tokens, head) if k < index and tokens[k].deprel == "conj"]
        if not conjuncts or is_below(tokens, head, index):
            return head
        head = conjuncts[-1]
    return head


def copulas(tokens: Tokens) -> Tokens:
    """cop becomes AUX; an adjective that stood as object of है becomes the predicate over it."""
    tokens = _predicate_adjectives(tokens)
    for i, token in enumerate(tokens):
        if token.deprel == "cop":
            tokens = change(tokens, i, upos="AUX")
    return tokens


def _predicate_adjectives(tokens: Tokens) -> Tokens:
    """जरूरी ←dobj है: है has no object; the adjective is what is said of the subject, so it takes the place of है."""
    for i, token in enumerate(tokens):
        if token.upos != "ADJ" or token.deprel not in {"dobj", "xcomp", "compound"}:
            continue
        verb = head_index(token)
        if tokens[verb].upos == "VERB" and tokens[verb].lemma in {"है", "था"} and not _has_auxiliary(tokens, verb):
            below = [k for k in children(tokens, verb) if k != i]
            tokens = reattach(tokens, {**dict.fromkeys(below, i), i: head_index(tokens[verb]), verb: i})
            tokens = relabel(tokens, {i: tokens[verb].deprel, verb: "cop"})
    return tokens


def _has_auxiliary(tokens: Tokens, verb: int) -> bool:
    return any(tokens[k].xpos == "VAUX" for k in children(tokens, verb))


FUNCTION = frozenset({"case", "mark", "cc", "aux", "aux:pass", "cop", "det", "punct"})
_UNDER_DET = frozenset({"advmod", "compound", "case", "conj", "cc"})


def lift_from_function_words(tokens: Tokens) -> Tokens:
    """Hang every dependent of a function word on that word's own head, as often as needed."""
    for _ in tokens:
        heads = {
            i: head_index(tokens[head_index(token)])
            for i, token in enumerate(tokens)
            if token.head and _misplaced(tokens, i)
        }
        if not heads:
            break
        tokens = reattach(tokens, heads)
    return tokens


def forms_of_function(tokens: Tokens) -> Tokens:
    """Relations that a part of speech cannot bear get the one it can: a noun is no mark, an adjective no case."""
    labels = {}
    for i, token in enumerate(tokens):
        if token.deprel in {"case", "mark"} and token.upos == "PART":
            labels[i] = "dep"
        elif token.deprel == "mark" and token.upos == "CCONJ":
            labels[i] = "cc"
    return relabel(tokens, labels)


def _misplaced(tokens: Tokens, index: int) -> bool:
    token, head = tokens[index], tokens[head_index(tokens[index])]
    if head.deprel not in FUNCTION or head.head == 0:
        return False
    if head.deprel == "det" and token.deprel in _UNDER_DET:
        return False
    negated = token.deprel == "advmod" and features(token.feats).get("Polarity") == "Neg"
    return not (negated and head.deprel != "punct")


_SUBJECTS = ("nsubj", "csubj", "nsubj:pass", "csubj:pass")


def single_arguments(tokens: Tokens) -> Tokens:
    """Keep the best subject and the best object of each predicate; the others become what their form says."""
    for verb in range(len(tokens)):
        tokens = _one_subject(tokens, verb)
        tokens = _one_object(tokens, verb)
    return tokens


def _one_subject(tokens: Tokens, verb: int) -> Tokens:
    subjects = [i for i in children(tokens, verb) if tokens[i].deprel in _SUBJECTS]
    if len(subjects) < 2:
        return tokens
    kept = min(subjects, key=lambda i: (_subject_rank(tokens, i), i))
    objects = [i for i in children(tokens, verb) if tokens[i].deprel == "obj"]
    for other in (i for i in subjects if i != kept):
        label = _demoted_subject(tokens, other, free_object=not objects)
        objects += [other] if label == "obj" else []
        tokens = change(tokens, other, deprel=label)
    return tokens


def _subject_rank(tokens: Tokens, index: int) -> int:
    """ने marks the subject beyond doubt; the bare nominative comes next; clauses, को and other marks last."""
    cases = case_lemmas(tokens, index)
    if "ने" in cases or "Erg" in features(tokens[index].feats).get("Case", ""):
        return 0
    if tokens[index].deprel.startswith("csubj"):
        return 2
    return 3 if cases or features(tokens[index].feats).get("Case", "").startswith("Acc") else 1


def _demoted_subject(tokens: Tokens, index: int, *, free_object: bool) -> str:
    cases = case_lemmas(tokens, index)
    if tokens[index].deprel.startswith("csubj"):
        return "ccomp" if any(tokens[i].lemma == "कि" for i in children(tokens, index)) else "advcl"
    if tokens[index].upos == "VERB":
        return "advcl"
    if "को" in cases or "Dat" in features(tokens[index].feats).get("Case", ""):
        return "iobj"
    if cases:
        return nominal_label(tokens, index)
    return "obj" if free_object else nominal_label(tokens, index)


def _one_object(tokens: Tokens, verb: int) -> Tokens:
    objects = [i for i in children(tokens, verb) if tokens[i].deprel == "obj"]
    if len(objects) < 2:
        return tokens
    kept = min(objects, key=lambda i: (tokens[i].upos == "VERB", bool(case_lemmas(tokens, i)), -i))
    taken = any(tokens[i].deprel == "iobj" for i in children(tokens, verb))
    labels = {}
    for other in (i for i in objects if i != kept):
        dative = "को" in case_lemmas(tokens, other) or "Dat" in features(tokens[other].feats).get("Case", "")
        labels[other] = "iobj" if dative and not taken else nominal_label(tokens, other)
    return relabel(tokens, labels)
