"""Features of nouns, names, adjectives and numerals (guide, section 4)."""

from __future__ import annotations

from padapatha.convert.letters import ending_gender, ending_number, is_number
from padapatha.convert.tree import Tokens, children, head_index
from padapatha.model import Token
from padapatha.values import features

CASE = {"O": "Acc", "D": "Nom", "Acc": "Acc", "Nom": "Nom"}
GENDER = {"M": "Masc", "F": "Fem", "Masc": "Masc", "Fem": "Fem"}
NUMBER = {"Sg": "Sing", "Pl": "Plur", "Sing": "Sing", "Plur": "Plur"}
# Bare nouns with these relations are direct (3,190 of 3,213 in the first HDTB release).
_DIRECT_RELATIONS = frozenset({"nsubj", "nsubjpass", "dobj", "iobj", "compound", "xcomp", "acl", "root", "advmod"})
_PREDICATIVE_RELATIONS = frozenset({"root", "xcomp", "compound", "dobj", "acl", "advcl", "advmod", "ccomp"})
_TITLE_ENDINGS = ("मंत्री", "राष्ट्रपति", "राज्यपाल", "अध्यक्ष", "सचिव", "महासचिव", "प्रमुख", "न्यायाधीश", "निदेशक")
# Cardinals that carry the plural of the whole: both, hundreds of, thousands of ...
_PLURAL_CARDINALS = ("ों", "ओं")
# Conjunctions, prepositions and articles inside a name have no features.
_FUNCTION_IN_NAMES = frozenset(
    {"एंड", "ऐंड", "एण्ड", "ऑफ", "आफ", "ऑव", "फॉर", "इन", "एवं", "और", "व", "तथा", "के", "की", "का"}
)
_OBLIQUE_DETERMINERS = frozenset({"इस", "उस", "इसी", "उसी", "जिस", "किस", "किसी"})


def noun_features(tokens: Tokens, index: int) -> dict[str, str]:
    """NOUN and PROPN: Case, Gender, Number, Person=3."""
    token = tokens[index]
    old = features(token.feats)
    if token.xpos == "NNPC" and token.form in _FUNCTION_IN_NAMES and "Gender" not in old:
        return {}
    case = noun_case(tokens, index)
    if token.xpos in {"NNP", "NNPC"} and is_number(token.form) and not _numbers_a_name(tokens, index):
        return {"Case": case, "Number": "Sing", "Person": "3"}  # a year or a date has no gender
    return {"Case": case, **_agreement(old), "Person": "3"}


def _agreement(old: dict[str, str]) -> dict[str, str]:
    return {
        "Gender": GENDER.get(old.get("Gender", ""), "Masc"),
        "Number": NUMBER.get(old.get("Number", ""), "Sing"),
    }


def _numbers_a_name(tokens: Tokens, index: int) -> bool:
    """True for 19 of कोविड-19, which is no year and no date."""
    if index < 2 or tokens[index - 1].form != "-":
        return False
    name = tokens[index - 2]
    return name.xpos == "NNPC" and not is_number(name.form)


def noun_case(tokens: Tokens, index: int) -> str:
    """Acc for an oblique noun, else Nom. What the tree shows comes before what the old treebank says.

    Non-final parts of a compound, bare subjects, objects and predicates, and a bare name before a noun are direct;
    whatever a postposition follows is oblique, with all its conjuncts; a title goes with the name it stands before.
    """
    token = tokens[index]
    if token.xpos in {"NNC", "NNPC"}:
        return "Nom"
    if _has_postposition(tokens, index) or _shares_postposition(tokens, index):
        return "Acc"
    if token.upos == "NOUN" and token.deprel in {"nmod", "obl"} and _has_oblique_determiner(tokens, index):
        return "Acc"
    if token.deprel in _DIRECT_RELATIONS:
        return "Nom"
    head = tokens[head_index(token)]
    if token.deprel == "nmod" and head_index(token) > index and head.upos in {"NOUN", "PROPN"}:
        title = token.upos == "NOUN" or token.form.endswith(_TITLE_ENDINGS)
        if head.upos == "PROPN":
            return noun_case(tokens, head_index(token)) if title else "Nom"
        if token.upos == "PROPN":
            return "Nom"
    return CASE.get(features(token.feats).get("Case", ""), "Nom")


def _has_oblique_determiner(tokens: Tokens, index: int) -> bool:
    """True for सप्ताह in इस सप्ताह: the determiner shows the case that the noun does not."""
    below = [tokens[i] for i in children(tokens, index) if i < index]
    return any(each.upos == "DET" and each.form in _OBLIQUE_DETERMINERS for each in below)


def adjective_features(tokens: Tokens, index: int) -> dict[str, str]:
    """ADJ: Case when attributive, Gender and Number when the form inflects, NumType=Ord for ordinals."""
    token = tokens[index]
    old = features(token.feats)
    if token.xpos == "JJC" and old.get("Person"):  # a noun: आतंकवाद विरोधी
        return {"Case": "Nom", **_agreement(old), "Person": "3"}
    values: dict[str, str] = {}
    case = _attributive_case(tokens, index)
    if case is not None and token.xpos != "QF":
        values["Case"] = case
    if inflects(token):
        values["Gender"] = ending_gender(token.form) or GENDER.get(old.get("Gender", ""), "Masc")
        values["Number"] = _agreeing_number(tokens, index)
    if token.xpos == "QO":
        values["NumType"] = "Ord"
    return values


def inflects(token: Token) -> bool:
    """True when an adjective form agrees in gender: the old treebank says so, or the lemma in -ā shows it."""
    gender = features(token.feats).get("Gender")
    if token.xpos in {"JJC", "QF"} or "Aspect" in features(token.feats):
        return False
    return gender in GENDER and ending_gender(token.form) is not None


def number_features(token: Token) -> dict[str, str]:
    """NUM: NumType=Card; दोनों, हजारों and their like are plural."""
    values = {"NumType": "Card"}
    return values | {"Number": "Plur"} if token.form.endswith(_PLURAL_CARDINALS) else values


def _attributive_case(tokens: Tokens, index: int) -> str | None:
    """Case of the noun an adjective stands with, found through conjuncts and compound parts; None for predicates."""
    node = index
    while (
        tokens[node].deprel in {"conj", "compound"}
        and tokens[node].head
        and tokens[head_index(tokens[node])].upos == "ADJ"
    ):
        node = head_index(tokens[node])
    if tokens[node].deprel in _PREDICATIVE_RELATIONS:
        return None
    head = tokens[head_index(tokens[node])]
    own = CASE.get(features(tokens[index].feats).get("Case", ""))
    if tokens[node].deprel == "amod":
        return CASE.get(features(head.feats).get("Case", "")) or own or "Nom"
    return own


def _agreeing_number(tokens: Tokens, index: int) -> str:
    """Number of an inflecting adjective: -ā is singular; an attributive one agrees with its noun; else as annotated."""
    token = tokens[index]
    if ending_number(token.form) == "Sing":
        return "Sing"
    head = tokens[head_index(token)] if token.head else None
    if token.deprel == "amod" and head is not None and head.upos in {"NOUN", "PROPN"}:
        return NUMBER.get(features(head.feats).get("Number", ""), "Sing")
    return NUMBER.get(features(token.feats).get("Number", ""), "Sing")


def _has_postposition(tokens: Tokens, index: int) -> bool:
    return any(tokens[i].upos == "ADP" for i in children(tokens, index) if i > index)


def _shares_postposition(tokens: Tokens, index: int) -> bool:
    """True when the coordination the noun belongs to is closed by a postposition (राम, श्याम और मोहन ने)."""
    first = head_index(tokens[index]) if tokens[index].deprel == "conj" else index
    if first < 0 or tokens[first].upos not in {"NOUN", "PROPN", "PRON", "NUM"}:
        return False
    conjuncts = [i for i in children(tokens, first) if tokens[i].deprel == "conj"]
    if not conjuncts or tokens[conjuncts[-1]].upos not in {"NOUN", "PROPN", "PRON", "NUM"}:
        return False
    return _has_postposition(tokens, conjuncts[-1]) or any(
        tokens[i].upos == "ADP" and i > conjuncts[-1] for i in children(tokens, first)
    )
