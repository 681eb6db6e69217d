"""Romanisation: letter by letter, on any text, on a treebank's own."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.segmentation import Gold, read_gold, romanisation
from padapatha.languages import language
from padapatha.romanise import romanise

HINDI = language("hi")
PUD = Path(__file__).parent.parent.parent / "shared" / "data" / "pud" / "hi_pud-sample.conllu"
ASSIGNED = [
    character for character in map(chr, range(0x0905, 0x0970)) if character not in "\u093a\u093b\u093c\u094e\u094f"
]


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("लेकिन", "lekina"),
        ("संख्या", "saṁkhyā"),
        ("यहाँ", "yahām̃"),
        ("अंततः", "aṁtataḥ"),
        ("ऋण वृद्धि", "r̥ṇa vr̥ddhi"),
        ("ऑफ ब्लॉक", "ôpha blôka"),
        ("थोड़ा बढ़ना", "thoṛā baṛhanā"),
        ("क़ ख़ ग़ ज़ फ़", "qa k͟ha ġa za fa"),
        ("\u0929ये \u0931हना \u0928\u093cये", "naye ṟahanā naye"),
        ("स\u093cच", "saca"),  # a dot below a letter that has none
        ("विज्ञान", "vijñāna"),
        ("क्\u200dष टिप्पणि\u200dयों", "kṣa ṭippaṇiyoṁ"),
        ("१९४७ में।", "1947 meṁ."),
        ("GOP Tōkyō 👩\u200d👧 “5,000”", "GOP Tōkyō 👩\u200d👧 “5,000”"),
        ("लि\u0947ए", "li\u0947e"),  # a vowel sign with nothing to sit on stays visible
        ("", ""),
    ],
)
def test_romanisation_by_example(text: str, latin: str) -> None:
    assert romanise(unicodedata.normalize("NFC", text), HINDI) == latin


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_other_characters_pass_through(text: str) -> None:
    other = "".join(character for character in text if not HINDI.writes(character))
    assert romanise(other, HINDI) == other


@settings(max_examples=2_000, deadline=None)
@given(st.text(st.sampled_from([*map(chr, range(0x0900, 0x0980)), *" a\u200c\u200d😀\u0301"])))
def test_never_raises_and_goes_letter_by_letter(text: str) -> None:
    words = text.split(" ")
    assert romanise(text, HINDI) == " ".join(romanise(word, HINDI) for word in words)


@given(
    st.lists(st.sampled_from([c + v for c in "कखड़ज़रह" if c != "\u093c" for v in ("", "ा", "ी", "्", "ो")])).map("".join)
)
def test_well_formed_hindi_becomes_latin_throughout(text: str) -> None:
    assert not any(HINDI.writes(character) for character in romanise(text, HINDI))


@pytest.mark.skipif(not PUD.exists(), reason="needs the treebank in ../shared")
@pytest.mark.parametrize("kind", ["translit", "words", "lemmas"])
def test_equals_the_treebank(kind: str) -> None:
    score = romanisation((pair for gold in read_gold(PUD) for pair in getattr(gold, kind)), HINDI)
    assert score.gold >= 577
    assert score.f1 >= 99.9


def test_a_wrong_romanisation_counts_as_wrong() -> None:
    gold = Gold("", (), (), words=(("कम", "kama"), ("कम", "kam")), lemmas=())
    assert romanisation(gold.words, HINDI).f1 == 50
