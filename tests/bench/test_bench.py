"""The arithmetic of the benchmark, on annotators of known behaviour; the figures themselves need gold data."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from bench.accuracy import entity_f1, tree_accuracy
from bench.material import prepare
from bench.reliability import reliability
from bench.speed import ratio, speeds
from bench.validity import invalid
from padapatha.annotator.analysis import Analysis, Words
from padapatha.model import Token
from padapatha.train.calibration import raw_confidence
from padapatha.train.data import Example, read_treebanks
from padapatha.train.metrics import interval, span_f1

SHARED = Path(__file__).parents[3] / "shared" / "data"
NOUN = "Case=Nom|Gender=Masc|Number=Sing|Person=3"
VERB = "Aspect=Perf|Gender=Masc|Number=Sing|VerbForm=Part|Voice=Act"
GOLD = Example(
    ("राम", "घर", "गया"),
    (
        Token(1, "राम", "राम", "PROPN", "NNP", NOUN, 3, "nsubj"),
        Token(2, "घर", "घर", "NOUN", "NN", NOUN, 3, "obl"),
        Token(3, "गया", "जाना", "VERB", "VM", VERB, 0, "root"),
    ),
    ("B-NEP", "O", "O"),
)


class Fixed:
    """Gives every sentence of three words the same analysis; ``pause`` seconds each."""

    name, version = "fixed", "1"

    def __init__(self, deprels: Sequence[str], pause: float = 0.0, confidence: tuple[float, ...] = ()) -> None:
        self.deprels, self.pause, self.confidence = tuple(deprels), pause, confidence

    def analyse(self, sentences: Iterable[Words]) -> Iterator[Analysis]:
        for _ in sentences:
            time.sleep(self.pause)
            yield Analysis(
                ("राम", "घर", "जाना"),
                ("PROPN", "NOUN", "VERB"),
                ("NNP", "NN", "VM"),
                (NOUN, NOUN, VERB),
                (3, 3, 0),
                self.deprels,
                ("B-NEP", "O", "B-NEL"),
                self.confidence,
            )


def test_accuracy_counts_words_and_names_what_was_confused() -> None:
    found = tree_accuracy(Fixed(("nsubj", "obj", "root")), [GOLD] * 4)
    assert (found.sentences, found.words) == (4, 12)
    assert found.scores["UAS"] == 100
    assert found.scores["LAS"] == pytest.approx(200 / 3)
    assert found.bounds["LAS"] == pytest.approx((200 / 3, 200 / 3))  # all sentences are alike
    assert found.confused == {"upos": [], "deprel": [("obl", "obj", 4)]}


def test_entity_f1_counts_whole_spans() -> None:
    assert entity_f1(Fixed(("nsubj", "obl", "root")), [GOLD]) == pytest.approx(200 / 3)  # 1 right, 2 found, 1 there
    assert span_f1([("B-NEP", "I-NEP")], [("B-NEP", "O")]) == 0


def test_the_interval_is_of_sentences() -> None:
    annotators = [Fixed(("nsubj", "obl", "root")), Fixed(("obj", "obj", "obj"))]
    scores = [tree_accuracy(each, [GOLD]).scores["LAS"] for each in annotators]
    assert scores == [100, 0]
    assert interval([], [], rounds=1)["LAS"] == (0, 0)


def test_the_validator_is_asked() -> None:
    assert invalid(Fixed(("nsubj", "obl", "root")), [GOLD.words] * 3, "hi") == (0, 0)
    errors, _ = invalid(Fixed(("nsubj", "nsubj", "root")), [GOLD.words] * 3, "hi")
    assert errors == 3  # two subjects, once a sentence


def test_speeds_are_taken_in_turn() -> None:
    found = speeds({"slow": Fixed("abc", 0.004), "fast": Fixed("abc")}, [GOLD.words] * 10, runs=3)
    assert len(found["slow"].runs) == 3
    low, middle, high = ratio(found["fast"], found["slow"])
    assert 1 < low <= middle <= high
    assert found["slow"].median < 3 / 0.004


@pytest.mark.skipif(not SHARED.is_dir(), reason="the gold treebanks are not beside the project")
def test_the_held_out_part_is_the_last_tenth_and_is_in_no_other(tmp_path: Path) -> None:
    material = prepare(SHARED, tmp_path)
    texts = {
        name: re.findall(r"(?m)^# sent_id = (.*)$", getattr(material, name).read_text(encoding="utf-8"))
        for name in ("train", "dev", "test")
    }
    assert {name: len(each) for name, each in texts.items()} == {"train": 2677, "dev": 127, "test": 127}
    assert texts["test"][-1] == "hdtb-part2-s1272"
    assert len({each for part in texts.values() for each in part}) == 2931
    assert sum(len(each.words) for each in read_treebanks([material.test])) == 2283
    held = {source: read_treebanks([path]) for source, path in material.other_genres.items()}
    assert {source: len(each) for source, each in held.items()} == {"ssf": 213, "chunks": 291}
    learnt = {" ".join(each.words) for each in read_treebanks([material.train])}
    assert not learnt & {" ".join(each.words) for part in held.values() for each in part}


def test_reliability_counts_whole_answers_alone_in_the_bin_of_their_confidence() -> None:
    sure = Fixed(("nsubj", "obj", "root"), confidence=(0.5, 0.97, 1.0))
    first, last = reliability(sure, [GOLD] * 2)
    assert (first.low, first.high, first.words, first.said, first.right) == (0.5, 0.8, 2, 0.5, 1.0)
    assert (last.low, last.high, last.words, last.right) == (0.95, 1.0, 4, 0.5)  # of घर the relation is wrong
    assert last.said == pytest.approx(0.985)


def test_calibration_is_learnt_from_right_and_wrong_answers() -> None:
    confidence, right = raw_confidence(Fixed(("nsubj", "obj", "root"), confidence=(0.6, 0.7, 0.8)), [GOLD])
    assert confidence.tolist() == [0.6, 0.7, 0.8]
    assert right.tolist() == [True, False, True]
