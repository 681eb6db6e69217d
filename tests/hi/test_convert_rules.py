"""The converter rule by rule, on small trees of our own in the spelling of the first HDTB release."""

from __future__ import annotations

import pytest

from padapatha.languages.hi.convert import convert
from padapatha.languages.hi.convert.lemma import infinitive, repaired
from padapatha.languages.hi.convert.recognise import Style, style_of
from padapatha.languages.hi.convert.rows import Row, Sentence, is_tree, read_rows, write_rows

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
    rows = []
    for line in table.split("\n"):
        form, lemma, upos, xpos, feats, head, deprel = line.split(" ")
        rows.append(Row(form, lemma, upos, xpos, feats, int(head), deprel))
    return Sentence((), tuple(rows))


def modern(table: str) -> tuple[Row, ...]:
    return next(convert([sentence(table)])).rows


def arcs(rows: tuple[Row, ...]) -> list[str]:
    return [f"{row.head}:{row.deprel}" for row in rows]


def test_a_plain_sentence_gets_infinitive_features_text_and_id() -> None:
    result = next(convert([sentence(READ)], name="own"))
    assert result.comments == ("# sent_id = own-1", "# text = सीता ने किताब पढ़ी है।")
    assert arcs(result.rows) == ["4:nsubj", "1:case", "4:obj", "0:root", "4:aux", "4:punct"]
    verb, auxiliary, danda = result.rows[3:]
    assert verb.lemma == "पढ़ना"
    assert verb.feats == "Aspect=Perf|Gender=Fem|Number=Sing|Person=3|VerbForm=Part|Voice=Act"
    assert auxiliary.feats == "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
    assert danda.lemma == "।"
    assert result.rows[1].feats == "AdpType=Post"


def test_only_the_passive_jana_is_aux_pass_and_auxiliaries_are_flat() -> None:
    rows = modern(SENT)
    assert arcs(rows) == ["3:obj", "3:advmod", "0:root", "3:aux:pass", "3:aux", "3:aux"]
    assert rows[2].feats.endswith("Voice=Pass")
    assert rows[1].feats == "Polarity=Neg|PronType=Neg"


def test_a_phase_verb_heads_the_clause() -> None:
    rows = modern(EATEN)
    assert arcs(rows) == ["4:nsubj", "3:obj", "4:xcomp", "0:root", "4:aux", "4:punct"]
    assert (rows[3].upos, rows[3].lemma) == ("VERB", "चुकना")
    assert rows[2].feats == "Gender=Masc|Number=Plur|Person=3|Voice=Act"
    assert rows[3].feats == "Aspect=Perf|Gender=Masc|Number=Plur|Person=3|VerbForm=Part"


def test_a_vector_verb_is_a_verb_in_compound_and_the_stem_agrees_with_the_group() -> None:
    rows = modern(THROWN)
    assert (rows[3].upos, rows[3].xpos, rows[3].deprel) == ("VERB", "VAUX", "compound")
    assert arcs(rows)[4] == "3:aux"
    assert rows[2].feats == "Gender=Fem|Number=Sing|Voice=Act"  # Gender=Any of old, read from दी
    assert rows[0].feats == "Case=Acc,Erg|Number=Sing|Person=3|PronType=Prs"


def test_a_ki_clause_is_ccomp_and_a_copied_label_is_replaced() -> None:
    rows = modern(TOLD)
    assert arcs(rows) == ["3:nsubj", "1:case", "0:root", "7:mark", "6:det", "7:nsubj", "3:ccomp"]


def test_vala_is_a_compound_of_its_verb_and_the_verb_a_clause() -> None:
    rows = modern(GOING)
    assert arcs(rows) == ["2:obl", "4:acl", "2:compound", "5:nsubj", "0:root"]
    assert (rows[2].upos, rows[2].feats) == ("ADJ", "Case=Nom|Gender=Fem|Number=Sing")
    assert rows[3].lemma == "गाड़ी"  # the dot of ड़ comes back from the form
    assert rows[1].feats == "Case=Acc|VerbForm=Inf"


def test_a_postposition_after_a_bracket_is_case_of_the_noun() -> None:
    result = next(convert([sentence(BRACKET)]))
    assert arcs(result.rows) == ["7:obl", "3:punct", "1:nmod", "3:punct", "1:case", "1:case", "0:root"]
    assert result.rows[0].feats == "Case=Acc|Gender=Fem|Number=Sing|Person=3"  # a postposition follows
    assert result.comments[-1] == "# text = पाठशाला (स्कूल) के लिए निकला"


def test_an_adjective_is_no_object_of_the_copula() -> None:
    rows = modern(NEEDED)
    assert arcs(rows) == ["2:nsubj", "0:root", "2:cop"]
    assert rows[2].upos == "AUX"


def test_the_copula_is_aux_with_voice() -> None:
    rows = modern(LONG)
    assert rows[2].feats == "Gender=Masc|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act"
    assert rows[1].feats == "Gender=Masc|Number=Sing"


def test_conjunction_and_postposition_hang_on_the_last_conjunct_and_all_conjuncts_are_oblique() -> None:
    rows = modern(THREE)
    assert arcs(rows) == ["7:obl", "1:punct", "1:conj", "5:cc", "1:conj", "5:case", "0:root"]
    assert [rows[i].feats[:8] for i in (0, 2, 4)] == ["Case=Acc"] * 3
    assert (rows[1].lemma, rows[3].upos) == (",", "CCONJ")


def test_a_second_subject_and_a_second_object_are_demoted() -> None:
    rows = modern(READ.replace("4 dobj", "4 nsubj"))
    assert [row.deprel for row in rows[:3]] == ["nsubj", "case", "obj"]
    rows = modern(READ.replace("4 nsubj", "4 dobj"))
    assert [row.deprel for row in rows[:3]] == ["obl", "case", "obj"]


def test_punctuation_crosses_no_arc_and_the_last_mark_hangs_on_the_root() -> None:
    crossed = READ.replace("पढ़ी पढ़", ", COMMA PUNCT SYM _ 1 punct\nपढ़ी पढ़")
    crossed = crossed.replace("3 nsubj", "5 nsubj").replace("4 nsubj", "5 nsubj").replace("4 dobj", "5 dobj")
    crossed = crossed.replace("3 aux", "5 aux").replace("4 aux", "5 aux").replace("4 punct", "3 punct")
    rows = modern(crossed)
    assert arcs(rows) == ["5:nsubj", "1:case", "5:obj", "3:punct", "0:root", "5:aux", "5:punct"]


def test_the_danda_hangs_on_the_root_wherever_it_hung() -> None:
    assert arcs(modern(LONG + "\n। . PUNCT SYM _ 1 punct"))[3] == "2:punct"


def test_only_punctuation_is_moved_for_crossing() -> None:
    rows = modern(SENT.replace("3 dobj", "2 dobj").replace("3 neg", "3 nsubj"))
    assert arcs(rows)[0] == "2:obj"  # an arc of words stays where the annotators had it


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
    pud = Sentence((), (Row("में", "में", "ADP", "IN", "_", 0, "root"),))
    assert style_of(pud) is Style.PUD


def test_a_current_treebank_comes_back_unchanged_and_one_style_holds_for_a_file() -> None:
    plain = Sentence(("# sent_id = 1",), (Row("हाँ", "हाँ", "INTJ", "INJ", "_", 0, "root"),))
    assert list(convert([plain, plain])) == [plain, plain]
    first, second = convert([plain, sentence(READ)], name="n")
    assert first.comments[0] == "# sent_id = n-1"  # the old second sentence decides for the first
    assert second.comments[0] == "# sent_id = n-2"


ALL = [READ, SENT, EATEN, THROWN, TOLD, GOING, BRACKET, NEEDED, LONG, THREE]


@pytest.mark.parametrize("table", ALL)
def test_forms_stay_heads_form_a_tree_and_twice_is_once(table: str) -> None:
    before = sentence(table)
    once = next(convert([before]))
    assert [row.form for row in once.rows] == [row.form for row in before.rows]
    assert is_tree(once.rows)
    assert list(convert([once])) == [once]


def test_rows_are_read_and_written_back() -> None:
    text = "".join(write_rows(convert([sentence(table) for table in ALL])))
    assert "".join(write_rows(read_rows(text))) == text


@pytest.mark.parametrize(
    ("damage", "slug"),
    [(("\t_\t_\n", "\t_\n"), "columns"), (("1\tसीता", "2\tसीता"), "id"), (("\t4\tnsubj", "\t04\tnsubj"), "head"),
     (("\t4\tnsubj", "\t9\tnsubj"), "head"), (("\t4\tobj", "\t0\tobj"), "tree"), (("\n\n", "\n"), "no-blank-line"),
     (("\n\n", "\n\n\n"), "empty-sentence"), (("\tnsubj\t_", "\tnsubj\t4:nsubj"), "deps")],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_its_line(damage: tuple[str, str], slug: str) -> None:
    text = "".join(write_rows(convert([sentence(READ)]))).replace(damage[0], damage[1], 1)
    with pytest.raises(ValueError, match=rf"line [0-9]+: {slug}: .*; fix: "):
        list(read_rows(text))
