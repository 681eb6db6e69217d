"""The promise on real data: at most 1 % of the converted sentences break a rule of level 3 or higher."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from padapatha.languages.hi.convert import convert
from padapatha.languages.hi.convert.command import main
from padapatha.languages.hi.convert.rows import Sentence, is_tree, read_rows, write_rows

DATA = Path(__file__).parents[3] / "shared" / "data"
HDTB = [DATA / "hdtb-v1" / name for name in ("part1.conllu", "part2.conllu")]
PUD = DATA / "pud" / "hi_pud-sample.conllu"
_HIGH = re.compile(r"Sent ([^]]*)\]: \[L[345] (?!WARNING)")

gold = pytest.mark.skipif(not DATA.is_dir(), reason="the gold treebanks are not beside the project")


def read(path: Path) -> list[Sentence]:
    return list(read_rows(path.read_bytes().decode("utf-8")))


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
        assert [unicodedata.normalize("NFC", row.form) for row in old.rows] == [row.form for row in new.rows]
        assert is_tree(new.rows)
    assert list(convert(once)) == once


@gold
@portions
def test_the_official_validator_finds_less_than_one_sentence_in_a_hundred(tmp_path: Path, portion: int | None) -> None:
    pytest.importorskip("udtools", reason="the official validator is an optional dependency")
    broken: set[tuple[str, str]] = set()
    total = 0
    for source in [*HDTB, PUD]:
        part, target = tmp_path / f"part-{source.name}", tmp_path / source.name
        part.write_bytes("".join(write_rows(read(source)[:portion])).encode("utf-8"))
        assert main([str(part), str(target)]) == 0
        total += len(read(target))
        broken |= {(source.name, found) for found in _HIGH.findall(_report(target))}
    assert len(broken) <= total // 100, sorted(broken)[:10]


def _report(path: Path) -> str:
    """Findings of the validator at level 5, called as a program (it is GPL)."""
    program = Path(sys.executable).with_name("udvalidate")
    command = [str(program), "--lang", "hi", "--level", "5", "--max-err", "0", str(path)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    return done.stdout + done.stderr


def test_wrong_commands_and_bad_files_have_their_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.conllu"
    bad.write_bytes("1\tक\n\n".encode())
    assert main([]) == 2
    assert main([str(bad), str(tmp_path / "out.conllu")]) == 1
    assert "line 1: columns: 2 columns; fix:" in capsys.readouterr().err
    assert main([str(tmp_path / "missing.conllu"), str(tmp_path / "out.conllu")]) == 3
    assert not (tmp_path / "out.conllu").exists()
