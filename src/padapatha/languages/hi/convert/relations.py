"""Relations: from UD v1 as the treebank wrote it to UD v2 as the guide has it (guide, sections 6 and 8).

Each rule looks at the tree as it stands (old labels, today's parts of speech and features), so the order of the
tokens does not matter.
"""

from __future__ import annotations

from collections.abc import Callable

from padapatha.languages.hi.convert.clauses import (
    NOMINALS,
    case_lemmas,
    has_child,
    is_clause,
    is_finite,
    is_predicate,
    is_relative,
)
from padapatha.languages.hi.convert.rows import features
from padapatha.languages.hi.convert.tree import Rows, relabel

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


def modern_relations(rows: Rows) -> Rows:
    """The rows with UD v2 relations; heads stay."""
    return relabel(rows, {i: _label(rows, i) for i in range(len(rows))})


def nominal_label(rows: Rows, position: int) -> str:
    """obl under a predicate, nmod under a nominal. Under a nominal predicate a genitive or a bare nominal is nmod."""
    head = rows[position].head - 1
    if not is_predicate(rows, head):
        return "nmod"
    if rows[head].upos not in NOMINALS:
        return "obl"
    row = rows[position]
    cases = case_lemmas(rows, position)
    if cases & {"का"} or "Poss" in features(row) or row.lemma == "अपना":
        return "nmod"
    bare = not cases and features(row).get("Case") != "Acc" and row.lemma not in _TIME_AND_PLACE
    return "nmod" if bare else "obl"


def _label(rows: Rows, position: int) -> str:
    row = rows[position]
    if row.head == 0:
        return "root"
    if row.upos == "PUNCT":
        return "punct"
    rule = _RULES.get(row.deprel)
    return rule(rows, position) if rule is not None else row.deprel


def _object(rows: Rows, position: int) -> str:
    return "ccomp" if is_clause(rows, position) else "obj"


def _subject(rows: Rows, position: int) -> str:
    if rows[rows[position].head - 1].upos == "PRON" and is_clause(rows, position):
        return "acl"
    return "csubj" if is_clause(rows, position) else "nsubj"


def _nominal(rows: Rows, position: int) -> str:
    row = rows[position]
    head = rows[row.head - 1]
    if row.upos == "VERB":
        return _verbal_modifier(rows, position)
    if row.upos == "PART":
        return "advmod"
    if row.xpos == "RB" or (row.upos == "ADV" and head.upos in {"ADJ", "ADV"} and not case_lemmas(rows, position)):
        return "advmod"
    if row.upos in {"ADJ", "DET"} and not case_lemmas(rows, position):
        return ("amod" if row.upos == "ADJ" else "det") if head.upos in NOMINALS else "advmod"
    return nominal_label(rows, position)


def _verbal_modifier(rows: Rows, position: int) -> str:
    """Nominalised infinitives count as nouns (obl, nmod); participles and finite verbs head clauses."""
    over_nominal = not is_predicate(rows, rows[position].head - 1)
    if is_finite(rows, position) or features(rows[position]).get("VerbForm") != "Inf":
        return _clause_modifier(rows, position)
    return "nmod" if over_nominal else "obl"


def _clause_modifier(rows: Rows, position: int) -> str:
    head = rows[rows[position].head - 1]
    if head.upos in NOMINALS:
        return "acl:relcl" if is_finite(rows, position) and is_relative(rows, position) else "acl"
    return "acl:relcl" if head.upos == "ADV" and is_relative(rows, position) else "advcl"


def _adverbial(rows: Rows, position: int) -> str:
    row = rows[position]
    if row.upos == "VERB":
        return "advcl"
    if row.upos in {"ADV", "PART", "CCONJ"} or (row.upos in {"ADJ", "DET"} and not case_lemmas(rows, position)):
        return "advmod"
    return nominal_label(rows, position)


def _adjectival(rows: Rows, position: int) -> str:
    row = rows[position]
    by_upos = {"VERB": "acl", "NUM": "nummod", "PART": "advmod", "ADV": "advmod", "PRON": "det", "DET": "det"}
    if row.upos == "PRON" and case_lemmas(rows, position):
        return nominal_label(rows, position)
    return by_upos.get(row.upos, "amod")


def _clausal(rows: Rows, position: int) -> str:
    """acl of old also held what is predicated of an object: अध्यक्ष बनाया (xcomp), के नाम से जाना (obl)."""
    row = rows[position]
    head = rows[row.head - 1]
    if row.upos == "VERB":
        return _clause_modifier(rows, position)
    if has_child(rows, position, "cop"):
        relative = is_relative(rows, position)
        over_nominal = head.upos in NOMINALS
        return ("acl:relcl" if relative else "acl") if over_nominal else "advcl"
    if case_lemmas(rows, position):
        return nominal_label(rows, position)
    if head.upos in {"VERB", "AUX"}:
        return "xcomp"
    return "amod" if row.upos == "ADJ" else nominal_label(rows, position)


def _adverbial_clause(rows: Rows, position: int) -> str:
    row = rows[position]
    return nominal_label(rows, position) if row.upos == "PRON" else "advcl"


def _dislocated(rows: Rows, position: int) -> str:
    by_upos = {"ADP": "case", "PART": "dep", "ADJ": "amod", "NUM": "nummod"}
    return by_upos.get(rows[position].upos) or nominal_label(rows, position)


def _particle(rows: Rows, position: int) -> str:
    row = rows[position]
    return nominal_label(rows, position) if row.upos in {"PRON", "NOUN"} else "dep"


def _punctuation(rows: Rows, position: int) -> str:
    """Real punctuation never comes here: a postposition after a bracket had got the bracket's label."""
    return {"ADP": "case", "PART": "dep", "SCONJ": "mark"}.get(rows[position].upos, "dep")


_RULES: dict[str, Callable[[Rows, int], str]] = {
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
