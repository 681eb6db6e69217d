"""The repository is what its documents say: layout, thin scripts, generated pages, examples that run."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from padapatha.pages import main as write_pages

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "padapatha").rglob("*.py"))
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


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = readme.partition("## Test")[2].partition("$ ")[2].partition("\n")[0]
    assert command == "make test"
    commands = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert commands[-2:] == [command, "make test-train"]


def test_generated_pages_are_what_the_code_says() -> None:
    assert write_pages(["--check"]) == 0


@pytest.mark.parametrize("script", sorted((ROOT / "scripts").glob("*.py")), ids=lambda path: path.name)
def test_scripts_are_entry_points_of_a_few_lines(script: Path) -> None:
    body = ast.parse(script.read_text(encoding="utf-8")).body
    assert script.read_text(encoding="utf-8").count("\n") <= 12
    assert ast.get_docstring(ast.parse(script.read_text(encoding="utf-8")))
    assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While) for node in body)
    assert script.stem not in sys.stdlib_module_names


def _functions() -> list[tuple[str, int]]:
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                found.append((f"{path.relative_to(ROOT)}:{node.name}", length))
    return found


def test_a_reader_understands_a_file_in_one_sitting() -> None:
    lengths = _functions()
    assert median(length for _, length in lengths) <= 9
    assert [name for name, length in lengths if length > 60] == []
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in SOURCES}
    assert [str(path) for path, count in lines.items() if count > 400] == []


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "shelve", "marshal", "dill"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
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


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_python_examples_of_the_readme_compile(page: str) -> None:
    for block in re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL):
        ast.parse(block)
