"""The old HDTB (UD v1), step by step, into today's conventions."""

from __future__ import annotations

from dataclasses import replace

from padapatha.convert.attachment import (
    coordinations,
    copulas,
    forms_of_function,
    lift_from_function_words,
    single_arguments,
)
from padapatha.convert.features import agreeing_suffixes, modern_features
from padapatha.convert.lemmas import modern_lemmas
from padapatha.convert.letters import without_joiners
from padapatha.convert.punctuation import attach_punctuation
from padapatha.convert.relations import modern_relations
from padapatha.convert.spacing import real_spacing
from padapatha.convert.tree import Tokens, change, children, head_index, head_token
from padapatha.convert.verb_groups import flat_auxiliaries, label_auxiliaries, raise_phase_verbs, verb_groups
from padapatha.model import Sentence
from padapatha.text import to_nfc

_PARTS = frozenset({"QCC", "JJC", "PRPC", "NSTC", "QFC", "RBC", "CCC"})
_UNDER_ADJECTIVES = frozenset({"det", "amod", "nmod", "advmod"})
_INDEFINITE = frozenset({"कोई", "किसी"})
# XPOS that does not stand with the UPOS, and the one that does: यह as an object (2 words), साथ-साथ (2).
_PERMITTED = {("PRON", "DEM"): "PRP", ("ADP", "RDP"): "NST"}


def _modern_characters(tokens: Tokens) -> Tokens:
    """NFC throughout (U+0958 to U+095F fall apart into letter and nukta), CONJ under its UD v2 name."""
    return tuple(
        replace(
            token,
            form=to_nfc(token.form),
            lemma=to_nfc(token.lemma),
            upos="CCONJ" if token.upos == "CONJ" else token.upos,
        )
        for token in tokens
    )


def permitted_tags(tokens: Tokens) -> Tokens:
    """XPOS that does not stand with the UPOS of the annotators gets the one that does; the UPOS is theirs."""
    return tuple(replace(token, xpos=_PERMITTED.get((token.upos, token.xpos), token.xpos)) for token in tokens)


def chunk_parts(tokens: Tokens) -> Tokens:
    """The tokens with the relations their tags call for: compound for parts, det for कोई before a noun."""
    for i, token in enumerate(tokens):
        if token.xpos in _PARTS and head_index(token) > i:
            tokens = change(tokens, i, deprel=_part_label(tokens, i))
        elif without_joiners(token.form) in _INDEFINITE and _modifies_noun(tokens, i):
            tokens = change(tokens, i, deprel="det")
        elif token.upos == "PRON" and token.lemma == "जो" and token.deprel in {"case", "mark", "cc", "punct"}:
            tokens = change(tokens, i, deprel="det" if _modifies_noun(tokens, i) else "nmod")
    return tokens


def _part_label(tokens: Tokens, index: int) -> str:
    """A part of a numeral, adjective or pronoun is a compound of the part that follows; जैसा of जैसा कि a mark."""
    return "mark" if tokens[index].xpos == "CCC" else "compound"


def _modifies_noun(tokens: Tokens, index: int) -> bool:
    head = head_token(tokens, index)
    if head is None or head.upos not in {"NOUN", "PROPN", "ADJ", "NUM"} or head_index(tokens[index]) <= index:
        return False
    return not any(tokens[i].upos == "ADP" for i in children(tokens, index))


def grading_quantifiers(tokens: Tokens) -> Tokens:
    """काफी before an adjective grades it: ADJ and advmod, where the treebank has DET and det (34 of 36)."""
    for i, token in enumerate(tokens):
        if token.xpos == "QF" and token.deprel in _UNDER_ADJECTIVES and _grades(tokens, i):
            tokens = change(tokens, i, upos="ADJ", deprel="advmod")
    return tokens


def _grades(tokens: Tokens, index: int) -> bool:
    head = head_token(tokens, index)
    return tokens[index].upos in {"DET", "ADJ"} and head is not None and head.upos == "ADJ" and head.id > index + 1


_STEPS = (
    chunk_parts,
    grading_quantifiers,
    modern_lemmas,
    flat_auxiliaries,
    agreeing_suffixes,
    lambda tokens: label_auxiliaries(tokens, verb_groups(tokens)),
    modern_features,
    copulas,
    modern_relations,
    coordinations,
    lambda tokens: raise_phase_verbs(tokens, verb_groups(tokens)),
    forms_of_function,
    lift_from_function_words,
    single_arguments,
    attach_punctuation,
    permitted_tags,
)


def from_hdtb_v1(sentence: Sentence) -> Sentence:
    """The sentence in today's conventions, with the spacing of print."""
    tokens = _modern_characters(sentence.tokens)
    for step in _STEPS:
        tokens = step(tokens)
    return real_spacing(replace(sentence, tokens=tokens))
