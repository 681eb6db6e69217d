"""Tags of PUD as UPOS and XPOS of the AnnCorra set; its features in the spelling of the old HDTB.

Both treebanks then go through the same rules for features.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from padapatha.convert.letters import ending_gender, without_joiners
from padapatha.convert.tree import Tokens, children, head_index
from padapatha.convert.verbs import class_by_ending
from padapatha.model import Token
from padapatha.values import feats_of, features

_YEAR = re.compile("[12१२][0-9०-९]{3}")
_NOMINALS = frozenset({"NOUN", "PROPN"})
_PRO_ADVERBS = frozenset({"अब", "अभी", "तब", "तभी", "जब", "यहाँ", "वहाँ", "जहाँ", "कहाँ", "यहीं", "वहीं", "कहीं", "इसलिये"})
_PLACES = frozenset(
    {"बाद", "साथ", "दौरान", "बीच", "ऊपर", "आगे", "पहले", "सामने", "ओर", "बाहर", "पास", "अंदर", "भीतर", "पीछे", "नीचे"}
    | {"तरफ", "समक्ष", "आसपास", "पूर्व", "पार", "दूर", "निकट", "करीब"}
)
_PARTICLES = frozenset({"केवल", "सिर्फ", "लगभग", "करीब", "मात्र", "प्रति", "महज"})
_ARTICLES = frozenset({"द", "ए", "डि", "ला", "अल"})  # of foreign names, in Devanagari
_ORDINAL = re.compile("पहल[ाेी]|दूसर[ाेी]|तीसर[ाेी]|चौथ[ाेी]|प्रथम|द्वितीय|.*(?:वां|वाँ|वीं|वें)")


def annotated_tags(tokens: Tokens) -> Tokens:
    """The tokens with UPOS and XPOS of the AnnCorra set (and the relation where the new part of speech decides it)."""
    return tuple(_RULES.get(token.upos, _kept)(tokens, i) for i, token in enumerate(tokens))


def _kept(tokens: Tokens, index: int) -> Token:
    if tokens[index].upos == "X" and tokens[index].deprel == "advmod":
        return replace(tokens[index], upos="ADV", xpos="RB")
    xpos = {"PUNCT": "SYM", "SYM": "SYM", "CCONJ": "CC", "X": "UNK", "INTJ": "INJ"}
    return replace(tokens[index], xpos=xpos.get(tokens[index].upos, tokens[index].xpos))


def _noun(tokens: Tokens, index: int) -> Token:
    token = tokens[index]
    if token.lemma in _PRO_ADVERBS:
        return replace(token, upos="PRON", xpos="PRP", deprel="obl" if token.deprel == "case" else token.deprel)
    if token.xpos == "NST" and token.lemma in _PLACES:
        return replace(token, upos="ADV", xpos="NST")
    tag = "NNP" if token.upos == "PROPN" else "NN"
    part = token.deprel == "compound" and head_index(token) > index and tokens[head_index(token)].upos in _NOMINALS
    if token.xpos == "VN":
        return replace(token, upos="VERB", xpos="VM", lemma=token.form)
    return replace(token, xpos=tag + "C" if part else tag)


def _number(tokens: Tokens, index: int) -> Token:
    token = tokens[index]
    if _YEAR.fullmatch(token.form) and token.deprel not in {"nummod", "compound", "flat"}:
        return replace(token, upos="PROPN", xpos="NNP")
    part = token.deprel == "compound" and tokens[head_index(token)].upos == "NUM"
    return replace(token, xpos="QCC" if part else "QC")


def _adposition(tokens: Tokens, index: int) -> Token:
    token = tokens[index]
    head = tokens[head_index(token)] if token.head else token
    if token.form == "एक":
        return _determiner(tokens, index)
    if token.lemma in _PLACES:
        infinitive = head.upos == "VERB"
        return replace(
            token, upos="ADV" if infinitive else "ADP", xpos="NST", deprel="mark" if infinitive else token.deprel
        )
    lemma = token.lemma
    if token.form == "के":
        following = tokens[index + 1] if index + 1 < len(tokens) else token
        opens = following.upos == "ADP" and following.head == token.head and following.form not in {"का", "के", "की"}
        lemma = "के" if opens else "का"
    return replace(token, xpos="PSP", lemma=lemma)


def _determiner(tokens: Tokens, index: int) -> Token:
    token = tokens[index]
    if token.form == "एक" or token.lemma == "दो":
        return replace(
            token, upos="NUM", xpos="QC", deprel="nummod" if token.deprel in {"det", "advmod"} else token.deprel
        )
    if token.form in _ARTICLES:
        return replace(token, upos="PROPN", xpos="NNPC", deprel="compound")
    if token.form in _PARTICLES:
        return replace(token, upos="PART", xpos="RP", deprel="dep")
    if token.lemma == "कोई":
        return replace(token, upos="PRON", xpos="PRP")
    adverbial = token.deprel in {"advmod", "amod"}
    if token.xpos == "QF" and adverbial and tokens[head_index(token)].upos not in _NOMINALS:
        return replace(
            token, upos="ADV", xpos="INTF" if tokens[head_index(token)].upos in {"ADJ", "ADV", "DET"} else "RB"
        )
    if token.xpos == "QF" and token.deprel not in {"det", "nummod"}:
        return replace(token, upos="ADJ")
    xpos = {"QF": "QF", "WDT": "WQ"}.get(token.xpos, "DEM")
    return replace(token, xpos=xpos)


def _adjective(tokens: Tokens, index: int) -> Token:
    token = tokens[index]
    if token.xpos == "JJS" and token.deprel == "advmod":
        return replace(token, upos="ADV", xpos="INTF")
    part = token.deprel == "compound" and head_index(token) > index and tokens[head_index(token)].upos == "ADJ"
    return replace(token, xpos="QO" if _ORDINAL.fullmatch(token.form) else "JJC" if part else "JJ")


def _verb(tokens: Tokens, index: int) -> Token:
    token = tokens[index]
    return replace(token, xpos="VAUX" if token.deprel in {"aux", "aux:pass"} else "VM")


def _pronoun(tokens: Tokens, index: int) -> Token:
    return replace(tokens[index], xpos="WQ" if tokens[index].xpos == "WP" else "PRP")


def _particle(tokens: Tokens, index: int) -> Token:
    token = tokens[index]
    if token.xpos == "HON":
        return replace(token, upos="NOUN", xpos="NNC", deprel="compound")
    return replace(token, xpos="NEG" if token.xpos == "NEG" else "RP")


def _subordinator(tokens: Tokens, index: int) -> Token:
    token = tokens[index]
    if token.lemma in _PRO_ADVERBS and not children(tokens, index):
        return replace(token, upos="PRON", xpos="PRP", deprel="obl")
    return replace(token, xpos="CC")


def _adverb(tokens: Tokens, index: int) -> Token:
    token = tokens[index]
    return replace(token, upos="PRON", xpos="PRP") if token.lemma in _PRO_ADVERBS else replace(token, xpos="RB")


_RULES: dict[str, Callable[[Tokens, int], Token]] = {
    "NOUN": _noun,
    "PROPN": _noun,
    "NUM": _number,
    "ADP": _adposition,
    "DET": _determiner,
    "ADJ": _adjective,
    "VERB": _verb,
    "AUX": _verb,
    "PRON": _pronoun,
    "PART": _particle,
    "SCONJ": _subordinator,
    "ADV": _adverb,
}


_SPELT = {"Masc": "M", "Fem": "F", "Sing": "Sg", "Plur": "Pl", "Acc": "O", "Nom": "D"}
_ASPECT = {"perf": "Ya", "imp": "Wa", "inf": "Na", "conv": "Kara", "fut": "Ga", "sub": "Em", "stem": "0"}
_FINITE_RELATIONS = frozenset({"root", "ccomp", "acl:relcl", "parataxis"})
_PLURAL_STEMS = ("उन", "इन", "जिन", "किन", "वे", "ये", "हम")
# Nouns turned postposition: they keep Case and Gender (guide, section 4).
_NOUNS_TURNED = dict.fromkeys(("कारण", "रूप", "अनुसार", "संबंध", "मुकाबले", "अनुरूप", "समय", "विरोध", "माध्यम", "तौर"), "M")
_NOUNS_TURNED |= dict.fromkeys(("वजह", "तरह", "बदौलत", "तुलना", "दृष्टि"), "F")
_PERSONS = {"मैं": "1", "हम": "1", "तू": "2", "तुम": "2", "आप": "2"}


def old_features(tokens: Tokens) -> Tokens:
    """The tokens with the features the later steps read."""
    return tuple(replace(token, feats=feats_of(_values(tokens, i))) for i, token in enumerate(tokens))


def _values(tokens: Tokens, index: int) -> dict[str, str]:
    token = tokens[index]
    old = {name: _SPELT[value] for name, value in features(token.feats).items() if value in _SPELT}
    if token.xpos in {"VM", "VAUX"}:
        return _verbal(tokens, index)
    if token.upos in {"PRON", "DET"}:
        return _pronominal(token, old)
    if token.upos == "ADJ":
        return _adjectival(token, old)
    if token.upos == "ADP" and token.lemma not in {"का", "जैसा", "वाला"}:
        return {"Case": "O", "Gender": _NOUNS_TURNED[token.form]} if token.form in _NOUNS_TURNED else {}
    return old


def _verbal(tokens: Tokens, index: int) -> dict[str, str]:
    token = tokens[index]
    person = features(token.feats).get("Person", "3")
    if token.lemma in {"है", "था", "चाहिए"}:
        aspect = "He" if token.lemma == "है" else "Wa" if token.lemma == "था" else "0"
    else:
        aspect = _aspect(token)
    finite = {"Stype": "Declarative"} if token.xpos == "VM" and _is_finite(tokens, index) else {}
    return {"Aspect": aspect, "Person": person, "Number": _verbal_number(tokens, index)} | finite


def _verbal_number(tokens: Tokens, index: int) -> str:
    """-e is plural in a finite group (PUD writes Sing throughout) and the fixed form of converbs elsewhere (करते हुए)."""
    token = tokens[index]
    main = head_index(token) if token.xpos == "VAUX" and token.head else index
    return "Pl" if without_joiners(token.form).endswith(("े", "ए")) and _is_finite(tokens, main) else "Sg"


def _aspect(token: Token) -> str:
    form, stem = without_joiners(token.form), token.lemma.removesuffix("ना")
    if form == stem:
        return "0"
    if features(token.feats).get("Mood") == "Sub":
        return "Em"
    by_ending = class_by_ending(form)
    if by_ending == "inf" and form not in {stem + "ना", stem + "ने", stem + "नी"}:
        return "Ya"  # बना of बनना ends like an infinitive and is a perfective
    return _ASPECT[by_ending]


def _is_finite(tokens: Tokens, index: int) -> bool:
    """Finite: है, था, futures, whatever has such an auxiliary, and the heads of clauses that can only be finite."""
    token = tokens[index]
    own = [token, *(tokens[i] for i in children(tokens, index) if tokens[i].xpos == "VAUX")]
    if any(member.lemma in {"है", "था", "चाहिए"} or _aspect(member) in {"Ga", "Em"} for member in own):
        return True
    if token.deprel in _FINITE_RELATIONS:
        return True
    if token.deprel == "conj" and token.head:
        return _is_finite(tokens, head_index(token))
    return token.deprel == "advcl" and any(tokens[i].upos == "SCONJ" for i in children(tokens, index))


def _pronominal(token: Token, old: dict[str, str]) -> dict[str, str]:
    if token.xpos == "WQ" and not token.form.startswith("किस"):
        return {}
    number = "Pl" if token.form.startswith(_PLURAL_STEMS) else old.get("Number", "Sg")
    person = _PERSONS.get(token.lemma, "3")
    polite = features(token.feats).get("Polite") == "Form"
    return {"Case": "O", **old, "Number": number, "Person": person + "H" if polite else person}


def _adjectival(token: Token, old: dict[str, str]) -> dict[str, str]:
    gender = ending_gender(token.form)
    if not token.lemma.endswith("ा") or gender is None:
        return {}
    return {"Gender": _SPELT[gender], "Number": old.get("Number", "Pl" if token.form.endswith("े") else "Sg")}
