"""Whatever the scores say, the official validator finds nothing to complain of, not even a warning."""

from __future__ import annotations

import numpy as np
import pytest

from given_scores import NER, complaints, random_scores, written
from padapatha.annotator.analysis import Words
from padapatha.annotator.constraints import build_constraints
from padapatha.annotator.decode import decode_batch
from padapatha.annotator.labels import Labels
from padapatha.conllu import Placed, parse
from padapatha.languages.grammar import grammar
from padapatha.languages.hi.labels import DEPRELS, UPOS_XPOS
from padapatha.languages.rows import words

ORDINARY = words(
    "राम सीता ने को में से का के की पर तक लिए बाद घर गया गई है हैं था थे थी हो रहा सकता पड़ा चाहिए करना किया कर नहीं न मत",
    "भी ही तो और या लेकिन कि अगर यह वह जो कौन क्या कुछ सब बड़ा लाल दो 19वीं बहुत ज़रूर क़लम लड़का अरे",
)
MARKS = words("। , ; : - – ( ) [ ] \" ' “ ” ‘ ’ ... ? ! ॥ / …")
STRANGE = words(
    "COVID iPhone e-mail 8.5 १९४७ 27,600 ₹ % & @ # _ __ 😀 👩\u200d🚀 ½ C++ a=b x|y डॉ. ü \u0640",
    "मल्\u200dलों न्यू\u200cयॉर्क",
)
AUXILIARIES = words("है था जाना रहना सकना पाना चाहिए पड़ना होना करना हैं थी गए रहे")
FEATS = words(
    "_ Case=Nom|Gender=Masc|Number=Sing|Person=3 Case=Acc AdpType=Post AdpType=Post|Case=Nom PronType=Prs",
    "Case=Acc,Dat|Number=Sing|Person=3|PronType=Prs Case=Nom|PronType=Dem PronType=Ind PronType=Rcp NumType=Card",
    "Polarity=Neg|PronType=Neg Polarity=Neg VerbForm=Fin Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "Aspect=Perf|VerbForm=Part|Voice=Act VerbForm=Inf Voice=Pass Foreign=Yes ExtPos=ADP Number=Sing|Case=Nom",
    "Case=Nom,Acc|PronType=Prs Case=Acc|Case=Acc Typo=Yes Poss=Yes|PronType=Prs Gender[psor]=Masc|PronType=Prs",
)
SCRIPTS = (*words("-0+ -1+ा -2+ ~-0+ -9+ =है =था =जाना -0+ना =करना =_ = =e\u0301"), "=दो शब्द", "=\u00a0")
LABELS = Labels(
    upos=tuple(sorted({upos for upos, _ in UPOS_XPOS})),
    xpos=tuple(sorted({xpos for _, xpos in UPOS_XPOS})),
    feats=FEATS,
    lemma=SCRIPTS,
    deprel=(*sorted(DEPRELS), "advmod:emph", "nsubj:outer", "flat:foreign", "nonsense"),
    ner=NER,
)
FEW = Labels(("NOUN", "PUNCT"), ("NN", "SYM"), ("_",), ("-0+",), ("nsubj", "obj", "advmod:emph"), ("O",))


def word_lists(draw: np.random.Generator, count: int) -> list[Words]:
    """Sentences of each kind in turn: plain, of marks alone, of auxiliaries alone, strange, mixed; some very long."""
    kinds = (ORDINARY, MARKS, AUXILIARIES, STRANGE, ORDINARY + MARKS, ORDINARY + MARKS + STRANGE)
    sizes = (1, 2, 3, 5, 8, 12, 20, 35)
    return [tuple(draw.choice(kinds[n % len(kinds)], size=int(draw.choice(sizes)))) for n in range(count)]


def decoded(seed: int, count: int, labels: Labels = LABELS) -> tuple[list[Words], bytes]:
    draw = np.random.default_rng(seed)
    table = build_constraints(labels, grammar("hi"))
    sentences = word_lists(draw, count)
    analyses = []
    for start in range(0, count, 8):
        some = sentences[start : start + 8]
        scale = float(draw.choice((0.1, 1.0, 5.0, 30.0)))
        analyses += decode_batch(some, random_scores(draw, some, labels, scale), table)
    return sentences, written(sentences, analyses)


@pytest.mark.parametrize("labels", [LABELS, FEW], ids=["all labels", "hardly any labels"])
def test_chance_makes_valid_trees(labels: Labels) -> None:
    sentences, data = decoded(1, 150, labels)
    read = list(parse(data, "chance.conllu"))
    assert all(isinstance(each, Placed) for each in read)
    assert len(read) == len(sentences)
    assert complaints(data) == []


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(2, 12))
def test_chance_makes_valid_trees_five_thousand_times(seed: int) -> None:
    _, data = decoded(seed, 500)
    assert complaints(data) == []


@pytest.mark.parametrize("kind", [ORDINARY, MARKS, AUXILIARIES, ORDINARY + MARKS], ids=words("words marks aux both"))
def test_three_hundred_words(kind: tuple[str, ...]) -> None:
    draw = np.random.default_rng(3)
    sentences = [tuple(draw.choice(kind, size=300))]
    scores = random_scores(draw, sentences, LABELS, 2.0)
    analyses = decode_batch(sentences, scores, build_constraints(LABELS, grammar("hi")))
    assert complaints(written(sentences, analyses)) == []


def test_no_sentences() -> None:
    scores = random_scores(np.random.default_rng(1), [("क",)], LABELS, 1.0)
    assert decode_batch([], scores, build_constraints(LABELS, grammar("hi"))) == []


def test_every_feature_of_the_grammar_is_registered() -> None:
    known = grammar("hi")
    rows = [(upos, pair) for upos, pairs in sorted(known.features.items()) for pair in sorted(pairs)]
    lines = []
    for number, (upos, pair) in enumerate(rows, 1):
        lemma = "है" if upos == "AUX" else "क"
        lines.append(f"# sent_id = s{number}\n# text = क\n1\tक\t{lemma}\t{upos}\t_\t{pair}\t0\troot\t_\t_\n\n")
    found = complaints("".join(lines).encode("utf-8"), "--no-warnings")
    assert found == []
