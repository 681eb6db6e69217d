"""Ctrl-C at any moment, in imports and in the work between them: exit code 130, one line, no traceback."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from padapatha.project import Project
from processes import PROGRAM, everything

SAID = "padapatha: interrupted; run it again to go on\n"
# The program, with a finder that names every module it is asked for, and interrupts the process at one of them
TRAPPED = """
import os, runpy, signal, sys
trap, sys.argv = sys.argv[1], ["padapatha", *sys.argv[2:]]
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background of a shell
fired = []
class Finder:
    def find_spec(self, name, path=None, target=None):
        if trap == "list":
            os.write(2, f"{name}\\n".encode())
        elif trap == name and not fired:
            fired.append(name)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
runpy.run_module("padapatha", run_name="__main__", alter_sys=True)
"""
# The program, which says when Python has started
READY = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
print("ready", flush=True)
from padapatha.__main__ import main
sys.exit(main())
"""


def trapped(trap: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", TRAPPED, trap, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)


@pytest.mark.parametrize("command", ["build", "pack"])
@pytest.mark.parametrize("count", [8, pytest.param(250, marks=pytest.mark.heavy)])
def test_interrupted_while_a_module_is_imported(two: Project, command: str, count: int) -> None:
    listed = trapped("list", command, "--root", two.root).stderr.split("\n")
    modules = list(dict.fromkeys(listed[listed.index("padapatha.interrupts") : -1]))
    assert len(modules) > 100
    chosen = modules if count > len(modules) else random.Random(count).sample(modules, count)
    before = everything(two.root)
    wrong = {}
    for module in ("padapatha.interrupts", "padapatha.cli", *chosen):
        done = trapped(module, command, "--root", two.root)
        if (done.returncode, done.stderr) != (130, SAID):
            wrong[module] = (done.returncode, done.stderr)
    assert wrong == {}
    assert [name for name in everything(two.root) if "-tmp-" in name or ".building" in name] == []
    assert {name: everything(two.root)[name] for name in before} == before


def start(*arguments: object) -> subprocess.Popen[bytes]:
    """Start the program in a group of its own; Python itself has started when this returns."""
    return subprocess.Popen(
        [sys.executable, "-c", READY, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def test_with_several_processes_only_the_parent_speaks(two: Project) -> None:
    """A terminal sends Ctrl-C to every process of the group."""
    for wait in (0.5, 1.0):
        with start("annotate", "--jobs", "2", long_text(two.root), "-o", two.root / "out") as process:
            assert process.stdout
            assert process.stdout.readline() == b"ready\n"
            time.sleep(wait)
            os.killpg(process.pid, signal.SIGINT)
            _, complaint = process.communicate(timeout=60)
        assert (process.returncode, complaint.decode()) == (130, SAID)


def long_text(root: Path) -> Path:
    path = root.parent / "long.txt"
    path.write_text("राम घर गया। सीता आई।\n" * 60_000, encoding="utf-8")
    return path


def test_a_killed_worker_is_the_machines_fault(two: Project) -> None:
    code = f"""
import os, signal, sys
from padapatha import cli
from padapatha.annotator import stream
stream.annotate_chunk = killed = lambda chunk, options: os.kill(os.getpid(), signal.SIGKILL)
killed.__module__, killed.__qualname__ = "padapatha.annotator.stream", "annotate_chunk"
sys.exit(cli.main(["annotate", "--jobs", "2", {str(long_text(two.root))!r}]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert (done.returncode, "a worker process was killed" in done.stderr) == (3, True)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("count", [3, pytest.param(100, marks=pytest.mark.heavy)])
def test_interrupted_at_any_time(two: Project, count: int) -> None:
    """The first moments belong to Python, which then prints a traceback of its own: they are left out."""
    chance = random.Random(count)
    path = long_text(two.root)
    for _ in range(count):
        with start("annotate", path, "-o", two.root.parent / "out.conllu") as process:
            assert process.stdout
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.05, 1.5))
            process.send_signal(signal.SIGINT)
            _, complaint = process.communicate(timeout=60)
        assert (process.returncode, complaint.decode()) == (130, SAID)
        assert sorted(each.name for each in two.root.parent.iterdir()) == ["long.txt", "project"]


def test_an_interrupt_that_cannot_be_raised_comes_again() -> None:
    code = """
import os, signal, sys, time
from padapatha import interrupts
signal.signal(signal.SIGINT, signal.default_int_handler)
class Deaf:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
interrupts.listen()
try:
    Deaf()
    time.sleep(20)
except KeyboardInterrupt:
    sys.exit(interrupts.finish())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, timeout=30)
    assert (done.returncode, done.stderr) == (130, SAID)


def test_the_program_is_called_by_its_guard() -> None:
    assert PROGRAM[1:] == ("-m", "padapatha")
    toml = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert 'padapatha = "padapatha.__main__:main"' in toml
