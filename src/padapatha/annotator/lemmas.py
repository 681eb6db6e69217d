"""The lemma of each word: by the script that the network prefers, within what the model's lexicon knows of the form."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from padapatha.annotator.lemma_script import apply
from padapatha.annotator.scores import Floats, Ints
from padapatha.annotator.tables import Tables

_FORM_IS_LEMMA = frozenset(("PUNCT", "SYM"))
_WITHOUT_LEMMA = "_"
# How much better than a script to a lemma that is known one to an unknown lemma must score: chosen on the development
# part, where 2, 3 and 4 give 98.95, 98.99 and 98.99 % of the lemmas (98.56 without a lexicon).
_MARGIN = 3.0


def choose_lemmas(forms: Sequence[str], upos: Sequence[str], scores: Floats, tables: Tables) -> tuple[str, ...]:
    """The lemmas of a row of words; scores [N, L] of the scripts.

    A form that the lexicon has in that UPOS takes one of its lemmas there. Another one takes the best script, or a
    nearly as good one if that leads to a lemma that the lexicon knows and the best does not. Auxiliaries take the
    language's lemmas for them alone.
    """
    rows = zip(forms, upos, scores, scores.argmax(1).tolist(), strict=True)
    return tuple([_lemma(*row, tables) for row in rows])  # a comprehension in a tuple is faster than a generator


def auxiliary_scripts(form: str, tables: Tables) -> tuple[int, ...]:
    """The scripts that bring the form to the lemma of an auxiliary."""
    known = tables.auxiliary_scripts.get(form)
    if known is None:
        known = tuple(
            number for number in _scripts_for(form, tables)
            if _clean(form, tables.labels.lemma[number]) in tables.grammar.auxiliaries
        )  # fmt: skip
        tables.auxiliary_scripts[form] = known  # by another thread too, the same
    return known


def _lemma(form: str, upos: str, scores: Floats, best: int, tables: Tables) -> str:
    if upos in _FORM_IS_LEMMA:
        return form
    if upos == "AUX":
        return _clean(form, tables.labels.lemma[_best_of(auxiliary_scripts(form, tables), scores)])
    entry = tables.labels.lexicon.get(upos, {}).get(form, ())
    if len(entry) == 1:
        return entry[0]
    if entry:
        return _among(entry, form, scores, tables)
    return _unknown(form, scores, best, tables, tables.lemmas.get(upos, frozenset()))


def _among(entry: tuple[str, ...], form: str, scores: Floats, tables: Tables) -> str:
    """The lemma of the entry whose script scores best; the most frequent one if no script leads to any."""
    own = tuple(each for each in _scripts_for(form, tables) if _clean(form, tables.labels.lemma[each]) in entry)
    return _clean(form, tables.labels.lemma[_best_of(own, scores)]) if own else entry[0]


def _unknown(form: str, scores: Floats, best: int, tables: Tables, lemmas: frozenset[str]) -> str:
    """The lemma of a form that the lexicon does not have."""
    rules = tables.labels.lemma
    if form not in tables.labels.forms.get(rules[best], (form,)):
        best = _best_of(_scripts_for(form, tables), scores)
    lemma = _clean(form, rules[best])
    if lemma in lemmas:
        return lemma
    near = np.flatnonzero(scores >= scores[best] - _MARGIN)
    for number in near[np.argsort(-scores[near], kind="stable")].tolist():
        other = _clean(form, rules[number])
        if other in lemmas and form in tables.labels.forms.get(rules[number], (form,)):
            return other
    return lemma


def _best_of(numbers: Sequence[int], scores: Floats) -> int:
    own: Ints = np.array(numbers)
    return int(own[scores[own].argmax()])


def _scripts_for(form: str, tables: Tables) -> tuple[int, ...]:
    """The scripts that may be used on the form: one that puts a whole lemma in its place only where it was learnt."""
    learnt = tables.labels.forms
    return tuple(number for number, script in enumerate(tables.labels.lemma) if form in learnt.get(script, (form,)))


@lru_cache(maxsize=65_536)
def _clean(form: str, script: str) -> str:
    """Apply a lemma script; where it gives no clean lemma, the form is the lemma."""
    lemma = unicodedata.normalize("NFC", apply(script, form))
    if not lemma or lemma == _WITHOUT_LEMMA or any(character.isspace() for character in lemma):
        return form
    return lemma
