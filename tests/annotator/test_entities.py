"""Entities are well-formed IOB2, and the best such tags there are: compared with all of them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from padapatha.annotator.entities import choose_entities

TAGS = ("O", "B-LOC", "I-LOC", "B-PER", "I-PER")


def is_iob2(tags: tuple[str, ...]) -> bool:
    return all(
        not tag.startswith("I-") or (place > 0 and tags[place - 1] in {tag, "B-" + tag[2:]})
        for place, tag in enumerate(tags)
    )


@pytest.mark.parametrize("size", [1, 2, 4])
def test_the_best_legal_tags(size: int) -> None:
    draw = np.random.default_rng(size)
    for _ in range(100):
        scores = draw.normal(size=(size, len(TAGS))).astype(np.float32) * 3
        found = choose_entities(scores, TAGS)
        legal = filter(is_iob2, itertools.product(TAGS, repeat=size))
        best = max(legal, key=lambda tags: sum(scores[place, TAGS.index(tag)] for place, tag in enumerate(tags)))
        assert found == best


def test_what_is_legal_already_stays() -> None:
    want = ("B-PER", "I-PER", "O", "B-LOC", "B-LOC")
    scores = np.array([[5.0 * (tag == each) for tag in TAGS] for each in want], np.float32)
    assert choose_entities(scores, TAGS) == want


def test_a_continuation_of_nothing_is_no_continuation() -> None:
    scores = np.array([[0, 0, 9, 0, 0], [0, 0, 0, 0, 9]], np.float32)
    assert is_iob2(choose_entities(scores, TAGS))


def test_labels_without_a_beginning_never_continue() -> None:
    assert choose_entities(np.array([[0, 9], [0, 9]], np.float32), ("O", "I-PER")) == ("O", "O")
