"""Lemma scripts: what is learnt from one word and used on another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padapatha.annotator.labels import apply_script, lemma_script

HINDI = st.text(st.characters(min_codepoint=0x905, max_codepoint=0x94D), min_size=1, max_size=9)


@given(HINDI, HINDI)
def test_a_script_makes_the_lemma_it_was_made_of(form: str, lemma: str) -> None:
    assert apply_script(lemma_script(form, lemma), form) == lemma


@pytest.mark.parametrize(
    ("form", "lemma", "made"),
    [
        ("करेंगे", "करना", "-4+ना"),
        ("लोगों", "लोग", "-2+"),
        ("गया", "जाना", "=जाना"),
        ("इसने", "यह", "=यह"),
        ("घर", "घर", "-0+"),
    ],
)
def test_only_words_that_share_no_stem_are_learnt_whole(form: str, lemma: str, made: str) -> None:
    assert lemma_script(form, lemma) == made
