"""The cache of files that hold to UD: what it saves, and what it must never save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from padapatha.cli import main
from padapatha.problems import Problem
from padapatha.project import Project
from padapatha.validate import cache, validate

GOOD = """\
# sent_id = t1
# text = घर गया
1	घर	घर	NOUN	NN	_	2	obl	_	_
2	गया	जाना	VERB	VM	_	0	root	_	_

"""


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are looked at, as they are."""
    names: list[str] = []
    real = cache.check_ud

    def check(data: bytes, shown: str, level: int) -> Iterator[Problem]:
        names.append(Path(shown).name)
        return real(data, shown, level)

    monkeypatch.setattr(cache, "check_ud", check)
    return names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.conllu").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.conllu").write_text(GOOD.replace("VERB", "verb"), encoding="utf-8")
    return tmp_path


def _slugs(folder: Path, level: int = 2) -> list[str]:
    return [each.slug for each in validate([folder], profile="ud", level=level, cache=folder / ".clean")]


def test_a_clean_file_is_looked_at_once_and_a_faulty_one_every_time(folder: Path, looked_at: list[str]) -> None:
    assert _slugs(folder) == _slugs(folder) == ["upos"]
    assert looked_at == ["bad.conllu", "good.conllu", "bad.conllu"]


def test_a_change_of_the_file_the_level_or_the_program_asks_for_a_new_look(
    folder: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "bad.conllu").unlink()
    _slugs(folder)
    _slugs(folder, level=1)
    assert len(looked_at) == 2
    (folder / "good.conllu").write_text(GOOD.replace("NOUN", "noun"), encoding="utf-8")
    assert _slugs(folder) == ["upos"]
    (folder / "good.conllu").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(cache, "toolchain", lambda: "another")
    _slugs(folder)
    assert len(looked_at) == 4


def test_an_entry_that_is_no_file_of_its_own_is_not_believed(folder: Path, looked_at: list[str]) -> None:
    (folder / "bad.conllu").unlink()
    _slugs(folder)
    (entry,) = (folder / ".clean").iterdir()
    entry.unlink()
    entry.symlink_to(folder / "good.conllu")
    _slugs(folder)
    assert looked_at == ["good.conllu", "good.conllu"]
    assert not entry.is_symlink()


def test_the_command_counts_the_files_that_it_skips(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.conllu").unlink()
    command = ["validate", "--profile", "ud", "--cache", str(folder / ".clean"), str(folder)]
    assert [main(command), main(command)] == [0, 0]
    assert capsys.readouterr().out.count("1 file, 0 problems") == 2


def test_a_project_that_is_held_to_ud_has_the_cache_too(project: Project, looked_at: list[str]) -> None:
    found = [list(validate(root=project.root, profile="ud", cache=project.root / ".clean")) for _ in range(2)]
    assert found == [[], []]
    assert looked_at == ["namuna.conllu"]


def test_the_processes_share_the_cache(folder: Path) -> None:
    found = [list(validate([folder], profile="ud", jobs=2, cache=folder / ".clean")) for _ in range(2)]
    assert [[each.slug for each in problems] for problems in found] == [["upos"], ["upos"]]
    assert len(list((folder / ".clean").iterdir())) == 1
