"""The commands `build` and `pack`: problems for people and for programs, one command for both, and what comes next."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from padapatha.cli import main
from padapatha.confirm import confirm
from padapatha.project import Project

TINY = Path(__file__).parent / "annotator" / "tiny"


@pytest.fixture(autouse=True)
def tiny_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """An untrained model: its trees are nonsense and valid, and it takes no time."""
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))


@pytest.fixture
def broken(project: Project) -> Project:
    """A project whose only text is no UTF-8."""
    project.seed_text("namuna").write_bytes(b"\xff")
    return project


@pytest.mark.parametrize("command", ["build", "pack"])
def test_problems_for_programs_go_to_stdout(broken: Project, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--root", str(broken.root), "--format", "json"]) == 1
    told = capsys.readouterr()
    assert "seeds/namuna.txt" in {each["path"] for each in json.loads(told.out)}
    assert "seeds/namuna.txt" not in told.err


@pytest.mark.parametrize("command", ["build", "pack"])
def test_problems_for_people_go_to_stderr(broken: Project, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--root", str(broken.root)]) == 1
    told = capsys.readouterr()
    assert "seeds/namuna.txt" in told.err
    assert "seeds/namuna.txt" not in told.out


@pytest.mark.parametrize("command", ["build", "pack"])
@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_problems_go_into_a_file(
    broken: Project, command: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "problems"
    assert main([command, "--root", str(broken.root), "--format", form, "--output", str(path)]) == 1
    assert "seeds/namuna.txt" in path.read_text(encoding="utf-8")
    assert "seeds/namuna.txt" not in "".join(capsys.readouterr())


@pytest.mark.parametrize("command", ["build", "pack"])
def test_without_a_problem_the_report_is_whole_and_names_the_documents(
    project: Project, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(project.root), "--output", str(project.root / "text")]) == 0
    capsys.readouterr()
    assert main([command, "--root", str(project.root), "--format", "junit"]) == 0
    told = capsys.readouterr()
    suite = ElementTree.fromstring(told.out)
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("1", "0")
    assert suite[0].attrib["name"] == "corpus/namuna.conllu"
    assert told.err.count("\n") == 1  # the last line of a run


def test_a_locked_project_is_told_in_the_format_too(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.root / ".padapatha" / "lock").unlink()
    (project.root / ".padapatha" / "lock").symlink_to("elsewhere")
    assert main(["build", "--root", str(project.root), "--format", "json"]) == 1
    assert [each["slug"] for each in json.loads(capsys.readouterr().out)] == ["file-kind"]


# One command for all


def test_build_and_pack_in_one_command(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--pack", "--root", str(project.root)]) == 0
    assert (project.root / "dist" / "hub" / "README.md").is_file()
    lines = capsys.readouterr().out.split("\n")
    assert lines[0].startswith("1 document (")
    assert "dist/hub is release" in lines[1]


def test_what_cannot_be_built_is_not_packed(broken: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--pack", "--root", str(broken.root), "--format", "json"]) == 1
    assert [each["path"] for each in json.loads(capsys.readouterr().out)] == ["seeds/namuna.txt"]
    assert not (broken.root / "dist").exists()


def test_what_is_not_valid_is_not_packed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.root / "annotations" / "stray.txt").write_bytes(b"x")
    assert main(["build", "--pack", "--root", str(project.root), "--format", "json"]) == 1
    assert [each["slug"] for each in json.loads(capsys.readouterr().out)] == ["stray"]
    assert not (project.root / "dist" / "hub").exists()


def test_a_fault_of_the_machine_stops_with_its_code(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project.root / "corpus")
    (project.root / "corpus").write_bytes(b"in the way")
    assert main(["build", "--pack", "--root", str(project.root)]) == 3
    assert "machine" in capsys.readouterr().err
    assert not (project.root / "dist").exists()


# What comes next


def next_step(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the last line says to somebody at a terminal; the bar is not drawn."""
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["build", *arguments])
    lines = capsys.readouterr().err.rstrip("\n").split("\n")
    return lines[-1] if lines[-1].startswith("next: ") else ""


def test_on_a_terminal_the_last_line_says_what_comes_next(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ("--root", str(project.root))
    waiting = "3 sentences of 1 document that nobody has confirmed: padapatha review"
    assert next_step(monkeypatch, capsys, *root) == f"next: {waiting}; then padapatha validate, padapatha pack"
    assert next_step(monkeypatch, capsys, *root, "--pack") == f"next: {waiting}"
    confirm(project.root, "namuna", ["1", "2", "3"], "me")
    assert next_step(monkeypatch, capsys, *root) == "next: padapatha validate, padapatha pack"
    assert next_step(monkeypatch, capsys, *root, "--pack") == ""
    project.seed_text("namuna").write_bytes(b"\xff")
    assert next_step(monkeypatch, capsys, *root) == "next: correct the problems, then padapatha build"
    project.seed_text("namuna").unlink()
    assert next_step(monkeypatch, capsys, *root, "--prune") == "next: padapatha add FILE …"


def test_in_a_pipe_nothing_is_added(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(project.root)]) == 0
    assert capsys.readouterr().err == ""
