"""One sentence of the old HDTB (UD v1), step by step, into today's conventions."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from padapatha.languages.hi.convert.arguments import single_arguments
from padapatha.languages.hi.convert.coordination import coordinations
from padapatha.languages.hi.convert.copula import copulas
from padapatha.languages.hi.convert.groups import flat_auxiliaries, label_auxiliaries, raise_phase_verbs, verb_groups
from padapatha.languages.hi.convert.leaves import forms_of_function, lift_from_leaves
from padapatha.languages.hi.convert.lemma import modern_lemmas
from padapatha.languages.hi.convert.morphology import modern_features
from padapatha.languages.hi.convert.particles import agreeing_suffixes
from padapatha.languages.hi.convert.parts import chunk_parts
from padapatha.languages.hi.convert.punctuation import attach_punctuation
from padapatha.languages.hi.convert.relations import modern_relations
from padapatha.languages.hi.convert.rows import Sentence
from padapatha.languages.hi.convert.spacing import real_spacing
from padapatha.languages.hi.convert.tree import Rows

_STEPS = (
    chunk_parts,
    modern_lemmas,
    flat_auxiliaries,
    agreeing_suffixes,
    lambda rows: label_auxiliaries(rows, verb_groups(rows)),
    modern_features,
    copulas,
    modern_relations,
    coordinations,
    lambda rows: raise_phase_verbs(rows, verb_groups(rows)),
    forms_of_function,
    lift_from_leaves,
    single_arguments,
    attach_punctuation,
)


def from_hdtb_v1(sentence: Sentence, sent_id: str) -> Sentence:
    """The sentence in today's conventions, with real spacing, `# sent_id` and `# text`."""
    rows = _modern_characters(sentence.rows)
    for step in _STEPS:
        rows = step(rows)
    return real_spacing(Sentence(sentence.comments, rows), sent_id)


def _modern_characters(rows: Rows) -> Rows:
    """NFC throughout (U+0958 to U+095F fall apart into letter and nukta), CONJ under its UD v2 name."""
    return tuple(
        replace(
            row,
            form=unicodedata.normalize("NFC", row.form),
            lemma=unicodedata.normalize("NFC", row.lemma),
            upos="CCONJ" if row.upos == "CONJ" else row.upos,
        )
        for row in rows
    )
