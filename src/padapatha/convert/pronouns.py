"""Features of pronouns and determiners: the written form decides (guide, section 4)."""

from __future__ import annotations

from padapatha.convert.letters import ending_gender, without_joiners
from padapatha.convert.nominals import CASE, GENDER, NUMBER
from padapatha.convert.tree import Tokens, children, head_token
from padapatha.model import Token
from padapatha.values import features

# Postposition fused into the pronoun, by ending -> second case value of today.
_FUSED = (("ने", "Erg"), ("में", "Ine"), ("से", "Ins"), ("को", "Dat"))
_DATIVE = frozenset(["उसे", "उन्हें", "इसे", "इन्हें", "मुझे", "हमें", "तुझे", "तुम्हें", "जिसे", "जिन्हें", "किसे", "किन्हें", "आपको"])
_GENITIVE = (
    "का",
    "के",
    "की",
    "मेरा",
    "मेरे",
    "मेरी",
    "हमारा",
    "हमारे",
    "हमारी",
    "तेरा",
    "तेरे",
    "तेरी",
    "म्हारा",
    "म्हारे",
    "म्हारी",
)
_DIRECT = frozenset(["यह", "वह", "वे", "ये", "मैं", "यही", "वही", "तू", "जो"])
_OBLIQUE = frozenset(
    ["इस", "उस", "इन", "उन", "जिस", "जिन", "किस", "किसी", "मुझ", "तुझ", "इसी", "उसी", "इन्हीं", "उन्हीं", "किन"]
)
_PLURAL = frozenset(["ये", "वे", "इन", "उन", "जिन", "किन", "इन्हीं", "उन्हीं", "हम"])
_AGREEING = frozenset({"ऐसा", "ऐसे", "कैसा", "जैसा", "वैसा", "इतना", "उतना", "जितना", "कितना", "सारा", "थोड़ा"})
# Words of place, time and reason that the tag set counts as pronouns but that never take a case.
_CASELESS = frozenset({"तो", "इसलिये", "इसीलिए", "इसीलिये", "कभी", "क्यों", "कैसे", "तत्र", "यत्र"})
_ADVERBIAL = frozenset(
    [
        "अब",
        "जब",
        "तब",
        "कब",
        "अभी",
        "तभी",
        "जभी",
        "यहाँ",
        "वहाँ",
        "जहाँ",
        "कहाँ",
        "यहीं",
        "वहीं",
        "कहीं",
        "खुद",
        "स्वयं",
        "सब",
        "क्या",
    ]
)


def pronoun_features(tokens: Tokens, index: int) -> dict[str, str]:
    """PRON: PronType, and what the kind of pronoun shows of Case, Gender, Number, Person, Poss and Polite."""
    token = tokens[index]
    kind = {"PronType": "Int" if token.xpos == "WQ" else "Prs"}
    if token.lemma in _CASELESS or (token.xpos == "WQ" and "Case" not in features(token.feats)):
        return kind
    if token.lemma == "अपना":
        return kind | _reflexive(tokens, index)
    fused = fused_case(token)
    if fused == "Gen":
        return kind | _possessive(tokens, index) | _referent(token)
    case = f"Acc,{fused}" if fused else _plain_case(tokens, index)
    values = kind | {"Case": case}
    if token.lemma in _AGREEING:
        return values | _agreement(tokens, index)
    return values if token.lemma in _ADVERBIAL else values | _referent(token)


def fused_case(token: Token) -> str | None:
    """Second case value of a pronoun fused with a postposition (उन्होंने Erg, उसे Dat, उसका Gen, इसमें Ine, इससे Ins)."""
    form = without_joiners(token.form)
    if token.lemma in _AGREEING or token.lemma in {"अपना", form} or "Case" not in features(token.feats):
        return None
    if form in _DATIVE:
        return "Dat"
    if form.endswith(_GENITIVE):
        return "Gen"
    return next((case for ending, case in _FUSED if form.endswith(ending)), None)


def determiner_features(tokens: Tokens, index: int) -> dict[str, str]:
    """DET: demonstratives agree in Case and Number; quantifiers are PronType=Ind; ऐसा and its like agree fully."""
    token = tokens[index]
    if token.lemma in _AGREEING:
        case = _head_case(tokens, index) or CASE.get(features(token.feats).get("Case", ""), "Nom")
        return {"PronType": "Ind", "Case": case} | _agreement(tokens, index)
    if token.xpos in {"QF", "QFC"}:
        return {"PronType": "Ind"}
    kind = "Int" if token.xpos == "WQ" else "Dem"
    if token.xpos == "WQ" and "Case" not in features(token.feats):
        return {"PronType": kind}
    form = without_joiners(token.form)
    case = "Nom" if form in _DIRECT else "Acc" if form in _OBLIQUE else _head_case(tokens, index) or "Nom"
    number = "Plur" if form in _PLURAL else NUMBER.get(features(token.feats).get("Number", ""), "Sing")
    number = "Sing" if form in (_DIRECT | _OBLIQUE) - _PLURAL else number
    return {"PronType": kind, "Case": case, "Number": number, "Person": "3"}


def _plain_case(tokens: Tokens, index: int) -> str:
    form = without_joiners(tokens[index].form)
    if form in _DIRECT:
        return "Nom"
    if form in _OBLIQUE or _has_postposition(tokens, index):
        return "Acc"
    if tokens[index].deprel == "det":
        return _head_case(tokens, index) or "Nom"
    old = CASE.get(features(tokens[index].feats).get("Case", ""), "Nom")
    return "Nom" if tokens[index].lemma in _ADVERBIAL else old


def _reflexive(tokens: Tokens, index: int) -> dict[str, str]:
    form = tokens[index].form
    gender = ending_gender(form) or "Masc"
    if form.endswith("ना"):
        return {"Case": "Nom", "Gender": gender}
    if _has_postposition(tokens, index):
        return {"Case": "Acc", "Gender": gender}
    old = CASE.get(features(tokens[index].feats).get("Case", ""), "Acc")
    return {"Case": _head_case(tokens, index) or old, "Gender": gender}


def _possessive(tokens: Tokens, index: int) -> dict[str, str]:
    """उसका उसके उसकी: no gender when the fused के only opens a compound postposition (उसके लिए)."""
    values = {"Case": "Acc,Gen", "Poss": "Yes"}
    gender = ending_gender(tokens[index].form)
    return values if gender is None or _has_postposition(tokens, index) else values | {"Gender": gender}


def _referent(token: Token) -> dict[str, str]:
    """Number, Person and politeness of the one spoken of; 3H marks one person honoured by a plural form."""
    old = features(token.feats)
    person = old.get("Person", "Any")
    number = NUMBER.get(old.get("Number", ""))
    values = {"Number": number} if number else {}
    if person == "Any":
        person = "3" if number else ""
    if person.endswith("H"):
        return {"Number": "Sing", "Person": person[0], "Polite": "Form"}
    return values | ({"Person": person} if person else {})


def _agreement(tokens: Tokens, index: int) -> dict[str, str]:
    token = tokens[index]
    head = head_token(tokens, index)
    old = features(token.feats).get("Number", "")
    number = NUMBER.get(old) or (head is not None and NUMBER.get(features(head.feats).get("Number", ""))) or "Sing"
    return {
        "Gender": ending_gender(token.form) or GENDER.get(features(token.feats).get("Gender", ""), "Masc"),
        "Number": number,
    }


def _head_case(tokens: Tokens, index: int) -> str | None:
    head = head_token(tokens, index)
    if head is None or head.upos not in {"NOUN", "PROPN"}:
        return None
    return CASE.get(features(head.feats).get("Case", ""))


def _has_postposition(tokens: Tokens, index: int) -> bool:
    return any(tokens[i].upos == "ADP" for i in children(tokens, index) if i > index)
