"""Scores to UPOS, XPOS, FEATS and lemma, only in combinations that the language permits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padapatha.annotator.lemmas import auxiliary_scripts, choose_lemmas
from padapatha.annotator.scores import BARRED, Floats, Ints, Scores, Words
from padapatha.annotator.tables import Tables


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
    pair = _pairs(words, scores, tables)
    upos = tuple([tables.pairs[each][0] for each in pair])
    return Tags(
        pair=pair,
        upos=upos,
        xpos=tuple([tables.pairs[each][1] for each in pair]),
        feats=_feats(scores.feats[at], pair, tables),
        lemmas=choose_lemmas(words.forms, upos, scores.lemma[at], tables),
    )


def _pairs(words: Words, scores: Scores, tables: Tables) -> Ints:
    """The best pair of each word; AUX only for words that a script brings to an auxiliary's lemma."""
    at = (words.sentence, words.place)
    together = log_softmax(scores.upos[at])[:, tables.pair_upos] + log_softmax(scores.xpos[at])[:, tables.pair_xpos]
    pair: Ints = together.argmax(1)
    is_aux = _is_aux(tables)
    for number in np.flatnonzero(is_aux[pair]):
        if not auxiliary_scripts(words.forms[number], tables):
            pair[number] = np.where(is_aux, BARRED, together[number]).argmax()
    return pair


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
