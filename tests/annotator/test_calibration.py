"""Confidence that means what it says: made over-sure by a known line, it comes back."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from padapatha.annotator.labels import Calibration, read_calibration, read_labels, write_labels
from padapatha.annotator.runtime import Model
from padapatha.model import Token
from padapatha.train.calibration import calibrate, raw_confidence, write_confidence
from padapatha.train.data import Example

TINY = Path(__file__).parent / "tiny"


def answers(slope: float, offset: float, count: int = 40_000) -> tuple[np.ndarray, np.ndarray]:
    """Beliefs, and rights and wrongs as often as the line says."""
    draw = np.random.default_rng(1)
    odds = draw.normal(2.0, 2.5, count)
    right = draw.random(count) < 1 / (1 + np.exp(-(slope * odds + offset)))
    return 1 / (1 + np.exp(-odds)), right


def test_the_line_that_made_the_answers_is_found() -> None:
    found = calibrate(*answers(0.4, -0.3))
    assert found.slope == pytest.approx(0.4, abs=0.02)
    assert found.offset == pytest.approx(-0.3, abs=0.05)


def test_of_words_said_to_be_right_with_some_probability_so_many_are() -> None:
    belief, right = answers(0.4, -0.3)
    sure = calibrate(belief, right).apply(belief)
    for low in (0.2, 0.4, 0.6, 0.8):
        some = (sure >= low) & (sure < low + 0.1)
        assert right[some].mean() == pytest.approx(sure[some].mean(), abs=0.03)
    surest = belief > 0.95
    assert right[surest].mean() < 0.85  # it was not so before
    assert sure[surest].mean() == pytest.approx(right[surest].mean(), abs=0.02)


def test_order_and_bounds_stay_at_the_edges_too() -> None:
    sure = Calibration(0.5, -1.0).apply(np.array([0.0, 1e-9, 0.2, 0.8, 0.999999, 1.0]))
    assert (np.diff(sure) >= 0).all()
    assert 0 < sure[0] < 0.01 < 0.99 < sure[-1] < 1


def test_without_a_calibration_the_belief_is_told() -> None:
    belief = np.array([0.25, 0.5, 0.9375])
    assert np.allclose(Calibration().apply(belief), belief)


@pytest.mark.parametrize("right", [[True] * 4, [False] * 4, [True, True, False, False]])
def test_where_no_rising_line_is_to_be_found_nothing_changes(right: list[bool]) -> None:
    assert calibrate(np.array([0.1, 0.2, 0.8, 0.9]), np.array(right)) == Calibration()


def test_rights_and_wrongs_that_part_give_no_traceback_and_no_nonsense() -> None:
    found = calibrate(np.array([0.1, 0.2, 0.8, 0.9]), np.array([False, False, True, True]))
    assert found.slope > 0
    assert np.isfinite([found.slope, found.offset]).all()


def test_a_model_keeps_it(tmp_path: Path) -> None:
    labels = replace(read_labels(TINY / "labels.json"), confidence=Calibration(0.5, 0.25))
    write_labels(labels, tmp_path / "labels.json")
    assert read_labels(tmp_path / "labels.json") == labels


def test_the_annotator_tells_calibrated_confidence(tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "model")
    line = Calibration(0.5, 0.25)
    write_labels(replace(read_labels(folder / "labels.json"), confidence=line), folder / "labels.json")
    (plain,), (found,) = (Model(each).analyse([("राम", "घर", "गया")]) for each in (TINY, folder))
    assert np.allclose(found.confidence, line.apply(np.array(plain.confidence)))
    assert not np.allclose(found.confidence, plain.confidence)
    assert replace(found, confidence=()) == replace(plain, confidence=())


def test_a_model_folder_gets_the_line_of_its_own_answers_once_and_again(tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "model")
    gold = [half_right(Model(folder), ("राम", "घर", "गया")), half_right(Model(folder), ("गया", "राम"))]
    wanted = calibrate(*raw_confidence(Model(folder), gold))
    assert wanted != Calibration()
    for _ in range(2):  # the second time it has a line, which must not be put on top
        write_confidence(folder, gold)
        assert read_labels(folder / "labels.json").confidence == wanted


def half_right(model: Model, words: tuple[str, ...]) -> Example:
    """A tree that has the answer for the words of which the model is surer than of the least sure one, else another."""
    (found,) = model.analyse([words])
    least = min(found.confidence)
    columns = zip(words, found.upos, found.heads, found.deprels, found.confidence, strict=True)
    return Example(
        words,
        tuple(
            Token(i, word, upos=upos if sure > least else "X", head=head, deprel=rel)
            for i, (word, upos, head, rel, sure) in enumerate(columns, 1)
        ),
    )


def test_a_model_from_before_calibration_is_read(tmp_path: Path) -> None:
    data = json.loads((TINY / "labels.json").read_bytes())
    data.pop("confidence", None)
    (tmp_path / "labels.json").write_text(json.dumps(data), encoding="utf-8")
    assert read_labels(tmp_path / "labels.json").confidence == Calibration()


NO_LINES: tuple[object, ...] = (None, [], [1.0], [0.0, 1.0], [-1.0, 0.0], ["1", 0.0], [1.0, float("nan")], [True, 0.0])


@pytest.mark.parametrize("value", NO_LINES)
def test_what_is_no_line_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="a slope above 0"):
        read_calibration(value)
