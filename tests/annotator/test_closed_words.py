"""Words that closed lists and characters decide: their tags, and that they are never arguments."""

from __future__ import annotations

import pytest

from given_scores import complaints, written
from padapatha.annotator.closed_words import closed_words
from padapatha.annotator.runtime import Model
from padapatha.languages.hi.grammar import GRAMMAR


def decided(sentence: str) -> dict[str, str]:
    words = tuple(sentence.split(" "))
    return {word: each.upos for word, each in zip(words, closed_words(words, GRAMMAR), strict=True) if each}


CASES = [
    ("अरे , तुम !", {"अरे": "INTJ"}),
    ("हाँ , मैं हूँ", {"हाँ": "INTJ"}),
    ("“ हाँ ठीक है ”", {"हाँ": "INTJ"}),
    ("उसने आह भरी", {}),
    ("नेता जी आए", {}),
    ("50 % और ₹ 500 तथा 40 °", {"%": "SYM", "₹": "SYM", "°": "SYM"}),
    ("मजा 😂 👍🏽 🇮🇳 :-)", {"😂": "SYM", "👍🏽": "SYM", "🇮🇳": "SYM", ":-)": "SYM"}),
    ("#चुनाव पर @rahul और # तथा @", {"#चुनाव": "X", "@rahul": "PROPN"}),
    ("२ ) दूसरा नियम", {"२": "NUM"}),
    ("( क ) पहला नियम", {"क": "NUM"}),
    ("1 . राम गया", {"1": "NUM"}),
    ("राम ( 2 ) गया", {}),
    ("वह आया । [ 1 ] [ 2 ]", {"1": "NUM", "2": "NUM"}),
    ("वह आया । ( 3 )", {"3": "NUM"}),
    ("कर्म करो ॥ २.४७ ॥", {"२.४७": "NUM"}),
    ("कर्म करो ॥ २–४८ ॥", {"२–४८": "NUM"}),
    ("कर्म करो ॥ ३", {"३": "NUM"}),
    ("कर्म करो ।। ५ ।।", {"५": "NUM"}),
    ("कर्म करो || ५ ||", {"५": "NUM"}),
    ("कर्म करो । ५ ।", {"५": "NUM"}),
    ("कर्म करो ॥ ५ ।", {"५": "NUM"}),
    ("कर्म करो || ( ५ ) ||", {"५": "NUM"}),
    ("1.2 ) दूसरा नियम", {"1.2": "NUM"}),
    ("॥ ५ लोग", {}),
    ("कर्म करो || ५ लोग", {}),
    ("नाम | ५ | पता", {}),
    ("मजा :’( <3 =) ;-)", {":’(": "SYM", "<3": "SYM", "=)": "SYM", ";-)": "SYM"}),
    ("8 ) मजा : / =", {"8": "NUM", "=": "SYM"}),
    ("2 लोग आए", {}),
    ("घर 2 )", {}),
]


@pytest.mark.parametrize(("sentence", "upos"), CASES)
def test_what_is_decided(sentence: str, upos: dict[str, str]) -> None:
    assert decided(sentence) == upos


def test_no_scores_make_arguments_of_them(tiny: Model) -> None:
    sentences = [tuple(sentence.split(" ")) for sentence, _ in CASES]
    analyses = list(tiny.analyse(sentences))
    for words, analysis in zip(sentences, analyses, strict=True):
        for index, own in enumerate(closed_words(words, GRAMMAR)):
            if own:
                assert (analysis.upos[index], analysis.xpos[index]) == (own.upos, own.xpos)
            if own and own.relation:
                assert analysis.deprels[index] == own.relation or "".join(words) == words[index]
    assert complaints(written(sentences, analyses)) == []


def test_alone_they_are_the_root(tiny: Model) -> None:
    (analysis,) = tiny.analyse([("अरे",)])
    assert (analysis.upos, analysis.deprels) == (("INTJ",), ("root",))
