"""Scores to annotation that the official validator accepts (docs/annotator.md tells rule by rule how)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padapatha.annotator.analysis import Analysis, Words
from padapatha.annotator.arcs import Grid, best_arcs
from padapatha.annotator.draft import Draft, permitted_relations
from padapatha.annotator.entities import choose_entities
from padapatha.annotator.punctuation import attach, attach_without_words
from padapatha.annotator.repair import repair
from padapatha.annotator.scores import BARRED, Bools, Floats, Ints, Scores, in_a_row
from padapatha.annotator.scores import Words as Row
from padapatha.annotator.tables import Tables
from padapatha.annotator.tags import Tags, choose_tags, log_softmax


def decode(sentences: Sequence[Words], scores: Scores, tables: Tables) -> list[Analysis]:
    """Turn the scores of a batch into one analysis per sentence; each sentence has at least one word."""
    if not sentences:
        return []
    row = in_a_row(sentences)
    tags = choose_tags(row, scores, tables)
    permitted = permitted_relations(tags.pair, tags.lemmas, tables)
    arcs = [_log_heads(scores.arc[b, : len(words), : len(words) + 1]) for b, words in enumerate(sentences)]
    drafts = [_draft(b, arc, row, tags, permitted, scores, tables) for b, arc in enumerate(arcs)]
    sure = _confidence(drafts, row, tags, scores, tables)
    return [_analysis(b, draft, row, tags, scores, sure) for b, draft in enumerate(drafts)]


def _log_heads(arc: Floats) -> Floats:
    """Logarithms [n, n + 1] of the probabilities of heads; no word heads itself."""
    own = arc.copy()
    places = np.arange(len(arc))
    own[places, places + 1] = BARRED
    return log_softmax(own)


def _draft(number: int, arc: Floats, row: Row, tags: Tags, permitted: Bools, scores: Scores, tables: Tables) -> Draft:
    """The finished tree of one sentence."""
    part = slice(row.starts[number], row.starts[number + 1])
    size = len(arc)
    draft = Draft(
        tables=tables,
        heads=[0] * (size + 1),
        labels=[tables.relation_id["root"]] * (size + 1),
        upos=["", *tags.upos[part]],
        negation=[False, *["Polarity=Neg" in feats for feats in tags.feats[part]]],
        permitted=permitted[part],
        rel=scores.rel[number, :, :size, : size + 1],
        arc=arc,
    )
    words = np.array(draft.words, dtype=np.int64)
    if len(words):
        _plant(draft, _grid(draft, words, tags.pair[part][words - 1]), words)
        repair(draft)
        attach(draft)
    else:
        attach_without_words(draft)
    return draft


def _plant(draft: Draft, grid: Grid, words: Ints) -> None:
    """Write the best tree of the words into the draft."""
    numbers = [0, *words.tolist()]
    heads, labels = best_arcs(grid)
    for word, head, label in zip(numbers[1:], heads, labels, strict=True):
        draft.heads[word], draft.labels[word] = numbers[head], label


def _grid(draft: Draft, words: Ints, pair: Ints) -> Grid:
    """The scores between words that are no punctuation."""
    tables = draft.tables
    return Grid(
        tables=tables,
        arc=draft.arc[np.ix_(words - 1, np.concatenate(([0], words)))],
        rel=_relations(draft, words),
        only_leaf=tables.only_leaf[pair],
        never_root=tables.never_root[pair],
        negation=np.array(draft.negation)[words],
    )


def _relations(draft: Draft, words: Ints) -> Floats:
    """The scores [R, m, m + 1] of relations between words, what is not permitted barred."""
    tables, size = draft.tables, len(words)
    known = draft.rel[:, words - 1][:, :, np.concatenate(([0], words))]
    rel = np.full((len(tables.deprels), size, size + 1), known.min() - 1, dtype=np.float32)
    rel[: len(known)] = known
    rel[~draft.permitted[words - 1].T] = BARRED
    rightwards = np.tri(size, size, -1, dtype=bool)  # the head stands to the left
    for number in np.flatnonzero(tables.left_headed):
        rel[number, :, 1:][~rightwards] = BARRED
    rel[:, :, 0] = BARRED
    rel[tables.relation_id["root"], :, 0] = 0
    return rel


def _confidence(drafts: Sequence[Draft], row: Row, tags: Tags, scores: Scores, tables: Tables) -> list[float]:
    """The probability that each word's UPOS, head and relation are all right: the network's belief, calibrated."""
    at = (row.sentence, row.place)
    words = np.arange(len(row.forms))
    heads = np.array([head for draft in drafts for head in draft.heads[1:]])
    labels = np.array([label for draft in drafts for label in draft.labels[1:]])
    upos = log_softmax(scores.upos[at])[words, tables.pair_upos[tags.pair]]
    head = np.concatenate([draft.arc[np.arange(draft.size), draft.heads[1:]] for draft in drafts])
    relations = log_softmax(scores.rel[row.sentence, :, row.place, heads])
    known = labels < relations.shape[1]  # a relation that the model does not know is none that it can be sure of
    relation = np.where(known, relations[words, np.where(known, labels, 0)], BARRED)
    belief = np.exp((upos + head + relation).astype(np.float64))
    sure: list[float] = tables.labels.confidence.apply(belief).tolist()
    return sure


def _analysis(number: int, draft: Draft, row: Row, tags: Tags, scores: Scores, sure: list[float]) -> Analysis:
    part = slice(row.starts[number], row.starts[number + 1])
    return Analysis(
        lemmas=tags.lemmas[part],
        upos=tags.upos[part],
        xpos=tags.xpos[part],
        feats=tags.feats[part],
        heads=tuple(draft.heads[1:]),
        deprels=tuple([draft.tables.deprels[label] for label in draft.labels[1:]]),
        entities=choose_entities(scores.ner[number, : draft.size], draft.tables.labels.ner),
        confidence=tuple(sure[part]),
    )
