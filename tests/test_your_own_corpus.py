"""The page docs/your-own-corpus.md, run from top to bottom on a hundred texts."""

from __future__ import annotations

import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path

import datasets
import pytest

from own_texts import write_texts
from padapatha.cli import main
from padapatha.documents import list_documents, project_status
from padapatha.problems import errors
from padapatha.validate import validate
from processes import everything

PAGE = Path(__file__).parents[1] / "docs" / "your-own-corpus.md"
COUNT = 100


def _commands() -> Iterator[str]:
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        yield from re.findall(r"^\$ (.*)$", block, re.MULTILINE)


def _python() -> str:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(block)


def _run(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(command)
    if words[0] == "cd":
        monkeypatch.chdir(words[1])
    else:
        assert words[0] == "padapatha"
        assert main(words[1:]) == 0, command


def test_the_page_leads_from_a_folder_of_texts_to_a_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_texts(tmp_path / "texts", COUNT)
    monkeypatch.chdir(tmp_path)
    for command in _commands():
        _run(command, monkeypatch)
    root = tmp_path / "my-corpus"
    listed = list_documents(root)
    assert len(listed) == COUNT - 1
    assert {each.state for each in listed} == {"built"}
    assert project_status(root).confirmed >= 2
    assert errors(validate(root=root)) == ()
    names = {path.name.partition(".")[0] for path in (root / "corpus").glob("*.conllu")}
    assert names == {each.document for each in listed}
    assert not any("kahani-3." in str(path) or "kahani-9." in str(path) for path in everything(root))
    _the_dataset_is_that_of_the_corpus(root, tmp_path, monkeypatch)
    before = everything(root / "corpus") | everything(root / "seeds")
    again = next(each for each in _commands() if "add ../texts " in each and "--dry-run" not in each)
    _run(again.replace("../texts", "../texts/Text*.txt"), monkeypatch)
    _run("padapatha build", monkeypatch)
    assert everything(root / "corpus") | everything(root / "seeds") == before


def _the_dataset_is_that_of_the_corpus(root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", folder / "cache")
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    script = folder / "load.py"
    script.write_text(_python(), encoding="utf-8")
    rows = runpy.run_path(str(script))["sentences"]
    assert len(rows) == sum(each.sentences or 0 for each in list_documents(root))
    assert all(len(row["ner_tags"]) == len(row["tokens"]) for row in rows)
    assert sum(rows.features["annotation"].int2str(row["annotation"]) == "gold" for row in rows) == _signed(root)


def _signed(root: Path) -> int:
    return project_status(root).confirmed
