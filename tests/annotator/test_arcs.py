"""Arcs and relations are chosen together, and function words are left alone by what does not belong to them."""

from __future__ import annotations

import numpy as np
import pytest

from padapatha.annotator.constraints import build_constraints
from padapatha.annotator.decode import ArcScores, best_arcs
from padapatha.annotator.labels import Labels
from padapatha.annotator.scores import FORBIDDEN
from padapatha.languages.grammar import grammar

RELATIONS = ("advmod", "case", "compound", "cop", "det", "nmod", "nsubj", "obl", "root")
CONSTRAINTS = build_constraints(Labels(("NOUN",), ("NN",), ("_",), ("-0+",), RELATIONS, ("O",)), grammar("hi"))
SURE = 12.0


def arc_scores(
    arcs: list[dict[int, float]], relations: dict[tuple[int, int], dict[str, float]], **marked: list[int]
) -> ArcScores:
    """Probabilities of heads for each word, and scores of relations by word and head; ``nmod`` where none is told.

    ``marked`` lists, from 1, the words that are ``only_function``, ``never_root`` or ``negation``.
    """
    size = len(arcs)
    rel = np.full((len(CONSTRAINTS.deprels), size, size + 1), -SURE, np.float32)
    rel[CONSTRAINTS.relation_id["nmod"]] = 0
    rel[:, :, 0] = FORBIDDEN
    rel[CONSTRAINTS.relation_id["root"], :, 0] = 0
    for (word, head), row in relations.items():
        rel[:, word - 1, head] = -SURE
        for deprel, score in row.items():
            rel[CONSTRAINTS.relation_id[deprel], word - 1, head] = score
    arc = np.log([[row.get(head, 1e-6) for head in range(size + 1)] for row in arcs]).astype(np.float32)
    flags = {name: np.isin(np.arange(1, size + 1), marked.get(name, []))
             for name in ("only_function", "never_root", "negation")}  # fmt: skip
    return ArcScores(CONSTRAINTS, arc, rel, **flags)


def chosen(made: ArcScores) -> list[tuple[int, str]]:
    heads, labels = best_arcs(made)
    return [(head, CONSTRAINTS.deprels[label]) for head, label in zip(heads, labels, strict=True)]


def test_a_sure_relation_outweighs_a_slightly_better_head() -> None:
    vague = dict.fromkeys(("nmod", "nsubj", "obl", "compound"), 0.0)
    made = arc_scores([{2: 0.55, 3: 0.45}, {0: 0.9}, {2: 0.9}], {(1, 2): vague, (1, 3): {"nsubj": 0.0}})
    assert chosen(made) == [(3, "nsubj"), (0, "root"), (2, "nmod")]


def test_a_probable_function_word_is_no_head() -> None:
    made = arc_scores([{2: 0.6, 3: 0.4}, {3: 0.95}, {0: 0.9}], {(2, 3): {"case": 0.0}, (1, 2): {"nmod": 0.0}})
    assert chosen(made) == [(3, "nmod"), (3, "case"), (0, "root")]


def test_a_word_that_is_perhaps_a_function_word_may_be_a_head() -> None:
    made = arc_scores([{2: 0.8, 3: 0.2}, {3: 0.95}, {0: 0.9}], {(2, 3): {"case": 0.0, "nmod": 0.5}})
    assert chosen(made) == [(2, "nmod"), (3, "nmod"), (0, "root")]


@pytest.mark.parametrize(("flags", "head"), [({"negation": [2]}, 3), ({}, 1)], ids=["negation", "adverb"])
def test_negation_alone_stays_under_a_copula(flags: dict[str, list[int]], head: int) -> None:
    relations = {(2, 3): {"advmod": 0.0}, (2, 1): {"advmod": 0.0}, (3, 1): {"cop": 0.0}}
    made = arc_scores([{0: 0.9}, {3: 0.9, 1: 0.05}, {1: 0.9}], relations, only_function=[3], **flags)
    assert chosen(made) == [(0, "root"), (head, "advmod"), (1, "cop")]


def test_a_determiner_has_its_adverb_and_nothing_else() -> None:
    relations = {(1, 2): {"advmod": 0.0}, (1, 4): {"advmod": 0.0}, (2, 4): {"det": 0.0}}  # and nmod for the third
    made = arc_scores([{2: 0.9, 4: 0.1}, {4: 0.9}, {2: 0.6, 4: 0.4}, {0: 0.9}], relations)
    assert chosen(made) == [(2, "advmod"), (4, "det"), (4, "nmod"), (0, "root")]


def test_a_function_word_is_the_root_only_where_there_is_no_other_word() -> None:
    both = [{0: 0.99, 2: 0.01}, {1: 0.99, 0: 1e-5}]
    assert chosen(arc_scores(both, {}, never_root=[1]))[1] == (0, "root")
    assert chosen(arc_scores(both, {}, never_root=[1, 2]))[0] == (0, "root")
    assert chosen(arc_scores([{0: 1.0}], {}, never_root=[1], only_function=[1])) == [(0, "root")]


def test_a_word_that_can_only_be_a_function_word_has_nothing_however_sure_the_scores_are() -> None:
    made = arc_scores(
        [{2: 1.0}, {3: 1.0}, {0: 1.0}], {(1, 2): {"nmod": SURE}, (2, 3): {"nmod": SURE}}, only_function=[2]
    )
    assert chosen(made)[0] == (3, "nmod")
