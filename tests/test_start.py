"""Starting is fast: nothing is imported that a command does not need, and the times are held as ratios."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

import padapatha
from padapatha import cli
from padapatha.exchange import EXPORT_TOOLS, IMPORT_TOOLS

SOURCE = Path(padapatha.__file__)
HEAVY = {
    "conllu", "datasets", "filelock", "jsonschema", "multiprocessing", "numpy", "onnxruntime", "pandas", "pyarrow",
    "regex", "rich", "tokenizers", "torch", "yaml",
}  # fmt: skip
BASE = ["-c", "import argparse, json"]
ROUNDS = 9


def _modules(code: str) -> set[str]:
    """The modules that are imported once the code has run in a new interpreter; its output is dropped."""
    code = f"import sys\ntry:\n    {code}\nexcept SystemExit: pass\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return set(done.stderr.split(" "))


def _commands(modules: set[str]) -> set[str]:
    return {name for name in modules if name.startswith("padapatha.commands.")} - {"padapatha.commands.options"}


def test_importing_the_package_imports_nothing_else() -> None:
    modules = _modules("import padapatha")
    assert not modules & HEAVY
    assert not [name for name in modules if name.startswith("padapatha.")]


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_the_program_alone_imports_no_command(option: str) -> None:
    modules = _modules(f"from padapatha import cli; cli.main([{option!r}])")
    assert not modules & HEAVY
    assert not _commands(modules)


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_the_help_of_a_command_imports_that_command_only(command: str) -> None:
    modules = _modules(f"from padapatha import cli; cli.main([{command!r}, '--help'])")
    assert not modules & HEAVY
    assert _commands(modules) == {f"padapatha.commands.{command}"}


def test_annotating_in_a_pipe_draws_no_bar_and_reads_no_dataset() -> None:
    """A tiny model stands in for the shipped one; only what surrounds the model is looked at."""
    tiny = Path(__file__).parent / "annotator" / "tiny"
    modules = _modules(f"from padapatha import cli; cli.main(['annotate', '--model', {str(tiny)!r}, {__file__!r}])")
    assert "onnxruntime" in modules
    assert not modules & {"rich", "jsonschema", "pyarrow", "datasets", "pandas", "yaml", "filelock"}


def _seconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - begin


@pytest.mark.parametrize(
    ("arguments", "times"),
    [
        (["-m", "padapatha", "--help"], 6),
        (["-m", "padapatha", "--version"], 6),
        (["-c", "import padapatha"], 4),
    ],
    ids=["--help", "--version", "import"],
)
def test_starting_takes_a_few_times_what_python_takes(arguments: list[str], times: int) -> None:
    """Medians of runs that take turns, so that a busy machine slows both alike."""
    _seconds(arguments)  # writes the .pyc files
    pairs = [(_seconds(BASE), _seconds(arguments)) for _ in range(ROUNDS)]
    ratio = median(own for _, own in pairs) / median(base for base, _ in pairs)
    assert ratio <= times, f"{ratio:.1f} times as long as python {' '.join(BASE)}"


def test_every_command_is_a_module_and_every_module_a_command() -> None:
    modules = {path.stem for path in (SOURCE.parent / "commands").glob("[a-z]*.py")} - {"options"}
    assert modules == set(cli.COMMANDS)


@pytest.mark.parametrize(
    ("command", "option", "tools"), [("export", "--to", EXPORT_TOOLS), ("import", "--from", IMPORT_TOOLS)]
)
def test_the_tools_are_those_that_the_help_lists(
    command: str, option: str, tools: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([command, option, "?", "x"]) == 2
    listed = capsys.readouterr().err.partition("choose from ")[2].partition(")")[0]
    assert listed.replace("'", "") == ", ".join(tools)


def _imports_for_type_checkers() -> dict[str, tuple[str, str]]:
    """Public name to module and name there, as the ``if TYPE_CHECKING`` block of the package states them."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.asname or alias.name: (str(node.module), alias.name)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_type_checkers_see_the_names_that_the_program_gets() -> None:
    assert _imports_for_type_checkers() == padapatha._LAZY
    assert set(padapatha.__all__) == {*padapatha._LAZY, "__version__"}
    assert set(padapatha.__all__) <= set(dir(padapatha))
    with pytest.raises(AttributeError, match="no attribute 'absent'"):
        _ = padapatha.absent  # type: ignore[attr-defined]


@pytest.mark.parametrize("first", ["import_module('padapatha.{}')", "getattr(padapatha, '{}')"])
def test_a_function_is_never_replaced_by_the_module_of_its_name(first: str) -> None:
    names = ("annotate", "build", "compare", "validate")
    code = "\n".join(
        [
            "import padapatha",
            "from importlib import import_module",
            *(first.format(name) for name in names),
            "from padapatha.build import STAGES",
            f"print(*(callable(getattr(padapatha, name)) for name in {names}))",
            "from padapatha import annotate, build, compare, validate",
            "print(*map(callable, (annotate, build, compare, validate)))",
        ]
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "True True True True\n" * 2
