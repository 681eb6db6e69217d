"""UD_Hindi-PUD style: what can be told is mapped."""

from __future__ import annotations

from padapatha.languages.hi.convert import convert
from padapatha.languages.hi.convert.rows import Row, Sentence, is_tree

NAMED = """कमला कमला PROPN NNP Case=Acc|Gender=Fem|Number=Sing 6 nsubj
दास दास PROPN NNP Gender=Fem|Number=Sing 1 flat:name
ने ने ADP IN Case=Erg 1 case
एक एक DET DT Definite=Ind|Number=Sing 5 det
पेड़ पेड़ NOUN NN Case=Nom|Gender=Masc|Number=Sing 6 obj
लगा लगाना VERB VB _ 7 xcomp
दिया देना VERB VXH Aspect=Perf|Gender=Masc|Mood=Ind|Number=Sing|Person=3|Tense=Past 0 root
। । PUNCT . _ 7 punct"""
TALK = """नदी नदी NOUN NN Case=Acc|Gender=Fem|Number=Sing 5 obl
के के ADP IN _ 1 case
बारे बारे ADP IN _ 2 fixed
में में ADP IN _ 2 fixed
बोला बोलना VERB VBI Aspect=Perf|Gender=Masc|Mood=Ind|Number=Sing|Person=3 0 root"""


def sentence(table: str) -> Sentence:
    rows = []
    for line in table.split("\n"):
        form, lemma, upos, xpos, feats, head, deprel = line.split(" ")
        rows.append(Row(form, lemma, upos, xpos, feats, int(head), deprel, f"LTranslit={lemma}"))
    return Sentence(("# text = .",), tuple(rows))


def arcs(rows: tuple[Row, ...]) -> list[str]:
    return [f"{row.head}:{row.deprel}" for row in rows]


def test_names_are_right_headed_and_the_lexical_verb_leads() -> None:
    table = NAMED.replace("6 nsubj", "7 nsubj").replace("NN Case=Nom|Gender=Masc|Number=Sing 6 obj",
                                                       "NN Case=Nom|Gender=Masc|Number=Sing 7 obj")  # fmt: skip
    rows = next(convert([sentence(table)])).rows
    assert arcs(rows) == ["2:compound", "6:nsubj", "2:case", "5:nummod", "6:obj", "0:root", "6:compound", "6:punct"]
    assert [row.xpos for row in rows] == ["NNPC", "NNP", "PSP", "QC", "NN", "VM", "VAUX", "SYM"]
    assert rows[5].feats == "Gender=Masc|Number=Sing|Voice=Act"
    assert rows[3].upos == "NUM"


def test_compound_postpositions_are_flat() -> None:
    rows = next(convert([sentence(TALK)])).rows
    assert arcs(rows) == ["5:obl", "1:case", "1:case", "1:case", "0:root"]
    assert [row.lemma for row in rows[1:4]] == ["के", "बारे", "में"]


def test_a_noun_inside_a_compound_postposition_becomes_one() -> None:
    rows = next(convert([sentence(TALK.replace("बारे बारे ADP IN", "मुकाबले मुकाबला NOUN NN"))])).rows
    assert (rows[2].upos, rows[2].xpos, arcs(rows)[2]) == ("ADP", "PSP", "1:case")


def test_the_automatic_lemma_of_hai_is_mended_and_its_transliteration_dropped() -> None:
    table = TALK.replace(
        "बोला बोलना VERB VBI Aspect=Perf|Gender=Masc|Mood=Ind|Number=Sing|Person=3", "है हैना VERB VBI _"
    )
    rows = next(convert([sentence(table)])).rows
    assert rows[4].lemma == "है"
    assert rows[4].misc == "_"
    assert rows[0].misc == "LTranslit=नदी"


def test_twice_is_once_and_the_tree_stays_a_tree() -> None:
    once = list(convert([sentence(NAMED), sentence(TALK)]))
    assert list(convert(once)) == once
    assert all(is_tree(item.rows) for item in once)
