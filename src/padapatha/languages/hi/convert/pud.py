"""One sentence of UD_Hindi-PUD into today's conventions, as far as it can be told.

PUD has its own tags, automatic lemmas, and trees built another way. What is mapped: tags, lemmas, features, fixed,
flat:name, nmod:poss, एक, vector verbs, pro-adverbs. What is not, because nothing in PUD tells it: which objects are
light-verb hosts (उसने घोषणा की), honorific singulars, the gender of names.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from padapatha.languages.hi.convert.arguments import single_arguments
from padapatha.languages.hi.convert.coordination import coordinations
from padapatha.languages.hi.convert.groups import label_auxiliaries, raise_phase_verbs, verb_groups
from padapatha.languages.hi.convert.leaves import forms_of_function, lift_from_leaves
from padapatha.languages.hi.convert.letters import without_joiners, without_loan_nukta
from padapatha.languages.hi.convert.morphology import modern_features
from padapatha.languages.hi.convert.particles import agreeing_suffixes
from padapatha.languages.hi.convert.pud_features import old_features
from padapatha.languages.hi.convert.pud_relations import pud_relations
from padapatha.languages.hi.convert.pud_tags import annotated_tags
from padapatha.languages.hi.convert.pud_trees import right_headed_names, unfixed_postpositions, vector_verbs
from padapatha.languages.hi.convert.punctuation import attach_punctuation
from padapatha.languages.hi.convert.rows import Row, Sentence

_LEMMAS = {"हैना": "है", "थाना": "था", "यहां": "यहाँ", "वहां": "वहाँ", "जहां": "जहाँ", "इसलिए": "इसलिये"}
_STEPS = (
    unfixed_postpositions,
    right_headed_names,
    vector_verbs,
    annotated_tags,
    old_features,
    agreeing_suffixes,
    lambda rows: label_auxiliaries(rows, verb_groups(rows)),
    modern_features,
    pud_relations,
    coordinations,
    lambda rows: raise_phase_verbs(rows, verb_groups(rows)),
    forms_of_function,
    lift_from_leaves,
    single_arguments,
    attach_punctuation,
)


def from_pud(sentence: Sentence) -> Sentence:
    """The sentence in today's conventions; its text, ids and spacing stay."""
    rows = tuple(_spelt(row) for row in sentence.rows)
    for step in _STEPS:
        rows = step(rows)
    rows = tuple(_transliteration(new, old) for new, old in zip(rows, sentence.rows, strict=True))
    comments = tuple(unicodedata.normalize("NFC", line) for line in sentence.comments)
    return Sentence(comments, rows)


def lemma_of(row: Row) -> str:
    """PUD's lemma with its slips mended: हैना, थाना, lower-cased Latin, nukta and joiners."""
    form = unicodedata.normalize("NFC", row.form)
    if row.upos in {"PUNCT", "SYM", "NUM", "X"} or form.isascii():
        return form
    lemma = without_loan_nukta(without_joiners(unicodedata.normalize("NFC", row.lemma)))
    return _LEMMAS.get(lemma, lemma)


def _spelt(row: Row) -> Row:
    return replace(row, form=unicodedata.normalize("NFC", row.form), lemma=lemma_of(row))


def _transliteration(new: Row, old: Row) -> Row:
    """LTranslit goes when the lemma it spells has changed."""
    if new.lemma == old.lemma:
        return new
    kept = [item for item in new.misc.split("|") if not item.startswith("LTranslit=")]
    return replace(new, misc="|".join(kept) or "_")
