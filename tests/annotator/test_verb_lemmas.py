"""Which verbs a form may belong to; no lemma of VERB or AUX is invented, whatever the scores."""

from __future__ import annotations

import numpy as np
import pytest

from given_scores import random_scores
from padapatha.annotator.constraints import build_constraints
from padapatha.annotator.decode import decode_batch
from padapatha.annotator.labels import Labels
from padapatha.annotator.model_folder import find_model, open_model
from padapatha.annotator.verb_lemmas import VerbForms, verb_forms
from padapatha.languages.hi.grammar import GRAMMAR
from padapatha.languages.rows import words


@pytest.fixture(scope="module")
def verbs() -> VerbForms:
    return verb_forms(GRAMMAR.conjugation, {})


@pytest.mark.parametrize(
    ("forms", "lemma"),
    [
        ("देख देखा देखे देखी देखीं देखता देखते देखती देखतीं देखना देखने देखनी देखें देखे देखूँ देखूं देखो", "देखना"),
        ("देखेगा देखेगी देखेंगे देखेंगी देखूँगा देखूंगी देखोगे देखिए देखिये देखिएगा देखकर देखके", "देखना"),
        ("बताया बताए बताये बताई बतायी बताईं बताऊँ बताओ बताएँ बताएं बताएगा बताएंगे बताऊंगा बताइए", "बताना"),
        ("पी पिया पिए पिएँगे पिएंगे पिऊँगा पियेगा पीता पीकर पीजिए", "पीना"),
        ("छू छुआ छुई छुए छूता छुएगा", "छूना"),
        ("कर किया किए की कीं कीजिए करे करेंगे करूँगा", "करना"),
        ("जा गया गए गयी गईं जाए जाएगा जाऊँ जाओ जाइए", "जाना"),
        ("ले लिया ली लें लूँगा लेंगे लीजिए", "लेना"),
        ("दे दिया दीं दें दूँगी देंगे दीजिए", "देना"),
        ("हो हुआ हुईं होगा होंगे होकर होते", "होना"),
        ("है हैं हूँ हूं", "है"),
        ("चाहिए चाहिये", "चाहिए"),
        ("पहुंचा पहुंचेंगे", "पहुंचना"),
        ("पहुँचा पहुचा", "पहुँचना"),
        ("पडा पड़ा पड़ेगा", "पड़ना"),
        ("है। है. “है", "है"),
    ],
)
def test_forms_lead_to_their_verb(forms: str, lemma: str, verbs: VerbForms) -> None:
    assert {form: lemma in verbs.lemmas(form) for form in forms.split(" ")} == dict.fromkeys(forms.split(" "), True)


@pytest.mark.parametrize("word", words("मैने बाजार दफ्तर एम्स अरे में ने ना कि 10 Delhi । 😀"))
def test_other_words_are_forms_of_no_verb(word: str, verbs: VerbForms) -> None:
    assert verbs.lemmas(word) == ()


def test_a_verb_of_the_treebank_counts_from_three_forms_on() -> None:
    few = {"VERB": {"गूगला": ("गूगलना",), "गूगले": ("गूगलना",)}, "NOUN": {"गूगल": ("गूगलना",)}}
    assert not verb_forms(GRAMMAR.conjugation, few).exists("गूगलना")
    enough = {"VERB": few["VERB"] | {"गूगलेगा": ("गूगलना",)}}
    assert verb_forms(GRAMMAR.conjugation, enough).lemmas("गूगलेंगे") == ("गूगलना",)


def test_no_scores_make_a_verb_of_another_word(verbs: VerbForms) -> None:
    draw = np.random.default_rng(7)
    sentences = [tuple(draw.choice(words("देखें पिएँगे मैने एम्स गया बाजार है , 10 करके 😀 थीं"), 8)) for _ in range(200)]
    labels = Labels(("AUX", "NOUN", "VERB"), ("NN", "VAUX", "VM"), ("_",), ("-0+", "-1+ना", "-2+ा"), ("obj", "root"),
                    ("O",), lexicon={"VERB": {"मैने": ("मैना",)}})  # fmt: skip
    scores = random_scores(draw, sentences, labels, 3.0)
    found = {
        lemma
        for each in decode_batch(sentences, scores, build_constraints(labels, GRAMMAR))
        for lemma, upos in zip(each.lemmas, each.upos, strict=True)
        if upos in ("VERB", "AUX")
    }
    assert len(found) > 4
    assert {lemma for lemma in found if not verbs.exists(lemma)} == set()


@pytest.mark.skipif(find_model("hi") is None, reason="no model is shipped in this checkout")
@pytest.mark.parametrize(
    ("sentence", "index", "lemma"),
    [
        ("आप यह फिल्म देखें ।", 3, "देखना"),
        ("हम चाय पिएँगे ।", 2, "पीना"),
        ("बच्चे दूध पिएंगे ।", 2, "पीना"),
        ("वह कल घर पहुचा ।", 3, "पहुँचना"),
    ],
)
def test_lemmas_of_the_shipped_model(sentence: str, index: int, lemma: str) -> None:
    folder = find_model("hi")
    assert folder is not None
    (analysis,) = open_model(folder).analyse([tuple(sentence.split(" "))])
    assert analysis.lemmas[index] == lemma
