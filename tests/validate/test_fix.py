"""`padapatha validate --fix`: what needs no decision is corrected, shown as a diff, and written only when asked to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from padapatha.cli import main
from padapatha.validate.fix import corrected

Sample = Any  # the fixture's class, which lives in conftest.py beside this file

BROKEN = """\
# sent_id = t1
# text = क\u093cलम घर \n\
1	क\u093cलम\x20	क\u093cलम	NOUN	_	Number=Sing|Case=Nom,Acc	2	nsubj	_	Translit=x|Gloss=y
2	घर	घर	NOUN	_	B=1|b	0	root	_	_\t
3	x
"""
FIXED = """\
# sent_id = t1
# text = क़लम घर
1	क़लम	क़लम	NOUN	_	Case=Acc,Nom|Number=Sing	2	nsubj	_	Translit=x|Gloss=y
2	घर	घर	NOUN	_	B=1|b	0	root	_	_
3	x

"""


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2028", "\u0085"])
def test_white_space_that_may_be_meant_is_left_alone(space: str) -> None:
    for text in (f"# text = राम{space}\n\n", f"1\tराम{space}\tराम\t_\t_\t_\t_\t_\t_\t_\n\n"):
        assert corrected(text, house=True) == text


def test_what_needs_no_decision_is_corrected() -> None:
    broken = BROKEN.replace("क\u093c", "\u0958")
    fixed = FIXED.replace("\u0958", "क\u093c")
    assert corrected(broken, house=False) == fixed
    assert corrected(fixed, house=False) == fixed
    assert "Gloss=y|Translit=x" in corrected(broken, house=True)


@pytest.mark.parametrize("feats", ["A=B|A=C", "b|a", "A=b|B", "_", "A=C,B|"])
def test_what_needs_a_decision_is_left(feats: str) -> None:
    line = f"1\tx\tx\tX\t_\t{feats}\t0\troot\t_\t_\n\n"
    assert corrected(line, house=True) == line


def test_a_diff_is_shown_and_written_only_when_asked_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.conllu"
    path.write_text(BROKEN.replace("\x20\t", "\u202e\t", 1), encoding="utf-8")
    before = path.read_bytes()
    assert main(["validate", "--fix", str(path)]) == 1
    told = capsys.readouterr()
    assert "+1\tक" in told.out
    assert "\u202e" not in told.out
    assert told.err == "1 file to correct\n"
    assert path.read_bytes() == before
    assert main(["validate", "--fix", "--write", str(path)]) == 0
    assert path.read_bytes() != before
    assert main(["validate", "--fix", str(path)]) == 0
    assert main(["validate", "--write", str(path)]) == 2
    assert main(["validate", "--fix"]) == 2


def test_built_files_are_not_corrected(sample: Sample) -> None:
    path = sample.root / "corpus" / "namuna_01.conllu"
    before = path.read_bytes()
    assert main(["validate", "--fix", "--write", str(path)]) == 1
    assert path.read_bytes() == before
