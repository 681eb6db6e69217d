"""Today's FEATS for a whole tree, part of speech by part of speech."""

from __future__ import annotations

from dataclasses import replace

from padapatha.languages.hi.convert.groups import verb_groups
from padapatha.languages.hi.convert.nominals import adjective_features, noun_features, number_features
from padapatha.languages.hi.convert.particles import adverb_features, postposition_features
from padapatha.languages.hi.convert.pronouns import determiner_features, pronoun_features
from padapatha.languages.hi.convert.rows import Row, feats_text
from padapatha.languages.hi.convert.tree import Rows
from padapatha.languages.hi.convert.verbs import verb_features

_NOUNS = frozenset({"NOUN", "PROPN"})


def modern_features(rows: Rows) -> Rows:
    """The rows with today's features: nouns first, as adjectives, determiners and postpositions agree with them."""
    verbs = verb_features(rows, verb_groups(rows))
    nouns = tuple(_with(rows, i) if row.upos in _NOUNS else row for i, row in enumerate(rows))
    result = []
    for i, row in enumerate(nouns):
        if row.xpos in {"VM", "VAUX"}:
            result.append(verbs[i])
        else:
            result.append(row if row.upos in _NOUNS else _with(nouns, i))
    return tuple(result)


def _with(rows: Rows, position: int) -> Row:
    return replace(rows[position], feats=feats_text(_values(rows, position)))


def _values(rows: Rows, position: int) -> dict[str, str]:
    row = rows[position]
    values = _by_upos(rows, position)  # Echo is not registered for ADP
    if row.xpos == "RDP" and row.upos not in {"ADP", "PUNCT"}:
        values["Echo"] = "Rdp"
    return values


def _by_upos(rows: Rows, position: int) -> dict[str, str]:
    row = rows[position]
    match row.upos:
        case "NOUN" | "PROPN":
            return noun_features(rows, position)
        case "PRON":
            return pronoun_features(rows, position)
        case "DET":
            return determiner_features(rows, position)
        case "ADJ":
            return postposition_features(rows, position) if row.lemma == "वाला" else adjective_features(rows, position)
        case "NUM":
            return number_features(row)
        case "ADP":
            return postposition_features(rows, position)
        case "ADV":
            return adverb_features(rows, position)
        case "PART":
            return {"Polarity": "Neg", "PronType": "Neg"} if row.xpos == "NEG" else {}
        case "X":
            return {"Foreign": "Yes"}
        case _:
            return {}
