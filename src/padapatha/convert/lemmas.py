"""Lemmas: infinitives for verbs, real characters for punctuation, one spelling of nukta and joiners (guide, 2)."""

from __future__ import annotations

import re
from dataclasses import replace

from padapatha.convert.letters import NUKTA, VIRAMA, is_number, without_joiners, without_loan_nukta
from padapatha.convert.tree import Tokens
from padapatha.model import Token
from padapatha.text import to_nfc

# Stems that stand for a whole word; everything else gets the infinitive ending.
_NOT_INFINITIVE = {"है": "है", "था": "था", "चाहिए": "चाहिए"}
# Forms that older annotators left in the lemma column instead of the stem.
_STEMS = {
    "लिया": "ले",
    "लिए": "ले",
    "दिया": "दे",
    "रखा": "रख",
    "संभालने": "संभाल",
    "रहा": "रह",
    "लगा": "लग",
    "चुका": "चुक",
    "पड": "पड़",
    "हों": "हो",
}
# Causatives in -vā- stand under the verb they are made from (guide, section 2).
_CAUSATIVES = {
    "करवा": "कर",
    "बनवा": "बन",
    "लगवा": "लग",
    "डलवा": "डाल",
    "खुलवा": "खुल",
    "दिलवा": "दे",
    "भिजवा": "भेज",
    "मरवा": "मर",
    "छपवा": "छप",
    "हटवा": "हट",
    "मंगवा": "मांग",
    "बुलवा": "बोल",
    "निकलवा": "निकल",
}
# One spelling for a lemma where the guide decides one.
_SPELLINGS = {"यहां": "यहाँ", "जहां": "जहाँ", "वहां": "वहाँ", "कहां": "कहाँ", "इसलिए": "इसलिये"}
_PRONOUNS = _SPELLINGS | {
    "इसलिये": "इसलिये",
    "इसीलिए": "इसीलिए",
    "इसीलिये": "इसीलिए",
    "अभी": "अभी",
    "तभी": "तभी",
    "सभी": "सब",
    "कभी": "कभी",
    "उतना": "उतना",
    "इतना": "इतना",
    "जैसे": "जैसे",
    "जैसा": "जैसा",
    "किसी": "कोई",
    "वे": "वह",
    "ये": "यह",
    "यही": "यह",
    "वही": "वह",
    "यहीं": "यहीं",
    "वहीं": "वहीं",
    "जिधर": "जिधर",
    "जो": "जो",
    "उधर": "उधर",
    "इधर": "इधर",
}
_PARTICLES = {"बिना": "बिना", "बजे": "बजे", "जैसे": "जैसा"}
_DETERMINERS = {"सभी": "सभी", "किसी": "कोई", "वे": "वह", "ये": "यह", "यही": "यह", "वही": "वह", "ऐसे": "ऐसा", "ऐसी": "ऐसा"}
# Forms of यह, वह and जो by their beginnings.
_STEM_PRONOUNS = ((("इस", "इन", "इन्ह"), "यह"), (("उस", "उन", "उन्ह"), "वह"), (("जिस", "जिन", "जिन्ह"), "जो"))
_NASAL = re.compile(f"[ङञणनम]{VIRAMA}(?=[क-ह])")


def modern_lemmas(tokens: Tokens) -> Tokens:
    """The tokens with today's lemmas."""
    return tuple(replace(token, lemma=lemma_of(token)) for token in tokens)


def lemma_of(token: Token) -> str:
    """Today's lemma of one token of the old treebank."""
    plain = to_nfc(token.form)
    if token.upos in {"PUNCT", "SYM"} or (is_number(plain) and token.upos in {"NUM", "PROPN", "NOUN"}):
        return plain
    form = without_joiners(plain)
    if token.upos == "ADP" and form in {"का", "के", "की"}:
        return "के" if form == "के" and (token.lemma == "के" or token.feats == "_") else "का"
    known = form if token.xpos == "NST" else closed_lemma(token.upos, form)
    if known is not None:
        return known
    lemma = repaired(form, without_joiners(to_nfc(token.lemma)))
    if token.xpos in {"VM", "VAUX"}:
        return infinitive(lemma, form)
    if token.upos in {"NOUN", "PROPN", "ADJ"}:
        return _own_spelling(form, lemma)
    return lemma


def closed_lemma(upos: str, form: str) -> str | None:
    """The one lemma of a word of a closed class; None when the treebank's lemma decides."""
    if upos in {"PRON", "DET"}:
        special = (_DETERMINERS if upos == "DET" else _PRONOUNS).get(form)
        return special or next((lemma for beginnings, lemma in _STEM_PRONOUNS if form.startswith(beginnings)), None)
    return _SPELLINGS.get(form, _PARTICLES.get(form)) if upos in {"ADV", "PART", "NOUN", "ADP"} else None


def _own_spelling(form: str, lemma: str) -> str:
    """The form itself for initials, for a lemma that is another word, and where only the nasal is spelt otherwise."""
    other_word = lemma[:1] != form[:1] and _skeleton(lemma)[:1] != _skeleton(form)[:1]
    if form.endswith(".") or other_word or _skeleton(form) == _skeleton(lemma):
        return without_loan_nukta(form)
    return lemma


def _skeleton(text: str) -> str:
    """The word without the choices of spelling: anusvara or nasal letter or chandrabindu, nukta."""
    return _NASAL.sub("ं", text).replace("ँ", "ं").replace(NUKTA, "")


def repaired(form: str, lemma: str) -> str:
    """The lemma with the form's ड़/ढ़ restored, loan nuktas dropped, and a lemma cut at a joiner made whole again."""
    if lemma.endswith(VIRAMA) and form.startswith(lemma) and len(form) > len(lemma):
        lemma = form
    return without_loan_nukta(_with_flaps(form, lemma))


def infinitive(stem: str, form: str) -> str:
    """The infinitive of a verb stem; है, था and चाहिए stand for themselves."""
    if stem in {"वाला", "वाली", "वाले"}:
        return "वाला"
    if form in {"चाहिए", "चाहिये"}:
        return "चाहिए"
    if stem in _NOT_INFINITIVE:
        return stem
    stem = _STEMS.get(stem, stem)
    stem = _CAUSATIVES.get(stem, stem)
    return stem + "ना"


def _with_flaps(form: str, lemma: str) -> str:
    """Copy the dot of ड़ and ढ़ from the form into the lemma, as far as both spell the same letters."""
    result: list[str] = []
    index = 0
    for letter in lemma:
        if letter == NUKTA and result and result[-1] == NUKTA:
            continue
        result.append(letter)
        if index < len(form) and form[index] == letter:
            index += 1
            if letter in "डढ" and form[index : index + 1] == NUKTA:
                result.append(NUKTA)
                index += 1
            elif form[index : index + 1] == NUKTA:
                index += 1
        elif letter != NUKTA:
            index = len(form)
    return "".join(result)
