"""`padapatha train`: options to settings, and the language of the model. Needs PyTorch."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from extras import extra

extra("torch", "train")

from padapatha.commands import train as command  # noqa: E402  training needs torch
from padapatha.problems import Refused  # noqa: E402
from padapatha.train import export, loop  # noqa: E402
from padapatha.train.config import Config  # noqa: E402

from train.test_data import TREE, written  # noqa: E402  isort: skip


@pytest.fixture
def configs(monkeypatch: pytest.MonkeyPatch) -> list[Config]:
    """The settings that the command trains with; nothing is trained."""
    seen: list[Config] = []
    monkeypatch.setattr(loop, "train", seen.append)
    monkeypatch.setattr(export, "export_model", lambda config: config.out / "model")
    return seen


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.register(parser)
    return command.run(parser.parse_args(arguments))


def test_options_become_settings(tmp_path: Path, configs: list[Config], capsys: pytest.CaptureFixture[str]) -> None:
    trees = written(tmp_path, "hi_hdtb-ud-train.conllu", TREE)
    options = ("--mlm-passes", "0.5", "--ffn-width", "512", "--layers", "4", "--related", "a", "--related", "b")
    assert run("--treebank", str(trees), "--out", str(tmp_path / "run"), *options) == 0
    (config,) = configs
    assert (config.language, config.mlm_passes, config.ffn_width) == ("hi", 0.5, 512)
    assert (config.keep_layers, config.related) == ((0, 1, 2, 3), (Path("a"), Path("b")))
    assert capsys.readouterr().out == f"{tmp_path / 'run' / 'model'}\n"


def test_a_run_may_begin_with_some_layers_of_a_model(tmp_path: Path, configs: list[Config]) -> None:
    trees = written(tmp_path, "hi_hdtb-ud-train.conllu", TREE)
    options = ("--start", "m", "--start-layers", "0,2,11", "--closing-treebank", "c", "--closing-epochs", "3")
    run("--treebank", str(trees), "--out", str(tmp_path / "run"), *options, "--related-entities", "h.txt")
    (config,) = configs
    assert (config.start, config.start_layers) == (Path("m"), (0, 2, 11))
    assert (config.closing_treebanks, config.closing_epochs) == ((Path("c"),), 3)
    assert config.related_entities == (Path("h.txt"),)


@pytest.mark.parametrize("layers", ["", "0,", "0;1", "-1", "१"])
def test_what_is_no_list_of_layers_is_a_wrong_command(layers: str, tmp_path: Path, configs: list[Config]) -> None:
    trees = written(tmp_path, "hi_hdtb-ud-train.conllu", TREE)
    with pytest.raises(SystemExit, match="2"):
        run("--treebank", str(trees), "--out", str(tmp_path / "run"), "--start", "m", f"--start-layers={layers}")
    assert configs == []


def test_the_language_is_asked_for_where_no_name_tells_it(tmp_path: Path, configs: list[Config]) -> None:
    trees = written(tmp_path, "trees.conllu", TREE)
    with pytest.raises(Refused, match="--language hi"):
        run("--treebank", str(trees), "--out", str(tmp_path / "run"))
    assert configs == []
    run("--treebank", str(trees), "--out", str(tmp_path / "run"), "--language", "hi")
    assert configs[0].language == "hi"


def test_a_language_that_cannot_be_annotated_yet_is_named(
    tmp_path: Path, configs: list[Config], capsys: pytest.CaptureFixture[str]
) -> None:
    trees = written(tmp_path, "en_gum-ud-train.conllu", TREE)
    run("--treebank", str(trees), "--out", str(tmp_path / "run"))
    assert configs[0].language == "en"
    assert "a model of 'en' cannot annotate before the language is added" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["Hindi", "h", "hi_IN"])
def test_what_is_no_language_code_is_a_wrong_command(tmp_path: Path, value: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("--treebank", "a", "--out", str(tmp_path), "--language", value)
