"""Chunk-head trees made whole: a model decodes each sentence, held to everything that is known of it.

Known heads, tags and lemmas are kept whatever the model prefers. A relation is chosen among those that its key has in
the relation table, by the table and the model together. A word inside a chunk hangs on a word of that chunk. MISC
names under ``Auto`` the columns of a word that the model filled, so that nobody takes them for gold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from padapatha.annotator.analysis import FILLED, Analysis
from padapatha.annotator.decode import decode_batch
from padapatha.annotator.labels import Labels
from padapatha.annotator.runtime import Model
from padapatha.annotator.scores import Scores
from padapatha.annotator.spelling import fold_words
from padapatha.annotator.subwords import network_input
from padapatha.convert.chunk_heads import KnownWord
from padapatha.convert.punctuation import attach_punctuation
from padapatha.convert.spacing import real_spacing
from padapatha.model import Sentence, Token
from padapatha.text import to_nfc
from padapatha.values import with_misc

_HELD = 60.0  # added to the score of what is known: more than any score of a network makes good
_OUTSIDE = -12.0  # to arcs that leave the chunk: they are possible (a postposition after a bracket), and rare
_UNSEEN = -8.0  # to relations that the key does not have in the table
_LONGEST = 300  # words; longer sentences are left out
_WHOLE, _ARC_KNOWN, _TAGS_KNOWN = "LEMMA,UPOS,XPOS,FEATS,HEAD,DEPREL", "LEMMA,UPOS,XPOS,FEATS", "FEATS"


def complete(sentences: Iterable[Sequence[KnownWord]], model: Model) -> Iterator[Sentence]:
    """Yield each sentence as a whole tree with the spacing of print; those of over 300 words are left out."""
    for known in sentences:
        if 0 < len(known) <= _LONGEST:
            tokens = attach_punctuation(tokens_of(known, _analysis(known, model)))
            yield real_spacing(Sentence((), tokens))


def _analysis(known: Sequence[KnownWord], model: Model) -> Analysis:
    words = fold_words(word.form for word in known)
    scores = model.score(network_input([model.subwords(words)]))
    return decode_batch([words], held(scores, known, model.labels), model.constraints)[0]


def tokens_of(known: Sequence[KnownWord], analysis: Analysis) -> tuple[Token, ...]:
    """The tokens of a completed sentence; a known lemma takes the place of the model's."""
    return tuple(
        Token(
            id=i + 1,
            form=to_nfc(word.form),
            lemma=word.lemma or analysis.lemmas[i],
            upos=analysis.upos[i],
            xpos=analysis.xpos[i],
            feats=analysis.feats[i],
            head=analysis.heads[i],
            deprel=analysis.deprels[i],
            misc=with_misc("_", FILLED, _auto(word)),
        )
        for i, word in enumerate(known)
    )


def _auto(word: KnownWord) -> str:
    return _WHOLE if word.head is None else _TAGS_KNOWN if word.xpos else _ARC_KNOWN


def held(scores: Scores, known: Sequence[KnownWord], labels: Labels) -> Scores:
    """The scores of one sentence with what is known added."""
    scores = replace(scores, upos=scores.upos.copy(), xpos=scores.xpos.copy(), arc=scores.arc.copy(),
                     rel=scores.rel.copy())  # fmt: skip
    for i, word in enumerate(known):
        if word.head is None:
            _hold_chunk(scores, i, word)
        else:
            scores.arc[0, i, word.head] += _HELD
            _hold_relation(scores, i, word, labels)
        _hold_tags(scores, i, word, labels)
    return scores


def _hold_chunk(scores: Scores, index: int, word: KnownWord) -> None:
    left, right = word.chunk
    arcs = scores.arc[0, index]
    arcs[: left + 1] += _OUTSIDE
    arcs[right + 2 :] += _OUTSIDE


def _hold_relation(scores: Scores, index: int, word: KnownWord, labels: Labels) -> None:
    if not word.relations:
        return
    total = sum(word.relations.values())
    for r, relation in enumerate(labels.deprel):
        count = word.relations.get(relation, 0)
        scores.rel[0, r, index, word.head] += math.log(count / total) if count else _UNSEEN
    if len(word.relations) == 1:
        only = next(iter(word.relations))
        if only in labels.deprel:
            scores.rel[0, labels.deprel.index(only), index, word.head] += _HELD / 2


def _hold_tags(scores: Scores, index: int, word: KnownWord, labels: Labels) -> None:
    for task, value in (("xpos", word.xpos), ("upos", word.upos)):
        names: Sequence[str] = getattr(labels, task)
        if value in names:
            column: np.ndarray = getattr(scores, task)[0, index]
            column[names.index(value)] += _HELD
