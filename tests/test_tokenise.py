"""Token spans: by example, on any text, on the seed; and what Hindi says of labels."""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padapatha.languages import language
from padapatha.languages.hi.abbreviations import LETTER_NAMES, SHORTENED
from padapatha.segment import sentence_spans
from padapatha.tokenise import token_spans

HINDI = language("hi")
SEED = Path(__file__).parent.parent.parent / "shared" / "seeds" / "000_0f1e8db63d2ccbea.txt"
ODD = (
    " \n\t\x85\u00a0\u2009\u3000।॥|.?!…,:-–\"'“”()/%$₹@#&_*\u200b\u200c\u200d\u200e\ufeff😀👩👧❤\ufe0f🏽🇮🇳\u20e3\u0301"
)
PLAIN = re.compile(r"[0-9]+|[\u0900-\u0963]+|\S")  # enough for a text without abbreviations and Latin words
DEVANAGARI = "".join(map(chr, range(0x0900, 0x0980)))
TEXTS = st.text(st.sampled_from(ODD + DEVANAGARI + "abAZ09१२") | st.characters(exclude_categories=["Cs"]), max_size=40)


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text, HINDI)]


@pytest.mark.parametrize(
    "spaced",
    [
        "वह आया ।",
        "क्या वह आया ?! सच ??",
        "डॉ. के. पी. सिंह प्रो. शर्मा श्री. राम रु. 500",
        "उ.प्र. ई.पू. कि.मी. अ.ज.जा. आई.आई.टी. बी.सी में",
        "वह गया .",
        "19वीं 36वें १२वीं 6ठी 25ए जी20 4G 16GB F1",
        "304 के 5 लाख 10 बजे",
        "27,600 8.5 6:30 1/2 1,00,000 ५.५ 12/10/2020",
        "$ 5,000 ₹ 500 £ 1.4 3.5 % € 7",
        "चीन - पाकिस्तान कोविड - 19 8 - 10 आस - पास",
        "2013-2014 512-511 2013-14 12-10-2020",
        "लाभ / हानि और / या",
        '" यह " “ वह ” ‘ क ’ ( ख ) [ ग ]',
        "वह ... और … फिर ....",
        "है -- और — था",
        "https://hi.wikipedia.org/wiki/भारत?x=1&y=2 , www.a.in/b_c . a.b-c@d.co.in ।",
        "it’s O'Neil U.S. Ph.D. Node.js AT&T Dr. J. K. Rowling",
        "GOP ने iPhone का",
        "क्\u200dष र्\u200cय ज़मीन वाॅल",
        "👩\u200d👧\u200d👦 👍🏽 🇮🇳 🇮🇳 1\ufe0f\u20e3 ❤\ufe0f 😀 😀",
        "अत: दु:ख हुआ : हाँ अतः दुःख",
        "डॉ॰ सिंह #किसान_आंदोलन @user_1 # 1",
        "যদি 中文 Ελλάδα",
        "है ॥ था | ।। ॥ १ ॥",
    ],
)
def test_tokens_by_example(spaced: str) -> None:
    assert tokens(spaced) == spaced.split(" ")


@pytest.mark.parametrize(
    ("glued", "expected"),
    [
        ('कहा,"आया।"', 'कहा , " आया । "'),
        ("चीन-पाकिस्तान", "चीन - पाकिस्तान"),
        ("$5,000-₹3%", "$ 5,000 - ₹ 3 %"),
        ("£12,000–£360", "£ 12,000 – £ 360"),
        ("समूह...जो", "समूह ... जो"),
        ("5लाख,10बजे", "5 लाख , 10 बजे"),
        ("GOPने", "GOP ने"),
        ("भीड़।“हाँ”", "भीड़ । “ हाँ ”"),
        ("😀😀", "😀 😀"),
        ("डॉ....", "डॉ ...."),
        ("चाय पी.", "चाय पी ."),  # पी is the name of a letter as well, but the sentence ends here
        ("(2019)", "( 2019 )"),
        ("शब्द\u200bशब्द", "शब्द\u200b शब्द"),
        ("राम\u00a0श्याम\u3000मोहन", "राम श्याम मोहन"),
        ("\u200eराम", "\u200eराम"),
        ("।\u093eक", "।\u093e क"),
    ],
)
def test_tokens_without_a_space_between(glued: str, expected: str) -> None:
    assert tokens(glued) == expected.split(" ")


@settings(max_examples=10_000, deadline=None)
@given(TEXTS)
def test_no_character_is_lost(text: str) -> None:
    spans = token_spans(text, HINDI)
    edges = [0, *(offset for span in spans for offset in span), len(text)]
    assert edges == sorted(edges)
    assert all(not text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
    for start, end in spans:
        assert text[start:end]
        assert not any(character.isspace() for character in text[start:end])
        assert start == 0 or text[start - 1].isspace() or not unicodedata.category(text[start]).startswith("M")


@pytest.mark.parametrize(
    "piece", ["a-", "क.", "क.क", "%", "@a", "www.", "\u200d", "😀\u200d", "1,", "के.।", "A.", "a'", "-", "_"]
)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    token_spans(piece * 100_000, HINDI)
    assert time.process_time() - start < (2 if sys.gettrace() is None else 10)  # measuring coverage slows it


@pytest.mark.skipif(not SEED.exists(), reason="needs the seed in ../shared")
def test_the_seed_has_497_tokens() -> None:
    text = SEED.read_bytes().decode()
    found = [tokens(text[start:end]) for start, end in sentence_spans(text, HINDI)]
    assert sum(len(sentence) for sentence in found) == 497
    assert found == [PLAIN.findall(text[start:end]) for start, end in sentence_spans(text, HINDI)]
    assert found[3][-2:] == ["।", '"']
    assert found[5][-2:] == ["।", "”"]


def test_the_data_of_hindi_is_nfc_and_consistent() -> None:
    rows = (*LETTER_NAMES, *SHORTENED, *HINDI.never_first, *HINDI.aux_lemmas)
    assert all(unicodedata.is_normalized("NFC", word) for word in rows)
    assert not any(HINDI.finite.fullmatch(word) for word in (*LETTER_NAMES, *SHORTENED))
    assert len(HINDI.upos) == 17
    assert len(HINDI.aux_lemmas) == 10
    assert {deprel.split(":")[0] for deprel in HINDI.deprels} <= HINDI.deprels
    assert HINDI.writes("क")
    assert not HINDI.writes("k")
