"""Spelling noise: the same tree in other characters."""

from __future__ import annotations

from random import Random

import pytest

from padapatha.annotator.spelling import fold
from padapatha.conllu import text_of
from padapatha.model import Sentence, Token
from padapatha.train import noise

NOUN = "Case=Nom|Gender=Masc|Number=Sing|Person=3"
TOKENS = (
    Token(1, "'", "'", "PUNCT", "SYM", "_", 2, "punct", misc="SpaceAfter=No"),
    Token(2, "सड़क", "सड़क", "NOUN", "NN", "Case=Acc|Gender=Fem|Number=Sing|Person=3", 7, "obl", misc="SpaceAfter=No"),
    Token(3, "'", "'", "PUNCT", "SYM", "_", 2, "punct"),
    Token(4, "-", "-", "PUNCT", "SYM", "_", 2, "punct"),
    Token(5, "पर", "पर", "ADP", "PSP", "AdpType=Post", 2, "case"),
    Token(6, "१९वीं", "१९वाँ", "ADJ", "QO", "Case=Nom|Gender=Fem|Number=Sing|NumType=Ord", 7, "nsubj"),
    Token(7, "पहुँचीं", "पहुँचना", "VERB", "VM", "Aspect=Perf|Gender=Fem|Number=Plur|VerbForm=Part|Voice=Act", 0, "root"),
    Token(
        8,
        "जिस्\u200dम",
        "जिस्म",
        "NOUN",
        "NN",
        "Case=Nom|Gender=Masc|Number=Sing|Person=3",
        7,
        "obj",
        misc="SpaceAfter=No",
    ),
    Token(9, "।", "।", "PUNCT", "SYM", "_", 7, "punct"),
)
TEXT = text_of(Sentence((), TOKENS))
SENTENCE = Sentence(("# sent_id = n", f"# text = {TEXT}"), TOKENS)


def labels(tokens: tuple[Token, ...]) -> list[tuple[object, ...]]:
    return [(token.upos, token.xpos, token.feats, token.head, token.deprel) for token in tokens]


@pytest.mark.parametrize("seed", range(60))
def test_tokens_and_labels_stay_aligned(seed: int) -> None:
    result = noise.noisy(SENTENCE, Random(seed))
    kept = len(result.tokens)
    assert kept in {len(TOKENS), len(TOKENS) - 1}  # the final danda may be missing, nothing else
    assert labels(result.tokens) == labels(TOKENS[:kept])
    assert result.comments == ("# sent_id = n", f"# text = {text_of(result)}")


def test_the_same_seed_gives_the_same_noise_and_other_seeds_other_noise() -> None:
    assert noise.noisy(SENTENCE, Random(3)) == noise.noisy(SENTENCE, Random(3))
    assert len({noise.noisy(SENTENCE, Random(seed)).tokens for seed in range(40)}) > 20


def test_quotes_change_in_pairs() -> None:
    pairs = {
        (tokens[0].form, tokens[2].form) for tokens in (noise.quote_style(TOKENS, Random(seed)) for seed in range(40))
    }
    assert pairs == {('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’")}


def test_a_final_danda_goes_only_as_a_leaf() -> None:
    shorter = noise.no_final_danda(TOKENS, Random(0))
    assert [token.form for token in shorter] == [token.form for token in TOKENS[:-1]]
    assert shorter[-1].misc == "_"  # nothing is glued to the last word any more
    assert noise.no_final_danda(TOKENS[-1:], Random(0)) == TOKENS[-1:]


def test_final_marks_dashes_and_digits() -> None:
    assert {noise.other_final_mark(TOKENS, Random(seed))[-1].form for seed in range(20)} == {".", "|"}
    assert (noise.en_dash(TOKENS, Random(0))[3].form, noise.en_dash(TOKENS, Random(0))[3].lemma) == ("–", "–")
    digits = {
        (token.form, token.lemma) for token in (noise.other_digits(TOKENS, Random(seed))[5] for seed in range(20))
    }
    assert digits == {("१९वीं", "१९वाँ"), ("19वीं", "19वाँ")}


def test_a_dot_that_is_left_out_leaves_the_lemma() -> None:
    bare = {noise.without_nukta(TOKENS, Random(seed))[1] for seed in range(20)}
    assert {(token.form, token.lemma) for token in bare} == {("सड़क", "सड़क"), ("सडक", "सड़क")}


def test_no_change_is_one_that_the_annotator_would_not_see() -> None:
    for _, change in noise._CHANGES:
        copies = (change(TOKENS, Random(seed)) for seed in range(60))
        assert any([fold(token.form) for token in copy] != [fold(token.form) for token in TOKENS] for copy in copies)


def test_nasals_change_form_and_lemma_alike() -> None:
    found = {(token.form, token.lemma) for token in (noise.other_nasal(TOKENS, Random(seed))[6] for seed in range(20))}
    assert found == {("पहुंचीं", "पहुंचना"), ("पहुँचीं", "पहुँचना")}
