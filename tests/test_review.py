"""What a person should look at first: the order, the reasons, and the way through an editor into the treebank."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from padapatha import cli
from padapatha.annotator.analysis import CONFIDENCE, marked_for_review, without_estimates
from padapatha.build import build
from padapatha.confirm import confirm
from padapatha.conllu import read_conllu, write_conllu
from padapatha.model import Sentence
from padapatha.problems import Refused
from padapatha.project import Project
from padapatha.review import blocks_to_edit, review, review_between
from padapatha.values import misc_value, with_misc

TINY = Path(__file__).parent / "annotator" / "tiny"
IDS = ["namuna-s1", "namuna-s2", "namuna-s3"]


@pytest.fixture
def annotated(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A built project; its second sentence is the least certain, its third says nothing of it."""
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))
    shutil.rmtree(project.root / "corpus")
    build(project.root)
    first, second, third = map(without_estimates, read_conllu(project.corpus_conllu("namuna")))
    write_conllu([sure(first, 0.8), sure(second, 0.4), sure(third, None)], project.corpus_conllu("namuna"))
    return project


def sure(sentence: Sentence, mean: float | None) -> Sentence:
    """A sentence whose first word is less certain than the others by 0.2, with a given mean (None: without)."""
    count = len(sentence.tokens)
    values = [None if mean is None else f"{mean + 0.2 / count - (0.2 if row == 0 else 0):.4f}" for row in range(count)]
    tokens = zip(sentence.tokens, values, strict=True)
    return replace(
        sentence, tokens=tuple(replace(token, misc=with_misc(token.misc, CONFIDENCE, value)) for token, value in tokens)
    )


def ids(project: Project, **options: int) -> list[str]:
    return [each.sentence.id for each in review(project.root, **options)]  # type: ignore[arg-type]


def test_the_least_certain_comes_first_and_the_unknown_last(annotated: Project) -> None:
    assert ids(annotated) == [IDS[1], IDS[0], IDS[2]]
    assert ids(annotated, most=1) == [IDS[1]]
    doubt = review(annotated.root)[0]
    assert doubt.certainty == pytest.approx(0.4, abs=1e-3)
    assert doubt.word == doubt.sentence.tokens[0]


@pytest.mark.parametrize("value", ["nan", "inf", "sure", "०.५"])
def test_a_confidence_that_is_no_number_is_none(annotated: Project, value: str) -> None:
    path = annotated.corpus_conllu("namuna")
    first, second, third = read_conllu(path)
    words = tuple(replace(token, misc=with_misc(token.misc, CONFIDENCE, value)) for token in second.tokens)
    write_conllu([first, replace(second, tokens=words), third], path)
    assert ids(annotated) == [IDS[0], IDS[1], IDS[2]]
    assert review(annotated.root)[1].certainty is None


def test_what_is_marked_comes_before_all_others(annotated: Project) -> None:
    path = annotated.corpus_conllu("namuna")
    first, second, third = read_conllu(path)
    write_conllu([first, second, marked_for_review(third)], path)
    assert ids(annotated) == [IDS[2], IDS[1], IDS[0]]


def test_what_is_confirmed_is_not_listed(annotated: Project) -> None:
    confirm(annotated.root, "namuna", ["2"], "Asha")
    build(annotated.root)
    assert IDS[1] not in ids(annotated)


def test_an_unknown_document_is_named(annotated: Project) -> None:
    with pytest.raises(Refused, match=r"corpus/dusra\.conllu: missing"):
        review(annotated.root, ["dusra"])


def test_the_sentences_that_two_files_annotate_differently(annotated: Project, tmp_path: Path) -> None:
    path, other = annotated.corpus_conllu("namuna"), tmp_path / "other.conllu"
    first, second, third = read_conllu(path)
    changed = replace(second, tokens=(replace(second.tokens[0], lemma="क", xpos="X"), *second.tokens[1:]))
    write_conllu(
        [first, changed, replace(third, tokens=(replace(third.tokens[0], lemma="क"), *third.tokens[1:]))], other
    )
    doubts = review_between(path, other)
    assert [each.sentence.id for each in doubts] == [IDS[1], IDS[2]]
    assert dict(doubts[0].differences) == {"LEMMA": 1, "XPOS": 1}
    assert review_between(path, other, ["dusra"]) == ()
    assert review_between(path, path) == ()


def test_what_is_to_be_edited_is_unsigned_and_nobodys(annotated: Project) -> None:
    confirm(annotated.root, "namuna", ["1"], "Asha")
    build(annotated.root)
    (gold,) = (each for each in read_conllu(annotated.corpus_conllu("namuna")) if each.is_gold)
    (block,) = blocks_to_edit([replace(review(annotated.root)[0], sentence=gold)])
    keys = ("confirmed_by", "confirmed_on", "guideline", "translit", "newdoc id")
    assert [block.comment(key) for key in keys] == [None] * 5
    assert block.comment("annotation") == "auto"
    assert {misc_value(token.misc, "Translit") for token in block.tokens} == {None}


def call(project: Project, *words: str) -> int:
    return cli.main(["review", *words, "--root", str(project.root)])


def test_the_list_in_each_format(annotated: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(annotated, "--most", "1") == 0
    assert capsys.readouterr().out.startswith("namuna-s2  certainty 0.40, least at word 1 उसने  उसने कहा")
    assert call(annotated, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["sentence"] for each in found] == [IDS[1], IDS[0], IDS[2]]
    assert found[0]["least_certain_word"] == {"id": 1, "form": "उसने"}
    assert "certainty" not in found[2]
    assert call(annotated, "--format", "conllu") == 0
    assert [each.id for each in read_conllu(capsys.readouterr().out.encode())] == IDS


def test_the_list_of_nothing(annotated: Project, capsys: pytest.CaptureFixture[str]) -> None:
    confirm(annotated.root, "namuna", ["1", "2", "3"], "Asha")
    build(annotated.root)
    assert call(annotated) == 0
    assert capsys.readouterr().out == "nothing waits for review\n"


def test_a_file_to_be_corrected_is_signed_from(
    annotated: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.conllu"
    assert call(annotated, "--most", "1", "--out", str(out)) == 0
    assert capsys.readouterr().out == f"1 sentence in {out}\n"
    assert call(annotated, "--most", "2", "--out", str(out)) == 0
    assert [each.id for each in read_conllu(out)] == IDS[:2]
    assert call(annotated, "--out", str(annotated.treebank("namuna"))) == 2
    assert confirm(annotated.root, "namuna", [], "Asha", edited=out) == tuple(IDS[:2])
    assert build(annotated.root).problems == ()


def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    """An editor that runs some Python with the file's ``text``."""
    script = tmp_path / "edit.py"
    opened = "import sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text(encoding='utf-8')\n"
    script.write_text(opened + code, encoding="utf-8")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


SAVE = "path.write_text(text.replace({!r}, {!r}), encoding='utf-8')\n"
SAVE_XPOS = r"""
import re
path.write_text(re.sub(r"(?m)^(1\t.*?\t.*?\t.*?\t).*?\t", r"\1NAME\t", text), encoding="utf-8")
"""


def test_what_an_editor_changes_is_stored_unsigned(
    annotated: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (first, *_) = read_conllu(annotated.corpus_conllu("namuna"))
    lemma = f"\t{first.tokens[0].form}\t"
    editor(monkeypatch, tmp_path, SAVE.format(f"{lemma}{first.tokens[0].lemma}\t", f"{lemma}रमा\t"))
    assert call(annotated, "--edit") == 0
    assert "1 stored, unsigned: namuna-s1" in capsys.readouterr().out
    (stored,) = read_conllu(annotated.treebank("namuna"))
    assert (stored.tokens[0].lemma, stored.comment("annotation")) == ("रमा", None)
    assert {each.slug for each in build(annotated.root).problems} == {"unsigned"}
    assert confirm(annotated.root, "namuna", [], "Asha") == ("namuna-s1",)
    assert build(annotated.root).problems == ()
    assert list(tmp_path.glob("padapatha-*")) == []


def test_an_editor_that_changes_nothing_stores_nothing(
    annotated: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(monkeypatch, tmp_path, "")
    assert call(annotated, "--edit") == 0
    assert "nothing is stored" in capsys.readouterr().out
    assert not annotated.treebank("namuna").exists()


@pytest.mark.parametrize(
    ("code", "new", "slug"),
    [(SAVE.format("राम घर", "रमा घर"), "रमा घर", "text-mismatch"), (SAVE_XPOS, "\tNAME\t", "xpos")],
)
def test_a_faulty_edit_is_kept_and_named(
    annotated: Project,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    code: str,
    new: str,
    slug: str,
) -> None:
    editor(monkeypatch, tmp_path, code)
    assert call(annotated, "--edit") == 1
    (kept,) = tmp_path.glob("padapatha-*/review.conllu")
    told = capsys.readouterr().err
    assert f": {slug}: " in told
    assert f"--from {kept}" in told
    assert new in kept.read_text("utf-8")
    assert not annotated.treebank("namuna").exists()


@pytest.mark.parametrize(("name", "code"), [("", 2), ("no-such-editor", 2), ("false", 3)])
def test_an_editor_that_fails_stores_nothing(
    annotated: Project, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    monkeypatch.setenv("VISUAL", name)
    monkeypatch.delenv("EDITOR", raising=False)
    assert call(annotated, "--edit") == code
    assert not annotated.treebank("namuna").exists()
