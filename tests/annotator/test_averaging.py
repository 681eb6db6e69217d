"""Two models as one: the mean of their scores, whatever labels each of them has."""

from __future__ import annotations

import json
import shutil
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from padapatha.annotator.averaging import LabelMap
from padapatha.annotator.labels import read_labels
from padapatha.annotator.model_folder import model_version, open_model
from padapatha.annotator.runtime import Model
from padapatha.annotator.scores import Scores
from padapatha.annotator.subwords import network_input
from padapatha.languages.rows import words
from padapatha.problems import Refused

TINY = Path(__file__).parent / "tiny"
SENTENCE = words("राम घर गया और वह आया ।")


def _scores(model: Model) -> Scores:
    return model.score(network_input([model.subwords(SENTENCE)]))


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """A model with a partner beside it, which has the same weights and its labels in another order."""
    shutil.copytree(TINY, tmp_path / "one")
    shutil.copytree(TINY, tmp_path / "two")
    _edit(tmp_path / "one", partner="two")
    return tmp_path / "one"


def _edit(folder: Path, **meta: object) -> None:
    path = folder / "labels.json"
    data = json.loads(path.read_bytes())
    data["meta"] |= meta
    path.write_text(json.dumps(data), encoding="utf-8")


def test_a_model_and_itself_are_the_model(pair: Path) -> None:
    alone, together = Model(TINY), Model(pair)
    for name in (field.name for field in fields(Scores)):
        assert np.array_equal(getattr(_scores(alone), name), getattr(_scores(together), name))
    assert list(alone.analyse([SENTENCE])) == list(together.analyse([SENTENCE]))


def test_the_mean_follows_the_names_of_the_labels() -> None:
    model = Model(TINY)
    own, scores = model.labels, _scores(model)
    turned = replace(own, upos=own.upos[::-1], deprel=own.deprel[1:])
    other = replace(scores, upos=scores.upos[..., ::-1] + 2, rel=scores.rel[:, 1:] + 4, arc=scores.arc + 6)
    mean = LabelMap(own, turned).mean(scores, other)
    assert np.allclose(mean.upos, scores.upos + 1)
    assert np.allclose(mean.arc, scores.arc + 3)
    assert np.allclose(mean.rel[:, 1:], scores.rel[:, 1:] + 2)
    absent = (scores.rel[:, 0] + other.rel.min(1)) / 2
    assert np.allclose(mean.rel[:, 0], absent)


def test_the_partner_belongs_to_the_version(pair: Path) -> None:
    before = model_version(pair)
    assert before != model_version(pair.parent / "two")
    first = open_model(pair)
    _edit(pair.parent / "two", note="another")
    assert model_version(pair) != before
    assert open_model(pair) is not first


@pytest.mark.parametrize("name", ["../two", "", "..", "a/b", 3, "absent"])
def test_a_partner_is_a_folder_beside_the_model(pair: Path, name: object) -> None:
    _edit(pair, partner=name)
    with pytest.raises(Refused):
        Model(pair)


def test_a_partner_reads_the_same_subwords_and_has_no_partner(pair: Path) -> None:
    _edit(pair.parent / "two", partner="one")
    with pytest.raises(Refused, match="has a partner"):
        Model(pair)
    _edit(pair.parent / "two", partner=None)
    tokenizer = pair.parent / "two" / "tokenizer.json"
    tokenizer.write_bytes(tokenizer.read_bytes() + b"\n")
    with pytest.raises(Refused, match="another tokenizer"):
        Model(pair)


def test_the_labels_of_a_model_with_a_partner_are_its_own(pair: Path) -> None:
    assert Model(pair).labels == read_labels(pair / "labels.json")
