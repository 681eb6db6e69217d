"""A batch of scores to annotation: every tree that leaves here passes the official validator at its highest level.

Masks first: the permitted UPOS with XPOS, FEATS and relations. Then one best tree a sentence over the words that are no
punctuation. Then the repairs of what masks cannot say, only for the sentences that need one. Punctuation comes last.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padapatha.annotator.analysis import Analysis
from padapatha.annotator.confidence import confidence
from padapatha.annotator.draft import Draft, permitted_relations
from padapatha.annotator.entities import choose_entities
from padapatha.annotator.scores import Scores, Words, in_a_row
from padapatha.annotator.tables import Tables
from padapatha.annotator.tags import Tags, choose_tags


def decode(sentences: Sequence[Sequence[str]], scores: Scores, tables: Tables) -> list[Analysis]:
    """Annotate the sentences of a batch by the scores of their words; none may be empty."""
    words = in_a_row(sentences)
    tags = choose_tags(words, scores, tables)
    drafts = choose_trees(words, scores, tags, tables)
    entities = choose_entities(words, scores.ner, tables.labels.ner)
    certain = confidence(words, scores, tags, drafts, tables)
    return [
        Analysis(
            lemmas=tags.lemmas[start:stop],
            upos=tags.upos[start:stop],
            xpos=tags.xpos[start:stop],
            feats=tags.feats[start:stop],
            heads=tuple(draft.heads[1:]),
            deprels=tuple([tables.deprels[label] for label in draft.labels[1:]]),
            entities=entities[start:stop],
            confidence=tuple(certain[start:stop]),
        )
        for draft, start, stop in zip(drafts, words.starts, words.starts[1:], strict=False)
    ]


def choose_trees(words: Words, scores: Scores, tags: Tags, tables: Tables) -> list[Draft]:
    """The trees of all sentences, finished."""
    punct = np.array([upos == "PUNCT" for upos in tags.upos])
    heads = _heads(words, scores.arc, punct)
    permitted = permitted_relations(tags.pair, tags.lemmas, tables)
    labels = _labels(words, scores.rel, heads, permitted, tables)
    negation = np.array(["Polarity=Neg" in feats and upos in ("PART", "ADV") for feats, upos in zip(tags.feats, tags.upos, strict=True)])
    suspicious = _suspicious(words, heads, labels, punct, tags, tables)
    drafts = []
    for number, (start, stop) in enumerate(zip(words.starts, words.starts[1:], strict=False)):
        draft = Draft(
            tables=tables,
            heads=[0, *heads[start:stop].tolist()],
            labels=[-1, *labels[start:stop].tolist()],
            upos=["", *tags.upos[start:stop]],
            negation=[False, *negation[start:stop].tolist()],
            permitted=permitted[start:stop],
            rel=scores.rel[number],
            arc=scores.arc[number],
        )
        _finish(draft, all_marks=bool(punct[start:stop].all()), marks=bool(punct[start:stop].any()), suspect=bool(suspicious[number]))
        drafts.append(draft)
    return drafts
