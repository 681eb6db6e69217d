"""Ten thousand texts of all sorts: each gives trees that our strict reader takes, or a problem with its place.

No character of a text that is taken is ever lost. The short form runs 400 of them.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from contextlib import suppress

import pytest

from generated_texts import generated
from given_scores import complaints, words_of, written
from padapatha.annotator.analysis import annotate_sentences, with_entities
from padapatha.annotator.runtime import Model
from padapatha.annotator.stream import TextSource, text_chunks
from padapatha.conllu import conllu_bytes, read_conllu
from padapatha.languages.hi.labels import DEPRELS
from padapatha.model import Sentence
from padapatha.problems import Refused

SOURCE = TextSource("<text>", "text")


def annotated(data: bytes, model: Model) -> tuple[Sentence, ...]:
    sentences = [each for chunk in text_chunks(io.BytesIO(data), SOURCE) for each in chunk.sentences]
    return tuple(with_entities(*pair) for pair in annotate_sentences(sentences, model))


def check(data: bytes, model: Model) -> str:
    """Hold one text to the promise; say how it ended."""
    try:
        sentences = annotated(data, model)
    except Refused as refused:
        first = refused.problems[0]
        assert first.slug == "empty" or first.line > 0, first
        return first.slug
    text = data.decode("utf-8")
    written = conllu_bytes(sentences)
    assert read_conllu(written) == tuple(replace_start(each) for each in sentences)
    end = 0
    for sentence in sentences:
        assert not text[end : sentence.start].strip(), "something between two sentences is lost"
        assert text[sentence.start : sentence.end] == sentence.text
        assert "".join(token.form for token in sentence.tokens) == "".join(sentence.text.split())
        assert {token.deprel for token in sentence.tokens} <= DEPRELS
        assert all("_" not in (token.upos, token.xpos, token.deprel) for token in sentence.tokens)
        end = sentence.end
    assert not text[end:].strip(), "the end is lost"
    return "annotated"


def replace_start(sentence: Sentence) -> Sentence:
    return Sentence(sentence.comments, sentence.tokens)  # a file does not say where in the text a sentence begins


def ends(count: int, seed: int, model: Model) -> Counter[str]:
    draw = random.Random(seed)
    return Counter(check(generated(draw), model) for _ in range(count))


def test_generated_texts(tiny: Model) -> None:
    found = ends(400, 1, tiny)
    assert found["annotated"] > 200
    assert len(found) > 4, found  # the generator still makes what has to be refused


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(20))
def test_ten_thousand_generated_texts(seed: int, tiny: Model) -> None:
    assert ends(500, 100 + seed, tiny)["annotated"] > 250


SINGLE = ["क\u200d ख", "\u200c"]
SINGLE += ["।", "...", "“”", "😀", "😀😀😀", "Only Latin words here.", "_", "_ _", "ि", "1", "?!?!", "中文。"]


PASTED = "| राज्य | सीटें | % |\n|---|---|---|\n| बिहार | 243 | 12.5 |\n12 300 4,500\n1 2 3\n"
SINGLE += ["👨\u200d👩\u200d👧🇮🇳👍🏽", "[1]", "२) क", "॥ २.४७ ॥", "अरे!", "₹", "#चुनाव @rahul", PASTED]


@pytest.mark.parametrize("text", [*SINGLE, "a" * 2_000, "। । ।\n॥"])
def test_odd_texts_give_a_sensible_tree(text: str, tiny: Model) -> None:
    assert check(text.encode("utf-8"), tiny) == "annotated"


def test_a_sentence_of_five_thousand_words(tiny: Model) -> None:
    assert check(("राम ने 😀 कहा , [1] " * 1_000 + "।").encode("utf-8"), tiny) == "annotated"


def test_a_sample_is_valid(tiny: Model) -> None:
    draw = random.Random(5)
    trees: list[Sentence] = []
    while len(trees) < 150:
        with suppress(Refused):
            trees += annotated(generated(draw), tiny)
    words = [words_of(each) for each in trees if max(map(len, words_of(each))) < 100]
    assert complaints(written(words, tiny.analyse(words))) == []
