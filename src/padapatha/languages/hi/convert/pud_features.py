"""Features of PUD in the spelling of the old HDTB, so that one set of rules makes today's features of both."""

from __future__ import annotations

from dataclasses import replace

from padapatha.languages.hi.convert.letters import ending_gender, without_joiners
from padapatha.languages.hi.convert.rows import Row, feats_text, features
from padapatha.languages.hi.convert.tree import Rows, children
from padapatha.languages.hi.convert.verbs import class_by_ending

_SPELT = {"Masc": "M", "Fem": "F", "Sing": "Sg", "Plur": "Pl", "Acc": "O", "Nom": "D"}
_ASPECT = {"perf": "Ya", "imp": "Wa", "inf": "Na", "conv": "Kara", "fut": "Ga", "sub": "Em", "stem": "0"}
_FINITE_RELATIONS = frozenset({"root", "ccomp", "acl:relcl", "parataxis"})
_PLURAL_STEMS = ("उन", "इन", "जिन", "किन", "वे", "ये", "हम")
# Nouns turned postposition: they keep Case and Gender (guide, section 4).
_NOUNS_TURNED = dict.fromkeys(("कारण", "रूप", "अनुसार", "संबंध", "मुकाबले", "अनुरूप", "समय", "विरोध", "माध्यम", "तौर"), "M")
_NOUNS_TURNED |= dict.fromkeys(("वजह", "तरह", "बदौलत", "तुलना", "दृष्टि"), "F")
_PERSONS = {"मैं": "1", "हम": "1", "तू": "2", "तुम": "2", "आप": "2"}


def old_features(rows: Rows) -> Rows:
    """The rows with the features the later steps read."""
    return tuple(replace(row, feats=feats_text(_values(rows, i))) for i, row in enumerate(rows))


def _values(rows: Rows, position: int) -> dict[str, str]:
    row = rows[position]
    old = {name: _SPELT[value] for name, value in features(row).items() if value in _SPELT}
    if row.xpos in {"VM", "VAUX"}:
        return _verbal(rows, position)
    if row.upos in {"PRON", "DET"}:
        return _pronominal(row, old)
    if row.upos == "ADJ":
        return _adjectival(row, old)
    if row.upos == "ADP" and row.lemma not in {"का", "जैसा", "वाला"}:
        return {"Case": "O", "Gender": _NOUNS_TURNED[row.form]} if row.form in _NOUNS_TURNED else {}
    return old


def _verbal(rows: Rows, position: int) -> dict[str, str]:
    row = rows[position]
    person = features(row).get("Person", "3")
    if row.lemma in {"है", "था", "चाहिए"}:
        aspect = "He" if row.lemma == "है" else "Wa" if row.lemma == "था" else "0"
    else:
        aspect = _aspect(row)
    finite = {"Stype": "Declarative"} if row.xpos == "VM" and _is_finite(rows, position) else {}
    return {"Aspect": aspect, "Person": person, "Number": _number(rows, position)} | finite


def _number(rows: Rows, position: int) -> str:
    """-e is plural in a finite group (PUD writes Sing throughout) and the fixed form of converbs elsewhere (करते हुए)."""
    row = rows[position]
    main = row.head - 1 if row.xpos == "VAUX" and row.head else position
    return "Pl" if without_joiners(row.form).endswith(("े", "ए")) and _is_finite(rows, main) else "Sg"


def _aspect(row: Row) -> str:
    form, stem = without_joiners(row.form), row.lemma.removesuffix("ना")
    if form == stem:
        return "0"
    if features(row).get("Mood") == "Sub":
        return "Em"
    by_ending = class_by_ending(form)
    if by_ending == "inf" and form not in {stem + "ना", stem + "ने", stem + "नी"}:
        return "Ya"  # बना of बनना ends like an infinitive and is a perfective
    return _ASPECT[by_ending]


def _is_finite(rows: Rows, position: int) -> bool:
    """Finite: है, था, futures, whatever has such an auxiliary, and the heads of clauses that can only be finite."""
    row = rows[position]
    own = [row, *(rows[i] for i in children(rows, position) if rows[i].xpos == "VAUX")]
    if any(member.lemma in {"है", "था", "चाहिए"} or _aspect(member) in {"Ga", "Em"} for member in own):
        return True
    if row.deprel in _FINITE_RELATIONS:
        return True
    if row.deprel == "conj" and row.head:
        return _is_finite(rows, row.head - 1)
    return row.deprel == "advcl" and any(rows[i].upos == "SCONJ" for i in children(rows, position))


def _pronominal(row: Row, old: dict[str, str]) -> dict[str, str]:
    if row.xpos == "WQ" and not row.form.startswith("किस"):
        return {}
    number = "Pl" if row.form.startswith(_PLURAL_STEMS) else old.get("Number", "Sg")
    person = _PERSONS.get(row.lemma, "3")
    polite = features(row).get("Polite") == "Form"
    return {"Case": "O", **old, "Number": number, "Person": person + "H" if polite else person}


def _adjectival(row: Row, old: dict[str, str]) -> dict[str, str]:
    gender = ending_gender(row.form)
    if not row.lemma.endswith("ा") or gender is None:
        return {}
    return {"Gender": _SPELT[gender], "Number": old.get("Number", "Pl" if row.form.endswith("े") else "Sg")}
