"""Features of postpositions, adverbs, particles and foreign words (guide, section 4)."""

from __future__ import annotations

from dataclasses import replace

from padapatha.languages.hi.convert.letters import ending_gender
from padapatha.languages.hi.convert.nominals import CASE, GENDER, NUMBER
from padapatha.languages.hi.convert.rows import features
from padapatha.languages.hi.convert.tree import Rows

_FEMININE_PLACES = frozenset({"ओर", "तरफ", "तरह", "बगल", "जगह"})
_AGREEING = frozenset({"का", "वाला", "जैसा", "सा", "सरीखा"})


def postposition_features(rows: Rows, position: int) -> dict[str, str]:
    """ADP (and वाला): AdpType=Post; agreeing ones carry the possessed noun's values, former nouns Case and Gender."""
    row = rows[position]
    if row.xpos.startswith("NST"):
        return place_features(rows, position)
    old = features(row)
    if row.lemma in _AGREEING:
        kind = {} if row.lemma == "वाला" else {"AdpType": "Post"}
        if row.lemma == "का" and opens_compound(rows, position):
            return kind | {"Case": "Acc", "Gender": "Fem", "Number": "Sing"}
        return kind | _possessed(rows, position)
    if row.lemma == "के" or "Case" not in old:
        return {"AdpType": "Post"}
    return {"Case": "Acc", "Gender": GENDER.get(old.get("Gender", ""), "Masc")}


def opens_compound(rows: Rows, position: int) -> bool:
    """True for के of के लिए, की of की ओर: another postposition of the same noun follows at once."""
    if position + 1 == len(rows):
        return False
    row, following = rows[position], rows[position + 1]
    compound = following.upos == "ADP" and following.lemma not in {"का", "जैसा"}
    return (
        compound and following.head in {row.head, position + 1} and following.deprel in {"case", "mark", "dislocated"}
    )


def place_features(rows: Rows, position: int) -> dict[str, str]:
    """NST as ADP or ADV: the values of the old noun; Case=Acc before another postposition."""
    row = rows[position]
    following = rows[position + 1] if position + 1 < len(rows) else None
    oblique = following is not None and following.xpos == "PSP" and following.head in {row.head, position + 1}
    gender = "Fem" if row.lemma in _FEMININE_PLACES else "Masc"
    case = "Acc" if oblique else "Nom"
    return {"AdpType": "Post", "Case": case, "Gender": gender, "Number": "Sing", "Person": "3"}


def adverb_features(rows: Rows, position: int) -> dict[str, str]:
    """ADV: nothing for RB, AdvType=Deg for INTF, the values of the old noun for NST."""
    row = rows[position]
    if row.xpos == "INTF":
        return {"AdvType": "Deg"}
    old = features(row)
    return place_features(rows, position) if row.xpos.startswith("NST") or "Case" in old else {}


def _possessed(rows: Rows, position: int) -> dict[str, str]:
    """Case, Gender, Number (and honour) of the possessed noun: as annotated, else read from the noun itself."""
    row = rows[position]
    old = features(row)
    noun = _possessed_noun(rows, position)
    gender = ending_gender(row.form) or GENDER.get(old.get("Gender", ""), "Masc")
    number = NUMBER.get(noun.get("Number", "")) or NUMBER.get(old.get("Number", ""), "Sing")
    case = CASE.get(noun.get("Case", "")) or CASE.get(old.get("Case", ""), "Nom")
    polite = row.form.endswith("े") and case == "Nom" and old.get("Person", "").endswith("H")
    if row.form.endswith("ा"):
        case, number = "Nom", "Sing"
    elif row.form.endswith("ों"):
        case, number = "Acc", "Plur"
    elif row.form.endswith("े") and case == "Nom" and number == "Sing" and not polite:
        case = "Acc"  # -e before one thing is oblique, unless that one is honoured
    values = {"Case": case, "Gender": gender, "Number": "Sing" if polite else number}
    return values | {"Polite": "Form"} if polite else values


def _possessed_noun(rows: Rows, position: int) -> dict[str, str]:
    """Old features of the noun that the postposition's own noun hangs on, when it stands to the right."""
    owner = rows[position].head - 1
    noun = rows[owner].head - 1 if owner >= 0 else -1
    return features(rows[noun]) if noun > position and rows[noun].upos in {"NOUN", "PROPN"} else {}


def agreeing_suffixes(rows: Rows) -> Rows:
    """वाला is an adjective in compound with the word before it, wherever it was case, mark or aux in the old form."""
    return tuple(
        replace(row, upos="ADJ", xpos="PSP", deprel="compound") if row.lemma == "वाला" and row.head else row
        for row in rows
    )
