"""Analyses into sentences: the columns an annotator fills, what else it knows in MISC, and where to look first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from padapatha.annotator.analysis import Analysis, Annotator, Words
from padapatha.model import Sentence, Token
from padapatha.values import EMPTY

ENTITY, CONFIDENCE = "NE", "Confidence"  # the keys in MISC
REVIEW = "# needs_review = yes"
_OUTSIDE = "O"


def fill(sentences: Iterable[Sentence], annotator: Annotator) -> Iterator[tuple[Sentence, Analysis]]:
    """Yield every sentence with LEMMA to DEPREL filled, and the analysis behind it; a sentence without words stays out.

    ID, FORM, DEPS, MISC and comments are kept, but for ``# annotation``, which becomes ``auto`` where it stands.
    """
    waiting = [sentence for sentence in sentences if sentence.tokens]
    for sentence, analysis in zip(waiting, annotator.analyse(map(words_of, waiting)), strict=True):
        comments = tuple("# annotation = auto" if _is_annotation(line) else line for line in sentence.comments)
        tokens = tuple([_filled(token, analysis, place) for place, token in enumerate(sentence.tokens)])
        yield replace(sentence, comments=comments, tokens=tokens), analysis


def words_of(sentence: Sentence) -> Words:
    """The forms of a sentence's words."""
    return tuple([token.form for token in sentence.tokens])


def with_entities(sentence: Sentence, analysis: Analysis) -> Sentence:
    """Write the entity tags into MISC as ``NE=B-NEP``; words outside every entity get none."""
    values = [tag if tag != _OUTSIDE else "" for tag in analysis.entities or (_OUTSIDE,) * len(sentence.tokens)]
    return _with_misc(sentence, ENTITY, values)


def with_confidence(sentence: Sentence, analysis: Analysis) -> Sentence:
    """Write each word's confidence into MISC as ``Confidence=0.93``."""
    return _with_misc(sentence, CONFIDENCE, [f"{value:.2f}" for value in analysis.confidence])


def least_certain(analyses: Sequence[Analysis], share: float) -> frozenset[int]:
    """The places of the least certain sentences, by the mean confidence of their words: a share of all, rounded up."""
    sure = [sum(each.confidence) / len(each.confidence) for each in analyses]
    ranked = sorted(range(len(sure)), key=lambda place: (sure[place], place))
    return frozenset(ranked[: math.ceil(share * len(ranked))])


def marked(sentence: Sentence) -> Sentence:
    """The sentence with ``# needs_review = yes`` as its last comment."""
    kept = tuple(line for line in sentence.comments if line != REVIEW)
    return replace(sentence, comments=(*kept, REVIEW))


def _is_annotation(line: str) -> bool:
    return line.startswith("# annotation = ")


def _filled(token: Token, analysis: Analysis, place: int) -> Token:
    return replace(
        token,
        lemma=analysis.lemmas[place],
        upos=analysis.upos[place],
        xpos=analysis.xpos[place],
        feats=analysis.feats[place],
        head=analysis.heads[place],
        deprel=analysis.deprels[place],
    )


def _with_misc(sentence: Sentence, key: str, values: Sequence[str]) -> Sentence:
    tokens = [
        replace(token, misc=_misc(token.misc, key, value)) for token, value in zip(sentence.tokens, values, strict=True)
    ]
    return replace(sentence, tokens=tuple(tokens))


def _misc(misc: str, key: str, value: str) -> str:
    """MISC with one pair set, or taken out for an empty value; MISC that this changes is sorted."""
    kept = [pair for pair in misc.split("|") if pair != EMPTY and not pair.startswith(f"{key}=")]
    if not value and len(kept) == misc.count("|") + 1:
        return misc
    pairs = [*kept, f"{key}={value}"] if value else kept
    return "|".join(sorted(pairs, key=str.lower)) or EMPTY
