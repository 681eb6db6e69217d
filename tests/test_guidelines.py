"""Each label of the gold stands on its guideline page, and each doubtful case that was met has a line there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from padapatha.conllu import read_conllu
from padapatha.layers import LAYERS

ROOT = Path(__file__).parents[1]
PASSES = ROOT / "annotations" / "passes"
GOLD = sorted((ROOT / "annotations" / "treebank").glob("*.conllu"))
HEADING = "## Doubtful cases and their decisions"
# What is closed in each layer: the keys whose values are labels
LABELS = {
    "entities": {"label"},
    "coreference": {"type"},
    "quotations": {"kind", "mark_problem"},
    "expressions": {"type", "mod", "reason", "unit"},
    "translations": {"language"},
}
# Tokens of at least this many letters tell of a case; shorter ones (के, एक) stand in too many
WORD = 3
MARKS = {",": "comma", ":": "colon", "।": "danda", '"': "mark", "”": "mark", "-": "hyphen"}


def _page(layer: str) -> str:
    return (ROOT / "docs" / "guidelines" / f"{layer}.md").read_text(encoding="utf-8")


def _cases(layer: str) -> str:
    """The rows of the page's table of doubtful cases."""
    rest = _page(layer).partition(f"{HEADING}\n")[2]
    return rest.partition("\n## ")[0]


@pytest.mark.parametrize("column", ["UPOS", "XPOS", "DEPREL"])
def test_each_tag_and_relation_of_the_gold_has_its_row(column: str) -> None:
    page = _page("treebank").partition(HEADING)[0]
    place = {"UPOS": 0, "XPOS": 1, "DEPREL": 0}[column]
    rows = [[cell.strip(" ") for cell in line.split("|")[1:-1]] for line in page.split("\n") if line.startswith("| ")]
    listed = {name for row in rows if len(row) > place for name in row[place].split(", ")}
    used = {getattr(token, column.lower()) for path in GOLD for each in read_conllu(path) for token in each.tokens}
    assert len(used) > 10
    assert used - listed == set()


def test_each_pair_of_upos_and_xpos_of_the_gold_has_its_row() -> None:
    rows = re.findall(r"^\| ([A-Z]+) \| ([A-Z, ]+) \|", _page("treebank"), re.MULTILINE)
    listed = {(upos, xpos) for upos, several in rows for xpos in several.split(", ")}
    used = {(token.upos, token.xpos) for path in GOLD for each in read_conllu(path) for token in each.tokens}
    assert used - listed == set()


def test_each_feature_of_the_gold_is_explained() -> None:
    tokens = [token for path in GOLD for each in read_conllu(path) for token in each.tokens]
    used = {feature for token in tokens for feature in token.feats.split("|") if feature != "_"}
    misc = {entry for token in tokens for entry in token.misc.split("|") if entry != "_"}
    assert len(used) > 20
    assert {each for each in used | misc if f"`{each}`" not in _page("treebank")} == set()


def test_a_part_of_a_noun_compound_is_compound() -> None:
    tokens = [token for path in GOLD for each in read_conllu(path) for token in each.tokens if token.xpos == "NNC"]
    assert len(tokens) >= 10
    assert {token.deprel for token in tokens} == {"compound"}


def test_the_words_of_a_name_have_four_features_or_are_function_words() -> None:
    names = [token for path in GOLD for each in read_conllu(path) for token in each.tokens if token.upos == "PROPN"]
    keys = {token.form: re.findall(r"(\w+)=", token.feats) for token in names}
    assert len(keys) >= 30
    function_words = {form for form, each in keys.items() if each != ["Case", "Gender", "Number", "Person"]}
    assert function_words == {"एंड"}
    assert keys["एंड"] == []


@pytest.mark.parametrize("layer", LAYERS)
def test_each_label_of_the_gold_stands_on_its_page(layer: str) -> None:
    used = set()
    for path in sorted((ROOT / "annotations" / layer).glob("*.json")):
        value = json.loads(path.read_text(encoding="utf-8"))
        used |= set(_labels({key: each for key, each in value.items() if key != "agent"}, LABELS[layer]))
    assert used
    assert {label for label in used if f"`{label}`" not in _page(layer)} == set()


@pytest.mark.parametrize("layer", ["treebank", *LAYERS])
def test_each_doubtful_case_has_a_decision_and_a_reason(layer: str) -> None:
    rows = [line for line in _cases(layer).split("\n") if line.startswith("| ")]
    assert len(rows) > 10
    for row in rows:
        cells = [cell.strip(" ") for cell in row.strip("|").split("|")]
        assert len(cells) == 3, row
        assert all(cells), row


@pytest.mark.parametrize("document", sorted(path.stem for path in (PASSES / "adjudication").glob("*.tsv")))
@pytest.mark.parametrize("layer", ["treebank", *LAYERS])
def test_each_case_that_was_met_stands_in_the_table(layer: str, document: str) -> None:
    cases = _cases(layer)
    met = set(_met(layer, document))
    assert len(met) >= 3
    missing = {each for each in met if not any(word in cases for word in each)}
    assert missing == set()


def _labels(value: object, keys: set[str]) -> Iterator[str]:
    for key, each in value.items() if isinstance(value, dict) else ():
        if key in keys and isinstance(each, str):
            yield each
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _labels(each, keys)


def _met(layer: str, document: str) -> Iterator[tuple[str, ...]]:
    """What tells each case of the notes of both passes and of the table of decisions: words of which one must stand."""
    forms = {
        (sentence.id, str(token.id)): token.form
        for sentence in read_conllu(ROOT / "corpus" / f"{document}.conllu")
        for token in sentence.tokens
    }
    for path in (PASSES / "a" / "notes.tsv", PASSES / "b" / "notes.tsv", PASSES / "adjudication" / f"{document}.tsv"):
        for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
            cells = line.split("\t")
            if cells[0] == layer == "treebank" and (cells[1], cells[2]) in forms:
                yield from _telling(MARKS.get(form := forms[cells[1], cells[2]], form), cells[3])
            elif cells[0] == layer:
                yield from _telling("", " ".join(cells[1:3]))


def _telling(form: str, question: str) -> Iterator[tuple[str, ...]]:
    """The word in doubt alone, or the longer words of the question where it is too short to tell anything."""
    words = tuple(word for word in re.findall(r"[\u0900-\u097f]+", question) if len(word) >= WORD)
    if len(form) >= WORD or (form.isascii() and form):
        yield (form,)
    elif words:
        yield words
