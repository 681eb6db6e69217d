"""Today's FEATS for a whole tree, part of speech by part of speech; the rules for postpositions and adverbs."""

from __future__ import annotations

from dataclasses import replace

from padapatha.convert.letters import ending_gender
from padapatha.convert.nominals import CASE, GENDER, NUMBER, adjective_features, noun_features, number_features
from padapatha.convert.pronouns import determiner_features, pronoun_features
from padapatha.convert.tree import Tokens, head_index
from padapatha.convert.verb_groups import verb_groups
from padapatha.convert.verbs import verb_features
from padapatha.model import Token
from padapatha.values import feats_of, features

_NOUNS = frozenset({"NOUN", "PROPN"})


def modern_features(tokens: Tokens) -> Tokens:
    """The tokens with today's features: nouns first, as adjectives, determiners and postpositions agree with them."""
    verbs = verb_features(tokens, verb_groups(tokens))
    nouns = tuple(_with(tokens, i) if token.upos in _NOUNS else token for i, token in enumerate(tokens))
    result = []
    for i, token in enumerate(nouns):
        if token.xpos in {"VM", "VAUX"}:
            result.append(verbs[i])
        else:
            result.append(token if token.upos in _NOUNS else _with(nouns, i))
    return tuple(result)


def _with(tokens: Tokens, index: int) -> Token:
    return replace(tokens[index], feats=feats_of(_values(tokens, index)))


def _values(tokens: Tokens, index: int) -> dict[str, str]:
    token = tokens[index]
    values = _by_upos(tokens, index)  # Echo is not registered for ADP
    if token.xpos == "RDP" and token.upos not in {"ADP", "PUNCT"}:
        values["Echo"] = "Rdp"
    return values


def _by_upos(tokens: Tokens, index: int) -> dict[str, str]:
    token = tokens[index]
    match token.upos:
        case "NOUN" | "PROPN":
            return noun_features(tokens, index)
        case "PRON":
            return pronoun_features(tokens, index)
        case "DET":
            return determiner_features(tokens, index)
        case "ADJ":
            return postposition_features(tokens, index) if token.lemma == "वाला" else adjective_features(tokens, index)
        case "NUM":
            return number_features(token)
        case "ADP":
            return postposition_features(tokens, index)
        case "ADV":
            return adverb_features(tokens, index)
        case "PART":
            return {"Polarity": "Neg", "PronType": "Neg"} if token.xpos == "NEG" else {}
        case "X":
            return {"Foreign": "Yes"}
        case _:
            return {}


_FEMININE_PLACES = frozenset({"ओर", "तरफ", "तरह", "बगल", "जगह"})
_AGREEING = frozenset({"का", "वाला", "जैसा", "सा", "सरीखा"})


def postposition_features(tokens: Tokens, index: int) -> dict[str, str]:
    """ADP (and वाला): AdpType=Post; agreeing ones carry the possessed noun's values, former nouns Case and Gender."""
    token = tokens[index]
    if token.xpos.startswith("NST"):
        return place_features(tokens, index)
    old = features(token.feats)
    if token.lemma in _AGREEING:
        kind = {} if token.lemma == "वाला" else {"AdpType": "Post"}
        if token.lemma == "का" and opens_compound(tokens, index):
            return kind | {"Case": "Acc", "Gender": "Fem", "Number": "Sing"}
        return kind | _possessed(tokens, index)
    if token.lemma == "के" or "Case" not in old:
        return {"AdpType": "Post"}
    return {"Case": "Acc", "Gender": GENDER.get(old.get("Gender", ""), "Masc")}


def opens_compound(tokens: Tokens, index: int) -> bool:
    """True for के of के लिए, की of की ओर: another postposition of the same noun follows at once."""
    if index + 1 == len(tokens):
        return False
    token, following = tokens[index], tokens[index + 1]
    compound = following.upos == "ADP" and following.lemma not in {"का", "जैसा"}
    return compound and following.head in {token.head, index + 1} and following.deprel in {"case", "mark", "dislocated"}


def place_features(tokens: Tokens, index: int) -> dict[str, str]:
    """NST as ADP or ADV: the values of the old noun; Case=Acc before another postposition."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    oblique = following is not None and following.xpos == "PSP" and following.head in {token.head, index + 1}
    gender = "Fem" if token.lemma in _FEMININE_PLACES else "Masc"
    case = "Acc" if oblique else "Nom"
    return {"AdpType": "Post", "Case": case, "Gender": gender, "Number": "Sing", "Person": "3"}


def adverb_features(tokens: Tokens, index: int) -> dict[str, str]:
    """ADV: nothing for RB, AdvType=Deg for INTF, the values of the old noun for NST."""
    token = tokens[index]
    if token.xpos == "INTF":
        return {"AdvType": "Deg"}
    old = features(token.feats)
    return place_features(tokens, index) if token.xpos.startswith("NST") or "Case" in old else {}


def _possessed(tokens: Tokens, index: int) -> dict[str, str]:
    """Case, Gender, Number (and honour) of the possessed noun: as annotated, else read from the noun itself."""
    token = tokens[index]
    old = features(token.feats)
    noun = _possessed_noun(tokens, index)
    gender = ending_gender(token.form) or GENDER.get(old.get("Gender", ""), "Masc")
    number = NUMBER.get(noun.get("Number", "")) or NUMBER.get(old.get("Number", ""), "Sing")
    case = CASE.get(noun.get("Case", "")) or CASE.get(old.get("Case", ""), "Nom")
    polite = token.form.endswith("े") and case == "Nom" and old.get("Person", "").endswith("H")
    if token.form.endswith("ा"):
        case, number = "Nom", "Sing"
    elif token.form.endswith("ों"):
        case, number = "Acc", "Plur"
    elif token.form.endswith("े") and case == "Nom" and number == "Sing" and not polite:
        case = "Acc"  # -e before one thing is oblique, unless that one is honoured
    values = {"Case": case, "Gender": gender, "Number": "Sing" if polite else number}
    return values | {"Polite": "Form"} if polite else values


def _possessed_noun(tokens: Tokens, index: int) -> dict[str, str]:
    """Old features of the noun that the postposition's own noun hangs on, when it stands to the right."""
    owner = head_index(tokens[index])
    noun = head_index(tokens[owner]) if owner >= 0 else -1
    return features(tokens[noun].feats) if noun > index and tokens[noun].upos in {"NOUN", "PROPN"} else {}


def agreeing_suffixes(tokens: Tokens) -> Tokens:
    """वाला is an adjective in compound with the word before it, wherever it was case, mark or aux in the old form."""
    return tuple(
        replace(token, upos="ADJ", xpos="PSP", deprel="compound") if token.lemma == "वाला" and token.head else token
        for token in tokens
    )
