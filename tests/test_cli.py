"""The command line as a user meets it: exit codes that tell the truth, words that help, no traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest

from padapatha import cli, files
from padapatha.catalogue import KINDS
from padapatha.problems import Problem, printable, problem
from padapatha.project import Project
from padapatha.report import FORMATS, render

DESCRIBED = ["--source", "me", "--licence", "CC0-1.0", "--genre", "fiction", "--split", "train"]


def padapatha(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "padapatha", *map(str, arguments)]
    environment = os.environ | dict(options.pop("env", {}))  # type: ignore[call-overload]  # a mapping of strings
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("verb", cli.COMMANDS)
def test_every_command_has_help_with_examples_and_stands_in_the_readme(verb: str) -> None:
    shown = padapatha(verb, "--help")
    assert shown.returncode == 0
    assert f"padapatha {verb}" in shown.stdout.partition("examples:")[2]
    assert f"padapatha {verb}" in (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_right_exit_codes(project: Project, tmp_path: Path) -> None:
    root = ("--root", project.root)
    assert padapatha("build", *root).returncode == 0
    assert padapatha("--version").returncode == 0
    assert padapatha().returncode == 2
    assert padapatha("build", "--root", tmp_path / "nowhere").returncode == 2
    assert padapatha("build", "--rooot", "x").returncode == 2
    assert padapatha("build", "--roo", project.root).returncode == 2  # no abbreviations
    assert padapatha("build", *root, "--jobs", "0").returncode == 2
    assert padapatha("show", "absent", *root).returncode == 1
    assert padapatha("add", tmp_path / "absent.txt", *root, *DESCRIBED).returncode == 1
    project.seed_text("namuna").write_bytes(b"\xff")
    assert padapatha("build", *root).returncode == 1


@pytest.mark.parametrize("jobs", ["-1", "abc", "1e9", "१०", "1_0", " 7 ", "10000", ""])
def test_numbers_are_ascii_and_in_range(project: Project, jobs: str) -> None:
    done = padapatha("build", "--root", project.root, "--jobs", jobs)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    done = padapatha("biuld")
    assert (done.returncode, "did you mean build" in done.stderr) == (2, True)


def test_a_locked_project_is_the_machines_fault(project: Project) -> None:
    with files.lock(project.root):
        done = padapatha("build", "--root", project.root)
    assert (done.returncode, "locked" in done.stderr) == (3, True)


def test_a_full_disk_is_code_3(project: Project) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "padapatha", "show", "namuna", "--root", str(project.root)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, b"machine" in done.stderr, b"Traceback" in done.stderr) == (3, True, False)


def test_a_closed_pipe_is_no_fault(project: Project) -> None:
    command = f"'{sys.executable}' -m padapatha show namuna --root '{project.root}' | head -0; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_is_130(project: Project, how: signal.Signals) -> None:
    # A shell starts what runs in its background with SIGINT ignored, and that is inherited: the tests may run there
    code = f"""
import importlib, signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from padapatha import cli
build = importlib.import_module("padapatha.build")
build.build = lambda *_, **__: (print("ready", flush=True), time.sleep(60))
raise SystemExit(cli.main(["build", "--root", {str(project.root)!r}]))
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(how)
        _, complaint = process.communicate(timeout=20)
    assert (process.returncode, complaint) == (130, b"padapatha: interrupted; run it again to go on\n")


@pytest.mark.skipif(not __file__.isascii(), reason="Python cannot start from a non-ASCII path in an ASCII locale")
def test_hindi_is_printed_whatever_the_locale(project: Project) -> None:
    done = padapatha(
        "show", "namuna", "--root", project.root, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, "राम घर गया।" in done.stdout) == (0, True)


def test_nothing_is_lost_without_assertions(project: Project) -> None:
    done = padapatha("build", "--root", project.root, env={"PYTHONOPTIMIZE": "2"})
    assert done.returncode == 0
    assert "Show a document" in padapatha("show", "--help", env={"PYTHONOPTIMIZE": "1"}).stdout


def test_a_fault_of_ours_is_said_to_be_ours(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(import_module("padapatha.build"), "build", lambda *_, **__: 1 / 0)
    assert cli.main(["build", "--root", str(project.root)]) == 70
    complaint = capsys.readouterr().err
    assert "a fault of this program" in complaint
    Path(complaint.split("described in ")[1].split(";")[0]).unlink()


PROBLEM = problem("upos", "corpus/a,b:c%.conllu", "x\u202ey\x1b[31m<b>", line=3, column=7)


def test_a_problem_is_one_line_that_cannot_act_on_the_terminal() -> None:
    assert str(PROBLEM) == (
        "corpus/a,b:c%.conllu:3:7: upos: x\\u202ey\\x1b[31m<b>; fix: use one of the 17 universal tags"
    )
    assert printable("हि\u200dक\n") == "हि\u200dक\\n"


def test_problems_for_machines() -> None:
    assert json.loads(render([PROBLEM], "json"))[0]["line"] == 3
    sarif = json.loads(render([PROBLEM], "sarif"))
    assert sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 7,
    }
    assert render([PROBLEM], "github").startswith("::error file=corpus/a%2Cb%3Ac%25.conllu,line=3,col=7,title=upos::")
    assert ElementTree.fromstring(render([PROBLEM], "junit")).attrib["failures"] == "1"
    assert all(render([], form).count("upos") == 0 for form in FORMATS)


def test_every_problem_has_a_fix() -> None:
    assert all(
        kind.slug and kind.meaning and kind.fix and kind.severity in ("error", "warning") for kind in KINDS.values()
    )
    assert Problem("p", 0, 0, "id", "f", "m").severity == "error"
