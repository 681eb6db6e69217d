"""The converter rule by rule, on small trees of our own in the spelling of the first HDTB release."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from padapatha.conllu import conllu_bytes, read_conllu, read_trees
from padapatha.conllu.tree import tree_faults
from padapatha.convert import Style, convert, style_of
from padapatha.convert.command import basic_faults, document_id, main, report
from padapatha.convert.lemmas import infinitive, repaired
from padapatha.model import Sentence, Token
from padapatha.problems import Refused

# form lemma upos xpos feats head deprel, one token a line
READ = """सीता सीता PROPN NNP Aspect=0|Case=O|Gender=F|Number=Sg|Person=3 4 nsubj
ने ने ADP PSP _ 1 case
किताब किताब NOUN NN Aspect=0|Case=D|Gender=F|Number=Sg|Person=3 4 dobj
पढ़ी पढ़ VERB VM Aspect=Ya|Gender=F|Number=Sg|Person=3|Stype=Declarative|Voice=Active 0 root
है है AUX VAUX Aspect=He|Gender=Any|Number=Sg|Person=3 4 aux
। . PUNCT SYM _ 4 punct"""
SENT = """खत खत NOUN NN Aspect=0|Case=D|Gender=M|Number=Pl|Person=3 3 dobj
नहीं नहीं PART NEG _ 3 neg
भेजे भेज VERB VM Aspect=Ya|Gender=M|Number=Pl|Person=3|Stype=Declarative|Voice=Passive 0 root
जा जा AUX VAUX Aspect=0|Gender=Any|Number=Any|Person=Any 3 aux
रहे रह AUX VAUX Aspect=Ya|Gender=M|Number=Pl|Person=Any 4 auxpass
हैं है AUX VAUX Aspect=He|Gender=Any|Number=Pl|Person=3 5 auxpass"""
EATEN = """लड़के लड़का NOUN NN Aspect=0|Case=D|Gender=M|Number=Pl|Person=3 3 nsubj
खाना खाना NOUN NN Aspect=0|Case=D|Gender=M|Number=Sg|Person=3 3 dobj
खा खा VERB VM Aspect=0|Gender=M|Number=Pl|Person=3|Stype=Declarative|Voice=Active 0 root
चुके चुक AUX VAUX Aspect=Ya|Gender=M|Number=Pl|Person=Any 3 aux
हैं है AUX VAUX Aspect=He|Gender=Any|Number=Pl|Person=3 4 auxpass
। . PUNCT SYM _ 3 punct"""
THROWN = """उसने वह PRON PRP Aspect=Ne|Case=O|Gender=Any|Number=Sg|Person=3 3 nsubj
गेंद गेंद NOUN NN Aspect=0|Case=D|Gender=F|Number=Sg|Person=3 3 dobj
फेंक फेंक VERB VM Aspect=0|Gender=Any|Number=Sg|Person=Any|Stype=Declarative|Voice=Active 0 root
दी दे AUX VAUX Aspect=Ya|Gender=F|Number=Sg|Person=Any 3 aux
थी था AUX VAUX Aspect=Wa|Gender=F|Number=Sg|Person=Any 4 auxpass"""
TOLD = """माँ माँ NOUN NN Aspect=0|Case=O|Gender=F|Number=Sg|Person=3 3 nsubj
ने ने ADP PSP _ 1 case
बताया बता VERB VM Aspect=Ya|Gender=M|Number=Sg|Person=Any|Stype=Declarative|Voice=Active 0 root
कि कि SCONJ CC _ 7 mark
कोई कोई PRON PRP Aspect=0|Case=D|Gender=Any|Number=Sg|Person=3 6 mark
मेहमान मेहमान NOUN NN Aspect=0|Case=D|Gender=M|Number=Sg|Person=3 7 nsubj
आया आ VERB VM Aspect=Ya|Gender=M|Number=Sg|Person=Any|Stype=Declarative|Voice=Active 3 dobj"""
GOING = """दिल्ली दिल्ली PROPN NNP Aspect=0|Case=D|Gender=F|Number=Sg|Person=3 2 nmod
जाने जा VERB VM Aspect=Na|Case=O|Gender=Any|Number=Any|Person=Any 4 amod
वाली वाला ADP PSP Case=D|Gender=F|Number=Sg 2 mark
गाड़ी गाडी NOUN NN Aspect=0|Case=D|Gender=F|Number=Sg|Person=3 5 nsubj
रुकी रुक VERB VM Aspect=Ya|Gender=F|Number=Sg|Person=Any|Stype=Declarative|Voice=Active 0 root"""
BRACKET = """पाठशाला पाठशाला NOUN NN Aspect=0|Case=D|Gender=F|Number=Sg|Person=3 7 nmod
( ( PUNCT SYM _ 3 punct
स्कूल स्कूल NOUN NN Aspect=0|Case=D|Gender=M|Number=Sg|Person=3 1 nmod
) ) PUNCT SYM _ 3 punct
के के ADP PSP _ 1 dislocated
लिए लिए ADP PSP _ 5 dislocated
निकला निकल VERB VM Aspect=Ya|Gender=M|Number=Sg|Person=Any|Stype=Declarative|Voice=Active 0 root"""
NEEDED = """तैरना तैर VERB VM Aspect=Na|Case=D|Gender=Any|Number=Any|Person=Any 3 nsubj
जरूरी जरूरी ADJ JJ Gender=Any|Number=Any 3 dobj
है है VERB VM Aspect=He|Gender=Any|Number=Sg|Person=3|Stype=Declarative|Voice=Active 0 root"""
LONG = """रास्ता रास्ता NOUN NN Aspect=0|Case=D|Gender=M|Number=Sg|Person=3 2 nsubj
लंबा लंबा ADJ JJ Gender=M|Number=Sg 0 root
था था VERB VM Aspect=Wa|Gender=M|Number=Sg|Person=Any|Stype=Declarative|Voice=Active 2 cop"""
THREE = """आम आम NOUN NN Aspect=0|Case=D|Gender=M|Number=Sg|Person=3 7 nmod
, COMMA PUNCT SYM _ 1 punct
केला केला NOUN NN Aspect=0|Case=D|Gender=M|Number=Sg|Person=3 1 conj
और और CONJ CC _ 1 cc
अंगूर अंगूर NOUN NN Aspect=0|Case=O|Gender=M|Number=Sg|Person=3 1 conj
से से ADP PSP _ 1 case
बना बन VERB VM Aspect=Ya|Gender=M|Number=Sg|Person=Any|Stype=Declarative|Voice=Active 0 root"""


def sentence(table: str) -> Sentence:
    tokens = []
    for number, line in enumerate(table.split("\n"), 1):
        form, lemma, upos, xpos, feats, head, deprel = line.split(" ")
        tokens.append(Token(number, form, lemma, upos, xpos, feats, int(head), deprel))
    return Sentence((), tuple(tokens))


def modern(table: str) -> tuple[Token, ...]:
    return next(convert([sentence(table)])).tokens


def arcs(tokens: tuple[Token, ...]) -> list[str]:
    return [f"{token.head}:{token.deprel}" for token in tokens]


def test_a_plain_sentence_gets_infinitive_features_text_and_id() -> None:
    result = next(convert([sentence(READ)], document="own"))
    assert result.comments == ("# sent_id = own-s1", "# text = सीता ने किताब पढ़ी है।")
    assert arcs(result.tokens) == ["4:nsubj", "1:case", "4:obj", "0:root", "4:aux", "4:punct"]
    verb, auxiliary, danda = result.tokens[3:]
    assert verb.lemma == "पढ़ना"
    assert verb.feats == "Aspect=Perf|Gender=Fem|Number=Sing|Person=3|VerbForm=Part|Voice=Act"
    assert auxiliary.feats == "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
    assert danda.lemma == "।"
    assert result.tokens[1].feats == "AdpType=Post"


def test_only_the_passive_jana_is_aux_pass_and_auxiliaries_are_flat() -> None:
    tokens = modern(SENT)
    assert arcs(tokens) == ["3:obj", "3:advmod", "0:root", "3:aux:pass", "3:aux", "3:aux"]
    assert tokens[2].feats.endswith("Voice=Pass")
    assert tokens[1].feats == "Polarity=Neg|PronType=Neg"


def test_a_phase_verb_heads_the_clause() -> None:
    tokens = modern(EATEN)
    assert arcs(tokens) == ["4:nsubj", "3:obj", "4:xcomp", "0:root", "4:aux", "4:punct"]
    assert (tokens[3].upos, tokens[3].lemma) == ("VERB", "चुकना")
    assert tokens[2].feats == "Gender=Masc|Number=Plur|Person=3|Voice=Act"
    assert tokens[3].feats == "Aspect=Perf|Gender=Masc|Number=Plur|Person=3|VerbForm=Part"


def test_a_vector_verb_is_a_verb_in_compound_and_the_stem_agrees_with_the_group() -> None:
    tokens = modern(THROWN)
    assert (tokens[3].upos, tokens[3].xpos, tokens[3].deprel) == ("VERB", "VAUX", "compound")
    assert arcs(tokens)[4] == "3:aux"
    assert tokens[2].feats == "Gender=Fem|Number=Sing|Voice=Act"  # Gender=Any of old, read from दी
    assert tokens[0].feats == "Case=Acc,Erg|Number=Sing|Person=3|PronType=Prs"


def test_a_ki_clause_is_ccomp_and_a_copied_label_is_replaced() -> None:
    tokens = modern(TOLD)
    assert arcs(tokens) == ["3:nsubj", "1:case", "0:root", "7:mark", "6:det", "7:nsubj", "3:ccomp"]


def test_vala_is_a_compound_of_its_verb_and_the_verb_a_clause() -> None:
    tokens = modern(GOING)
    assert arcs(tokens) == ["2:obl", "4:acl", "2:compound", "5:nsubj", "0:root"]
    assert (tokens[2].upos, tokens[2].feats) == ("ADJ", "Case=Nom|Gender=Fem|Number=Sing")
    assert tokens[3].lemma == "गाड़ी"  # the dot of ड़ comes back from the form
    assert tokens[1].feats == "Case=Acc|VerbForm=Inf"


def test_a_postposition_after_a_bracket_is_case_of_the_noun() -> None:
    result = next(convert([sentence(BRACKET)]))
    assert arcs(result.tokens) == ["7:obl", "3:punct", "1:nmod", "3:punct", "1:case", "1:case", "0:root"]
    assert result.tokens[0].feats == "Case=Acc|Gender=Fem|Number=Sing|Person=3"  # a postposition follows
    assert result.comments[-1] == "# text = पाठशाला (स्कूल) के लिए निकला"


def test_an_adjective_is_no_object_of_the_copula() -> None:
    tokens = modern(NEEDED)
    assert arcs(tokens) == ["2:nsubj", "0:root", "2:cop"]
    assert tokens[2].upos == "AUX"


def test_the_copula_is_aux_with_voice() -> None:
    tokens = modern(LONG)
    assert tokens[2].feats == "Gender=Masc|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act"
    assert tokens[1].feats == "Gender=Masc|Number=Sing"


def test_conjunction_and_postposition_hang_on_the_last_conjunct_and_all_conjuncts_are_oblique() -> None:
    tokens = modern(THREE)
    assert arcs(tokens) == ["7:obl", "3:punct", "1:conj", "5:cc", "1:conj", "5:case", "0:root"]
    assert [tokens[i].feats[:8] for i in (0, 2, 4)] == ["Case=Acc"] * 3
    assert (tokens[1].lemma, tokens[3].upos) == (",", "CCONJ")


def test_a_second_subject_and_a_second_object_are_demoted() -> None:
    tokens = modern(READ.replace("4 dobj", "4 nsubj"))
    assert [token.deprel for token in tokens[:3]] == ["nsubj", "case", "obj"]
    tokens = modern(READ.replace("4 nsubj", "4 dobj"))
    assert [token.deprel for token in tokens[:3]] == ["obl", "case", "obj"]


def test_punctuation_crosses_no_arc_and_the_last_mark_hangs_on_the_root() -> None:
    crossed = READ.replace("पढ़ी पढ़", ", COMMA PUNCT SYM _ 1 punct\nपढ़ी पढ़")
    crossed = crossed.replace("3 nsubj", "5 nsubj").replace("4 nsubj", "5 nsubj").replace("4 dobj", "5 dobj")
    crossed = crossed.replace("3 aux", "5 aux").replace("4 aux", "5 aux").replace("4 punct", "3 punct")
    tokens = modern(crossed)
    assert arcs(tokens) == ["5:nsubj", "1:case", "5:obj", "3:punct", "0:root", "5:aux", "5:punct"]


def test_the_danda_hangs_on_the_root_wherever_it_hung() -> None:
    assert arcs(modern(LONG + "\n। . PUNCT SYM _ 1 punct"))[3] == "2:punct"


def test_only_punctuation_is_moved_for_crossing() -> None:
    tokens = modern(SENT.replace("3 dobj", "2 dobj").replace("3 neg", "3 nsubj"))
    assert arcs(tokens)[0] == "2:obj"  # an arc of words stays where the annotators had it


@pytest.mark.parametrize(
    ("stem", "form", "lemma"),
    [("कर", "किया", "करना"), ("है", "हैं", "है"), ("था", "थे", "था"),
     ("चाहिए", "चाहिए", "चाहिए"), ("बनवा", "बनवाया", "बनना"),
     ("करा", "कराया", "कराना"), ("वाला", "वाली", "वाला"), ("दिया", "दिया", "देना")],
)  # fmt: skip
def test_infinitives(stem: str, form: str, lemma: str) -> None:
    assert infinitive(stem, form) == lemma


@pytest.mark.parametrize(
    ("form", "lemma", "expected"),
    [("पहाड़ी", "पहाडी", "पहाड़ी"), ("इजाज़त", "इजाज़त", "इजाजत"), ("भव्य", "भव्", "भव्य"), ("अहम्", "अहम्", "अहम्"),
     ("घोड़ों", "घोड़ा", "घोड़ा")],
)  # fmt: skip
def test_lemmas_are_repaired(form: str, lemma: str, expected: str) -> None:
    assert repaired(form, lemma) == expected


def test_styles_are_told_apart() -> None:
    old = sentence(READ)
    assert style_of(old) is Style.HDTB_V1
    new = next(convert([old]))
    assert style_of(new) is Style.CURRENT
    pud = Sentence((), (Token(1, "में", "में", "ADP", "IN", "_", 0, "root"),))
    assert style_of(pud) is Style.PUD


def test_a_current_treebank_comes_back_unchanged_and_one_style_holds_for_a_file() -> None:
    plain = Sentence((), (Token(1, "हाँ", "हाँ", "INTJ", "INJ", "_", 0, "root"),))
    assert list(convert([plain, plain])) == [plain, plain]
    first, second = convert([plain, sentence(READ)], document="n")
    assert first.comments[0] == "# sent_id = n-s1"  # the old second sentence decides for the first
    assert second.comments[0] == "# sent_id = n-s2"


def test_comments_and_misc_are_canonical_and_ids_of_the_source_stay() -> None:
    source = sentence(READ)
    tokens = tuple(replace(token, misc="Translit=x|LTranslit=y|Gloss=a") for token in source.tokens)
    comments = ("# parallel_id = p/1", "# newdoc id = n", "# text_en = x", "# sent_id = w7", "# global.columns = ID")
    result = next(convert([Sentence(comments, tokens)]))
    keys = [line.removeprefix("# ").partition(" = ")[0] for line in result.comments]
    assert keys == ["global.columns", "newdoc id", "sent_id", "text", "text_en", "parallel_id"]
    assert result.id == "w7"
    assert result.tokens[0].misc == "Gloss=a|LTranslit=y|Translit=x"
    assert result.tokens[4].misc == "Gloss=a|LTranslit=y|SpaceAfter=No|Translit=x"


def test_a_tag_that_does_not_stand_with_its_upos_gives_way() -> None:
    assert modern(READ.replace("NOUN NN", "PRON DEM"))[2].xpos == "PRP"
    assert modern(READ.replace("ADP PSP", "ADP RDP"))[1].xpos == "NST"


@pytest.mark.parametrize(("name", "document"), [("part1", "hdtb-part1"), ("Hi HDTB.v1", "hdtb-hi-hdtb-v1")])
def test_ids_come_of_the_name_of_the_file(name: str, document: str) -> None:
    assert document_id(Path(f"a/{name}.conllu")) == document


ALL = [READ, SENT, EATEN, THROWN, TOLD, GOING, BRACKET, NEEDED, LONG, THREE]


@pytest.mark.parametrize("table", ALL)
def test_forms_stay_heads_form_a_tree_and_twice_is_once(table: str) -> None:
    before = sentence(table)
    once = next(convert([before]))
    assert [token.form for token in once.tokens] == [token.form for token in before.tokens]
    assert not list(tree_faults(once))
    assert list(convert([once])) == [once]


def test_what_is_converted_is_valid_and_written_back() -> None:
    data = conllu_bytes(convert([sentence(table) for table in ALL]))
    assert conllu_bytes(read_conllu(data)) == data


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\t_\t_\n", "\t_\n", ": columns: "),
        ("2\tने", "3\tने", ":4:1: id-sequence: "),
        ("\t4\tnsubj", "\t04\tnsubj", ":3:64: head: "),
        ("\t4\tnsubj", "\t9\tnsubj", ":3:1: head: "),
        ("\t4\tnsubj", "\t2\tnsubj", ":3:1: head-cycle: "),
        ("\t4\tobj", "\t0\tobj", ":5:1: root: "),
        ("\t4\tobj\t_", "\t4\tobj\t4:obj", ": deps: "),
        ("AdpType=Post", "post", ": feats: "),
        ("2\tने", "2-3\tनेक" + "\t_" * 8 + "\n2\tने", ":3:1: range: "),
        ("\n\n", "\n", ": blank-line: "),
        ("\n\n", "\n\n\n", ": blank-line: "),
    ],
)
def test_a_file_that_is_no_basic_treebank_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    path = tmp_path / "in.conllu"
    text = conllu_bytes(convert([sentence(READ)])).decode("utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused, match=re.escape(told)):
        read_trees(path, basic_faults)


def test_a_sentence_without_heads_has_no_tree(tmp_path: Path) -> None:
    path = tmp_path / "in.conllu"
    path.write_text("1\tराम" + "\t_" * 8 + "\n\n", encoding="utf-8")
    with pytest.raises(Refused, match=r":1:15: head: the sentence has no tree: .*; fix: leave out"):
        read_trees(path, basic_faults)


def test_what_the_rules_of_this_project_do_not_know_is_reported() -> None:
    converted = list(convert([sentence(READ)]))
    assert report(converted) == "1 sentence"
    odd = replace(converted[0].tokens[0], deprel="foo")
    told = report([replace(converted[0], tokens=(odd, *converted[0].tokens[1:]))])
    assert told == "1 sentence; left as they were: 1 deprel (`padapatha validate` names each)"


def test_a_document_id_is_one_of_this_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "in.conllu"), str(tmp_path / "out.conllu"), "--document", "A B"])
    assert "'A B' is no id" in capsys.readouterr().err


LIST = """सीता सीता PROPN NNP Case=D|Gender=F|Number=Sg|Person=3 7 nsubj
, COMMA PUNCT SYM _ 1 punct
गीता गीता PROPN NNP Case=D|Gender=F|Number=Sg|Person=3 1 conj
, COMMA PUNCT SYM _ 3 punct
मीरा मीरा PROPN NNP Case=D|Gender=F|Number=Sg|Person=3 1 conj
, COMMA PUNCT SYM _ 5 punct
आई आ VERB VM Aspect=Ya|Gender=F|Number=Pl|Stype=Declarative|Voice=Active 0 root
, COMMA PUNCT SYM _ 7 punct
जो जो PRON PRP Case=D|Number=Pl|Person=3 10 nsubj
सोई सो VERB VM Aspect=Ya|Gender=F|Number=Pl|Stype=Declarative|Voice=Active 1 acl
। . PUNCT SYM _ 7 punct"""
SAID = """उसने वह PRON PRP Aspect=Ne|Case=O|Number=Sg|Person=3 2 nsubj
कहा कह VERB VM Aspect=Ya|Gender=M|Number=Sg|Stype=Declarative|Voice=Active 0 root
' SINGLE_QUOTE PUNCT SYM _ 4 punct
मैं मैं PRON PRP Case=D|Number=Sg|Person=1 6 nsubj
घर घर NOUN NN Case=O|Gender=M|Number=Sg|Person=3 6 nmod
आया आ VERB VM Aspect=Ya|Gender=M|Number=Sg|Stype=Declarative|Voice=Active 2 dobj
। . PUNCT SYM _ 2 punct
' SINGLE_QUOTE PUNCT SYM _ 2 punct"""


def test_commas_hang_on_what_follows_or_on_the_fronted_phrase() -> None:
    assert [arc for arc in arcs(modern(LIST)) if "punct" in arc] == [
        "3:punct",
        "5:punct",
        "1:punct",
        "10:punct",
        "7:punct",
    ]


def test_marks_of_a_quotation_and_the_danda_in_it_hang_on_the_quoted_clause() -> None:
    assert [arc for arc in arcs(modern(SAID)) if "punct" in arc] == ["6:punct"] * 3
    lone = "\n".join(SAID.split("\n")[:-1])
    assert [arc for arc in arcs(modern(lone)) if "punct" in arc] == ["6:punct"] * 2
    outside = "\n".join([*SAID.split("\n")[:6], SAID.split("\n")[7], SAID.split("\n")[6]])
    assert [arc for arc in arcs(modern(outside)) if "punct" in arc] == ["6:punct", "6:punct", "2:punct"]


STEMS = """आतंक आतंक ADJ JJC Case=D|Gender=M|Number=Sg|Person=3 2 case
विरोधी विरोधी ADJ JJ Case=D|Gender=Any|Number=Any 8 amod
बहुत बहुत DET QF Gender=Any|Number=Any 4 det
कठिन कठिन ADJ JJ Gender=Any|Number=Any 8 amod
काम काम NOUN NN Case=D|Gender=M|Number=Sg|Person=3 6 dobj
कर कर VERB VM Aspect=0|Gender=Any|Number=Pl|Person=Any 8 amod
रहे रह AUX VAUX Aspect=Ya|Gender=M|Number=Pl|Person=Any 6 aux
लोग लोग NOUN NN Case=D|Gender=M|Number=Pl|Person=3 11 nsubj
इस यह DET DEM Case=O|Number=Sg|Person=3 10 det
सप्ताह सप्ताह NOUN NN Case=D|Gender=M|Number=Sg|Person=3 11 nmod
आए आ VERB VM Aspect=Ya|Gender=M|Number=Pl|Stype=Declarative|Voice=Active 0 root"""


def test_features_that_the_treebank_has_otherwise() -> None:
    tokens = modern(STEMS)
    assert tokens[0].feats == "Case=Nom|Gender=Masc|Number=Sing|Person=3"
    assert (tokens[2].upos, tokens[2].deprel, tokens[2].feats) == ("ADJ", "advmod", "_")
    assert tokens[5].feats == "Gender=Masc|Number=Plur"
    assert tokens[9].feats == "Case=Acc|Gender=Masc|Number=Sing|Person=3"


MET = """सीता सीता PROPN NNP Case=O|Gender=F|Number=Sg|Person=3 6 nsubj
ने ने ADP PSP _ 1 case
राम राम PROPN NNP Case=O|Gender=M|Number=Sg|Person=3 6 dobj
से से ADP PSP _ 3 case
मुलाकात मुलाकात NOUN NN Case=D|Gender=F|Number=Sg|Person=3 6 compound
की कर VERB VM Aspect=Ya|Gender=F|Number=Sg|Stype=Declarative|Voice=Active 0 root"""


def test_the_one_who_is_met_is_oblique() -> None:
    assert arcs(modern(MET))[2] == "6:obl"
    assert arcs(modern(MET.replace("से से", "को को")))[2] == "6:obj"
