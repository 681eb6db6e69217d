"""Relations: from UD v1 as the treebank wrote it to UD v2 as the guide has it (guide, sections 6 and 8).

Each rule looks at the tree as it stands (old labels, today's parts of speech and features), so the order of the
tokens does not matter.
"""

from __future__ import annotations

from collections.abc import Callable

from padapatha.convert.tree import (
    NOMINALS,
    Tokens,
    case_lemmas,
    children,
    has_child,
    head_index,
    is_clause,
    is_finite,
    is_predicate,
    is_relative,
    relabel,
)
from padapatha.values import features

_TIME_AND_PLACE = frozenset(
    [
        "अब",
        "जब",
        "तब",
        "यहाँ",
        "वहाँ",
        "जहाँ",
        "अभी",
        "तभी",
        "तो",
        "इसलिये",
        "इसीलिए",
        "कभी",
        "कहीं",
        "कैसे",
        "क्यों",
        "कब",
        "कहाँ",
    ]
)


def modern_relations(tokens: Tokens) -> Tokens:
    """The tokens with UD v2 relations; heads stay."""
    return relabel(tokens, {i: _label(tokens, i) for i in range(len(tokens))})


def nominal_label(tokens: Tokens, index: int) -> str:
    """obl under a predicate, nmod under a nominal. Under a nominal predicate a genitive or a bare nominal is nmod."""
    head = head_index(tokens[index])
    if not is_predicate(tokens, head):
        return "nmod"
    if tokens[head].upos not in NOMINALS:
        return "obl"
    token = tokens[index]
    cases = case_lemmas(tokens, index)
    if cases & {"का"} or "Poss" in features(token.feats) or token.lemma == "अपना":
        return "nmod"
    bare = not cases and features(token.feats).get("Case") != "Acc" and token.lemma not in _TIME_AND_PLACE
    return "nmod" if bare else "obl"


def _label(tokens: Tokens, index: int) -> str:
    token = tokens[index]
    if token.head == 0:
        return "root"
    if token.upos == "PUNCT":
        return "punct"
    rule = _RULES.get(token.deprel)
    return rule(tokens, index) if rule is not None else token.deprel


def _object(tokens: Tokens, index: int) -> str:
    if is_clause(tokens, index):
        return "ccomp"
    return "obl" if _is_met(tokens, index) else "obj"


def _is_met(tokens: Tokens, index: int) -> bool:
    """अल्वी of अल्वी से मुलाकात की: the partner, which the treebank has as object."""
    verb = head_index(tokens[index])
    meeting = any(tokens[i].lemma == "मुलाकात" and tokens[i].deprel == "compound" for i in children(tokens, verb))
    return meeting and "से" in case_lemmas(tokens, index)


def _subject(tokens: Tokens, index: int) -> str:
    if tokens[head_index(tokens[index])].upos == "PRON" and is_clause(tokens, index):
        return "acl"
    return "csubj" if is_clause(tokens, index) else "nsubj"


def _nominal(tokens: Tokens, index: int) -> str:
    token = tokens[index]
    head = tokens[head_index(token)]
    if token.upos == "VERB":
        return _verbal_modifier(tokens, index)
    if token.upos == "PART":
        return "advmod"
    if token.xpos == "RB" or (token.upos == "ADV" and head.upos in {"ADJ", "ADV"} and not case_lemmas(tokens, index)):
        return "advmod"
    if token.upos in {"ADJ", "DET"} and not case_lemmas(tokens, index):
        return ("amod" if token.upos == "ADJ" else "det") if head.upos in NOMINALS else "advmod"
    return nominal_label(tokens, index)


def _verbal_modifier(tokens: Tokens, index: int) -> str:
    """Nominalised infinitives count as nouns (obl, nmod); participles and finite verbs head clauses."""
    over_nominal = not is_predicate(tokens, head_index(tokens[index]))
    if is_finite(tokens, index) or features(tokens[index].feats).get("VerbForm") != "Inf":
        return _clause_modifier(tokens, index)
    return "nmod" if over_nominal else "obl"


def _clause_modifier(tokens: Tokens, index: int) -> str:
    head = tokens[head_index(tokens[index])]
    if head.upos in NOMINALS:
        return "acl:relcl" if is_finite(tokens, index) and is_relative(tokens, index) else "acl"
    return "acl:relcl" if head.upos == "ADV" and is_relative(tokens, index) else "advcl"


def _adverbial(tokens: Tokens, index: int) -> str:
    token = tokens[index]
    if token.upos == "VERB":
        return "advcl"
    if token.upos in {"ADV", "PART", "CCONJ"} or (token.upos in {"ADJ", "DET"} and not case_lemmas(tokens, index)):
        return "advmod"
    return nominal_label(tokens, index)


def _adjectival(tokens: Tokens, index: int) -> str:
    token = tokens[index]
    by_upos = {"VERB": "acl", "NUM": "nummod", "PART": "advmod", "ADV": "advmod", "PRON": "det", "DET": "det"}
    if token.upos == "PRON" and case_lemmas(tokens, index):
        return nominal_label(tokens, index)
    return by_upos.get(token.upos, "amod")


def _clausal(tokens: Tokens, index: int) -> str:
    """acl of old also held what is predicated of an object: अध्यक्ष बनाया (xcomp), के नाम से जाना (obl)."""
    token = tokens[index]
    head = tokens[head_index(token)]
    if token.upos == "VERB":
        return _clause_modifier(tokens, index)
    if has_child(tokens, index, "cop"):
        relative = is_relative(tokens, index)
        over_nominal = head.upos in NOMINALS
        return ("acl:relcl" if relative else "acl") if over_nominal else "advcl"
    if case_lemmas(tokens, index):
        return nominal_label(tokens, index)
    if head.upos in {"VERB", "AUX"}:
        return "xcomp"
    return "amod" if token.upos == "ADJ" else nominal_label(tokens, index)


def _adverbial_clause(tokens: Tokens, index: int) -> str:
    token = tokens[index]
    return nominal_label(tokens, index) if token.upos == "PRON" else "advcl"


def _dislocated(tokens: Tokens, index: int) -> str:
    by_upos = {"ADP": "case", "PART": "dep", "ADJ": "amod", "NUM": "nummod"}
    return by_upos.get(tokens[index].upos) or nominal_label(tokens, index)


def _particle(tokens: Tokens, index: int) -> str:
    token = tokens[index]
    return nominal_label(tokens, index) if token.upos in {"PRON", "NOUN"} else "dep"


def _punctuation(tokens: Tokens, index: int) -> str:
    """Real punctuation never comes here: a postposition after a bracket had got the bracket's label."""
    return {"ADP": "case", "PART": "dep", "SCONJ": "mark"}.get(tokens[index].upos, "dep")


_RULES: dict[str, Callable[[Tokens, int], str]] = {
    "dobj": _object,
    "nsubj": _subject,
    "nsubjpass": lambda _rows, _position: "nsubj:pass",
    "nmod": _nominal,
    "advmod": _adverbial,
    "neg": lambda _rows, _position: "advmod",
    "amod": _adjectival,
    "acl": _clausal,
    "advcl": _adverbial_clause,
    "dislocated": _dislocated,
    "dep": _particle,
    "punct": _punctuation,
    "vocative": lambda _rows, _position: "parataxis",
}
