"""Scores that say exactly what a tree says, and label lists that hold all its labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padapatha.annotator.analysis import Analysis, Words
from padapatha.annotator.labels import Labels
from padapatha.annotator.lemma_script import script
from padapatha.annotator.scores import Scores
from padapatha.model import Sentence

NER = ("O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER")
SURE = 20.0


def analysis(sentence: Sentence) -> Analysis:
    """What the columns of a sentence say."""
    columns = zip(
        *[(each.lemma, each.upos, each.xpos, each.feats, each.head, each.deprel) for each in sentence.tokens], strict=True
    )
    return Analysis(*columns)  # type: ignore[arg-type]  # in the order of the fields


def words_of(sentence: Sentence) -> Words:
    return tuple(each.form for each in sentence.tokens)


def labels_of(analyses: Sequence[Analysis], sentences: Sequence[Words]) -> Labels:
    """The labels that occur, sorted."""
    lists = {name: sorted({label for each in analyses for label in getattr(each, name)})
             for name in ("upos", "xpos", "feats")}  # fmt: skip
    scripts = {script(form, lemma) for each, words in zip(analyses, sentences, strict=True)
               for form, lemma in zip(words, each.lemmas, strict=True)}  # fmt: skip
    deprels = sorted({label for each in analyses for label in each.deprels})
    return Labels(
        **{name: tuple(each) for name, each in lists.items()}, lemma=tuple(sorted(scripts | {"-0+"})), ner=NER,
        deprel=tuple(deprels),
    )  # fmt: skip


def gold_scores(analyses: Sequence[Analysis], sentences: Sequence[Words], labels: Labels) -> Scores:
    """Scores of `SURE` for what the analyses say and 0 for all else; relations are told for the right head alone."""
    size, count = max(map(len, sentences)), len(sentences)
    numbers = {name: {each: place for place, each in enumerate(getattr(labels, name))}
               for name in ("upos", "xpos", "feats", "lemma", "deprel", "ner")}  # fmt: skip
    made = {name: np.zeros((count, size, len(numbers[name])), np.float32)
            for name in ("upos", "xpos", "feats", "lemma", "ner")}  # fmt: skip
    arc = np.zeros((count, size, size + 1), np.float32)
    rel = np.zeros((count, len(labels.deprel), size, size + 1), np.float32)
    for b, (each, words) in enumerate(zip(analyses, sentences, strict=True)):
        for d, form in enumerate(words):
            for name in ("upos", "xpos", "feats"):
                made[name][b, d, numbers[name][getattr(each, name)[d]]] = SURE
            made["lemma"][b, d, numbers["lemma"][script(form, each.lemmas[d])]] = SURE
            made["ner"][b, d, numbers["ner"][each.entities[d] if each.entities else "O"]] = SURE
            arc[b, d, each.heads[d]] = SURE
            rel[b, numbers["deprel"][each.deprels[d]], d, each.heads[d]] = SURE
    return Scores(**made, arc=arc, rel=rel)
