"""Exit codes tell the truth whatever the standard streams are: closed, full, or read by nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from padapatha.project import Project
from processes import shell

COMMANDS = {
    "--help": "padapatha --help",
    "--version": "padapatha --version",
    "build": "padapatha build --root project",
    "show": "padapatha show ek --root project",
    "annotate": "padapatha annotate project/seeds/ek.txt",
    "compare": "padapatha compare project/corpus/ek.conllu project/corpus/ek.conllu",
    "confirm": "padapatha confirm ek 1 --by me --root project",
    "validate": "padapatha validate --root project",
    "pack": "padapatha pack --root project",
}
LONG = ("compare", "confirm", "validate", "pack")
NAMES = [pytest.param(name, marks=pytest.mark.heavy) if name in LONG else name for name in COMMANDS]
# What is done to the streams, and the exit code of a run in which all else went well
SITUATIONS = {
    "": 0,
    "2>&-": 0,
    "<&-": 0,
    "2>/dev/full": 0,
    "2>&- <&-": 0,
    ">&-": 3,
    ">&- 2>&- <&-": 3,
    ">/dev/full": 3,
    ">/dev/full 2>/dev/full": 3,
    "| head -0; exit ${PIPESTATUS[0]}": 0,
}


@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("name", NAMES)
def test_the_code_is_that_of_the_run(two: Project, name: str, buffered: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    found = {}
    for streams in SITUATIONS:
        done = shell(f"cd {two.root.parent}; {COMMANDS[name]} {streams}", {"PYTHONUNBUFFERED": buffered})
        found[streams] = done.returncode
        assert "Traceback" not in done.stderr
        assert "bug" not in done.stderr
    assert found == SITUATIONS


def test_problems_that_nobody_reads_are_problems(two: Project) -> None:
    two.seed_text("ek").write_bytes(b"\xff")
    for streams in ("2>&-", "2>/dev/full", "2>&1 | head -0; exit ${PIPESTATUS[0]}", "<&-"):
        assert shell(f"padapatha build --root {two.root} {streams}").returncode == 1, streams


def test_of_several_texts_each_is_taken_or_refused_and_the_code_is_that_of_the_worst(two: Project) -> None:
    folder = two.root.parent
    (folder / "teen.txt").write_text("तीसरी कहानी यहाँ है।\n", encoding="utf-8")
    (folder / "loop.txt").symlink_to("loop.txt")
    described = f"--root {two.root} --source me --licence CC0-1.0 --genre fiction --split train"
    names = ("absent", "loop", "teen.txt/under-a-file", "teen")
    done = shell(f"padapatha add {' '.join(f'{folder}/{name}.txt' for name in names)} {described}")
    assert (done.returncode, done.stderr.count("\n"), two.seed_text("teen").exists()) == (3, 3, True), done.stderr
    assert shell(f"padapatha add {folder}/absent.txt {described}").returncode == 1


@pytest.mark.parametrize("command", ["annotate -", "validate -"])
def test_a_closed_standard_input_is_empty(command: str) -> None:
    done = shell(f"padapatha {command} <&-")
    assert (done.returncode, "empty" in done.stderr) == (1, True)


def test_no_output_lands_in_a_file_in_the_place_of_a_closed_stream(two: Project) -> None:
    """The first file that a process opens gets the number of a closed stream."""
    right = shell(f"padapatha annotate {two.seed_text('ek')}").stdout
    for closed in ("0", "1", "2"):
        out = two.root / f"out{closed}.conllu"
        done = shell(f"padapatha annotate {two.seed_text('ek')} -o {out} {closed}>&-")
        assert (done.returncode, out.read_text(encoding="utf-8")) == (0, right)
