"""Features of pronouns and determiners: the written form decides (guide, section 4)."""

from __future__ import annotations

from padapatha.languages.hi.convert.letters import ending_gender, without_joiners
from padapatha.languages.hi.convert.nominals import CASE, GENDER, NUMBER
from padapatha.languages.hi.convert.rows import Row, features
from padapatha.languages.hi.convert.tree import Rows, children, head_row

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


def pronoun_features(rows: Rows, position: int) -> dict[str, str]:
    """PRON: PronType, and what the kind of pronoun shows of Case, Gender, Number, Person, Poss and Polite."""
    row = rows[position]
    kind = {"PronType": "Int" if row.xpos == "WQ" else "Prs"}
    if row.lemma in _CASELESS or (row.xpos == "WQ" and "Case" not in features(row)):
        return kind
    if row.lemma == "अपना":
        return kind | _reflexive(rows, position)
    fused = fused_case(row)
    if fused == "Gen":
        return kind | _possessive(rows, position) | _referent(row)
    case = f"Acc,{fused}" if fused else _plain_case(rows, position)
    values = kind | {"Case": case}
    if row.lemma in _AGREEING:
        return values | _agreement(rows, position)
    return values if row.lemma in _ADVERBIAL else values | _referent(row)


def fused_case(row: Row) -> str | None:
    """Second case value of a pronoun fused with a postposition (उन्होंने Erg, उसे Dat, उसका Gen, इसमें Ine, इससे Ins)."""
    form = without_joiners(row.form)
    if row.lemma in _AGREEING or row.lemma in {"अपना", form} or "Case" not in features(row):
        return None
    if form in _DATIVE:
        return "Dat"
    if form.endswith(_GENITIVE):
        return "Gen"
    return next((case for ending, case in _FUSED if form.endswith(ending)), None)


def determiner_features(rows: Rows, position: int) -> dict[str, str]:
    """DET: demonstratives agree in Case and Number; quantifiers are PronType=Ind; ऐसा and its like agree fully."""
    row = rows[position]
    if row.lemma in _AGREEING:
        case = _head_case(rows, position) or CASE.get(features(row).get("Case", ""), "Nom")
        return {"PronType": "Ind", "Case": case} | _agreement(rows, position)
    if row.xpos in {"QF", "QFC"}:
        return {"PronType": "Ind"}
    kind = "Int" if row.xpos == "WQ" else "Dem"
    if row.xpos == "WQ" and "Case" not in features(row):
        return {"PronType": kind}
    form = without_joiners(row.form)
    case = "Nom" if form in _DIRECT else "Acc" if form in _OBLIQUE else _head_case(rows, position) or "Nom"
    number = "Plur" if form in _PLURAL else NUMBER.get(features(row).get("Number", ""), "Sing")
    number = "Sing" if form in (_DIRECT | _OBLIQUE) - _PLURAL else number
    return {"PronType": kind, "Case": case, "Number": number, "Person": "3"}


def _plain_case(rows: Rows, position: int) -> str:
    form = without_joiners(rows[position].form)
    if form in _DIRECT:
        return "Nom"
    if form in _OBLIQUE or _has_postposition(rows, position):
        return "Acc"
    if rows[position].deprel == "det":
        return _head_case(rows, position) or "Nom"
    old = CASE.get(features(rows[position]).get("Case", ""), "Nom")
    return "Nom" if rows[position].lemma in _ADVERBIAL else old


def _reflexive(rows: Rows, position: int) -> dict[str, str]:
    form = rows[position].form
    gender = ending_gender(form) or "Masc"
    if form.endswith("ना"):
        return {"Case": "Nom", "Gender": gender}
    if _has_postposition(rows, position):
        return {"Case": "Acc", "Gender": gender}
    old = CASE.get(features(rows[position]).get("Case", ""), "Acc")
    return {"Case": _head_case(rows, position) or old, "Gender": gender}


def _possessive(rows: Rows, position: int) -> dict[str, str]:
    """उसका उसके उसकी: no gender when the fused के only opens a compound postposition (उसके लिए)."""
    values = {"Case": "Acc,Gen", "Poss": "Yes"}
    gender = ending_gender(rows[position].form)
    return values if gender is None or _has_postposition(rows, position) else values | {"Gender": gender}


def _referent(row: Row) -> dict[str, str]:
    """Number, Person and politeness of the one spoken of; 3H marks one person honoured by a plural form."""
    old = features(row)
    person = old.get("Person", "Any")
    number = NUMBER.get(old.get("Number", ""))
    values = {"Number": number} if number else {}
    if person == "Any":
        person = "3" if number else ""
    if person.endswith("H"):
        return {"Number": "Sing", "Person": person[0], "Polite": "Form"}
    return values | ({"Person": person} if person else {})


def _agreement(rows: Rows, position: int) -> dict[str, str]:
    row = rows[position]
    head = head_row(rows, position)
    old = features(row).get("Number", "")
    number = NUMBER.get(old) or (head is not None and NUMBER.get(features(head).get("Number", ""))) or "Sing"
    return {"Gender": ending_gender(row.form) or GENDER.get(features(row).get("Gender", ""), "Masc"), "Number": number}


def _head_case(rows: Rows, position: int) -> str | None:
    head = head_row(rows, position)
    return CASE.get(features(head).get("Case", "")) if head is not None and head.upos in {"NOUN", "PROPN"} else None


def _has_postposition(rows: Rows, position: int) -> bool:
    return any(rows[i].upos == "ADP" for i in children(rows, position) if i > position)
