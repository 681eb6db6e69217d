"""Sentences too long for the network: where they are cut, and what their trees become when they are joined."""

from __future__ import annotations

import random

import pytest

from given_scores import complaints, written
from padapatha.annotator.analysis import Analysis
from padapatha.annotator.runtime import Model
from padapatha.annotator.windows import SentencePart, cut, join_parts


def analysis(heads: str, upos: str, deprels: str) -> Analysis:
    tags, size = tuple(upos.split(" ")), len(upos.split(" "))
    rest = ("_",) * size
    return Analysis(rest, tags, rest, rest, tuple(map(int, heads.split(" "))), tuple(deprels.split(" ")))


@pytest.mark.parametrize("seed", range(5))
def test_the_parts_are_the_sentence_and_their_views_fit(seed: int) -> None:
    draw = random.Random(seed)
    words = tuple(draw.choices(["राम", "घर", ",", "।"], weights=[5, 5, draw.random(), 0.2], k=3_000))
    sizes = [draw.choice([1, 1, 2, 5, 32]) for _ in words]
    parts = cut(words, sizes)
    assert [part.start for part in parts] == [0, *(part.stop for part in parts[:-1])]
    assert parts[-1].stop == len(words)
    for part in parts:
        assert 0 <= part.left <= part.start < part.stop <= part.right <= len(words)
        assert sum(sizes[part.left : part.right]) <= 510


def test_what_fits_is_one_part() -> None:
    assert cut(("क",) * 510, [1] * 510) == [SentencePart(0, 510, 0, 510)]
    assert len(cut(("क",) * 511, [1] * 511)) == 2


def test_a_part_ends_behind_punctuation_where_it_can() -> None:
    words = ["क"] * 600
    words[249] = ","
    assert cut(tuple(words), [1] * 600)[0].stop == 250
    words[249], words[100] = "क", ","
    assert cut(tuple(words), [1] * 600)[0].stop == 320  # a comma so early is no place to cut


def test_later_roots_hang_on_the_first() -> None:
    left = analysis("2 0", "NOUN VERB", "nsubj root")
    right = analysis("0 1", "VERB NOUN", "root obj")
    joined = join_parts([left, right, right])
    assert joined.heads == (2, 0, 2, 3, 2, 5)
    assert joined.deprels == ("nsubj", "root", "parataxis", "obj", "parataxis", "obj")


def test_parts_of_punctuation_alone_hang_on_the_first_word_that_is_root() -> None:
    marks = analysis("0 1", "PUNCT PUNCT", "root punct")
    words = analysis("2 0", "NOUN VERB", "nsubj root")
    assert join_parts([marks, words, marks]).heads == (4, 4, 4, 0, 4, 4)
    assert join_parts([marks, words, marks]).deprels == ("punct", "punct", "nsubj", "root", "punct", "punct")
    assert join_parts([marks, marks]).heads == (0, 1, 1, 1)
    assert join_parts([marks, marks]).deprels == ("root", "punct", "punct", "punct")


def test_joined_trees_pass_the_official_validator(tiny: Model) -> None:
    draw = random.Random(7)
    kinds = (["राम", "घर", "गया", ",", "।", "Delhi", "10"], [",", "।", "-", "“"], ["है", "था", "और", "में"])
    sentences = [tuple(draw.choices(kind, k=size)) for kind in kinds for size in (700, 1_500)]
    sentences.append((*"।" * 700, *draw.choices(kinds[0], k=300)))  # the first parts are marks alone
    assert complaints(written(sentences, tiny.analyse(sentences))) == []
