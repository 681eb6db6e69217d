"""`load_dataset` reads what was packed: every config, every split, streaming too, without a network."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import datasets
import pytest
import yaml

from padapatha.build import build
from padapatha.conllu import conllu_bytes
from padapatha.dataset import load, sentences_of
from padapatha.pack.assemble import pack
from padapatha.pack.features import FEATURES
from padapatha.problems import Refused
from padapatha.project import Project
from project_edits import edit_json

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.disable_socket


# Streaming through datasets 5.2 and pyarrow 26 now and then aborts the interpreter at its exit, after complete output
# (huggingface/datasets#7566), so a process of its own streams and leaves without that exit.
STREAMER = """
import json, os, sys
import datasets
from padapatha.pack.features import FEATURES
folder, cache, *configs = sys.argv[1:]
found = {}
for config in configs:
    splits = datasets.load_dataset(folder, config, streaming=True, cache_dir=cache)
    for split, rows in splits.items():
        found[f"{config}/{split}"] = {"features": rows.features == FEATURES[config], "rows": list(rows)}
print(json.dumps(found), flush=True)
os._exit(0)
"""


def streamed(folder: Path, cache: Path, configs: list[str]) -> Any:
    command = [sys.executable, "-c", STREAMER, str(folder), str(cache), *configs]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def check_loads_as_packed(folder: Path, cache: Path) -> None:
    """Load every config and split of a packed folder, whole and streamed, as a stranger would."""
    configs = datasets.get_dataset_config_names(str(folder))
    assert set(configs) <= set(FEATURES)
    assert {"sentences", "documents", "tokens"} <= set(configs)
    found: dict[str, Any] = {}
    for config in configs:
        splits: Any = datasets.load_dataset(str(folder), config, cache_dir=str(cache))
        for split, rows in splits.items():
            assert len(rows) > 0
            found[f"{config}/{split}"] = {"features": rows.features == FEATURES[config], "rows": list(rows)}
    assert all(each["features"] for each in found.values())
    assert streamed(folder, cache / "streamed", configs) == found


def test_every_config_and_split_loads(packed: Project, tmp_path: Path) -> None:
    check_loads_as_packed(packed.root / "dist" / "hub", tmp_path / "cache")


def test_without_the_declaration_of_configs_the_load_test_fails(packed: Project, tmp_path: Path) -> None:
    """The test of the test: this is what a card without `configs:` does."""
    folder = tmp_path / "stripped"
    shutil.copytree(packed.root / "dist" / "hub", folder)
    _, head, body = (folder / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    kept = {key: value for key, value in yaml.safe_load(head).items() if key not in ("configs", "dataset_info")}
    (folder / "README.md").write_text(f"---\n{yaml.safe_dump(kept)}---\n{body}", encoding="utf-8")
    with pytest.raises(AssertionError):
        check_loads_as_packed(folder, tmp_path / "cache")


def test_only_what_has_rows_is_declared(packed: Project) -> None:
    folder = str(packed.root / "dist" / "hub")
    assert datasets.get_dataset_config_names(folder) == list(FEATURES)
    assert datasets.get_dataset_split_names(folder, "mentions") == ["train"]
    assert datasets.get_dataset_split_names(folder, "entities") == ["train", "test"]  # a model proposes some
    assert datasets.get_dataset_split_names(folder, "sentences") == ["train", "test"]


def test_a_corpus_without_layers_has_what_a_model_proposes(project: Project, tmp_path: Path) -> None:
    pack(project.root)
    folder = project.root / "dist" / "hub"
    assert datasets.get_dataset_config_names(str(folder)) == ["sentences", "documents", "entities", "tokens"]
    check_loads_as_packed(folder, tmp_path / "cache")


def test_tags_are_lists_that_a_function_of_the_user_can_take(packed: Project, tmp_path: Path) -> None:
    """`map` calls the function for every row: a null would stop it."""
    data: Any = datasets.load_dataset(str(packed.root / "dist" / "hub"), cache_dir=str(tmp_path / "cache"))
    counted = data.map(lambda row: {"names": sum(tag % 2 for tag in row["ner_tags"]), "n": len(row["ner_tags"])})
    label = data["train"].features["ner_annotation"]
    for split, annotation in (("train", "gold"), ("test", "auto")):
        assert {label.int2str(value) for value in data[split]["ner_annotation"]} == {annotation}
        assert sum(counted[split]["names"]) > 0
        assert counted[split]["n"] == [len(tokens) for tokens in data[split]["tokens"]]
    assert (set(data["train"]["ner_expressions"]), set(data["test"]["ner_expressions"])) == ({True}, {False})


def test_without_a_model_tags_are_empty_lists(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("padapatha.annotate"), "find_model", lambda *_: None)
    assert not build(project.root).problems
    pack(project.root)
    data: Any = datasets.load_dataset(str(project.root / "dist" / "hub"), split="train", cache_dir=str(tmp_path / "c"))
    assert (data["ner_tags"][:], set(data["ner_annotation"])) == ([[], [], []], {None})
    assert sum(data.map(lambda row: {"n": len(row["ner_tags"])})["n"]) == 0
    assert set(datasets.get_dataset_config_names(str(project.root / "dist" / "hub"))) == {
        "sentences",
        "documents",
        "tokens",
    }


def joined(folder: Path, split: str, cache: Path) -> list[str]:
    """The texts of the documents again out of their sentences and the white space between them."""
    sentences = datasets.load_dataset(str(folder), split=split, cache_dir=str(cache))
    found = []
    for document in datasets.load_dataset(str(folder), "documents", split=split, cache_dir=str(cache)):
        text, end = "", 0
        for row in sentences:
            if row["doc_id"] == document["doc_id"]:
                text += document["text"][end : row["start"]] + row["text"]
                end = row["end"]
        found.append(text + document["text"][end:])
    return found


def test_sentences_and_their_separators_give_the_seed_back(packed: Project, tmp_path: Path) -> None:
    for split, document in (("train", "namuna_01"), ("test", "saada")):
        texts = joined(packed.root / "dist" / "hub", split, tmp_path / "cache")
        assert [text.encode("utf-8") for text in texts] == [packed.seed_text(document).read_bytes()]


def test_the_corpus_of_the_repository_loads(repository: Project, tmp_path: Path) -> None:
    folder = repository.root / "dist" / "hub"
    sentences: Any = datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))
    assert list(sentences) == ["test"]
    assert len(sentences["test"]) == 15
    assert set(sentences["test"]["doc_id"]) == {"000_0f1e8db63d2ccbea"}
    check_loads_as_packed(folder, tmp_path / "every")


def test_the_seed_comes_back_byte_for_byte(repository: Project, tmp_path: Path) -> None:
    (text,) = joined(repository.root / "dist" / "hub", "test", tmp_path / "cache")
    assert text.encode("utf-8") == repository.seed_text("000_0f1e8db63d2ccbea").read_bytes()


def test_loaded_rows_give_the_corpus_file_back(repository: Project, tmp_path: Path) -> None:
    rows = load(split="test", root=repository.root)
    corpus = (ROOT / "corpus" / "000_0f1e8db63d2ccbea.conllu").read_bytes()
    assert conllu_bytes(sentences_of(rows)) == corpus


# load()


def test_load_never_shows_an_older_release(packed: Project) -> None:
    """`datasets` alone would: the card has not changed, so its cache sees no change."""
    assert load("documents", "test", root=packed.root)[0]["genre"] == "fiction"
    edit_json(packed.seed_metadata("saada"), genre="poetry")
    assert not build(packed.root).problems
    pack(packed.root)
    assert load("documents", "test", root=packed.root)[0]["genre"] == "poetry"
    caches = sorted(path.name for path in (packed.root / ".padapatha" / "datasets").iterdir())
    assert len(caches) == 2


def test_load_of_a_downloaded_folder(packed: Project, tmp_path: Path) -> None:
    root = tmp_path / "elsewhere"
    (root / "seeds").mkdir(parents=True)
    (root / "annotations").mkdir()
    shutil.copytree(packed.root / "dist" / "hub", root / "dist" / "hub")
    assert len(load("entities", root=root)["train"]) == 4


def test_load_says_what_is_missing(layered: Project) -> None:
    with pytest.raises(Refused, match="padapatha pack"):
        load(root=layered.root)


def test_load_names_the_configs_there_are(packed: Project) -> None:
    with pytest.raises(Refused, match="one of sentences, documents"):
        load("entitys", root=packed.root)


def test_load_streams(packed: Project) -> None:
    """Only what it returns: what streaming gives is compared above."""
    rows = load("tokens", "test", root=packed.root, streaming=True)
    assert isinstance(rows, datasets.IterableDataset)
    assert rows.features == FEATURES["tokens"]


@pytest.mark.parametrize("script", ["hub.py", "load.py"])
def test_no_loading_script_can_come_along(packed: Project, script: str) -> None:
    """A file named like the folder would stop every load: `Dataset scripts are no longer supported`."""
    assert not (packed.root / "dist" / "hub" / script).exists()
    assert not list((packed.root / "dist").rglob("*.py"))


def test_the_command_packs_and_tells(layered: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "padapatha.cli", "pack"], cwd=layered.root, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    entities = 4 + len(json.loads(layered.corpus_entities("saada").read_bytes())["entities"])
    assert done.stdout.startswith(f"6 sentences, 2 documents, {entities} entities, ".encode())
