"""Spelling noise: the same tree in other characters."""

from __future__ import annotations

from random import Random

import pytest

from padapatha.languages.hi.convert import noise
from padapatha.languages.hi.convert.letters import without_joiners
from padapatha.languages.hi.convert.rows import Row, Sentence
from padapatha.languages.hi.convert.spacing import text_of

ROWS = (
    Row("'", "'", "PUNCT", "SYM", "_", 2, "punct", "SpaceAfter=No"),
    Row("सड़क", "सड़क", "NOUN", "NN", "Case=Acc|Gender=Fem|Number=Sing|Person=3", 7, "obl", "SpaceAfter=No"),
    Row("'", "'", "PUNCT", "SYM", "_", 2, "punct"),
    Row("-", "-", "PUNCT", "SYM", "_", 2, "punct"),
    Row("पर", "पर", "ADP", "PSP", "AdpType=Post", 2, "case"),
    Row("१९वीं", "१९वाँ", "ADJ", "QO", "Case=Nom|Gender=Fem|Number=Sing|NumType=Ord", 7, "nsubj"),
    Row("पहुँचीं", "पहुँचना", "VERB", "VM", "Aspect=Perf|Gender=Fem|Number=Plur|VerbForm=Part|Voice=Act", 0, "root"),
    Row("जिस्\u200dम", "जिस्म", "NOUN", "NN", "Case=Nom|Gender=Masc|Number=Sing|Person=3", 7, "obj", "SpaceAfter=No"),
    Row("।", "।", "PUNCT", "SYM", "_", 7, "punct"),
)
SENTENCE = Sentence(("# sent_id = n", f"# text = {text_of(ROWS)}"), ROWS)


def labels(rows: tuple[Row, ...]) -> list[tuple[str, str, str, int, str]]:
    return [(row.upos, row.xpos, row.feats, row.head, row.deprel) for row in rows]


@pytest.mark.parametrize("seed", range(60))
def test_tokens_and_labels_stay_aligned(seed: int) -> None:
    result = noise.noisy(SENTENCE, Random(seed))
    kept = len(result.rows)
    assert kept in {len(ROWS), len(ROWS) - 1}  # the final danda may be missing, nothing else
    assert labels(result.rows) == labels(ROWS[:kept])
    assert result.comments == ("# sent_id = n", f"# text = {text_of(result.rows)}")


def test_the_same_seed_gives_the_same_noise_and_other_seeds_other_noise() -> None:
    assert noise.noisy(SENTENCE, Random(3)) == noise.noisy(SENTENCE, Random(3))
    assert len({noise.noisy(SENTENCE, Random(seed)).rows for seed in range(40)}) > 20


def test_quotes_change_in_pairs() -> None:
    pairs = {(rows[0].form, rows[2].form) for rows in (noise.quote_style(ROWS, Random(seed)) for seed in range(40))}
    assert pairs == {('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’")}


def test_a_final_danda_goes_only_as_a_leaf() -> None:
    shorter = noise.no_final_danda(ROWS, Random(0))
    assert [row.form for row in shorter] == [row.form for row in ROWS[:-1]]
    assert shorter[-1].misc == "_"  # nothing is glued to the last word any more
    assert noise.no_final_danda(ROWS[-1:], Random(0)) == ROWS[-1:]


def test_final_marks_dashes_and_digits() -> None:
    assert {noise.other_final_mark(ROWS, Random(seed))[-1].form for seed in range(20)} == {".", "|"}
    assert (noise.en_dash(ROWS, Random(0))[3].form, noise.en_dash(ROWS, Random(0))[3].lemma) == ("–", "–")
    digits = {(row.form, row.lemma) for row in (noise.other_digits(ROWS, Random(seed))[5] for seed in range(20))}
    assert digits == {("१९वीं", "१९वाँ"), ("19वीं", "19वाँ")}


def test_nukta_and_joiners_leave_the_lemma() -> None:
    bare = {noise.without_nukta(ROWS, Random(seed))[1] for seed in range(20)}
    assert {(row.form, row.lemma) for row in bare} == {("सड़क", "सड़क"), ("सडक", "सड़क")}
    dotted = {noise.with_nukta(ROWS, Random(seed))[7] for seed in range(60)}
    assert {row.lemma for row in dotted} == {"जिस्म"}
    assert any("ज\u093c" in row.form for row in dotted)
    assert noise.without_joiner(ROWS, Random(0))[7].form == "जिस्म"
    plain = noise.without_joiner(ROWS, Random(0))
    joined = {noise.with_joiner(plain, Random(seed))[7].form for seed in range(60)}
    assert joined == {"जिस्म", "जिस्\u200dम", "जिस्\u200cम"}
    assert {without_joiners(form) for form in joined} == {"जिस्म"}


def test_nasals_change_form_and_lemma_alike() -> None:
    found = {(row.form, row.lemma) for row in (noise.other_nasal(ROWS, Random(seed))[6] for seed in range(20))}
    assert found == {("पहुंचीं", "पहुंचना"), ("पहुँचीं", "पहुँचना")}
