"""What training reads: trees, entity tags as people leave them, and noisy copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from padapatha.problems import Refused
from padapatha.train.data import mend_tags, noisy_copies, read_entities, read_treebanks

TREE = """# text = राम घर गया।
1\tराम\tराम\tPROPN\tNNP\tCase=Nom|Gender=Masc|Number=Sing|Person=3\t3\tnsubj\t_\t_
2\tघर\tघर\tNOUN\tNN\tCase=Nom|Gender=Masc|Number=Sing|Person=3\t3\tobl\t_\t_
3\tगया\tजाना\tVERB\tVM\tAspect=Perf|Gender=Masc|Number=Sing|VerbForm=Part|Voice=Act\t0\troot\t_\tSpaceAfter=No
4\t।\t।\tPUNCT\tSYM\t_\t3\tpunct\t_\t_

"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("found", "mended"),
    [
        ("B-NEP I-NEP O", "B-NEP I-NEP O"),
        ("I-NEP I-NEP", "B-NEP I-NEP"),
        ("B-NEL I-NEO", "B-NEL B-NEO"),
        ("B-NEN -NEN -NEL", "B-NEN I-NEN B-NEL"),
        ("- -? B-NEU I-NEU O", "O O B-NEU I-NEU O"),
        ("B-NEP B-NEP", "B-NEP B-NEP"),
    ],
)
def test_tags_become_well_formed(found: str, mended: str) -> None:
    assert mend_tags(found.split(" ")) == tuple(mended.split(" "))


def test_a_tag_without_its_word_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "कोविड\tB-NEN\nO\nमहामारी\tO\n \nके\tO \n")
    assert [example.words for example in read_entities([path])] == [("कोविड", "महामारी"), ("के",)]
    assert [example.entities for example in read_entities([path])] == [("B-NEN", "O"), ("O",)]


def test_a_word_without_a_tag_is_refused_at_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "राम\tB-NEP\nघर\n")
    with pytest.raises(Refused, match=r"a\.txt:2: tag: "):
        read_entities([path])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("\t3\tnsubj", "\tx\tnsubj", ":2: head: "), ("\t3\tnsubj", "\t9\tnsubj", ":1: head: "),
     ("\tobl\t_", "\tobl", ":3: columns: ")],
)  # fmt: skip
def test_a_broken_tree_is_refused_at_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = written(tmp_path, "a.conllu", TREE.replace(old, new))
    with pytest.raises(Refused, match=told):
        read_treebanks([path])


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
