"""What the rules forbid is nothing that people have decided: told the confirmed trees, decoding gives them back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from given_scores import NER, analysis, gold_scores, labels_of, words_of
from padapatha.annotator.constraints import build_constraints
from padapatha.annotator.decode import decode_batch
from padapatha.conllu import read_conllu
from padapatha.languages.grammar import grammar

TREEBANK = sorted((Path(__file__).parents[2] / "annotations" / "treebank").glob("*.conllu"))
COLUMNS = ("lemmas", "upos", "xpos", "feats", "heads", "deprels")


@pytest.mark.parametrize("path", TREEBANK, ids=[path.stem for path in TREEBANK])
def test_confirmed_trees_decode_to_themselves(path: Path) -> None:
    sentences = list(read_conllu(path))
    gold, words = [analysis(each) for each in sentences], [words_of(each) for each in sentences]
    labels = labels_of(gold, words)
    found = decode_batch(words, gold_scores(gold, words, labels), build_constraints(labels, grammar("hi")))
    for sentence, one, other in zip(sentences, gold, found, strict=True):
        for column in COLUMNS:
            assert getattr(one, column) == getattr(other, column), (sentence.id, column)
        assert other.entities == ("O",) * len(other.heads)
        assert min(other.confidence) > 0.99


def test_the_repository_has_a_treebank() -> None:
    assert TREEBANK


def test_confidence_is_the_product_of_three_probabilities() -> None:
    path = TREEBANK[0]
    sentences = list(read_conllu(path))[:1]
    gold, words = [analysis(each) for each in sentences], [words_of(each) for each in sentences]
    labels = labels_of(gold, words)
    scores = gold_scores(gold, words, labels)
    for given in (scores.upos, scores.arc, scores.rel):
        given[:] = np.where(given > 0, 3.0, 0.0)
    found = decode_batch(words, scores, build_constraints(labels, grammar("hi")))[0]
    size = len(words[0])

    def share(rivals: int) -> float:
        return float(np.exp(3) / (np.exp(3) + rivals - 1))

    expected = share(len(labels.upos)) * share(size) * share(len(labels.deprel))  # a word is no head of itself
    assert np.allclose(found.confidence, expected, rtol=1e-4)


def test_entity_labels_of_the_tests_are_iob2() -> None:
    assert all(tag == "O" or tag[:2] in {"B-", "I-"} for tag in NER)
