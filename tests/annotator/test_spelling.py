"""One spelling of each word: nukta and joiners make no difference to any column but FORM."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padapatha.annotator.labels import read_labels
from padapatha.annotator.model_folder import find_model, open_model
from padapatha.annotator.spelling import fold
from padapatha.text import to_nfc

HERE = Path(__file__).parent
WORDS = (HERE / "nukta_words.txt").read_text(encoding="utf-8").replace("\n", " ").strip(" ").split(" ")
FRAMES = ("आज {} की बात हुई ।", "वहाँ {} है ।", "उसने {} देखा और लोग गए ।", "सीता {} गई ।")
NUKTA = "\u093c"


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("बाज़ार", "बाजार"),
        ("बा\u095bार", "बाजार"),
        ("\u0958\u0959\u095a\u095b\u095e", "कखगजफ"),
        ("ज" + NUKTA + NUKTA + "मीन", "जमीन"),
        ("ज\u200d" + NUKTA + "मीन", "जमीन"),
        ("लड़का", "लड" + NUKTA + "का"),
        ("प\u095dना", "पढ" + NUKTA + "ना"),
        ("अच्\u200dछा", "अच्छा"),
        ("श्रीमान्\u200c", "श्रीमान्"),
        ("e\u200d\u0301", "é"),
        ("\u200d", "\u200d"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("", ""),
    ],
)
def test_the_folded_word(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text(st.sampled_from("कजड" + NUKTA + "ा्न\u200c\u200d\u0958\u095b\u0929e\u0301😀\ufe0f"), max_size=8))
def test_a_folded_word_is_folded(word: str) -> None:
    assert fold(fold(word)) == fold(word)
    assert to_nfc(fold(word)) == fold(word)
    assert bool(fold(word)) == bool(word)


def test_a_lexicon_of_unfolded_words_is_folded_when_read(tmp_path: Path) -> None:
    data = json.loads((HERE / "tiny" / "labels.json").read_bytes())
    data["lexicon"] = {"NOUN": {"राज": "राज", "राज़": "राज़\tराज", "हक़": "हक़"}}
    data["forms"] = {"=जाना": ["गया", "ग\u200dया", "ग़या"]}
    (tmp_path / "labels.json").write_text(json.dumps(data), encoding="utf-8")
    labels = read_labels(tmp_path / "labels.json")
    assert labels.lexicon == {"NOUN": {"राज": ("राज",), "हक": ("हक",)}}
    assert labels.forms == {"=जाना": frozenset(("गया",))}


@pytest.mark.skipif(find_model("hi") is None, reason="no model is shipped in this checkout")
def test_two_spellings_of_a_word_have_equal_analyses() -> None:
    folder = find_model("hi")
    assert folder is not None
    assert len(WORDS) >= 200
    model = open_model(folder)
    with_nukta = [tuple(frame.format(word).split(" ")) for word in WORDS for frame in FRAMES]
    without = [tuple(frame.format(fold(word)).split(" ")) for word in WORDS for frame in FRAMES]
    assert all(one != other for one, other in zip(with_nukta, without, strict=True))
    for words, one, other in zip(with_nukta, model.analyse(with_nukta), model.analyse(without), strict=True):
        assert one == other, words
        assert all(fold(lemma) == lemma for lemma in one.lemmas), words
