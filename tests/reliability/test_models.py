"""A model folder whose files do not fit together is refused when it is opened, in one line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from padapatha.annotator.model_folder import open_model
from padapatha.problems import Refused
from padapatha.project import Project
from processes import run

TINY = Path(__file__).parents[1] / "annotator" / "tiny"
LISTS = ("upos", "xpos", "feats", "lemma", "deprel", "ner")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "model"))


def refused(folder: Path) -> str:
    with pytest.raises(Refused) as raised:
        open_model(folder)
    (problem,) = raised.value.problems
    assert problem.slug == "model"
    assert "\n" not in problem.found
    return problem.found


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "labels.json"
    labels = json.loads(path.read_bytes())
    change(labels)
    path.write_text(json.dumps(labels), encoding="utf-8")


def test_the_folder_itself_is_taken(folder: Path) -> None:
    assert open_model(folder).name


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "change", [lambda labels: labels.pop(), lambda labels: labels.append("-9+more")], ids=["less", "more"]
)
def test_a_list_of_labels_of_another_length_is_refused(
    folder: Path, name: str, change: Callable[[list[str]], object]
) -> None:
    edit(folder, lambda labels: change(labels[name]))
    found = refused(folder)
    assert ("rel" if name == "deprel" else name) in found
    assert "labels.json asks for" in found


WRONG = {
    "no lemma script": lambda labels: labels["lemma"].__setitem__(0, "nonsense"),
    "a list is missing": lambda labels: labels.pop("upos"),
    "no meta": lambda labels: labels.pop("meta"),
    "meta is a list": lambda labels: labels.update(meta=[1]),
    "forms are a list": lambda labels: labels.update(forms=[1]),
    "the lexicon is text": lambda labels: labels.update(lexicon={"NOUN": "x"}),
    "confidence is text": lambda labels: labels.update(confidence="x"),
    "another language": lambda labels: labels["meta"].update(language="../xx"),
    "foreign labels": lambda labels: labels.update(upos=[f"U{n}" for n in range(len(labels["upos"]))]),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_labels_of_another_form_are_refused(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    edit(folder, change)
    assert refused(folder)


@pytest.mark.parametrize("name", ["model.onnx", "labels.json", "tokenizer.json"])
@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff" * 100, None], ids=["empty", "{}", "[]", "bytes", "half"]
)
def test_a_damaged_file_is_refused(folder: Path, name: str, content: bytes | None) -> None:
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2] if content is None else content)
    assert refused(folder)


def test_a_graph_with_other_outputs_is_refused(folder: Path) -> None:
    data = (folder / "model.onnx").read_bytes()
    (folder / "model.onnx").write_bytes(data.replace(b"upos", b"upoz"))
    assert refused(folder)


def test_a_vocabulary_larger_than_the_graphs_is_refused(folder: Path) -> None:
    path = folder / "tokenizer.json"
    tokenizer = json.loads(path.read_bytes())
    vocabulary = tokenizer["model"]["vocab"]
    if isinstance(vocabulary, list):
        vocabulary[:0] = [[f"x{n}", -1.0] for n in range(4, 50_000)]
    else:
        tokenizer["model"]["vocab"] = {piece: number + 50_000 * (number > 3) for piece, number in vocabulary.items()}
    path.write_text(json.dumps(tokenizer), encoding="utf-8")
    assert refused(folder)


def test_the_command_says_so_in_one_line(two: Project, folder: Path) -> None:
    edit(folder, lambda labels: labels["feats"].pop())
    done = run("annotate", two.seed_text("ek"), "--model", folder)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")
