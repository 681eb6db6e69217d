"""Profiles, levels, selection, settings and the count at the end of `padapatha validate`."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import SHARED
from padapatha.cli import main
from padapatha.problems import Refused
from padapatha.validate import validate
from padapatha.validate.changed import changed_files
from padapatha.validate.settings import Settings, read_settings

Sample = Any  # the fixture's class, which lives in conftest.py beside this file

PUD = SHARED / "data" / "pud" / "hi_pud-sample.conllu"
GOOD = """\
# sent_id = t1
# text = राम घर गया
1	राम	राम	PROPN	NNP	Case=Nom	3	nsubj	_	_
2	घर	घर	NOUN	NN	_	3	obl	_	_
3	गया	जाना	VERB	VM	_	0	root	_	Translit=x|Gloss=y

"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a treebank that is no project, and the current one."""
    path = tmp_path / "treebank"
    path.mkdir()
    (path / "good.conllu").write_text(GOOD, encoding="utf-8")
    (path / "bad.conllu").write_text(GOOD.replace("VERB", "verb").replace("nsubj", "NSUBJ"), encoding="utf-8")
    monkeypatch.chdir(path)
    return path


@pytest.mark.skipif(not PUD.exists(), reason="UD_Hindi-PUD is not beside the project")
def test_a_treebank_of_ud_is_well_and_each_fault_is_one_problem(tmp_path: Path) -> None:
    assert list(validate([PUD], profile="ud")) == []
    text = PUD.read_text(encoding="utf-8")
    path = tmp_path / "pud.conllu"
    path.write_text(
        text.replace("\tNOUN\t", "\tnoun\t", 1)
        .replace("\tamod\t", "\tAMOD\t", 1)
        .replace("# text_en", "#text = x\n# text_en", 1),
        encoding="utf-8",
    )
    assert sorted(each.slug for each in validate([path])) == ["comment-key", "deprel", "upos"]


def test_a_file_of_the_passes_is_the_same_file_by_its_name(sample: Sample) -> None:
    path = sample.root / "annotations" / "passes" / "agreement.json"
    path.parent.mkdir(parents=True)
    path.write_text("{}\n", encoding="utf-8")
    named = {each.slug for each in validate([path])}
    whole = {each.slug for each in validate(root=sample.root) if each.path.endswith("agreement.json")}
    assert named == whole == {"schema"}


def test_outside_a_project_ud_is_the_rule_and_inside_the_house(folder: Path, sample: Sample) -> None:
    name = sample.root / "corpus" / "namuna_01.conllu"
    foreign = sample.root / "notes.conllu"
    foreign.write_text(GOOD, encoding="utf-8")
    assert list(validate(["good.conllu"])) == []
    assert {each.slug for each in validate(["good.conllu"], profile="house")} == {"misc", "sent-id"}
    assert {each.slug for each in validate([foreign])} == {"misc", "sent-id"}
    assert list(validate([foreign], profile="ud")) == []
    assert list(validate([name])) == []


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_each_level_asks_for_more(sample: Sample, level: int) -> None:
    data = sample.read("corpus/namuna_01.conllu").decode()
    first, second = data.split("\n\n", 1)
    first = first.replace("\tobl\t", "\tOBL\t", 1).replace("# annotation", "# y = e\u0301\n# annotation", 1)
    sample.write(
        "corpus/namuna_01.conllu", f"{first}\n\n{second.replace('# text', '# x' + chr(10) + '# text', 1)}".encode()
    )
    sample.write("seeds/namuna_02.txt", sample.read("seeds/namuna_02.txt") + b"x")
    found = list(validate(root=sample.root, level=level))
    slugs = {each.slug for each in found} & {"not-nfc", "deprel", "comment-key", "sha256"}
    expected = ["not-nfc", "deprel", "comment-key", "sha256"]
    assert slugs == set(expected[:level])
    assert any(each.path == "corpus/MANIFEST.json" for each in found) == (level == 5)


def test_a_level_that_the_profile_does_not_have_is_a_wrong_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", "--level", "3", "good.conllu"]) == 2
    assert "level 3 of the profile ud" in capsys.readouterr().err
    assert main(["validate", "--level", "1", "bad.conllu"]) == 0


def test_problems_are_selected_left_out_and_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "bad.conllu"]) == 1
    assert capsys.readouterr().out == "1 file, 2 problems, 0 warnings (1 deprel, 1 upos)\n"
    assert main(["validate", "--ignore", "upos,deprel", "bad.conllu"]) == 0
    assert main(["validate", "--select", "upos", "bad.conllu"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["validate", "--select", "upps", "bad.conllu"]) == 2
    assert "did you mean upos?" in capsys.readouterr().err


def test_warnings_count_when_they_are_asked_to(folder: Path) -> None:
    text = GOOD.replace("घर", "घ\u200dर").replace("Translit=x|Gloss=y", "_").replace("= t1", "= t-s1")
    Path("joiner.conllu").write_text(text, encoding="utf-8")
    assert main(["validate", "--profile", "house", "joiner.conllu"]) == 0
    assert main(["validate", "--profile", "house", "--strict", "joiner.conllu"]) == 1


def test_so_many_of_a_file_are_shown_and_the_rest_is_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentences = (GOOD.replace("= t1", f"= t{number}").replace("VERB", "verb") for number in range(50))
    Path("many.conllu").write_text("".join(sentences), encoding="utf-8")
    assert main(["validate", "--max", "10", "many.conllu"]) == 1
    told = capsys.readouterr()
    assert told.err.count("upos") == 10
    assert "many.conllu: 40 more problems (--max 0 shows all)" in told.err
    assert told.out == "1 file, 50 problems, 0 warnings (50 upos)\n"


def test_millions_of_empty_lines_are_one_problem(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty.conllu").write_bytes(b"\n" * 2_000_000)
    assert main(["validate", "empty.conllu"]) == 1
    told = capsys.readouterr()
    assert told.err.count("\n") <= 2
    assert "1,999,999 more" in told.err


def test_nothing_to_check_is_a_wrong_command(folder: Path) -> None:
    Path("empty").mkdir()
    Path("d.conllu").mkdir()
    assert main(["validate", "empty"]) == 2
    assert main(["validate", "d.conllu"]) == 2
    assert main(["validate", "."]) == 1


def test_hidden_folders_and_json_are_not_of_a_treebank(folder: Path) -> None:
    Path(".git").mkdir()
    Path(".git/x.conllu").write_text("x", encoding="utf-8")
    Path("stats.json").write_text("{", encoding="utf-8")
    assert {each.path for each in validate(["."])} == {"bad.conllu"}


def test_several_processes_find_the_same(folder: Path) -> None:
    seen: list[str] = []
    assert list(validate(["."], jobs=2, seen=seen.append)) == list(validate(["."]))
    assert seen == ["bad.conllu", "good.conllu"]


# Settings


@pytest.mark.parametrize(
    ("name", "table"), [("padapatha.toml", "[validate]"), ("pyproject.toml", "[tool.padapatha.validate]")]
)
def test_settings_of_the_repository_apply_below_it(folder: Path, name: str, table: str) -> None:
    Path(name).write_text(f'{table}\nignore = ["upos", "deprel"]\nprofile = "ud"\nmax = 3\n', encoding="utf-8")
    Path("below").mkdir()
    assert read_settings(Path("below")) == Settings("ud", None, (), ("upos", "deprel"), 3)
    assert main(["validate", "bad.conllu"]) == 0
    assert main(["validate", "--ignore", "upos", "bad.conllu"]) == 1, "the command line wins"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('ignor = ["upos"]', "did you mean ignore?"),
        ("level = true", "write a number"),
        ('profile = "mine"', "write one of ud, house"),
        ('ignore = ["uposs"]', "did you mean upos?"),
        ("level =", "no TOML"),
    ],
)
def test_wrong_settings_are_refused(folder: Path, line: str, said: str) -> None:
    Path("padapatha.toml").write_text(f"[validate]\n{line}\n", encoding="utf-8")
    with pytest.raises(Refused, match=said.replace("?", r"\?")):
        read_settings(folder)
    assert main(["validate", "good.conllu"]) == 2


def test_settings_above_the_repository_are_not_read(folder: Path) -> None:
    Path("padapatha.toml").write_text("[validate]\nmax = 3\n", encoding="utf-8")
    (folder / "inner" / ".git").mkdir(parents=True)
    assert read_settings(folder / "inner") == Settings()


# What has changed


def git(*arguments: str) -> None:
    names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_only_what_has_changed_is_looked_at(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git("init")
    git("add", ".")
    git("commit", "-m", "x")
    assert main(["validate", "--changed-since", "HEAD", "."]) == 0
    assert capsys.readouterr().out == "0 files, 0 problems, 0 warnings\n"
    Path("हिन्दी 1.conllu").write_text(GOOD, encoding="utf-8")
    Path("good.conllu").write_text(GOOD.replace("VERB", "verb"), encoding="utf-8")
    assert changed_files("HEAD") == (Path("good.conllu"), Path("हिन्दी 1.conllu"))
    assert main(["validate", "--changed-since", "HEAD", "."]) == 1
    assert capsys.readouterr().out == "2 files, 1 problem, 0 warnings (1 upos)\n"
    assert main(["validate", "--changed-since", "no-such-branch", "."]) == 2
    assert main(["validate", "--changed-since=--output=x", "."]) == 2
    assert not Path("x").exists()


# Formats


def test_formats_go_to_stdout_or_into_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--format", "json", "."]) == 1
    told = capsys.readouterr()
    assert [each["slug"] for each in json.loads(told.out)] == ["deprel", "upos"]
    assert told.err == "2 files, 2 problems, 0 warnings (1 deprel, 1 upos)\n"
    Path("out").mkdir()
    assert main(["validate", "--format", "sarif", "--output", "out/p.sarif", "."]) == 1
    assert len(json.loads(Path("out/p.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 2
    assert capsys.readouterr().out == "2 files, 2 problems, 0 warnings (1 deprel, 1 upos)\n"


def test_stdin_is_held_to_the_rules_of_the_current_folder(
    folder: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stdin:
        buffer = property(lambda _self: io.BytesIO(GOOD.encode()))
        isatty = staticmethod(lambda: False)

    monkeypatch.setattr("sys.stdin", Stdin())
    assert main(["validate", "-"]) == 0
    assert main(["validate", "--profile", "house", "-"]) == 1
    assert main(["validate", "--root", str(sample.root), "-"]) == 1
    assert "sent-id" in capsys.readouterr().err


def test_json_that_is_of_no_project_is_not_looked_at(sample: Sample) -> None:
    (sample.root / "package.json").write_text("{", encoding="utf-8")
    assert [each.path for each in validate([sample.root])] == []


def test_only_files_that_are_not_there_are_a_wrong_command(folder: Path) -> None:
    assert main(["validate", "absent.conllu"]) == 2
    assert main(["validate", "absent.conllu", "good.conllu"]) == 1
