"""Every example of the pages and of `--help` is run in a copy of the project, as it stands there.

Commands are examples of the pages (```console) and of ``padapatha COMMAND --help``; Python is run (```python), and its
output compared where the page shows one. A command that is not run has its reason in `NOT_RUN`.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import datasets
import pytest

from padapatha import cli

ROOT = Path(__file__).parents[1]
RUN_AS_A_WHOLE = {"docs/your-own-corpus.md"}  # tests/test_your_own_corpus.py runs it
PAGES = sorted({path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")} - RUN_AS_A_WHOLE)
PAGES = ["README.md", "CONTRIBUTING.md", "DATASET_CARD.md", *PAGES]
DOCUMENT = "000_0f1e8db63d2ccbea"
TEXT = "राम घर गया। सीता ने किताब पढ़ी।\n"
FIRST = "make corpus"  # every other example runs in what this one has left behind

# What a command begins with, and why it is not run
NOT_RUN = {
    "make test": "it is what runs this test",
    "make coverage": "it is what runs this test",
    "pip install": "it needs the network",
    "pipx install": "it needs the network",
    "uv pip compile": "it needs the network, and uv",
    "pre-commit install": "it needs pre-commit, which contributors install for themselves",
    "padapatha validate --changed-since": "it needs a git repository with this branch",
    "padapatha train": "it needs a treebank, the extra [train] and hours",
    "padapatha annotate --model runs/1/model": "it needs the model that the training before it makes",
    "padapatha annotate text.txt --annotator": "it needs another annotator and its model",
    "padapatha annotate tokens.conllu --annotator": "it needs another annotator and its model",
}
_SHELL = re.compile(r"[|<>*;&]")


def _blocks(page: str, language: str) -> Iterator[tuple[int, str]]:
    """The fenced blocks of a page, each with the number of its first line."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        yield text.count("\n", 0, block.start(1)) + 1, block[1]


def _commands_of_pages() -> Iterator[tuple[str, str]]:
    """A name of each command, and the command without its comment."""
    for page in PAGES:
        for first, block in _blocks(page, "console"):
            for number, line in enumerate(block.rstrip("\n").split("\n"), first):
                assert line.startswith("$ "), f"{page}:{number}: a console block holds commands only"
                yield f"{page}:{number}", re.sub(r" +#.*", "", line.removeprefix("$ "))


def _commands_of_tables() -> Iterator[tuple[str, str]]:
    for number, line in enumerate((ROOT / "README.md").read_text(encoding="utf-8").split("\n"), 1):
        for command in re.findall(r"`(\.venv/bin/padapatha [^`|]+)`", line) if line.startswith("|") else ():
            yield f"README.md:{number}", command


def _commands_of_help() -> Iterator[tuple[str, str]]:
    for verb in cli.COMMANDS:
        examples = str(import_module(f"padapatha.commands.{verb}").__doc__).partition("examples:\n")[2]
        for number, line in enumerate(filter(None, examples.split("\n")), 1):
            yield f"{verb} --help:{number}", line.removeprefix("  ")


COMMANDS = [*_commands_of_pages(), *_commands_of_tables(), *_commands_of_help()]


def _reason(command: str) -> str | None:
    plain = command.removeprefix(".venv/bin/")
    return next((NOT_RUN[begin] for begin in NOT_RUN if plain.startswith(begin)), None)


def _environment(home: Path) -> dict[str, str]:
    """The programs of this Python first on the path; nothing is fetched, and no cache of the machine is read."""
    return os.environ | {
        "PATH": f"{home / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HF_HOME": str(home / "cache"),
        "HF_HUB_OFFLINE": "1",
        "PIP_NO_INDEX": "1",
    }


def _run(command: str, folder: Path) -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"


def _stand_in_for_the_installation(venv: Path) -> None:
    """Programs that start this Python, and a stamp that is newer than the lock, so that make installs nothing."""
    (venv / "bin").mkdir(parents=True)
    for name, start in (("python", ""), ("padapatha", "-m padapatha")):
        program = venv / "bin" / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {start} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    (venv / "installed").touch()


def _write_texts(folder: Path) -> None:
    """A folder of texts, their table and a JSONL file, as `padapatha add` takes them."""
    for name in ("texts", "messages"):
        (folder / name).mkdir()
        (folder / name / "one.txt").write_text(TEXT.replace("सीता", f"गीता-{name}"), encoding="utf-8")
    fields = {"source": "me", "licence": "CC0-1.0", "genre": "news", "split": "train"}
    table = "\t".join(["file", *fields]) + "\n" + "\t".join(["one.txt", *fields.values()]) + "\n"
    (folder / "table.tsv").write_text(table, encoding="utf-8")
    (folder / "more.jsonl").write_text(json.dumps({"text": "मोहन भी आया।", **fields}) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository without its code, in which `make corpus` has been run with what is installed here."""
    folder = tmp_path_factory.mktemp("examples") / "clone"
    left_out = shutil.ignore_patterns(".*", "__pycache__", "src", "tests", "docs", "dist", "examples")
    shutil.copytree(ROOT, folder, ignore=left_out)
    _stand_in_for_the_installation(folder / ".venv")
    for name in ("a", "article", "b", "big", "my", "story", "text"):
        (folder / f"{name}.txt").write_text(TEXT.replace("सीता", f"सीता-{name}"), encoding="utf-8")
    _write_texts(folder)
    gold = (folder / "annotations" / "treebank" / f"{DOCUMENT}.conllu").read_text(encoding="utf-8")
    (folder / "mine.conllu").write_text(gold, encoding="utf-8")
    for name in ("my", "tokens"):
        (folder / f"{name}.conllu").write_text(gold.partition("\n\n")[0] + "\n\n", encoding="utf-8")
    other = folder / "path" / "to" / "project"
    for data in ("seeds", "annotations"):
        shutil.copytree(folder / data, other / data)
    _run(FIRST, folder)
    return folder


@pytest.fixture
def clone(finished: Path, tmp_path: Path) -> Path:
    """A copy of that copy for one example."""
    return shutil.copytree(finished, tmp_path / "clone", symlinks=True)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        pytest.param(name, command, id=name, marks=[pytest.mark.skip(reason=reason)] if reason else [])
        for name, command in COMMANDS
        for reason in [_reason(command)]
    ],
)
def test_a_command_that_is_shown_succeeds(
    name: str, command: str, clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = shlex.split(command)
    if command == FIRST:
        assert (clone / "dist" / "hub" / "README.md").is_file()
    elif Path(words[0]).name == "padapatha" and words[1] != "annotate" and not _SHELL.search(command):
        # In this process, which is faster. `annotate` would keep its model open for the tests behind this one.
        monkeypatch.chdir(clone)
        code = cli.main(words[1:])
        assert code == 0, f"{name}: $ {command}\n{capsys.readouterr().err}"
    else:
        _run(command, clone)


@pytest.mark.parametrize(
    ("page", "line", "code"),
    [
        pytest.param(page, line, code, id=f"{page}:{line}")
        for page in PAGES
        for line, code in _blocks(page, "python")
        if ">>>" not in code
    ],
)
def test_python_that_is_shown_runs(
    page: str, line: int, code: str, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clone)
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", clone / "cache")
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    script = clone / f"{page.replace('/', '-')}-{line}.py"
    script.write_text(code, encoding="utf-8")
    runpy.run_path(str(script))


@pytest.mark.parametrize("page", [page for page in PAGES if ">>>" in (ROOT / page).read_text(encoding="utf-8")])
def test_python_that_is_shown_gives_the_output_that_is_shown(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    failed, tried = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert (failed, tried > 0) == (0, True), capsys.readouterr().out


def test_every_reason_for_not_running_is_needed() -> None:
    plain = [command.removeprefix(".venv/bin/") for _, command in COMMANDS]
    assert [begin for begin in NOT_RUN if not any(command.startswith(begin) for command in plain)] == []
