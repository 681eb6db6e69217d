"""Every row of the repository's own dataset leads back to characters of a seed and to who decided it.

The files are loaded as a stranger loads them, and compared with the seed itself, not with what the program read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import datasets
import pytest
from datasets import ClassLabel, List

from padapatha.pack.features import FEATURES
from padapatha.project import Project

LAYERS = {"entities": "entities", "mentions": "coreference", "quotations": "quotations", "expressions": "expressions"}
SPANS = ("", "cue_", "speaker_", "relay_", "number_", "of_")
Rows = Mapping[str, Any]  # config -> its loaded rows


@pytest.fixture(scope="module")
def loaded(repository: Project, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    folder, cache = str(repository.root / "dist" / "hub"), str(tmp_path_factory.mktemp("cache"))
    return {config: datasets.load_dataset(folder, config, split="test", cache_dir=cache) for config in FEATURES}


def traced(row: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Every stretch of a document that a row of a layer repeats."""
    for prefix in SPANS:
        start, end, text = (row.get(f"{prefix}{key}") for key in ("start", "end", "text"))
        if text is not None:
            yield start, end, text
    for part in row.get("parts", ()):
        yield part["start"], part["end"], part["text"]
        for side in ("open", "close"):
            if part[side] is not None:
                yield part[f"{side}_start"], part[f"{side}_start"] + len(part[side]), part[side]


def seed(project: Project, document: str) -> str:
    """The text as it was received, read without this program."""
    return (project.root / "seeds" / f"{document}.txt").read_bytes().decode("utf-8")


def test_every_config_has_rows(loaded: Rows) -> None:
    assert [config for config, rows in loaded.items() if not len(rows)] == []


@pytest.mark.parametrize("config", LAYERS)
def test_every_row_of_a_layer_leads_to_characters_of_the_seed(config: str, loaded: Rows, repository: Project) -> None:
    documents = {row["doc_id"]: row["text"] for row in loaded["documents"]}
    for row in loaded[config]:
        found = list(traced(row))
        assert found
        for start, end, text in found:
            assert text
            assert documents[row["doc_id"]][start:end] == text
            assert seed(repository, row["doc_id"])[start:end] == text


@pytest.mark.parametrize("config", LAYERS)
def test_every_row_of_a_layer_says_who_decided_it(config: str, loaded: Rows) -> None:
    for row in loaded[config]:
        assert re.fullmatch(r"(person|model|adjudication): \S.*", row["agent"])
        assert re.fullmatch(rf"{LAYERS[config]}/[1-9]", row["guideline"])
        assert re.fullmatch(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]", row["date"])


@pytest.mark.parametrize("config", LAYERS)
def test_every_row_of_a_layer_is_of_sentences_that_exist(config: str, loaded: Rows) -> None:
    sentences = {row["sent_id"]: row for row in loaded["sentences"]}
    for row in loaded[config]:
        ids = row["sent_ids"] if "sent_ids" in row else [row["sent_id"]]
        here = [sentences[each] for each in ids]
        assert {each["doc_id"] for each in here} == {row["doc_id"]}
        assert here[0]["start"] <= row["start"] < row["end"] <= here[-1]["end"]
        if "start_token" in row:
            (sentence,) = here
            first, last = row["start_token"], row["end_token"] - 1
            assert sentence["start"] + sentence["token_start"][first] == row["start"]
            assert sentence["start"] + sentence["token_end"][last] == row["end"]


@pytest.mark.parametrize("config", LAYERS)
def test_every_item_of_a_layer_is_a_row(config: str, loaded: Rows, repository: Project) -> None:
    path = repository.layer(LAYERS[config], loaded["documents"][0]["doc_id"])
    items = {key: value for key, value in json.loads(path.read_bytes()).items() if isinstance(value, list)}
    items.pop("chains", None)
    expected = sorted(item["id"] for value in items.values() for item in value)
    key = {"entities": "entity_id", "mentions": "mention_id"}.get(config, f"{config[:-1]}_id")
    assert sorted(loaded[config][key]) == expected
    assert expected


def test_chains_are_those_of_the_layer(loaded: Rows, repository: Project) -> None:
    path = repository.layer("coreference", loaded["documents"][0]["doc_id"])
    names = loaded["mentions"].features["type"]
    found: dict[str, list[str]] = {}
    for row in loaded["mentions"]:
        found.setdefault(row["chain_id"], []).append(row["mention_id"])
    for chain in json.loads(path.read_bytes())["chains"]:
        assert found.pop(chain["id"]) == chain["mentions"]
        rows = [row for row in loaded["mentions"] if row["chain_id"] == chain["id"]]
        assert {(names.int2str(row["type"]), row["singleton"]) for row in rows} == {(chain["type"], chain["singleton"])}
    assert found == {}


def test_speakers_are_chains_that_exist(loaded: Rows) -> None:
    known = set(loaded["mentions"]["chain_id"])
    speakers = [row["speaker_chain"] for row in loaded["quotations"] if row["speaker_chain"] is not None]
    assert speakers
    assert set(speakers) <= known


# The sentences


def test_every_column_of_a_confirmed_sentence_is_filled(loaded: Rows, repository: Project) -> None:
    """Null is allowed where CoNLL-U has ``_``: FEATS of words without any, DEPS of a treebank with trees only."""
    lines = (repository.root / "corpus" / f"{loaded['documents'][0]['doc_id']}.conllu").read_text(encoding="utf-8")
    blank = sum(line.split("\t")[5] == "_" for line in lines.split("\n") if "\t" in line)
    for row in loaded["sentences"]:
        assert loaded["sentences"].features["annotation"].int2str(row["annotation"]) == "gold"
        assert [column for column, value in row.items() if value is None] == []
        for column, value in row.items():
            if isinstance(value, list) and column not in ("feats", "deps"):
                assert None not in value, column
        assert len(row["ner_tags"]) == len(row["tokens"]) > 0
    assert sum(value is None for row in loaded["sentences"] for value in row["feats"]) == blank


def test_every_sentence_and_word_leads_to_the_seed_and_to_who_decided_it(loaded: Rows, repository: Project) -> None:
    for row in loaded["sentences"]:
        text = seed(repository, row["doc_id"])
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["guideline"] == "treebank/1"
        signed = {"confirmed_by": row["agent"], "confirmed_on": row["date"], "guideline": row["guideline"]}
        assert {f"# {key} = {value}" for key, value in signed.items()} <= set(row["comments"])
    known = set(loaded["sentences"]["sent_id"])
    for row in loaded["tokens"]:
        assert row["sent_id"] in known
        assert seed(repository, row["doc_id"])[row["start"] : row["end"]] == row["form"]


def test_tags_begin_and_go_on_as_iob2_asks(loaded: Rows) -> None:
    names = loaded["sentences"].features["ner_tags"].feature.names
    found = 0
    for row in loaded["sentences"]:
        tags = [names[tag] for tag in row["ner_tags"]]
        for before, tag in zip(["O", *tags], tags, strict=False):
            assert not tag.startswith("I-") or before[2:] == tag[2:], tags
            found += tag.startswith("B-")
    assert found > 10


def test_who_decided_the_translations_stands_in_the_document(loaded: Rows) -> None:
    for row in loaded["documents"]:
        layers = {layer["layer"]: layer for layer in row["layers"]}
        assert set(layers) == {*LAYERS.values(), "translations"}
        assert all(layer["complete"] and layer["agent"] and layer["date"] for layer in layers.values())


# Labels


def test_closed_sets_are_class_labels_that_name_what_the_layers_say(loaded: Rows, repository: Project) -> None:
    document = loaded["documents"][0]["doc_id"]
    layer = {name: json.loads(repository.layer(name, document).read_bytes()) for name in LAYERS.values()}
    items = layer["expressions"]["times"] + layer["expressions"]["quantities"]
    parts = [part["mark_problem"] for item in layer["quotations"]["quotations"] for part in item["parts"]]
    told = {
        ("entities", "label"): [item["label"] for item in layer["entities"]["entities"]],
        ("quotations", "kind"): [item["kind"] for item in layer["quotations"]["quotations"]],
        ("expressions", "type"): [item["type"] for item in items],
        ("expressions", "mod"): [item["mod"] for item in items],
    }
    for (config, column), expected in told.items():
        assert named(loaded[config].features[column], loaded[config][column]) == expected
    kinds = named(loaded["expressions"].features["kind"], loaded["expressions"]["kind"])
    times = len(layer["expressions"]["times"])
    assert kinds == ["time"] * times + ["quantity"] * (len(items) - times)
    label = loaded["quotations"].features["parts"].feature["mark_problem"]
    assert named(label, [part["mark_problem"] for row in loaded["quotations"]["parts"] for part in row]) == parts


def named(label: Any, values: Any) -> list[str | None]:
    assert isinstance(label, ClassLabel)
    return [None if value is None else label.int2str(value) for value in values]


def test_the_page_names_every_class_label() -> None:
    page = (Path(__file__).parents[2] / "docs" / "dataset.md").read_text(encoding="utf-8")
    paragraph = page.partition("`ClassLabel` are ")[2].partition("\n\n")[0]
    for config, features in FEATURES.items():
        for column, feature in features.items():
            inner = feature.feature if isinstance(feature, List) else feature
            if isinstance(inner, ClassLabel):
                told = paragraph.partition(f"`{config}.")[2].partition(";")[0]
                assert f"{column}`" in told, (config, column)
