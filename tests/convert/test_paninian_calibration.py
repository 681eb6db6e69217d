"""How far converted Paninian trees agree with the UD trees of the same sentences. Needs the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.material import news_keys
from padapatha.convert.calibration import (
    ConversionAgreement,
    aligned_chunks,
    aligned_ssf,
    chunk_agreement,
    learn_guide,
    learn_old,
    ssf_agreement,
)
from padapatha.convert.paninian_relations import GUIDE, OLD, relation_table
from padapatha.model import Token

DATA = Path(__file__).parents[3] / "shared" / "data"
gold = pytest.mark.skipif(not (DATA / "hdtb-paninian").is_dir(), reason="the Paninian trees are not beside the project")


def test_a_relation_counts_under_the_right_head_alone() -> None:
    total = ConversionAgreement()
    token = Token(1, "राम", "राम", "PROPN", "NNP", head=3, deprel="nsubj")
    for head, relation in ((3, "nsubj"), (3, "obj"), (2, "nsubj"), (None, "")):
        total.add(token, head, relation)
    assert (total.words, total.heads, total.labels) == (4, 2, 1)
    assert total.errors == {("NNP", "nsubj", "obj"): 1, ("NNP", "nsubj", "head"): 2}


@gold
def test_complete_trees_agree_with_the_ud_trees() -> None:
    pairs = aligned_ssf(DATA)
    assert len(pairs) == 1142
    total = ssf_agreement(pairs)
    assert total.words == 24_886
    assert total.heads / total.words >= 0.975
    assert total.labels / total.words >= 0.96


@gold
def test_chunk_heads_agree_with_the_ud_trees() -> None:
    total = chunk_agreement(aligned_chunks(DATA))
    assert total.words > 12_000
    assert total.heads / total.words >= 0.985
    assert total.labels / total.words >= 0.97


@gold
def test_the_tables_of_the_package_are_what_the_data_give() -> None:
    learnt = {OLD: learn_old(aligned_ssf(DATA, without=news_keys(DATA))), GUIDE: learn_guide(aligned_chunks(DATA))}
    for name, table in learnt.items():
        seen_twice = {key: labels for key, labels in table.counts.items() if labels.total() >= 2}
        assert seen_twice == relation_table(name).counts
