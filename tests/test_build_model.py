"""Which model a build uses: the option, the settings of the project, the variable, in this order."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from padapatha.annotator import model_folder
from padapatha.annotator.model_folder import model_version
from padapatha.build import build, build_model
from padapatha.cli import main
from padapatha.problems import Refused
from padapatha.project import Project

TINY = Path(__file__).parent / "annotator" / "tiny"


@pytest.fixture
def models(tmp_path: Path) -> tuple[Path, Path]:
    """Two models that differ in their name alone."""
    other = tmp_path / "other"
    shutil.copytree(TINY, other)
    labels = other / "labels.json"
    labels.write_bytes(labels.read_bytes().replace(b'"tiny"', b'"other"'))
    return TINY, other


def _version(project: Project) -> str:
    version: str = json.loads(project.corpus_metadata("namuna").read_bytes())["annotator"]["version"]
    return version


def test_the_option_then_the_setting_then_the_variable(
    project: Project, models: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny, other = models
    monkeypatch.setenv("PADAPATHA_MODEL", str(tiny))
    build(project.root)
    assert _version(project) == model_version(tiny)
    (project.root / "padapatha.toml").write_text(f'[build]\nmodel = "{other}"\n', encoding="utf-8")
    build(project.root)
    assert _version(project) == model_version(other)
    assert main(["build", "--root", str(project.root), "--model", str(tiny), "--jobs", "2"]) == 0
    assert _version(project) == model_version(tiny)


def test_a_build_with_the_same_model_is_skipped(project: Project, models: tuple[Path, Path]) -> None:
    assert [build(project.root, model=models[1]).documents[0].skipped for _ in range(2)] == [False, True]


def test_a_model_that_does_not_exist_is_told_once_and_nothing_is_built(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.corpus_conllu("namuna").read_bytes()
    assert main(["build", "--root", str(project.root), "--model", "absent"]) == 2
    assert capsys.readouterr().err.count("absent") == 1
    assert project.corpus_conllu("namuna").read_bytes() == before


@pytest.mark.parametrize("setting", ["model = 3", 'model = ""', 'modle = "fast"'])
def test_a_wrong_setting_is_refused(project: Project, setting: str) -> None:
    (project.root / "padapatha.toml").write_text(f"[build]\n{setting}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        build_model(project.root)
    assert [each.slug for each in refused.value.problems] == ["usage"]


def test_the_summary_speaks_of_the_model_that_was_used(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(model_folder, "SHIPPED", dict.fromkeys(model_folder.SHIPPED, "nowhere"))
    for options, bare in (([], True), (["--model", str(TINY)], False)):
        assert main(["build", "--root", str(project.root), *options]) == 0
        assert ("no model" in capsys.readouterr().out) is bare
