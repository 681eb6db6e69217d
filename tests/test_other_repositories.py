"""What other repositories take from this one: the action, the hook, and the recipes of docs/validate.md."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from padapatha.validate.settings import read_settings

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "validate.md").read_text(encoding="utf-8")
GOOD = "# sent_id = t1\n# text = राम\n1\tराम\tराम\tPROPN\t_\t_\t0\troot\t_\t_\n\n"


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    """A folder with a good and a bad file, and this program on the path."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "padapatha"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m padapatha "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for name in ("good", "bad"):
        (tmp_path / name).mkdir()
        text = GOOD if name == "good" else GOOD.replace("PROPN", "propn")
        (tmp_path / name / "x.conllu").write_text(text, encoding="utf-8")
    return tmp_path


def run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT / "src")} | variables
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("inputs", "code", "said"),
    [
        ({"paths": "good"}, 0, ""),
        ({"paths": "good bad"}, 1, "::error file=bad/x.conllu,line=3,col=11,title=upos::"),
        ({"paths": "bad", "options": "--ignore upos"}, 0, ""),
        ({"paths": "bad; touch owned"}, 2, "bad;"),
        ({"paths": "bad", "profile": "nothing"}, 2, ""),
        ({"paths": "bad", "sarif": "out.sarif"}, 1, ""),
    ],
)
def test_the_step_of_the_action_runs(treebank: Path, inputs: dict[str, str], code: int, said: str) -> None:
    action = load("action.yml")
    step = action["runs"]["steps"][-1]
    values = {name: inputs.get(name, each["default"]) for name, each in action["inputs"].items()}
    environment = {key: values[re.findall(r"inputs\.(\w+)", value)[0]] for key, value in step["env"].items()}
    done = run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], treebank, **environment)
    assert done.returncode == code, done.stderr
    assert said in done.stdout
    assert not (treebank / "owned").exists()
    assert (treebank / "out.sarif").exists() == ("sarif" in inputs)


def test_the_action_is_a_composite_one_that_installs_itself() -> None:
    action = load("action.yml")
    assert action["runs"]["using"] == "composite"
    steps = action["runs"]["steps"]
    assert all(step.get("shell") == "bash" for step in steps if "run" in step)
    assert not any("${{" in step["run"] for step in steps if "run" in step), "inputs come as variables"
    assert "github.action_path" in steps[1]["env"]["ACTION_PATH"]


def test_the_hook_runs_on_the_files_it_is_given(treebank: Path) -> None:
    (hook,) = load(".pre-commit-hooks.yaml")
    assert hook["language"] == "python"
    assert re.search(hook["files"], "a/b.conllu")
    assert not re.search(hook["files"], "a/b.conllu.txt")
    assert run([*shlex.split(hook["entry"]), "good/x.conllu"], treebank).returncode == 0
    assert run([*shlex.split(hook["entry"]), "good/x.conllu", "bad/x.conllu"], treebank).returncode == 1


RECIPES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_recipes_name_what_exists() -> None:
    workflow, job, hooks = map(yaml.safe_load, RECIPES)
    inputs = workflow["jobs"]["conllu"]["steps"][-1]["with"]
    assert inputs.keys() <= load("action.yml")["inputs"].keys()
    assert hooks["repos"][0]["hooks"][0]["id"] == load(".pre-commit-hooks.yaml")[0]["id"]
    assert job["validate"]["artifacts"]["reports"]["junit"] in job["validate"]["script"][-1]


def test_the_command_of_the_recipe_runs(treebank: Path) -> None:
    command = yaml.safe_load(RECIPES[1])["validate"]["script"][-1]
    assert run(shlex.split(command), treebank).returncode == 1
    assert 'tests="2" failures="1"' in (treebank / "report.xml").read_text(encoding="utf-8")


def test_the_settings_of_the_page_are_settings(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert tomllib.loads(block)
    (tmp_path / "pyproject.toml").write_text(block, encoding="utf-8")
    assert read_settings(tmp_path).ignore == ("joiner",)


def test_every_option_is_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    from padapatha.cli import main

    assert main(["validate", "--help"]) == 0
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help", "--root"}
    assert {each for each in options if each not in PAGE} == set()
