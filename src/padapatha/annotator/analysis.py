"""What an annotator says of a sentence, and how that gets into the sentence: columns, MISC, comments."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from padapatha.model import Sentence, Token
from padapatha.values import comment_value, with_comment, with_misc

Words: TypeAlias = tuple[str, ...]  # the forms of a sentence's words

ENTITY, CONFIDENCE = "NE", "Confidence"  # keys in MISC
_REVIEW = "needs_review"  # the comment of a sentence that a person should look at
FILLED = "Auto"  # the key in MISC of training trees that names the columns of a word that a model filled
OUTSIDE = "O"  # the IOB2 tag of a word outside every entity
REVIEWED = 0.1  # the share of a document's sentences that a build marks for review


@dataclass(frozen=True, slots=True)
class Analysis:
    """The annotation of one sentence, one value for each word.

    ``heads`` count from 1, 0 is the root. ``entities`` are IOB2 tags; ``confidence`` is the annotator's estimate of the
    probability that UPOS, head and relation are all right. Both are empty if the annotator does not give them.
    """

    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    entities: tuple[str, ...] = ()
    confidence: tuple[float, ...] = ()


class Annotator(Protocol):
    """Analyses sentences of at least one word each, in order; holds no more of them than it must."""

    @property
    def name(self) -> str:
        """Its name, in the metadata of a corpus and for ``--annotator``."""

    @property
    def version(self) -> str:
        """Differs between two models that give different annotation."""

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        """Yield one analysis per sentence."""


def annotate_sentences(sentences: Iterable[Sentence], annotator: Annotator) -> Iterator[tuple[Sentence, Analysis]]:
    """Yield every sentence with LEMMA to DEPREL filled, and its analysis; a sentence without words is left out.

    ID, FORM, DEPS, MISC and comments are kept; only ``# annotation``, where there is one, becomes ``auto``.
    """
    waiting = [sentence for sentence in sentences if sentence.tokens]
    for sentence, analysis in zip(waiting, annotator.analyse(map(words_of, waiting)), strict=True):
        known = comment_value(sentence.comments, "annotation") is not None
        comments = auto_comments(sentence.comments) if known else sentence.comments
        tokens = tuple([_filled(token, analysis, index) for index, token in enumerate(sentence.tokens)])
        yield replace(sentence, comments=comments, tokens=tokens), analysis


def words_of(sentence: Sentence) -> Words:
    """The forms of a sentence's words."""
    return tuple([token.form for token in sentence.tokens])


def with_entities(sentence: Sentence, analysis: Analysis) -> Sentence:
    """Write the entity tags into MISC as ``NE=B-NEP``; a word outside every entity has none."""
    tags = analysis.entities or (OUTSIDE,) * len(sentence.tokens)
    return _with_misc(sentence, ENTITY, [None if tag == OUTSIDE else tag for tag in tags])


def with_confidence(sentence: Sentence, analysis: Analysis) -> Sentence:
    """Write each word's confidence into MISC as ``Confidence=0.93``."""
    return _with_misc(sentence, CONFIDENCE, [f"{value:.2f}" for value in analysis.confidence])


def with_estimates(
    sentences: Sequence[Sentence], analyses: Sequence[Analysis], *, confidence: bool, review: float
) -> list[Sentence]:
    """Say how sure the annotator is: of each word in MISC, and of a share of the sentences that a person should see."""
    sure = list(map(with_confidence, sentences, analyses)) if confidence else list(sentences)
    doubtful = least_certain(analyses, review) if review else frozenset()
    return [marked_for_review(each) if index in doubtful else each for index, each in enumerate(sure)]


def without_estimates(sentence: Sentence) -> Sentence:
    """The sentence without what the annotator said of its own certainty: a person has decided."""
    comments = with_comment(sentence.comments, _REVIEW, None)
    return _with_misc(replace(sentence, comments=comments), CONFIDENCE, [None] * len(sentence.tokens))


def least_certain(analyses: Sequence[Analysis], share: float) -> frozenset[int]:
    """The indices of the least certain sentences, by mean confidence of their words: that share of all, rounded up."""
    means = [sum(each.confidence) / len(each.confidence) for each in analyses]
    ranked = sorted(range(len(means)), key=lambda index: (means[index], index))
    return frozenset(ranked[: math.ceil(share * len(ranked))])


def auto_comments(comments: Sequence[str]) -> tuple[str, ...]:
    """The comments of a sentence that a program has annotated: with ``# annotation = auto``."""
    return with_comment(comments, "annotation", "auto")


def marked_for_review(sentence: Sentence) -> Sentence:
    """The sentence with the comment ``# needs_review = yes``."""
    return replace(sentence, comments=with_comment(sentence.comments, _REVIEW, "yes"))


def _filled(token: Token, analysis: Analysis, index: int) -> Token:
    return replace(
        token,
        lemma=analysis.lemmas[index],
        upos=analysis.upos[index],
        xpos=analysis.xpos[index],
        feats=analysis.feats[index],
        head=analysis.heads[index],
        deprel=analysis.deprels[index],
    )


def _with_misc(sentence: Sentence, key: str, values: Sequence[str | None]) -> Sentence:
    pairs = zip(sentence.tokens, values, strict=True)
    return replace(
        sentence, tokens=tuple([replace(token, misc=with_misc(token.misc, key, value)) for token, value in pairs])
    )
