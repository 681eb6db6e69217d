"""Scores to UPOS, XPOS, FEATS and lemma, only in combinations that the language permits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from padapatha.annotator.closed_words import ClosedWord
from padapatha.annotator.constraints import VERBAL_UPOS, Constraints
from padapatha.annotator.labels import apply_script
from padapatha.annotator.scores import FORBIDDEN, Bools, FlatWords, Floats, Ints, Scores, log_softmax
from padapatha.annotator.spelling import fold
from padapatha.values import EMPTY

_FORM_IS_LEMMA = frozenset(("PUNCT", "SYM"))
# How much better the script to an unknown lemma must score than one to a known lemma. Chosen on the development part,
# where 2, 3 and 4 give 98.95, 98.99 and 98.99 % of the lemmas (98.56 without a lexicon).
_MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of N words: ``pair`` [N] are indices of `Constraints.pairs`, the rest is text."""

    pair: Ints
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]


def choose_tags(
    words: FlatWords, closed: Sequence[ClosedWord | None], scores: Scores, constraints: Constraints
) -> Tags:
    """Choose the best permitted pair of UPOS and XPOS together, then FEATS and lemma that go with it."""
    pair = _choose_pairs(words, scores, constraints)
    for number, own in enumerate(closed):
        if own:
            pair[number] = constraints.pair_id[own.upos, own.xpos]
    upos = tuple([constraints.pairs[number][0] for number in pair])
    return Tags(
        pair=pair,
        upos=upos,
        xpos=tuple([constraints.pairs[number][1] for number in pair]),
        feats=_choose_feats(scores.feats[words.index], pair, constraints),
        lemmas=choose_lemmas(words.forms, upos, scores.lemma[words.index], constraints),
    )


def _choose_pairs(words: FlatWords, scores: Scores, constraints: Constraints) -> Ints:
    """The best pair of each word; VERB and AUX only for forms of existing verbs, AUX only for those of auxiliaries."""
    upos, xpos = log_softmax(scores.upos[words.index]), log_softmax(scores.xpos[words.index])
    joint = upos[:, constraints.pair_upos] + xpos[:, constraints.pair_xpos]
    joint[:, ~constraints.is_known] = FORBIDDEN
    pair: Ints = joint.argmax(1)
    for number in np.flatnonzero(constraints.is_verb[pair] | constraints.is_aux[pair]):
        pair[number] = np.where(_fits_verbs(words.forms[number], constraints), joint[number], FORBIDDEN).argmax()
    return pair


def _fits_verbs(form: str, constraints: Constraints) -> Bools:
    """The pairs [P] that the form may have as far as verbs are concerned."""
    verb, auxiliary = (bool(verb_lemmas(form, upos, constraints)) for upos in ("VERB", "AUX"))
    fits: Bools = (verb | ~constraints.is_verb) & (auxiliary | ~constraints.is_aux)
    return fits


def _choose_feats(scores: Floats, pair: Ints, constraints: Constraints) -> tuple[str, ...]:
    """The best FEATS that the UPOS may have; those of the grammar where the model knows none that fit."""
    best = np.where(constraints.feats[pair], scores, FORBIDDEN).argmax(1)
    fits = constraints.feats[pair, best].tolist()
    names, defaults = constraints.labels.feats, constraints.grammar.default_feats
    rows = zip(best.tolist(), fits, pair.tolist(), strict=True)
    return tuple([names[row] if fit else defaults.get(constraints.pairs[own][0], EMPTY) for row, fit, own in rows])


def choose_lemmas(
    forms: Sequence[str], upos: Sequence[str], scores: Floats, constraints: Constraints
) -> tuple[str, ...]:
    """The lemmas of N words from the scores [N, n] of the lemma scripts.

    A form that the lexicon has with that UPOS takes one of its lemmas there. Another form takes the best script, or a
    nearly as good one if that leads to a lemma of the lexicon and the best does not. A verb takes the lemma of an
    existing verb, whichever script scores best among those that lead to one.
    """
    rows = zip(forms, upos, scores, scores.argmax(1).tolist(), strict=True)
    return tuple([_choose_lemma(*row, constraints) for row in rows])  # a list in a tuple is faster than a generator


def verb_lemmas(form: str, upos: str, constraints: Constraints) -> tuple[str, ...]:
    """The lemmas that the form may have as VERB or AUX: verbs that exist, and for AUX the language's auxiliaries."""
    lemmas = constraints.verb_forms.lemmas(form)
    return tuple(lemma for lemma in lemmas if upos != "AUX" or lemma in constraints.grammar.auxiliaries)


def _choose_lemma(form: str, upos: str, scores: Floats, best: int, constraints: Constraints) -> str:
    if upos in _FORM_IS_LEMMA:
        return form
    entry = constraints.labels.lexicon.get(upos, {}).get(form, ())
    if upos in VERBAL_UPOS:
        possible = verb_lemmas(form, upos, constraints)
        entry = tuple(lemma for lemma in entry if constraints.verb_forms.exists(lemma)) or possible
    if len(entry) == 1:
        return entry[0]
    if entry:
        return _lemma_of_entry(entry, form, scores, constraints)
    return _lemma_of_unknown(form, scores, best, constraints, constraints.lemmas.get(upos, frozenset()))


def _lemma_of_entry(entry: tuple[str, ...], form: str, scores: Floats, constraints: Constraints) -> str:
    """The lemma of the entry whose script scores best; the most frequent one if no script leads to any."""
    scripts = constraints.labels.lemma
    rows = tuple(row for row in _usable_scripts(form, constraints) if _lemma(form, scripts[row]) in entry)
    return _lemma(form, scripts[_best_of(rows, scores)]) if rows else entry[0]


def _lemma_of_unknown(form: str, scores: Floats, best: int, constraints: Constraints, lemmas: frozenset[str]) -> str:
    """The lemma of a form that the lexicon does not have with this UPOS; ``lemmas`` are those of the UPOS."""
    scripts, learnt = constraints.labels.lemma, constraints.labels.forms
    if form not in learnt.get(scripts[best], (form,)):
        best = _best_of(_usable_scripts(form, constraints), scores)
    lemma = _lemma(form, scripts[best])
    if lemma in lemmas:
        return lemma
    near = np.flatnonzero(scores >= scores[best] - _MARGIN)
    for row in near[np.argsort(-scores[near], kind="stable")].tolist():
        other = _lemma(form, scripts[row])
        if other in lemmas and form in learnt.get(scripts[row], (form,)):
            return other
    return lemma


def _best_of(rows: Sequence[int], scores: Floats) -> int:
    own: Ints = np.array(rows)
    return int(own[scores[own].argmax()])


def _usable_scripts(form: str, constraints: Constraints) -> tuple[int, ...]:
    """The scripts that may be used on the form: one that names a whole lemma only on the forms it was learnt from."""
    learnt = constraints.labels.forms
    return tuple(row for row, script in enumerate(constraints.labels.lemma) if form in learnt.get(script, (form,)))


@lru_cache(maxsize=65_536)
def _lemma(form: str, script: str) -> str:
    """Apply a lemma script and fold what it gives; where that is no clean lemma, the form is the lemma."""
    lemma = fold(apply_script(script, form))
    if not lemma or lemma == EMPTY or any(character.isspace() for character in lemma):
        return form
    return lemma
