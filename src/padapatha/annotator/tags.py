"""Scores to UPOS, XPOS, FEATS and lemma, only in combinations that the language permits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padapatha.annotator.scores import BARRED, Floats, Ints, Scores, Words
from padapatha.annotator.tables import Tables, lemma_of, scripts_for, scripts_to


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a row of words: ``pair`` [N] numbers the pairs of `Tables`, the rest is spelt out."""

    pair: Ints
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]


def choose_tags(words: Words, scores: Scores, tables: Tables) -> Tags:
    """Choose the best permitted pair of UPOS and XPOS together, then FEATS and lemma that go with it."""
    at = (words.sentence, words.place)
    lemma_scores = scores.lemma[at]
    pair = _pairs(words, scores, tables)
    scripts = _scripts(words, lemma_scores, tables)
    for number in np.flatnonzero(_is_aux(tables)[pair]):
        own = scripts_to(tables.grammar.auxiliaries, tables.labels, words.forms[number])
        scripts[number] = own[int(lemma_scores[number, own].argmax())]
    chosen = [tables.pairs[each] for each in pair]
    return Tags(
        pair=pair,
        upos=tuple([upos for upos, _ in chosen]),
        xpos=tuple([xpos for _, xpos in chosen]),
        feats=_feats(scores.feats[at], pair, tables),
        lemmas=tuple(
            [lemma_of(form, upos, tables.labels.lemma[script])
             for form, (upos, _), script in zip(words.forms, chosen, scripts.tolist(), strict=True)]
        ),
    )  # fmt: skip  # a comprehension in a tuple is faster than a generator


def _pairs(words: Words, scores: Scores, tables: Tables) -> Ints:
    """The best pair of each word; AUX only for words that a script brings to an auxiliary's lemma."""
    at = (words.sentence, words.place)
    together = log_softmax(scores.upos[at])[:, tables.pair_upos] + log_softmax(scores.xpos[at])[:, tables.pair_xpos]
    pair: Ints = together.argmax(1)
    is_aux = _is_aux(tables)
    for number in np.flatnonzero(is_aux[pair]):
        if not scripts_to(tables.grammar.auxiliaries, tables.labels, words.forms[number]):
            pair[number] = np.where(is_aux, BARRED, together[number]).argmax()
    return pair


def _scripts(words: Words, scores: Floats, tables: Tables) -> Ints:
    """The best lemma script of each word; one that puts a whole lemma in the form's place only where it was learnt."""
    best: Ints = scores.argmax(1)
    learnt = {number: tables.labels.forms.get(script) for number, script in enumerate(tables.labels.lemma)}
    for number, script in enumerate(best.tolist()):
        forms = learnt[script]
        if forms is not None and words.forms[number] not in forms:
            own = list(scripts_for(tables.labels, words.forms[number]))
            best[number] = own[int(scores[number, own].argmax())]
    return best


def _is_aux(tables: Tables) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([upos == "AUX" for upos, _ in tables.pairs])


def _feats(scores: Floats, pair: Ints, tables: Tables) -> tuple[str, ...]:
    chosen = np.where(tables.feats[pair], scores, BARRED).argmax(1)
    fits = tables.feats[pair, chosen].tolist()
    return tuple(
        [tables.labels.feats[each] if fit else tables.grammar.default_feats.get(tables.pairs[number][0], "_")
         for each, fit, number in zip(chosen.tolist(), fits, pair.tolist(), strict=True)]
    )  # fmt: skip


def log_softmax(scores: Floats) -> Floats:
    """Logits to logarithms of probabilities along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result
