"""Which lemma a word gets from the scores of the scripts and the model's lexicon."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from padapatha.annotator.constraints import build_constraints
from padapatha.annotator.labels import Labels
from padapatha.annotator.tags import choose_lemmas
from padapatha.languages.hi.grammar import GRAMMAR

SCRIPTS = ("-0+", "-1+ा", "-2+", "=जाना", "=है", "~-0+")
FORMS = {"=जाना": frozenset(("गया",)), "=है": frozenset(("हैं", "है"))}
LEXICON = {
    "NOUN": {"बच्चों": ("बच्चा",), "लोगों": ("लोग",), "कहर": ("कहर",), "दिनों": ("दिन", "दिना")},
    "VERB": {"चला": ("चलना",)},
}


def lemma(form: str, upos: str, scores: Sequence[float]) -> str:
    labels = Labels(("AUX", "NOUN", "PUNCT", "VERB"), ("NN", "SYM", "VAUX", "VM"), ("_",), SCRIPTS, ("root",), ("O",),
                    forms=FORMS, lexicon=LEXICON)  # fmt: skip
    return choose_lemmas((form,), (upos,), np.array([scores], np.float32), build_constraints(labels, GRAMMAR))[0]


@pytest.mark.parametrize(
    ("form", "upos", "scores", "found"),
    [
        pytest.param(
            "चला", "VERB", (9, 0, 0, 0, 0, 0), "चलना", id="a form of one known lemma takes it, script or none"
        ),
        pytest.param("दिनों", "NOUN", (9, 1, 2, 0, 0, 0), "दिन", id="of several, the one whose script scores best"),
        pytest.param("दिनों", "NOUN", (0, 0, 0, 9, 9, 0), "दिन", id="not what no entry has"),
        pytest.param("बच्चे", "NOUN", (5, 3, 0, 0, 0, 0), "बच्चा", id="a nearly as good script to a known lemma"),
        pytest.param("बच्चे", "NOUN", (5, 1, 0, 0, 0, 0), "बच्चे", id="but not a much worse one"),
        pytest.param("बच्चे", "VERB", (5, 3, 0, 0, 0, 0), "बच्चे", id="nor a lemma of another UPOS"),
        pytest.param("क़हर", "NOUN", (5, 0, 0, 0, 0, 4), "कहर", id="a spelling that the lexicon has"),
        pytest.param("नगरों", "NOUN", (1, 0, 5, 0, 0, 0), "नगर", id="an unknown form takes the best script"),
        pytest.param("गया", "NOUN", (1, 0, 0, 5, 0, 0), "जाना", id="a whole lemma for the form it was learnt from"),
        pytest.param("लाएँगे", "NOUN", (1, 0, 0, 5, 0, 0), "लाएँगे", id="and for no other"),
        pytest.param("हैं", "AUX", (9, 0, 0, 0, 1, 0), "है", id="an auxiliary takes an auxiliary's lemma"),
        pytest.param("।", "PUNCT", (0, 5, 0, 0, 0, 0), "।", id="punctuation is its own lemma"),
    ],
)
def test_the_lemma(form: str, upos: str, scores: Sequence[float], found: str) -> None:
    assert lemma(form, upos, scores) == found
