"""UD_Hindi-PUD into today's conventions, as far as PUD allows: its trees and relations.

What is mapped: tags, lemmas, features, fixed, flat:name, nmod:poss, एक, vector verbs, pro-adverbs. What is not, because
PUD does not say it: which objects are light-verb hosts (उसने घोषणा की), honorific singulars, the gender of names.
"""

from __future__ import annotations

from dataclasses import replace

from padapatha.convert.attachment import (
    coordinations,
    forms_of_function,
    lift_from_function_words,
    single_arguments,
)
from padapatha.convert.features import agreeing_suffixes, modern_features
from padapatha.convert.letters import without_joiners, without_loan_nukta
from padapatha.convert.pud_labels import annotated_tags, old_features
from padapatha.convert.punctuation import attach_punctuation
from padapatha.convert.relations import nominal_label
from padapatha.convert.tree import (
    Tokens,
    case_lemmas,
    change,
    children,
    has_child,
    head_index,
    is_clause,
    is_predicate,
    reattach,
    relabel,
)
from padapatha.convert.verb_groups import label_auxiliaries, raise_phase_verbs, verb_groups
from padapatha.model import Sentence, Token
from padapatha.text import to_nfc
from padapatha.values import features, with_misc

_VECTORS = frozenset({"लेना", "देना", "जाना", "रहना", "डालना", "बैठना", "उठना", "पड़ना", "रखना", "चुकना", "पाना", "सकना"})
_LIFTED = {"ADP": "case", "DET": "det", "PART": "dep", "ADV": "advmod", "ADJ": "amod", "NOUN": "compound"}


def unfixed_postpositions(tokens: Tokens) -> Tokens:
    """के ←fixed लिए: every part of a compound postposition hangs on the noun, with the relation of the first part."""
    for i, token in enumerate(tokens):
        if token.deprel != "fixed":
            continue
        first = tokens[head_index(token)]
        if first.head == 0 or (first.upos == "ADP" and first.deprel not in {"case", "mark"}):
            tokens = change(tokens, i, deprel="compound")
        elif first.upos in {"ADP", "SCONJ"} and token.upos in {"ADP", "NOUN", "ADV", "ADJ"}:
            tokens = change(tokens, i, head=first.head, deprel=first.deprel, upos="ADP", xpos="IN")
        else:
            tokens = change(tokens, i, head=first.head, deprel=_LIFTED.get(token.upos, "dep"))
    return tokens


def right_headed_names(tokens: Tokens) -> Tokens:
    """flat:name is headed by the first part in PUD; here the last part heads and the others are its compounds."""
    for first in range(len(tokens)):
        parts = [i for i in children(tokens, first) if tokens[i].deprel in {"flat:name", "flat"} and i > first]
        if not parts:
            continue
        last = parts[-1]
        head, deprel = tokens[first].head, tokens[first].deprel
        below = [i for i in children(tokens, first) if i != last and i not in parts]
        tokens = reattach(tokens, dict.fromkeys([first, *parts[:-1], *below], last))
        tokens = change(tokens, last, head=head, deprel=deprel)
        tokens = relabel(tokens, dict.fromkeys([first, *parts[:-1]], "compound"))
    return tokens


def vector_verbs(tokens: Tokens) -> Tokens:
    """कर ←xcomp दिया: in PUD the vector heads; here the lexical verb does, the vector is a later verb of its group."""
    for vector in range(len(tokens)):
        token = tokens[vector]
        if token.upos != "VERB" or (token.xpos != "VXH" and token.lemma not in _VECTORS):
            continue
        below = children(tokens, vector)
        lexical = [i for i in below if tokens[i].deprel in {"xcomp", "compound"} and _leads(tokens, i, vector)]
        if not lexical:
            continue
        main = lexical[-1]
        others = [i for i in below if i != main]
        tokens = reattach(tokens, {**dict.fromkeys(others, main), main: head_index(tokens[vector]), vector: main})
        tokens = relabel(tokens, {main: tokens[vector].deprel, vector: "aux"})
    return tokens


def _leads(tokens: Tokens, index: int, vector: int) -> bool:
    """True for a verb right before the vector, with nothing but particles and negation between."""
    between = tokens[index + 1 : vector]
    return index < vector and tokens[index].upos == "VERB" and all(token.upos in {"PART", "AUX"} for token in between)


_NAMES = {
    "nmod:poss": "nmod",
    "obl:tmod": "obl",
    "obl:agent": "obl",
    "compound:lvc": "compound",
    "compound:redup": "compound",
    "appos": "nmod",
    "flat": "compound",
    "flat:name": "compound",
}


def pud_relations(tokens: Tokens) -> Tokens:
    """The tokens with the relations the guide asks for; heads stay."""
    named = tuple(replace(token, deprel=_NAMES.get(token.deprel, token.deprel)) for token in tokens)
    return tuple(replace(token, deprel=_label(named, i)) for i, token in enumerate(named))


def _label(tokens: Tokens, index: int) -> str:
    token = tokens[index]
    if token.head == 0 or token.upos == "PUNCT":
        return "root" if token.head == 0 else "punct"
    above = head_index(token)
    head = tokens[above]
    if token.deprel == "obj" and has_child(tokens, above, "cop") and not has_child(tokens, above, "nsubj"):
        return "nsubj"  # a predicate with a copula has a subject and no object
    if token.deprel == "discourse" or token.xpos == "RP":
        return "dep"
    if token.deprel in {"case", "mark"}:
        return _marker(token, head)
    if token.deprel == "xcomp" and token.upos == "VERB" and head.upos in {"NOUN", "PROPN"}:
        return "nmod" if features(token.feats).get("VerbForm") == "Inf" else "acl"
    if token.deprel == "acl" and head.upos in {"VERB", "ADJ", "ADV"}:
        return "ccomp" if is_clause(tokens, index) and not has_child(tokens, above, "obj") else "advcl"
    if token.deprel in {"obl", "nmod"}:
        return nominal_label(tokens, index) if token.upos != "VERB" else token.deprel
    if token.deprel == "advmod" and token.upos in {"PRON", "NOUN", "NUM"}:
        return nominal_label(tokens, index)
    if token.deprel == "amod" and token.upos in {"NOUN", "PROPN"}:
        return "nmod" if case_lemmas(tokens, index) or not is_predicate(tokens, index) else "amod"
    return token.deprel


def _marker(token: Token, head: Token) -> str:
    """Postpositions are case on nominals and mark on verbs; a conjunction tagged as ADP keeps what it was."""
    if token.upos == "ADP":
        return "mark" if head.upos == "VERB" else "case"
    return token.deprel


_LEMMAS = {"हैना": "है", "थाना": "था", "यहां": "यहाँ", "वहां": "वहाँ", "जहां": "जहाँ", "इसलिए": "इसलिये"}
_STEPS = (
    unfixed_postpositions,
    right_headed_names,
    vector_verbs,
    annotated_tags,
    old_features,
    agreeing_suffixes,
    lambda tokens: label_auxiliaries(tokens, verb_groups(tokens)),
    modern_features,
    pud_relations,
    coordinations,
    lambda tokens: raise_phase_verbs(tokens, verb_groups(tokens)),
    forms_of_function,
    lift_from_function_words,
    single_arguments,
    attach_punctuation,
)


def from_pud(sentence: Sentence) -> Sentence:
    """The sentence in today's conventions; its text, ids and spacing stay."""
    tokens = tuple(_spelt(token) for token in sentence.tokens)
    for step in _STEPS:
        tokens = step(tokens)
    tokens = tuple(_transliteration(new, old) for new, old in zip(tokens, sentence.tokens, strict=True))
    return replace(sentence, tokens=tokens)


def _lemma(token: Token) -> str:
    """PUD's lemma with its slips corrected: हैना, थाना, lower-cased Latin, nukta and joiners."""
    form = to_nfc(token.form)
    if token.upos in {"PUNCT", "SYM", "NUM", "X"} or form.isascii():
        return form
    lemma = without_loan_nukta(without_joiners(to_nfc(token.lemma)))
    return _LEMMAS.get(lemma, lemma)


def _spelt(token: Token) -> Token:
    return replace(token, form=to_nfc(token.form), lemma=_lemma(token))


def _transliteration(new: Token, old: Token) -> Token:
    """LTranslit goes when the lemma it spells has changed."""
    return new if new.lemma == old.lemma else replace(new, misc=with_misc(new.misc, "LTranslit", None))
