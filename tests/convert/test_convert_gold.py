"""The promise on real data: at most 1 % of the converted sentences break a rule of level 3 or higher."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from extras import extra
from padapatha.conllu import conllu_bytes, read_conllu
from padapatha.conllu.tree import tree_faults
from padapatha.convert import convert
from padapatha.convert.command import main
from padapatha.languages import language
from padapatha.model import Sentence
from padapatha.problems import errors
from padapatha.reading import check_conllu
from padapatha.text import to_nfc

DATA = Path(__file__).parents[3] / "shared" / "data"
HDTB = [DATA / "hdtb-v1" / name for name in ("part1.conllu", "part2.conllu")]
PUD = DATA / "pud" / "hi_pud-sample.conllu"
_HIGH = re.compile(r"Sent ([^]]*)\]: \[L[345] (?!WARNING)")

gold = pytest.mark.skipif(not DATA.is_dir(), reason="the gold treebanks are not beside the project")


def read(path: Path) -> list[Sentence]:
    return list(read_conllu(path, strict=False))


SAMPLE = 150  # sentences of each file in the quick form of the tests
portions = pytest.mark.parametrize(
    "portion", [SAMPLE, pytest.param(None, marks=pytest.mark.heavy)], ids=["sample", "all"]
)


@gold
@portions
@pytest.mark.parametrize("source", [*HDTB, PUD], ids=lambda path: path.stem)
def test_nothing_is_lost_and_twice_is_once(source: Path, portion: int | None) -> None:
    before = read(source)[:portion]
    once = list(convert(before))
    assert len(once) == len(before)
    for old, new in zip(before, once, strict=True):
        assert [to_nfc(token.form) for token in old.tokens] == [token.form for token in new.tokens]
        assert not list(tree_faults(new))
    assert list(convert(once)) == once


@gold
@portions
def test_the_official_validator_finds_less_than_one_sentence_in_a_hundred(tmp_path: Path, portion: int | None) -> None:
    extra("udtools", "validate-ud")
    broken: set[tuple[str, str]] = set()
    total = 0
    for source in [*HDTB, PUD]:
        part, target = tmp_path / f"part-{source.name}", tmp_path / source.name
        part.write_bytes(conllu_bytes(read(source)[:portion]))
        assert main([str(part), str(target)]) == 0
        total += len(read(target))
        broken |= {(source.name, found) for found in _HIGH.findall(_report(target))}
    assert len(broken) <= total // 100, sorted(broken)[:10]


@gold
@pytest.mark.parametrize("source", HDTB, ids=lambda path: path.stem)
def test_converted_files_have_the_form_of_this_project(source: Path, tmp_path: Path) -> None:
    assert main([str(source), str(tmp_path / "out.conllu")]) == 0
    data = (tmp_path / "out.conllu").read_bytes()
    assert check_conllu(data, "out.conllu", language("hi"), "free").problems == ()


@gold
def test_of_pud_only_its_own_ids_and_documents_differ_from_the_form_of_this_project(tmp_path: Path) -> None:
    assert main([str(PUD), str(tmp_path / "out.conllu")]) == 0
    problems = check_conllu((tmp_path / "out.conllu").read_bytes(), "out.conllu", language("hi"), "free").problems
    assert {each.slug for each in errors(problems)} == {"sent-id", "document"}


def _report(path: Path) -> str:
    """Findings of the validator at level 5, called as a program (it is GPL)."""
    program = Path(sys.executable).with_name("udvalidate")
    command = [str(program), "--lang", "hi", "--level", "5", "--max-err", "0", str(path)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    return done.stdout + done.stderr


def test_wrong_commands_and_bad_files_have_their_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.conllu"
    bad.write_bytes("1\tक\n\n".encode())
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert main([str(bad), str(tmp_path / "out.conllu")]) == 1
    assert ":1:4: columns: 2 columns; fix:" in capsys.readouterr().err
    assert main([str(tmp_path / "missing.conllu"), str(tmp_path / "out.conllu")]) == 3
    assert not (tmp_path / "out.conllu").exists()
