"""Converter and guideline decide alike: the gold comes back, and the converted treebank has the conventions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from padapatha.conllu import read_conllu
from padapatha.convert import convert
from padapatha.convert.features import modern_features
from padapatha.convert.hdtb import grading_quantifiers
from padapatha.convert.punctuation import attach_punctuation
from padapatha.convert.tree import Tokens, children, head_index, reattach
from padapatha.model import Sentence, Token
from padapatha.values import features

PROJECT = Path(__file__).parents[2]
DATA = PROJECT.parent / "shared" / "data" / "hdtb-v1"
GOLD = list(read_conllu(next((PROJECT / "annotations" / "treebank").glob("*.conllu"))))
gold_data = pytest.mark.skipif(not DATA.is_dir(), reason="the gold treebanks are not beside the project")
each_sentence = pytest.mark.parametrize("sentence", GOLD, ids=lambda sentence: sentence.id or "")


@cache
def converted() -> tuple[Sentence, ...]:
    return tuple(
        sentence
        for name in ("part1.conllu", "part2.conllu")
        for sentence in convert(list(read_conllu(DATA / name, strict=False)))
    )


def words(form: str) -> Iterator[tuple[Tokens, int]]:
    for sentence in converted():
        for i, token in enumerate(sentence.tokens):
            if token.form == form:
                yield sentence.tokens, i


@each_sentence
def test_the_marks_of_the_gold_hang_where_the_converter_hangs_them(sentence: Sentence) -> None:
    assert attach_punctuation(sentence.tokens) == sentence.tokens


@each_sentence
def test_the_marks_of_the_gold_find_their_heads_from_the_word_beside_them(sentence: Sentence) -> None:
    marks = [i for i, token in enumerate(sentence.tokens) if token.upos == "PUNCT"]
    root = next(i for i, token in enumerate(sentence.tokens) if token.head == 0)
    moved = reattach(sentence.tokens, {i: root if i + 1 < len(sentence.tokens) else 0 for i in marks})
    assert attach_punctuation(moved) == sentence.tokens


@each_sentence
def test_the_features_of_the_gold_come_back(sentence: Sentence) -> None:
    old = tuple(_old_verb(token) for token in grading_quantifiers(sentence.tokens))
    after = modern_features(old)
    differences = [
        (now.form, features(was.feats).items() ^ features(now.feats).items())
        for was, now in zip(sentence.tokens, after, strict=True)
        if was.xpos not in {"VM", "VAUX"} and was.feats != now.feats
    ]
    # who is honoured stands in the Person of the old treebank alone
    assert differences in ([], [("उनका", {("Polite", "Form")})])


def _old_verb(token: Token) -> Token:
    return (
        token if token.xpos not in {"VM", "VAUX"} else Token(token.id, token.form, token.lemma, token.upos, token.xpos)
    )


@gold_data
def test_commas_before_a_conjunct_hang_on_it() -> None:
    before = [
        (tokens, i, i2)
        for tokens, i in words(",")
        for i2 in range(i + 1, len(tokens))
        if tokens[i2].deprel == "conj" and head_index(tokens[i2]) < i and _leftmost(tokens, i2) == i + 1
    ]
    on_it = sum(head_index(tokens[i]) == conjunct for tokens, i, conjunct in before)
    assert len(before) > 250
    assert on_it >= 0.99 * len(before), (on_it, len(before))


@gold_data
def test_the_danda_hangs_on_the_root_but_in_an_open_quotation() -> None:
    last = [(tokens, i) for tokens, i in words("।") if i + 1 == len(tokens)]
    on_root = sum(tokens[head_index(tokens[i])].head == 0 for tokens, i in last)
    assert len(last) - on_root < 10, (on_root, len(last))


@gold_data
def test_no_quantifier_is_the_determiner_of_an_adjective() -> None:
    found = [
        token.form
        for sentence in converted()
        for token in sentence.tokens
        if token.xpos == "QF" and token.deprel == "det" and sentence.tokens[head_index(token)].upos == "ADJ"
    ]
    assert found == []


def _leftmost(tokens: Tokens, index: int) -> int:
    below = [i for i in children(tokens, index) if tokens[i].deprel != "punct"]
    return min([index, *(_leftmost(tokens, i) for i in below)])
