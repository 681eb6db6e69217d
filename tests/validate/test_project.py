"""The whole project: well as it is, and one bad file never hides the others."""

from __future__ import annotations


def test_the_sample_is_well(sample) -> None:
    assert sample.problems() == []
    print(sample.read("corpus/namuna_01.conllu").decode())
