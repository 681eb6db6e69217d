"""Features of verbs and auxiliaries: the form and the TAM spelling of the old treebank decide (guide, section 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from padapatha.convert.letters import ending_gender, ending_number, without_joiners
from padapatha.convert.tree import NOMINALS, Tokens, children, head_token
from padapatha.convert.verb_groups import PHASE_LEMMAS, Group
from padapatha.model import Token
from padapatha.values import feats_of, features

_TAM = {
    "Ya": "perf",
    "Ya1": "perf",
    "Wa": "imp",
    "Na": "inf",
    "Kara": "conv",
    "He": "pres",
    "Ga": "fut",
    "Em": "sub",
    "Ao": "sub",
}
SUFFIXES = frozenset({"0", "Ka", *_TAM})  # the spellings of Aspect in the first UD release
_GENDER = {"M": "Masc", "F": "Fem"}
_NUMBER = {"Sg": "Sing", "Pl": "Plur"}
_PERSON_TAMS = frozenset({"pres", "fut", "sub"})
_OBLIQUE_AUX = frozenset({"लगना", "देना", "पाना", "वाला", "जाना"})


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """What a finite verb group agrees in; None where nothing in the group shows it."""

    gender: str | None
    number: str | None
    person: str | None
    polite: bool


def tam_of(token: Token) -> str:
    """The tense-aspect-mood class of one verb form: perf imp inf conv pres past fut sub stem none."""
    form = without_joiners(token.form)
    if token.lemma in {"है", "था"}:
        return "pres" if token.lemma == "है" else "past"
    if token.lemma == "चाहिए":
        return "none"
    aspect = features(token.feats).get("Aspect", "0")
    stem = token.lemma.removesuffix("ना")
    if aspect == "0" and form == stem:
        return "stem"
    if aspect == "Em" and token.xpos == "VM" and "Stype" not in features(token.feats):
        return "perf"  # a subjunctive is finite: सौंपे of सौंपे गए is not one
    return class_by_ending(form) if aspect == "0" else _corrected(form, _TAM[aspect])


def verb_features(tokens: Tokens, groups: tuple[Group, ...]) -> Tokens:
    """The tokens with today's features on every VM and VAUX."""
    alone = GroupAgreement(None, None, None, polite=False)
    result = [
        replace(token, feats=feats_of(_single(token, alone))) if token.xpos == "VAUX" else token for token in tokens
    ]
    for group in groups:
        shared = agreement_of(tokens, group)
        result[group.main] = replace(tokens[group.main], feats=feats_of(_main(tokens, group, shared)))
        for index in group.auxiliaries:
            values = _single(tokens[index], shared)
            if group.finite and tokens[index].lemma in PHASE_LEMMAS and shared.person and "Person" not in values:
                values["Person"] = shared.person
            result[index] = replace(tokens[index], feats=feats_of(values))
    return tuple(result)


def agreement_of(tokens: Tokens, group: Group) -> GroupAgreement:
    """Gender, number and person of the whole group, read from its last member that shows each."""
    members = [tokens[index] for index in (group.main, *group.auxiliaries)]
    polite = group.finite and any(features(token.feats).get("Person", "").endswith("H") for token in members)
    gender = _last(members, _own_gender)
    number = "Sing" if polite else _last(members, _own_number)
    person = _last(members, _own_person) or ("3" if polite else None)
    return GroupAgreement(gender, number, person, polite)


def _main(tokens: Tokens, group: Group, shared: GroupAgreement) -> dict[str, str]:
    token = tokens[group.main]
    tam = tam_of(token)
    if not group.finite:
        return _nonfinite(token, tam, group, tokens)
    values = _single(token, shared)
    if tam == "stem" and not group.auxiliaries:
        values = {"Mood": "Sub", "Number": shared.number or "Sing", "Person": shared.person or "3", "VerbForm": "Fin"}
    elif tam == "stem":
        values = _present(Gender=shared.gender, Number=shared.number)
    elif tam == "inf":
        values = _finite_infinitive(tokens, group, shared)
    if tam in {"stem", "perf", "imp", "inf"} and shared.person and "Case" not in values:
        values["Person"] = shared.person
    if shared.polite and "Number" in values:
        values.update(Number="Sing", Polite="Form")
    if tam == "none":
        return {}
    return values | {"Voice": "Pass" if group.passive else "Act"}


def _nonfinite(token: Token, tam: str, group: Group, tokens: Tokens) -> dict[str, str]:
    if tam == "stem":
        followers = {tokens[index].lemma for index in group.auxiliaries}
        return _attributive_stem(tokens, group) if followers - {"करना"} else {"VerbForm": "Conv"}
    return _single(token, GroupAgreement(None, None, None, polite=False))


def _attributive_stem(tokens: Tokens, group: Group) -> dict[str, str]:
    """कर of कर रहे नागरिकों: gender and number of the noun; nothing where the group does not agree (हो जाने की)."""
    noun, last = head_token(tokens, group.main), tokens[group.auxiliaries[-1]]
    gender = ending_gender(last.form)
    if noun is None or noun.upos not in NOMINALS or tam_of(last) not in {"perf", "imp"} or gender is None:
        return {}
    if (tokens[group.main].head or 0) <= last.id:
        return {}
    old = features(noun.feats).get("Number", "")
    return {"Gender": gender, "Number": ending_number(last.form) or _NUMBER.get(old, "Sing")}


def _finite_infinitive(tokens: Tokens, group: Group, shared: GroupAgreement) -> dict[str, str]:
    token = tokens[group.main]
    followers = {tokens[index].lemma for index in group.auxiliaries}
    followers |= {tokens[index].lemma for index in children(tokens, group.main) if index > group.main}
    if without_joiners(token.form).endswith("ने") and (followers & _OBLIQUE_AUX or not group.auxiliaries):
        return {"Case": "Acc", "VerbForm": "Inf"}
    gender = ending_gender(token.form) or shared.gender
    plural = "Plur" if token.form.endswith("ने") else shared.number
    return _present(Gender=gender, Number=ending_number(token.form) or plural or "Sing") | {"VerbForm": "Inf"}


def _single(token: Token, shared: GroupAgreement) -> dict[str, str]:
    """Features of one form by itself, agreement helped by the group where the ending does not tell."""
    tam = tam_of(token)
    gender, number = _own_gender(token), _number_in(token, shared)
    person = _own_person(token) or "3"
    if tam in {"perf", "imp"}:
        aspect = "Perf" if tam == "perf" else "Imp"
        values = {"Aspect": aspect, "Gender": gender or "Masc", "Number": number or "Sing", "VerbForm": "Part"}
    elif tam == "inf":
        values = _infinitive(token, number)
    elif tam == "conv":
        values = {"VerbForm": "Conv"}
    elif tam == "pres":
        values = {"Mood": "Ind", "Number": number or "Sing", "Person": person, "Tense": "Pres", "VerbForm": "Fin"}
    elif tam == "past":
        values = {
            "Gender": gender or "Masc",
            "Mood": "Ind",
            "Number": number or "Sing",
            "Tense": "Past",
            "VerbForm": "Fin",
        }
    elif tam == "fut":
        values = {
            "Gender": gender or "Masc",
            "Mood": "Ind",
            "Number": number or "Sing",
            "Person": person,
            "Tense": "Fut",
            "VerbForm": "Fin",
        }
    elif tam == "sub":
        values = _subjunctive(token, number, person)
    else:
        values = {}
    return _politely(values, shared)


def _politely(values: dict[str, str], shared: GroupAgreement) -> dict[str, str]:
    if not shared.polite or "Number" not in values:
        return values
    person = {"Person": shared.person or "3"} if values.get("VerbForm") == "Fin" else {}
    return values | {"Number": "Sing", "Polite": "Form"} | person


def _infinitive(token: Token, number: str | None) -> dict[str, str]:
    form = without_joiners(token.form)
    if form.endswith("नी"):
        return {"Gender": "Fem", "Number": number or "Sing", "VerbForm": "Inf"}
    return {"Case": "Nom" if form.endswith("ना") else "Acc", "VerbForm": "Inf"}


def _subjunctive(token: Token, number: str | None, person: str) -> dict[str, str]:
    form = without_joiners(token.form)
    values = {"Mood": "Sub", "Number": number or "Sing", "Person": person, "VerbForm": "Fin"}
    if form.endswith(("इए", "िए", "िये", "इये")):
        return values | {"Mood": "Imp", "Person": "2", "Polite": "Form"}
    if form.endswith(("ओ", "ो")) and token.lemma != "होना":
        return values | {"Mood": "Imp", "Person": "2", "Polite": "Infm"}
    return values


def _corrected(form: str, tam: str) -> str:
    """The annotated class unless the ending excludes it (ends in -tā but tagged as subjunctive, and so on)."""
    if tam == "conv" and not form.endswith(("कर", "के", "करके")):
        return class_by_ending(form)
    if tam == "inf" and not form.endswith(("ना", "ने", "नी", "नीं")):
        return class_by_ending(form)
    if tam == "sub" and form.endswith(("ते", "ता", "ती")):
        return "imp"
    return tam


def class_by_ending(form: str) -> str:
    """The class of a verb form as its ending alone tells it (perfective and subjunctive in -e: the perfective)."""
    if form.endswith(("गा", "गे", "गी", "गीं")):
        return "fut"
    if form.endswith(("ता", "ते", "ती", "तीं")):
        return "imp"
    if form.endswith(("ना", "ने", "नी")):
        return "inf"
    if form.endswith(("कर", "के")):
        return "conv"
    if form.endswith(("ें", "एं", "एँ", "ों", "ूं", "ूँ", "ऊं", "ऊँ")):
        return "sub"
    return "perf" if ending_gender(form) else "stem"


def _own_gender(token: Token) -> str | None:
    if tam_of(token) in {"stem", "none", "pres", "sub", "conv"}:
        return None
    return ending_gender(token.form) or _GENDER.get(features(token.feats).get("Gender", ""))


def _own_number(token: Token) -> str | None:
    """Number as the form shows it: by its ending, by है/हैं, else as the treebank says."""
    tam = tam_of(token)
    form = without_joiners(token.form)
    if tam == "pres":
        return "Plur" if form in {"हैं", "हो"} else "Sing"
    if tam == "sub":
        return "Plur" if form.endswith(("ें", "एं", "एँ", "ों", "यें", "ो", "ओ")) and form != "हो" else "Sing"
    if tam == "fut" and form.endswith("गी"):
        return "Plur" if form[:-2].endswith(("ें", "ेँ", "एं", "एँ", "ों", "यें", "ोें")) else "Sing"
    if tam in {"stem", "none", "conv", "inf"}:
        return None
    return ending_number(form) or _NUMBER.get(features(token.feats).get("Number", ""))


def _number_in(token: Token, shared: GroupAgreement) -> str | None:
    """-ī does not show number by itself (आई है, आई हैं): the group does; everything else shows its own."""
    if shared.number and tam_of(token) in {"perf", "imp", "inf"} and ending_number(token.form) is None:
        return shared.number
    return _own_number(token)


def _own_person(token: Token) -> str | None:
    if tam_of(token) not in _PERSON_TAMS:
        return None
    person = features(token.feats).get("Person", "Any")[:1]
    return person if person in {"1", "2", "3"} else "3"


def _last(members: Sequence[Token], value: Callable[[Token], str | None]) -> str | None:
    """The value of the last member that shows one."""
    values = (value(token) for token in reversed(members))
    return next((each for each in values if each is not None), None)


def _present(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}
