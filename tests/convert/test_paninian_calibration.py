"""How far converted Paninian trees agree with the UD trees of the same sentences: learnt on one half, tested on the
other. Needs the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from padapatha.convert import chunk_heads, paninian
from padapatha.convert.calibration import Calibrated, Pair, aligned_chunks, aligned_ssf, learn_guide, learn_old
from padapatha.convert.hdtb import from_hdtb_v1
from padapatha.convert.paninian_relations import RelationTable
from padapatha.model import Sentence, Token

DATA = Path(__file__).parents[3] / "shared" / "data"
gold = pytest.mark.skipif(not (DATA / "hdtb-paninian").is_dir(), reason="the Paninian trees are not beside the project")


def agreement_of_ssf(pairs: list[Pair], monkeypatch: pytest.MonkeyPatch) -> Calibrated:
    total = Calibrated()
    for half in (0, 1):
        table = learn_old(pairs[half::2])
        monkeypatch.setattr(paninian, "relation_table", lambda _name, table=table: table)
        for rows, tokens in pairs[1 - half :: 2]:
            sentence = paninian.from_ssf(rows)
            assert sentence is not None
            _count(total, from_hdtb_v1(Sentence((), tokens)).tokens, sentence.tokens)
    return total


def _count(total: Calibrated, wanted: tuple[Token, ...], found: tuple[Token, ...]) -> None:
    for one, other in zip(wanted, found, strict=True):
        total.add("", one, other.head or 0, other.deprel)


def agreement_of_chunks(pairs: list[Pair], monkeypatch: pytest.MonkeyPatch) -> Calibrated:
    total = Calibrated()
    for half in (0, 1):
        table = learn_guide(pairs[half::2])
        monkeypatch.setattr(chunk_heads, "relation_table", lambda _name, table=table: table)
        for rows, tokens in pairs[1 - half :: 2]:
            for token, word in zip(tokens, chunk_heads.known_words(rows), strict=True):
                if word.head is not None and token.upos != "PUNCT":
                    total.add("", token, word.head, _most(word.relations))
    return total


def _most(relations: dict[str, int]) -> str:
    return max(relations, key=lambda name: relations[name], default="dep")


@gold
def test_complete_trees_agree_with_the_ud_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = aligned_ssf(DATA)
    assert len(pairs) == 1142
    total = agreement_of_ssf(pairs, monkeypatch)
    assert total.heads / total.words >= 0.975
    assert total.labels / total.words >= 0.96


@gold
def test_chunk_heads_agree_with_the_ud_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    total = agreement_of_chunks(aligned_chunks(DATA), monkeypatch)
    assert total.words > 12_000
    assert total.heads / total.words >= 0.985
    assert total.labels / total.words >= 0.97


@gold
def test_the_table_of_the_package_is_what_the_data_give() -> None:
    shipped = paninian.relation_table("guide")
    learnt: RelationTable = learn_guide(aligned_chunks(DATA))
    assert {key: labels for key, labels in learnt.counts.items() if labels.total() >= 2} == shipped.counts
