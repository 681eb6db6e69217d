"""The first gold document: every difference of its two passes is decided once, and the gold is what was decided."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from padapatha.build import build
from padapatha.conllu import read_conllu
from padapatha.layers import LAYERS
from padapatha.project import Project
from padapatha.reading import ProjectFiles, read_layer

ANNOTATIONS = Path(__file__).parents[1] / "annotations"
CORPUS = ANNOTATIONS.parent / "corpus"
DOCUMENT = "000_0f1e8db63d2ccbea"
GOLD = ANNOTATIONS / "treebank" / f"{DOCUMENT}.conllu"
TABLE = ANNOTATIONS / "passes" / "adjudication" / f"{DOCUMENT}.tsv"
PASSES = {"a": ANNOTATIONS / "passes" / "a", "b": ANNOTATIONS / "passes" / "b", "gold": ANNOTATIONS}
ABSENT = "_"
Key = tuple[str, str, str]  # sentence, item, column
Cells = dict[Key, str]


def test_the_table_gives_a_reason_for_each_decision() -> None:
    header, *rows = _table()
    assert header == ["layer", "sentence", "item", "column", "a", "b", "chosen", "reason"]
    assert all(len(row) == 8 and all(row) for row in rows)
    assert [key for key, count in Counter(tuple(row[:4]) for row in rows).items() if count > 1] == []


@pytest.mark.parametrize("layer", ["treebank", *LAYERS])
def test_every_difference_of_the_passes_is_decided(layer: str) -> None:
    first, second = _cells("a", layer), _cells("b", layer)
    assert len(first) > 10
    differ = {key for key in first.keys() | second.keys() if first.get(key, ABSENT) != second.get(key, ABSENT)}
    assert differ - _rows(layer).keys() == set()


@pytest.mark.parametrize("layer", ["treebank", *LAYERS])
def test_the_table_repeats_what_the_passes_say(layer: str) -> None:
    first, second = _cells("a", layer), _cells("b", layer)
    for key, (said_by_a, said_by_b, chosen) in _rows(layer).items():
        assert (first.get(key, ABSENT), second.get(key, ABSENT)) == (said_by_a, said_by_b), key
        assert said_by_a != said_by_b or chosen != said_by_a, f"{key}: nothing is decided"


@pytest.mark.parametrize("layer", ["treebank", *LAYERS])
def test_the_gold_is_what_was_decided_and_else_what_both_say(layer: str) -> None:
    first, gold, rows = _cells("a", layer), _cells("gold", layer), _rows(layer)
    decided = first | {key: chosen for key, (_, _, chosen) in rows.items()}
    assert gold == {key: value for key, value in decided.items() if value != ABSENT or layer == "treebank"}


def test_a_corrected_sentence_is_signed_on_the_day_of_its_correction() -> None:
    days: dict[str, list[str]] = {}
    for layer, sentence, *_, reason in _table()[1:]:
        if layer == "treebank" and (day := re.match(r"corrected (\d{4}-\d{2}-\d{2}) \(", reason)):
            days.setdefault(sentence, []).append(day[1])
    assert len(days) >= 3
    signed = {each.id: each.comment("confirmed_on") for each in read_conllu(GOLD)}
    assert {sentence: signed[sentence] for sentence in days} == {sentence: max(each) for sentence, each in days.items()}


def test_what_differs_from_both_passes_says_so() -> None:
    unexplained = [
        row[:4]
        for row in _table()[1:]
        if row[4] == row[5] and not re.match("corrected |both passes |with its ", row[7])
    ]
    assert unexplained == []


def test_a_mention_that_one_pass_alone_has_keeps_its_chain() -> None:
    chains = {name: _chains(name) for name in PASSES}
    kept = [place for place in chains["gold"] if place not in chains["a"] or place not in chains["b"]]
    assert len(kept) == 5
    for place in kept:
        assert chains["gold"][place] in (chains["a"].get(place), chains["b"].get(place))


@pytest.mark.parametrize("layer", LAYERS)
def test_the_gold_is_complete_and_signed_as_adjudication(layer: str) -> None:
    value = _layer("gold", layer)
    assert value["complete"]
    assert value["agent"]["kind"] == "adjudication"
    for items in (each for each in value.values() if isinstance(each, list) and "id" in each[0]):
        letter = items[0]["id"][0]
        assert [item["id"] for item in items] == [f"{letter}{number}" for number in range(1, len(items) + 1)]


def test_every_sentence_is_confirmed() -> None:
    sentences = read_conllu(CORPUS / f"{DOCUMENT}.conllu")
    assert len(sentences) == 15
    assert all(each.is_gold and each.comment("text_en") for each in sentences)


def test_the_corpus_in_the_repository_is_what_builds(tmp_path: Path) -> None:
    for folder in ("seeds", "annotations"):
        shutil.copytree(ANNOTATIONS.parent / folder, tmp_path / folder)
    assert build(tmp_path).problems == ()
    built = {path.name: path.read_bytes() for path in (tmp_path / "corpus").iterdir()}
    assert len(built) >= 3
    assert built == {path.name: path.read_bytes() for path in CORPUS.iterdir() if path.name in built}


@pytest.mark.parametrize("layer", [each for each in LAYERS if each != "translations"])
def test_every_span_of_the_repository_repeats_its_text(layer: str) -> None:
    seen = 0
    for path in sorted((ANNOTATIONS / layer).glob("*.json")):
        text = (ANNOTATIONS.parent / "seeds" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        read = read_layer(ProjectFiles(Project(ANNOTATIONS.parent)), layer, path.stem)
        for span in read.layer.spans():
            assert text[span.start : span.end] == span.text, (path.name, span.pointer)
            seen += 1
    assert seen >= 15


def test_no_layer_of_the_repository_refers_to_what_is_not_there() -> None:
    documents = {path.stem for path in (ANNOTATIONS.parent / "seeds").glob("*.txt")}
    for layer in LAYERS:
        for path in sorted((ANNOTATIONS / layer).glob("*.json")):
            assert path.stem in documents
            missing = {name for name in _named(path, layer) if name not in _there(path.stem)}
            assert missing == set(), path


def _named(path: Path, layer: str) -> Iterator[str]:
    """Every id that a layer names outside its own ``id`` fields."""
    value = json.loads(path.read_text(encoding="utf-8"))
    assert value["document"] == path.stem
    for chain in value.get("chains", ()):
        yield from (f"coreference {mention}" for mention in chain["mentions"])
    for quotation in value.get("quotations", ()):
        yield from (f"coreference {chain}" for chain in (quotation["speaker_chain"],) if chain)
    for time in value.get("times", ()):
        yield from (f"{layer} {anchor}" for anchor in (time["anchor"],) if anchor not in (None, "document"))
    yield from (item["sentence"] for item in value.get("translations", ()))


@cache
def _there(document: str) -> frozenset[str]:
    """The sentences of a document, and the ids of its layers as ``layer id``."""
    found = {each.id for each in read_conllu(CORPUS / f"{document}.conllu")}
    for layer in LAYERS:
        path = ANNOTATIONS / layer / f"{document}.json"
        value = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        for items in (each for each in value.values() if isinstance(each, list)):
            found |= {f"{layer} {item['id']}" for item in items if "id" in item}
    return frozenset(found)


def _table() -> list[list[str]]:
    return [line.split("\t") for line in TABLE.read_text(encoding="utf-8").removesuffix("\n").split("\n")]


def _rows(layer: str) -> dict[Key, tuple[str, str, str]]:
    """What each row of the table says of a cell: by A, by B, chosen."""
    return {(row[1], row[2], row[3]): (row[4], row[5], row[6]) for row in _table()[1:] if row[0] == layer}


@cache
def _layer(name: str, layer: str) -> Any:
    return json.loads((PASSES[name] / layer / f"{DOCUMENT}.json").read_text(encoding="utf-8"))


def _cells(name: str, layer: str) -> Cells:
    """Everything an annotation says, one value a cell, apart from its own numbering."""
    if layer == "treebank":
        return _words(PASSES[name] / "treebank" / f"{DOCUMENT}.conllu")
    if layer == "coreference":
        return _mentions(name)
    return dict(_items(_layer(name, layer)))


def _words(path: Path) -> Cells:
    columns = ("FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
    return {
        (sentence.id, str(token.id), column): str(getattr(token, column.lower()))
        for sentence in read_conllu(path)
        for token in sentence.tokens
        for column in columns
    }


def _items(value: Any) -> Iterator[tuple[Key, str]]:
    """The items of a layer, each named by its place or by its sentence."""
    for item in (each for items in value.values() if isinstance(items, list) for each in items):
        first = item["parts"][0] if "parts" in item else item
        where = item["sentence"] if "sentence" in item else f"{first['start']}-{first['end']}"
        sentence = item["sentence"] if "sentence" in item else _sentence(first["start"])
        for column in item.keys() - {"id", "start", "end", "sentence"}:
            said = item[column] if isinstance(item[column], str) else json.dumps(item[column], ensure_ascii=False)
            yield (sentence, where, column), said


def _mentions(name: str) -> Cells:
    """The text of each mention, and for those that both passes have the chain, told by its type and first of them."""
    cells = {}
    common = _places("a") & _places("b")
    for place, (chain, text) in _chains(name).items():
        where, sentence = f"{place[0]}-{place[1]}", _sentence(place[0])
        cells[sentence, where, "mention"] = text
        if place in common:
            cells[sentence, where, "chain"] = chain
    return cells


def _places(name: str) -> set[tuple[int, int]]:
    return {(each["start"], each["end"]) for each in _layer(name, "coreference")["mentions"]}


def _chains(name: str) -> dict[tuple[int, int], tuple[str, str]]:
    """Each mention's chain (its type, its first mention that both passes have) and text."""
    value, common, found = _layer(name, "coreference"), _places("a") & _places("b"), {}
    mentions = {each["id"]: each for each in value["mentions"]}
    for chain in value["chains"]:
        places = [(mentions[each]["start"], mentions[each]["end"]) for each in chain["mentions"]]
        first = next((place for place in places if place in common), places[0])
        for place, each in zip(places, chain["mentions"], strict=True):
            found[place] = (f"{chain['type']} {first[0]}-{first[1]}", mentions[each]["text"])
    assert len(found) == len(mentions)
    return found


@cache
def _sentence(offset: int) -> str:
    sentences = json.loads((CORPUS / f"{DOCUMENT}.json").read_text(encoding="utf-8"))["sentences"]
    return str(next(each["id"] for each in sentences if each["start"] <= offset < each["end"]))
