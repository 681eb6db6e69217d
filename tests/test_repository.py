"""The repository is what its documents say: layout, thin scripts, generated pages, examples that run."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest
import yaml

from write_docs import main as write_pages

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted((ROOT / "scripts").rglob("*.py"))
SOURCES = sorted((ROOT / "src" / "padapatha").rglob("*.py"))
# Each of these scripts is a command of padapatha under another name
TWINS = ("build_corpus", "add_seeds", "pack_dataset", "validate_corpus")
FOLDERS = ("seeds", "annotations", "corpus", "schema", "scripts", "tests")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_data_folder_says_what_lives_there(folder: str) -> None:
    assert 100 < len((ROOT / folder / "README.md").read_text(encoding="utf-8")) < 3000


def test_the_top_level_is_the_one_asked_for() -> None:
    for name in (
        *FOLDERS,
        "DATASET_CARD.md",
        "README.md",
        "LICENSE",
        "LICENSE-DATA",
        "CITATION.cff",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
    ):
        assert (ROOT / name).exists(), name


def _rule(target: str) -> tuple[list[str], list[str]]:
    """What a target of the Makefile depends on, and its commands."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    rule = re.search(rf"^{target}:(.*?)(?: +##.*)?\n((?:\t.*\n)*)", makefile, re.MULTILINE)
    assert rule, target
    return rule[1].split(), rule[2].split("\n")


def test_ci_runs_the_test_command_of_the_readme_then_training() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = readme.partition("## Test")[2].partition("$ ")[2].partition("\n")[0]
    assert command == "make test"
    commands = (ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")
    assert commands[-4:-1] == [command, "make test-train", "make types"]
    (needs, (tests, *_)), (needs_too, (measured, *_)) = _rule("test"), _rule("coverage")
    assert needs == needs_too == ["lint", "types"]
    assert measured.startswith(tests + " --cov ")
    assert "--cov-fail-under" in measured


def test_the_hooks_before_a_commit_fetch_nothing_and_check_what_make_test_checks() -> None:
    repositories = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    entries = [hook["entry"].split(" ") for hook in repositories[0]["hooks"]]
    assert {entry[0] for entry in entries} <= {f".venv/bin/{name}" for name in ("ruff", "mypy", "python", "padapatha")}
    assert {tuple(entry[:2]) for entry in entries} >= {(".venv/bin/ruff", "check"), (".venv/bin/mypy",)}


def test_generated_pages_are_what_the_code_says() -> None:
    assert write_pages(["--check"]) == 0


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_say_what_they_do(script: Path) -> None:
    assert ast.get_docstring(ast.parse(script.read_text(encoding="utf-8")))
    assert script.stem not in sys.stdlib_module_names


@pytest.mark.parametrize("name", TWINS)
def test_twins_of_commands_are_a_few_lines(name: str) -> None:
    source = (ROOT / "scripts" / f"{name}.py").read_text(encoding="utf-8")
    assert source.count("\n") <= 12
    kinds = ast.FunctionDef | ast.ClassDef | ast.For | ast.While
    assert not any(isinstance(node, kinds) for node in ast.parse(source).body)


def _functions() -> list[tuple[str, int]]:
    found = []
    for path in (*SOURCES, *SCRIPTS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                found.append((f"{path.relative_to(ROOT)}:{node.name}", length))
    return found


def test_a_reader_understands_a_file_in_one_sitting() -> None:
    lengths = _functions()
    assert median(length for _, length in lengths) <= 9
    assert [name for name, length in lengths if length > 60] == []
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in (*SOURCES, *SCRIPTS)}
    assert [str(path) for path, count in lines.items() if count > 400] == []


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "shelve", "marshal", "dill"}


@pytest.mark.parametrize("path", [*SOURCES, *SCRIPTS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_data_is_never_code(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS
        if isinstance(node, ast.Import):
            assert not FORBIDDEN_MODULES & {alias.name for alias in node.names}
        if isinstance(node, ast.keyword) and node.arg == "shell":
            pytest.fail("shell=True")


# Calls that misread Devanagari or Unicode spaces; where one is right, the reason stands here.
MISREADING = re.compile(r"\.(?:splitlines|isdigit|isdecimal|isnumeric|isalpha)\(|\\[wd]\b")
READS_RIGHT = {
    "segment.py": "letters and digits of every script are meant",
}


@pytest.mark.parametrize("folder", ["conllu", "intake", "validate", "annotator"])
def test_reading_code_uses_nothing_that_misreads(folder: str) -> None:
    for path in (ROOT / "src" / "padapatha" / folder).rglob("*.py"):
        assert not MISREADING.search(path.read_text(encoding="utf-8")), path


def test_the_pure_stages_never_see_a_file() -> None:
    for name in ("model", "text", "segment", "tokenise", "romanise", "stages"):
        source = (ROOT / "src" / "padapatha" / f"{name}.py").read_text(encoding="utf-8")
        assert not re.search(r"\bopen\(|read_text|read_bytes|padapatha\.files|pathlib", source), name


def test_no_tracked_file_is_large_or_has_odd_line_ends() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = (
        subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, check=True)
        .stdout.decode()
        .split("\0")
    )
    for path in (ROOT / name for name in names if name and (ROOT / name).exists()):
        assert path.stat().st_size < 50_000_000, path
        if (
            path.suffix in (".py", ".md", ".json", ".conllu", ".toml", ".txt")
            and "bad" not in path.parts
            and "invalid" not in path.parts
        ):
            assert b"\r" not in path.read_bytes(), path


PAGES = [
    path.relative_to(ROOT).as_posix()
    for pattern in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/*.md", "docs/guidelines/*.md")
    for path in sorted(ROOT.glob(pattern))
]
_NOT_PROSE = re.compile(r"^```.*?^```|<!--.*?-->", re.DOTALL | re.MULTILINE)
_SENTENCE_END = re.compile(r"([^\W_]{3,})[)\]*_”’\"]*[.?!][)\]*_”’\"]* +[(\[*_“‘\"]*[A-Z\u0904-\u0939]")
ABBREVIATIONS = {"etc", "Fig", "Prof", "Vol"}  # of three letters and more; shorter words are not looked at


def _lines_of_several_sentences(markdown: str) -> list[str]:
    """The lines of running text that hold more than one sentence; code, tables, headings and comments are left out."""
    text = _NOT_PROSE.sub("", markdown)
    prose = (line for line in text.split("\n") if not line.startswith(("#", "|", "    ")))
    shown = ((line, re.sub(r"`[^`]*`", "code", line)) for line in prose)
    return [line for line, plain in shown if set(_SENTENCE_END.findall(plain)) - ABBREVIATIONS]


@pytest.mark.parametrize("page", PAGES)
def test_prose_has_one_sentence_a_line(page: str) -> None:
    assert _lines_of_several_sentences("It is `so`. (Or not.)\n") == ["It is `so`. (Or not.)"]  # it can fail
    assert _lines_of_several_sentences((ROOT / page).read_text(encoding="utf-8")) == []
