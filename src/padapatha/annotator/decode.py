"""Scores to annotation that the official validator accepts (docs/annotator.md says how, rule by rule).

For a batch of sentences: tags, then for each sentence the arcs and relations of the best tree, its repair, punctuation
and entities, at last the confidence of each word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from padapatha.annotator.analysis import Analysis, Words
from padapatha.annotator.closed_words import ClosedWord, closed_words
from padapatha.annotator.constraints import Constraints, permitted_relations
from padapatha.annotator.copulas import separate_copulas
from padapatha.annotator.entities import choose_entities
from padapatha.annotator.partial_tree import PartialTree, repair
from padapatha.annotator.punctuation import attach_only_punctuation, choose_punctuation_heads
from padapatha.annotator.scores import FORBIDDEN, Bools, FlatWords, Floats, Ints, Scores, flatten, log_softmax
from padapatha.annotator.spanning_tree import best_tree
from padapatha.annotator.tags import Tags, choose_tags
from padapatha.values import feature_items

# What a tree pays for a function word as a head or as the root: more than scores can make good, less than a second root
_AVOIDED = 1e4
_CERTAIN = 1 - 1e-6  # the greatest probability that a network is believed
_LIKELY = 0.5


def decode_batch(sentences: Sequence[Words], scores: Scores, constraints: Constraints) -> list[Analysis]:
    """Turn the scores of a batch into one analysis per sentence; each sentence has at least one word."""
    if not sentences:
        return []
    words = flatten(sentences)
    closed = [each for own in sentences for each in closed_words(own, constraints.grammar)]
    tags = choose_tags(words, closed, scores, constraints)
    permitted = permitted_relations(tags.pair, tags.lemmas, constraints)
    aside = _keep_aside(closed, permitted, constraints)
    trees = [_tree(number, words, tags, permitted, aside, scores, constraints) for number in range(len(sentences))]
    confidence = _confidence(trees, words, tags, aside, scores)
    return [_analysis(number, tree, words, tags, scores, confidence) for number, tree in enumerate(trees)]


def _keep_aside(closed: Sequence[ClosedWord | None], permitted: Bools, constraints: Constraints) -> Bools:
    """Leave closed words of one relation no other; say which words [N] those are."""
    relations = [constraints.relation_id[each.relation] if each and each.relation else -1 for each in closed]
    aside: Bools = np.array(relations) >= 0
    for number in np.flatnonzero(aside).tolist():
        permitted[number] = False
        permitted[number, relations[number]] = True
    return aside


def _tree(
    number: int,
    words: FlatWords,
    tags: Tags,
    permitted: Bools,
    aside: Bools,
    scores: Scores,
    constraints: Constraints,
) -> PartialTree:
    """The finished tree of one sentence."""
    part = words.part(number)
    size = part.stop - part.start
    tree = PartialTree(
        constraints=constraints,
        heads=[0] * (size + 1),
        relations=[constraints.relation_id["root"]] * (size + 1),
        upos=["", *tags.upos[part]],
        negation=[False, *["Polarity=Neg" in feature_items(feats) for feats in tags.feats[part]]],
        permitted=permitted[part],
        rel=scores.rel[number, :, :size, : size + 1],
        arc=_log_heads(scores.arc[number, :size, : size + 1]),
    )
    if not tree.words:
        attach_only_punctuation(tree)
        return tree
    _attach_words(tree, tags.pair[part], aside[part])
    separate_copulas(tree)
    repair(tree)
    choose_punctuation_heads(tree)
    return tree


def _log_heads(arc: Floats) -> Floats:
    """Logarithms [n, n + 1] of the probabilities of heads; no word heads itself."""
    own = arc.copy()
    rows = np.arange(len(arc))
    own[rows, rows + 1] = FORBIDDEN
    return log_softmax(own)


def _attach_words(tree: PartialTree, pair: Ints, aside: Bools) -> None:
    """Write the best tree of the words that are no punctuation into the partial tree."""
    heads, relations = best_arcs(_arc_scores(tree, pair, aside))
    numbers = [0, *tree.words]
    for word, head, relation in zip(tree.words, heads, relations, strict=True):
        tree.heads[word], tree.relations[word] = numbers[head], relation


@dataclass(frozen=True, slots=True)
class ArcScores:
    """The scores of all arcs between the m words of a sentence that are no punctuation; head 0 is the root."""

    constraints: Constraints
    arc: Floats  # [m, m + 1] logarithms of the probabilities of heads
    rel: Floats  # [R, m, m + 1] scores of relations, forbidden ones too; at the root only `root` is permitted
    only_function: Bools  # [m] words that should have no dependents
    never_root: Bools  # [m] words that should not be the root
    negation: Bools  # [m] words that may be dependents of any function word


def _arc_scores(tree: PartialTree, pair: Ints, aside: Bools) -> ArcScores:
    words = np.array(tree.words, dtype=np.int64)
    constraints, pair, aside = tree.constraints, pair[words - 1], aside[words - 1]
    return ArcScores(
        constraints=constraints,
        arc=tree.arc[np.ix_(words - 1, np.concatenate(([0], words)))],
        rel=_permitted_scores(tree, words),
        only_function=constraints.only_function[pair] | aside,
        never_root=constraints.never_root[pair] | aside,
        negation=np.array(tree.negation)[words],
    )


def _permitted_scores(tree: PartialTree, words: Ints) -> Floats:
    """The scores [R, m, m + 1] of relations between the words, those that are not permitted forbidden."""
    constraints, size = tree.constraints, len(words)
    known = tree.rel[:, words - 1][:, :, np.concatenate(([0], words))]
    rel = np.full((len(constraints.deprels), size, size + 1), known.min() - 1, dtype=np.float32)
    rel[: len(known)] = known
    rel[~tree.permitted[words - 1].T] = FORBIDDEN
    head_is_left = np.tri(size, size, -1, dtype=bool)
    for relation in np.flatnonzero(constraints.left_headed):
        rel[relation, :, 1:][~head_is_left] = FORBIDDEN
    rel[:, :, 0] = FORBIDDEN
    rel[constraints.relation_id["root"], :, 0] = 0
    return rel


def best_arcs(scores: ArcScores) -> tuple[list[int], list[int]]:
    """The heads, 0 to m, and the relations of the words in the best tree, chosen together.

    An arc scores log P(head) + log P(best permitted relation | head). Under a word that is probably a function word
    the arc also pays for the probability that it is one.
    """
    highest = scores.rel.max(0)
    likelihood = np.exp(scores.rel - highest)
    total = likelihood.sum(0)
    base = scores.arc.astype(np.float64) - np.log(total)
    function = _function_probability(scores, likelihood, total)
    arcs = base - _costs(scores, function)
    relations = scores.rel.argmax(0)
    _exempt_modifiers(scores, function, base - highest, arcs, relations)
    heads = best_tree(arcs)
    return heads, relations[np.arange(len(heads)), heads].tolist()


def _function_probability(scores: ArcScores, likelihood: Floats, total: Floats) -> Floats:
    """The probability [L, m] that each word stands in each of the relations of function words."""
    heads = np.exp(scores.arc) / total
    function: Floats = (likelihood[scores.constraints.function_relations] * heads).sum(2)
    return function


def _costs(scores: ArcScores, function: Floats) -> Floats:
    """What an arc [m, m + 1] pays for a head that is a function word, or for making a function word the root."""
    cost = np.zeros_like(scores.arc)
    cost[:, 1:] = _AVOIDED * scores.only_function - np.log1p(-np.minimum(function.sum(0), _CERTAIN))
    cost[:, 0] = _AVOIDED * scores.never_root
    return cost


def _exempt_modifiers(scores: ArcScores, function: Floats, base: Floats, arcs: Floats, relations: Ints) -> None:
    """Some relations, above all negation, are often dependents of function words; there their arcs pay nothing."""
    constraints = scores.constraints
    heads = np.flatnonzero((function.sum(0) > _LIKELY) | scores.only_function)
    if not len(heads) or not len(constraints.modifiers) or not len(function):
        return
    rows, columns = constraints.modifiers, heads + 1
    kind = constraints.function_relations[function[:, heads].argmax(0)]
    negated = constraints.negating[:, None, None] & scores.negation[:, None]
    fits = constraints.modifier_fits[kind].T[:, None, :] | negated
    rel = np.where(fits, scores.rel[rows][:, :, columns], FORBIDDEN)
    best = rel.max(0) + base[:, columns]
    better = best > arcs[:, columns]
    arcs[:, columns] = np.where(better, best, arcs[:, columns])
    relations[:, columns] = np.where(better, rows[rel.argmax(0)], relations[:, columns])


def _confidence(
    trees: Sequence[PartialTree], words: FlatWords, tags: Tags, aside: Bools, scores: Scores
) -> list[float]:
    """The calibrated probability that each word's UPOS, head and relation are all right.

    Of what a closed list decides, the network is not asked.
    """
    constraints = trees[0].constraints
    rows = np.arange(len(words.forms))
    heads = np.array([head for tree in trees for head in tree.heads[1:]])
    chosen = np.array([relation for tree in trees for relation in tree.relations[1:]])
    upos = log_softmax(scores.upos[words.index])[rows, constraints.pair_upos[tags.pair]]
    upos = np.where(constraints.is_known[tags.pair] & ~aside, upos, 0)
    head = np.concatenate([tree.arc[np.arange(tree.size), tree.heads[1:]] for tree in trees])
    relations = log_softmax(scores.rel[words.sentence, :, words.position, heads])
    known = chosen < relations.shape[1]  # of a relation that the model does not know it cannot be sure
    relation = np.where(known, relations[rows, np.where(known, chosen, 0)], FORBIDDEN)
    relation = np.where(aside, 0, relation)
    joint = np.exp((upos + head + relation).astype(np.float64))
    confidence: list[float] = constraints.labels.confidence.apply(joint).tolist()
    return confidence


def _analysis(
    number: int, tree: PartialTree, words: FlatWords, tags: Tags, scores: Scores, confidence: list[float]
) -> Analysis:
    part, constraints = words.part(number), tree.constraints
    return Analysis(
        lemmas=tags.lemmas[part],
        upos=tags.upos[part],
        xpos=tags.xpos[part],
        feats=tags.feats[part],
        heads=tuple(tree.heads[1:]),
        deprels=tuple([constraints.deprels[relation] for relation in tree.relations[1:]]),
        entities=choose_entities(scores.ner[number, : tree.size], constraints.labels.ner),
        confidence=tuple(confidence[part]),
    )
