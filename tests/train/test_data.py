"""What training reads: trees, entity tags as people leave them, and noisy copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from padapatha.problems import Refused
from padapatha.train.data import (
    noisy_copies,
    read_entities,
    read_treebanks,
    read_words,
    related_types,
    treebank_language,
    well_formed_tags,
)

TREE = """# text = राम घर गया।
1\tराम\tराम\tPROPN\tNNP\tCase=Nom|Gender=Masc|Number=Sing|Person=3\t3\tnsubj\t_\t_
2\tघर\tघर\tNOUN\tNN\tCase=Nom|Gender=Masc|Number=Sing|Person=3\t3\tobl\t_\t_
3\tगया\tजाना\tVERB\tVM\tAspect=Perf|Gender=Masc|Number=Sing|VerbForm=Part|Voice=Act\t0\troot\t_\tSpaceAfter=No
4\t।\t।\tPUNCT\tSYM\t_\t3\tpunct\t_\t_

"""


# The form of UD_English-GUM: a multiword token, an empty node, enhanced dependencies, entities in MISC.
GUM = """# newdoc id = GUM_x
# global.Entity = GRP-etype-infstat
# sent_id = GUM_x-1
# s_type = decl
# text = Don't run and I won't.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVBP\tMood=Imp|VerbForm=Fin\t3\taux\t3:aux\tEntity=(1-event-new-
2\tn't\tnot\tPART\tRB\tPolarity=Neg\t3\tadvmod\t3:advmod\t_
3\trun\trun\tVERB\tVB\tVerbForm=Inf\t0\troot\t0:root\tEntity=1)
4\tand\tand\tCCONJ\tCC\t_\t6\tcc\t6:cc|8.1:cc\t_
5\tI\tI\tPRON\tPRP\tCase=Nom|Number=Sing|Person=1|PronType=Prs\t6\tnsubj\t6:nsubj|8.1:nsubj\tEntity=(2-person-acc:inf)
6-7\twon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
6\twill\twill\tAUX\tMD\tVerbForm=Fin\t3\tconj\t3:conj:and\t_
7\tn't\tnot\tPART\tRB\tPolarity=Neg\t6\tadvmod\t6:advmod\t_
8\t.\t.\tPUNCT\t.\t_\t3\tpunct\t3:punct\t_
8.1\trun\trun\tVERB\tVB\tVerbForm=Inf\t_\t_\t3:conj:and\tCopyOf=3

"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("B-NEP I-NEP O", "B-NEP I-NEP O"),
        ("I-NEP I-NEP", "B-NEP I-NEP"),
        ("B-NEL I-NEO", "B-NEL B-NEO"),
        ("B-NEN -NEN -NEL", "B-NEN I-NEN B-NEL"),
        ("- -? B-NEU I-NEU O", "O O B-NEU I-NEU O"),
        ("B-NEP B-NEP", "B-NEP B-NEP"),
    ],
)
def test_tags_become_well_formed(tags: str, expected: str) -> None:
    assert well_formed_tags(tags.split(" ")) == tuple(expected.split(" "))


def test_a_tag_without_its_word_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "कोविड\tB-NEN\nO\nमहामारी\tO\n \nके\tO \n")
    assert [example.words for example in read_entities([path])] == [("कोविड", "महामारी"), ("के",)]
    assert [example.entities for example in read_entities([path])] == [("B-NEN", "O"), ("O",)]


def test_a_word_without_a_tag_is_refused_at_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "राम\tB-NEP\nघर\n")
    with pytest.raises(Refused, match=r"a\.txt:2: tag: "):
        read_entities([path])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("राम\tB-NEP\n".encode() + b"\xff\tO\n", r"a\.txt:2:1: encoding: "),
        ("\ufeffराम\tB-NEP\n".encode(), r"a\.txt:1:1: bom: "),
    ],
)
def test_what_is_not_plain_utf8_is_refused_at_its_place(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(Refused, match=told):
        read_entities([path])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\t3\tnsubj", "\tx\tnsubj", ":2:63: head: "),
        ("\t3\tnsubj", "\t9\tnsubj", ":2:1: head: "),
        ("\tobl\t_", "\tobl", ":3:66: columns: "),
        ("\t3\tnsubj", "\t1\tnsubj", ":2:1: head-cycle: "),
        ("\t0\troot", "\t2\tobl", ":2:1: root: no word has HEAD 0"),
        ("\t3\tobl", "\t0\troot", ":4:1: root: a second root"),
        ("\t3\tobl", "\t_\tobl", ":3:1: head: "),
    ],
)
def test_a_broken_tree_is_refused_at_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = written(tmp_path, "a.conllu", TREE.replace(old, new))
    with pytest.raises(Refused, match=told):
        read_treebanks([path])


def test_words_of_multiword_tokens_are_trained_on_and_empty_nodes_are_not(tmp_path: Path) -> None:
    path = written(tmp_path, "en_gum-ud-train.conllu", GUM)
    (example,) = read_treebanks([path])
    assert example.words == ("Do", "n't", "run", "and", "I", "will", "n't", ".")
    assert [token.head for token in example.tokens or ()] == [3, 3, 0, 6, 6, 3, 6, 3]
    (copy,) = noisy_copies([path], 1.0, 1)
    assert len(copy.words) == 8


def test_a_sentence_without_a_tree_is_refused_and_the_message_says_what_to_do(tmp_path: Path) -> None:
    bare = "1\tराम" + "\t_" * 8 + "\n\n"
    path = written(tmp_path, "a.conllu", TREE + bare)
    with pytest.raises(Refused, match=r":7:15: head: the sentence has no tree.*fix: leave out .*`padapatha annotate`"):
        read_treebanks([path])
    assert read_words([path])[1:] == [("राम",)]  # its words may be read


def test_every_fault_of_a_treebank_is_named(tmp_path: Path) -> None:
    cycle = TREE.replace("\t3\tnsubj", "\t2\tnsubj").replace("\t3\tobl", "\t1\tobl")
    path = written(tmp_path, "a.conllu", TREE + cycle * 2)
    with pytest.raises(Refused) as refused:
        read_treebanks([path])
    assert [(each.line, each.slug) for each in refused.value.problems] == [(8, "head-cycle"), (14, "head-cycle")]


def test_the_language_is_that_of_the_names_of_ud_files(tmp_path: Path) -> None:
    for name in ("hi_hdtb-ud-train.conllu", "hi_hdtb-ud-dev.conllu", "more.conllu"):
        written(tmp_path, name, TREE)
    assert treebank_language([tmp_path]) == "hi"
    with pytest.raises(Refused, match=r"no file is named xx_name-ud-part\.conllu; fix: .*--language hi"):
        treebank_language([tmp_path / "more.conllu"])
    english = written(tmp_path, "en_gum-ud-train.conllu", GUM)
    with pytest.raises(Refused, match="treebanks are in en, hi"):
        treebank_language([tmp_path, english])


def test_a_folder_is_read_whole_and_in_order(tmp_path: Path) -> None:
    written(tmp_path, "b.conllu", TREE.replace("राम", "सीता"))
    written(tmp_path, "a.conllu", TREE)
    assert [example.words[0] for example in read_treebanks([tmp_path])] == ["राम", "सीता"]


def test_noise_comes_by_its_share_and_by_its_seed_alone(tmp_path: Path) -> None:
    path = written(tmp_path, "a.conllu", TREE * 400)
    copies = noisy_copies([path], 0.25, 1)
    assert 60 < len(copies) < 140
    assert copies == noisy_copies([path], 0.25, 1) != noisy_copies([path], 0.25, 2)
    assert noisy_copies([path], 0.0, 1) == []
    assert len({copy.words for copy in copies}) > 1  # some are other than the sentence


def test_words_are_read_in_one_spelling(tmp_path: Path) -> None:
    tree = written(tmp_path, "a.conllu", TREE.replace("राम", "ग\u200dज़ब"))
    (example,) = read_treebanks([tree])
    assert example.words[0] == read_words([tree])[0][0] == "गजब"
    assert (example.tokens or ())[0].lemma == "ग\u200dज़ब"  # gold as it is
    (names,) = read_entities([written(tmp_path, "a.txt", "बाज़ार\tB-NEL\n")])
    assert names.words == ("बाजार",)


def test_entities_of_another_guideline_get_the_names_of_this_one(tmp_path: Path) -> None:
    other = "राम\tB-PERSON\nकुमार\tI-PERSON\nहिंदी\tB-LANGUAGE\nदिल्ली\tB-LOCATION\n"
    (example,) = related_types(read_entities([written(tmp_path, "hiner.txt", other)]))
    assert example.entities == ("B-NEP", "I-NEP", "O", "B-NEL")
