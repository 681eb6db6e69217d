"""Features of nouns, names, adjectives and numerals (guide, section 4)."""

from __future__ import annotations

from padapatha.languages.hi.convert.letters import ending_gender, ending_number, is_number
from padapatha.languages.hi.convert.rows import Row, features
from padapatha.languages.hi.convert.tree import Rows, children

CASE = {"O": "Acc", "D": "Nom", "Acc": "Acc", "Nom": "Nom"}
GENDER = {"M": "Masc", "F": "Fem", "Masc": "Masc", "Fem": "Fem"}
NUMBER = {"Sg": "Sing", "Pl": "Plur", "Sing": "Sing", "Plur": "Plur"}
# Bare nouns with these relations are direct (3,190 of 3,213 in the first HDTB release).
_DIRECT_RELATIONS = frozenset({"nsubj", "nsubjpass", "dobj", "iobj", "compound", "xcomp", "acl", "root", "advmod"})
_PREDICATIVE_RELATIONS = frozenset({"root", "xcomp", "compound", "dobj", "acl", "advcl", "advmod", "ccomp"})
_TITLE_ENDINGS = ("मंत्री", "राष्ट्रपति", "राज्यपाल", "अध्यक्ष", "सचिव", "महासचिव", "प्रमुख", "न्यायाधीश", "निदेशक")
# Cardinals that carry the plural of the whole: both, hundreds of, thousands of ...
_PLURAL_CARDINALS = ("ों", "ओं")


def noun_features(rows: Rows, position: int) -> dict[str, str]:
    """NOUN and PROPN: Case, Gender, Number, Person=3."""
    row = rows[position]
    old = features(row)
    case = noun_case(rows, position)
    if row.xpos in {"NNP", "NNPC"} and is_number(row.form):
        return {"Case": case, "Number": "Sing", "Person": "3"}  # a year or a date has no gender
    gender = GENDER.get(old.get("Gender", ""), "Masc")
    return {"Case": case, "Gender": gender, "Number": NUMBER.get(old.get("Number", ""), "Sing"), "Person": "3"}


def noun_case(rows: Rows, position: int) -> str:
    """Acc for an oblique position, else Nom. What the tree shows comes before what the old treebank says.

    Non-final parts of a compound, bare subjects, objects and predicates, and a bare name before a noun are direct;
    whatever a postposition follows is oblique, with all its conjuncts; a title goes with the name it stands before.
    """
    row = rows[position]
    if row.xpos in {"NNC", "NNPC"}:
        return "Nom"
    if _has_postposition(rows, position) or _shares_postposition(rows, position):
        return "Acc"
    if row.deprel in _DIRECT_RELATIONS:
        return "Nom"
    head = rows[row.head - 1]
    if row.deprel == "nmod" and row.head > position + 1 and head.upos in {"NOUN", "PROPN"}:
        title = row.upos == "NOUN" or row.form.endswith(_TITLE_ENDINGS)
        if head.upos == "PROPN":
            return noun_case(rows, row.head - 1) if title else "Nom"
        if row.upos == "PROPN":
            return "Nom"
    return CASE.get(features(row).get("Case", ""), "Nom")


def adjective_features(rows: Rows, position: int) -> dict[str, str]:
    """ADJ: Case when attributive, Gender and Number when the form inflects, NumType=Ord for ordinals."""
    row = rows[position]
    old = features(row)
    values: dict[str, str] = {}
    case = _attributive_case(rows, position)
    if case is not None and row.xpos != "QF":
        values["Case"] = case
    if inflects(row):
        values["Gender"] = ending_gender(row.form) or GENDER.get(old.get("Gender", ""), "Masc")
        values["Number"] = _agreeing_number(rows, position)
    if row.xpos == "QO":
        values["NumType"] = "Ord"
    return values


def inflects(row: Row) -> bool:
    """True when an adjective form agrees in gender: the old treebank says so, or the lemma in -ā shows it."""
    gender = features(row).get("Gender")
    if row.xpos in {"JJC", "QF"} or "Aspect" in features(row):
        return False
    return gender in {"M", "F"} and ending_gender(row.form) is not None


def number_features(row: Row) -> dict[str, str]:
    """NUM: NumType=Card; दोनों, हजारों and their like are plural."""
    values = {"NumType": "Card"}
    return values | {"Number": "Plur"} if row.form.endswith(_PLURAL_CARDINALS) else values


def _attributive_case(rows: Rows, position: int) -> str | None:
    """Case of the noun an adjective stands with, found through conjuncts and compound parts; None for predicates."""
    node = position
    while rows[node].deprel in {"conj", "compound"} and rows[node].head and rows[rows[node].head - 1].upos == "ADJ":
        node = rows[node].head - 1
    if rows[node].deprel in _PREDICATIVE_RELATIONS:
        return None
    head = rows[rows[node].head - 1]
    own = CASE.get(features(rows[position]).get("Case", ""))
    if rows[node].deprel == "amod":
        return CASE.get(features(head).get("Case", "")) or own or "Nom"
    return own


def _agreeing_number(rows: Rows, position: int) -> str:
    """Number of an inflecting adjective: -ā is singular; an attributive one agrees with its noun; else as annotated."""
    row = rows[position]
    if ending_number(row.form) == "Sing":
        return "Sing"
    head = rows[row.head - 1] if row.head else None
    if row.deprel == "amod" and head is not None and head.upos in {"NOUN", "PROPN"}:
        return NUMBER.get(features(head).get("Number", ""), "Sing")
    return NUMBER.get(features(row).get("Number", ""), "Sing")


def _has_postposition(rows: Rows, position: int) -> bool:
    return any(rows[i].upos == "ADP" for i in children(rows, position) if i > position)


def _shares_postposition(rows: Rows, position: int) -> bool:
    """True when the coordination the noun belongs to is closed by a postposition (राम, श्याम और मोहन ने)."""
    first = rows[position].head - 1 if rows[position].deprel == "conj" else position
    if first < 0 or rows[first].upos not in {"NOUN", "PROPN", "PRON", "NUM"}:
        return False
    conjuncts = [i for i in children(rows, first) if rows[i].deprel == "conj"]
    if not conjuncts or rows[conjuncts[-1]].upos not in {"NOUN", "PROPN", "PRON", "NUM"}:
        return False
    return _has_postposition(rows, conjuncts[-1]) or any(
        rows[i].upos == "ADP" and i > conjuncts[-1] for i in children(rows, first)
    )
