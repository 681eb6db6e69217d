"""UD_Hindi-PUD style: what can be told is mapped."""

from __future__ import annotations

from padapatha.conllu.tree import tree_faults
from padapatha.convert import convert
from padapatha.model import Sentence, Token

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
    tokens = []
    for number, line in enumerate(table.split("\n"), 1):
        form, lemma, upos, xpos, feats, head, deprel = line.split(" ")
        misc = f"LTranslit={lemma}"
        tokens.append(Token(number, form, lemma, upos, xpos, feats, int(head), deprel, misc=misc))
    return Sentence(("# text = .",), tuple(tokens))


def arcs(tokens: tuple[Token, ...]) -> list[str]:
    return [f"{token.head}:{token.deprel}" for token in tokens]


def test_names_are_right_headed_and_the_lexical_verb_leads() -> None:
    table = NAMED.replace("6 nsubj", "7 nsubj").replace("NN Case=Nom|Gender=Masc|Number=Sing 6 obj",
                                                       "NN Case=Nom|Gender=Masc|Number=Sing 7 obj")  # fmt: skip
    tokens = next(convert([sentence(table)])).tokens
    assert arcs(tokens) == ["2:compound", "6:nsubj", "2:case", "5:nummod", "6:obj", "0:root", "6:compound", "6:punct"]
    assert [token.xpos for token in tokens] == ["NNPC", "NNP", "PSP", "QC", "NN", "VM", "VAUX", "SYM"]
    assert tokens[5].feats == "Gender=Masc|Number=Sing|Voice=Act"
    assert tokens[3].upos == "NUM"


def test_compound_postpositions_are_flat() -> None:
    tokens = next(convert([sentence(TALK)])).tokens
    assert arcs(tokens) == ["5:obl", "1:case", "1:case", "1:case", "0:root"]
    assert [token.lemma for token in tokens[1:4]] == ["के", "बारे", "में"]


def test_a_noun_inside_a_compound_postposition_becomes_one() -> None:
    tokens = next(convert([sentence(TALK.replace("बारे बारे ADP IN", "मुकाबले मुकाबला NOUN NN"))])).tokens
    assert (tokens[2].upos, tokens[2].xpos, arcs(tokens)[2]) == ("ADP", "PSP", "1:case")


def test_the_automatic_lemma_of_hai_is_mended_and_its_transliteration_dropped() -> None:
    table = TALK.replace(
        "बोला बोलना VERB VBI Aspect=Perf|Gender=Masc|Mood=Ind|Number=Sing|Person=3", "है हैना VERB VBI _"
    )
    tokens = next(convert([sentence(table)])).tokens
    assert tokens[4].lemma == "है"
    assert tokens[4].misc == "_"
    assert tokens[0].misc == "LTranslit=नदी"


def test_twice_is_once_and_the_tree_stays_a_tree() -> None:
    once = list(convert([sentence(NAMED), sentence(TALK)]))
    assert list(convert(once)) == once
    assert not any(fault for item in once for fault in tree_faults(item))
