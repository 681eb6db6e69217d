"""`padapatha compare` as a user meets it: trees, layers, folders, what it refuses and what it says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import padapatha
from conftest import TEXT
from padapatha import files, schemas, strict_json
from padapatha.cli import main
from padapatha.compare import official, record
from padapatha.compare.outcome import Comparison
from padapatha.problems import Refused
from padapatha.project import Project

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "schema" / "examples"
PASSES = ROOT / "annotations" / "passes"

TREE = """\
# sent_id = namuna-s1
# text = राम घर गया।
1	राम	राम	PROPN	NNP	Case=Nom|Gender=Masc	3	nsubj	_	_
2	घर	घर	NOUN	NN	Case=Acc	3	obl	_	_
3	गया	जाना	VERB	VM	_	0	root	_	SpaceAfter=No
4	।	।	PUNCT	SYM	_	3	punct	_	_

"""
SECOND = TREE.replace("s1", "s2")

needs_scorer = pytest.mark.skipif(
    not Path(sys.executable).with_name(official.PROGRAM).exists() and shutil.which(official.PROGRAM) is None,
    reason="the official UD scorer is not installed",
)


def trees(tmp_path: Path, a: str, b: str) -> tuple[Path, Path]:
    paths = tmp_path / "a.conllu", tmp_path / "b.conllu"
    for path, text in zip(paths, (a, b), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def layers(tmp_path: Path, layer: str, change: Callable[[Any], object]) -> tuple[Path, Path]:
    """The guideline's example of a layer, as A has it and as B has changed it."""
    example = EXAMPLES / "valid" / f"layer-{layer}" / "from-guideline.json"
    value = json.loads(example.read_bytes())
    change(value)
    paths = tuple(tmp_path / side / layer / "namuna_01.json" for side in "ab")
    for path, data in zip(paths, (example.read_bytes(), strict_json.dumps(value)), strict=True):
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    return paths[0], paths[1]


def only(a: Path, b: Path) -> Comparison:
    (comparison,) = padapatha.compare(a, b).comparisons
    return comparison


def differences(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(each.column, each.a, each.b) for each in comparison.differences]


def slugs(a: Path, b: Path) -> list[tuple[str, str, int]]:
    with pytest.raises(Refused) as refused:
        padapatha.compare(a, b)
    return [(Path(each.path).name, each.slug, each.line) for each in refused.value.problems]


# Trees


@needs_scorer
def test_the_two_passes_score_what_the_official_scorer_prints() -> None:
    """The expected numbers were read off `udeval -v --no-enhanced` by eye."""
    document = "000_0f1e8db63d2ccbea.conllu"
    found = only(PASSES / "a" / "treebank" / document, PASSES / "b" / "treebank" / document).figures
    expected = {
        "UPOS": 100.0,
        "XPOS": 100.0,
        "UFeats": 99.40,
        "Lemmas": 100.0,
        "UAS": 99.40,
        "LAS": 98.99,
        "CLAS": 98.32,
        "MLAS": 97.31,
        "BLEX": 98.32,
    }
    assert {name: round(found[name] or 0, 2) for name in expected} == expected


@needs_scorer
def test_every_column_that_differs_is_told_with_its_word(tmp_path: Path) -> None:
    b = TREE.replace(
        "2	घर	घर	NOUN	NN	Case=Acc	3	obl",
        "2	घर	घरों	PROPN	NNP	Gender=Masc	1	nmod",
    )
    found = only(*trees(tmp_path, TREE + SECOND, b + SECOND))
    assert differences(found) == [
        ("LEMMA", "घर", "घरों"),
        ("UPOS", "NOUN", "PROPN"),
        ("XPOS", "NN", "NNP"),
        ("Case", "Acc", "_"),
        ("Gender", "_", "Masc"),
        ("HEAD", "VERB", "PROPN"),
        ("DEPREL", "obl", "nmod"),
    ]
    assert {(place.sentence, place.token) for each in found.differences for place in each.places} == {("namuna-s1", 2)}
    assert found.figures["UAS"] == 87.5
    # 16 labels: 4 PROPN + 1, 2 NOUN - 1, 4 VERB, 4 PUNCT; 2 ordered pairs differ
    assert found.figures["alpha of UPOS"] == pytest.approx(1 - 15 * 2 / (16**2 - 25 - 9 - 16 - 16))
    assert found.figures["alpha of DEPREL, same head"] == 1
    assert found.labels["obl"] == (2, 1, 1)


@needs_scorer
def test_the_same_pair_of_answers_is_counted_once_with_both_places(tmp_path: Path) -> None:
    b = (TREE + SECOND).replace("obl", "obj")
    (difference,) = only(*trees(tmp_path, TREE + SECOND, b)).differences
    assert [(place.sentence, place.token) for place in difference.places] == [("namuna-s1", 2), ("namuna-s2", 2)]


@needs_scorer
def test_words_and_sentences_that_are_cut_differently(tmp_path: Path) -> None:
    """B cuts गया। not at all, and begins a sentence at घर: what stands apart is not compared, the rest is."""
    b = """\
# sent_id = x-s1
# text = राम
1	राम	राम	PROPN	NNP	Case=Nom|Gender=Masc	0	root	_	_

# sent_id = x-s2
# text = घर गया।
1	घर	घर	NOUN	NN	Case=Acc	2	obl	_	_
2	गया।	जाना	VERB	VM	_	0	root	_	_

"""
    found = only(*trees(tmp_path, TREE, b))
    assert differences(found) == [
        ("SENTENCE", "goes on", "begins"),
        ("FORM", "गया ।", "गया।"),
        ("HEAD", "VERB", "VERB"),  # of घर, whose head B did not cut off
        ("HEAD", "VERB", "root"),
        ("DEPREL", "nsubj", "root"),
    ]
    assert found.figures["Words"] == pytest.approx(200 * 2 / 7)


@needs_scorer
def test_heads_are_the_same_word_whatever_its_number(tmp_path: Path) -> None:
    """B begins a sentence behind राम: घर and । hang on the same word as in A, which has another number there."""
    b = """\
# sent_id = x-s1
# text = राम
1	राम	राम	PROPN	NNP	Case=Nom|Gender=Masc	0	root	_	_

# sent_id = x-s2
# text = घर गया।
1	घर	घर	NOUN	NN	Case=Acc	2	obl	_	_
2	गया	जाना	VERB	VM	_	0	root	_	SpaceAfter=No
3	।	।	PUNCT	SYM	_	2	punct	_	_

"""
    found = only(*trees(tmp_path, TREE, b))
    assert differences(found) == [
        ("SENTENCE", "goes on", "begins"),
        ("HEAD", "VERB", "root"),
        ("DEPREL", "nsubj", "root"),
    ]
    assert found.figures["UAS"] == 75


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"घर": "घट"}, "character 5: U+0930 DEVANAGARI LETTER RA after no space here, U+091F"),
        (
            {"राम घर": "राम  घर", "nsubj\t_\t_": "nsubj\t_\tSpacesAfter=\\s\\s"},
            "GHA after U+0020 here, U+0918 DEVANAGARI LETTER GHA after U+0020 U+0020 in",
        ),
        (
            {"घर गया": "घरगया", "obl\t_\t_": "obl\t_\tSpaceAfter=No"},
            "GA after U+0020 here, U+0917 DEVANAGARI LETTER GA after no space in",
        ),
    ],
)
def test_unequal_text_is_never_scored(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    b = SECOND
    for old, new in changes.items():
        b = b.replace(old, new)
    with pytest.raises(Refused) as refused:
        padapatha.compare(*trees(tmp_path, TREE + SECOND, TREE + b))
    (problem,) = refused.value.problems
    assert (Path(problem.path).name, problem.line, problem.slug) == ("a.conllu", 9, "stale")
    assert "sentence namuna-s2, character" in problem.found
    assert said in problem.found


def test_a_text_that_ends_early_is_named_on_the_side_that_goes_on(tmp_path: Path) -> None:
    a, b = trees(tmp_path, TREE, TREE + SECOND)
    assert slugs(a, b) == [("b.conllu", "stale", 9)]
    assert slugs(b, a) == [("b.conllu", "stale", 9)]


def test_sentences_without_trees_are_not_scored(tmp_path: Path) -> None:
    bare = TREE
    for edge in ("3\tnsubj", "3\tobl", "0\troot", "3\tpunct"):
        bare = bare.replace(edge, "_\t_")
    assert slugs(*trees(tmp_path, TREE, bare)) == [("b.conllu", "unconfirmed", 1)]


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    assert slugs(*trees(tmp_path, TREE, TREE.replace("2	घर	घर", "2	घर"))) == [("b.conllu", "columns", 4)]


def test_without_the_scorer_the_message_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = trees(tmp_path, TREE, TREE)
    monkeypatch.setattr(official, "PROGRAM", "no-such-scorer")
    assert main(["compare", str(a), str(b)]) == 2
    assert "no-such-scorer: extra:" in (said := capsys.readouterr().err)
    assert "pip install '.[validate-ud]'" in said


# Layers


def test_entities(tmp_path: Path) -> None:
    def change(value: Any) -> None:
        city, *_ = [each for each in value["entities"] if each["text"] == "कोबे"]
        city["label"] = "FAC"
        value["entities"].remove(next(each for each in value["entities"] if each["text"] == "जापानी"))

    found = only(*layers(tmp_path, "entities", change))
    assert differences(found) == [("only one", "NORP जापानी", "-"), ("label", "GPE", "FAC")]
    assert found.sizes == (4, 3)
    assert found.figures["exact F1"] == pytest.approx(200 * 2 / 7)
    assert found.figures["exact F1, unlabelled"] == pytest.approx(200 * 3 / 7)
    assert found.figures["alpha of characters"] is None
    assert "no text at hand" in found.notes[0]


def test_coreference_is_compared_by_extents_not_by_numbers(tmp_path: Path) -> None:
    def renumber(value: Any) -> None:
        for mention in value["mentions"]:
            mention["id"] = f"{mention['id']}0"
        for chain in value["chains"]:
            chain["id"], chain["mentions"] = f"{chain['id']}0", [f"{each}0" for each in chain["mentions"]]

    found = only(*layers(tmp_path, "coreference", renumber))
    assert found.differences == ()
    assert (found.figures["CoNLL F1"], found.figures["LEA"], found.figures["mention F1"]) == (100, 100, 100)


def test_a_mention_moved_to_another_chain_is_named(tmp_path: Path) -> None:
    def move(value: Any) -> None:
        here, there = [chain for chain in value["chains"] if len(chain["mentions"]) > 1][:2]
        there["mentions"].append(here["mentions"].pop())
        here["singleton"] = len(here["mentions"]) == 1

    found = only(*layers(tmp_path, "coreference", move))
    assert [each[0] for each in differences(found)] in (["chain"], ["type", "chain"], ["chain", "type"])
    assert found.figures["mention F1"] == 100
    assert (found.figures["LEA, with singletons"] or 0) < 100


@pytest.mark.parametrize("fault", ["absent", "twice", "nowhere", "same extent"])
def test_chains_that_do_not_fit_their_mentions_are_refused(tmp_path: Path, fault: str) -> None:
    def spoil(value: Any) -> None:
        long, *_ = [chain for chain in value["chains"] if len(chain["mentions"]) > 1]
        if fault == "absent":
            long["mentions"].append("m99")
        elif fault == "twice":
            value["chains"][-1]["mentions"].append(long["mentions"][0])
            value["chains"][-1]["singleton"] = False
        elif fault == "nowhere":
            long["mentions"].pop()
            long["singleton"] = len(long["mentions"]) == 1
        else:
            first, second = value["mentions"][:2]
            second |= {key: first[key] for key in ("start", "end", "text")}

    found = slugs(*layers(tmp_path, "coreference", spoil))
    assert {slug for _, slug, _ in found} == {"reference"}
    assert all(line > 1 for _, _, line in found)


def test_a_speakers_chain_is_what_it_means(tmp_path: Path) -> None:
    """Other numbers for the same mentions are no difference; the same number for other mentions is one."""
    a, b = layers(tmp_path, "quotations", lambda value: value["quotations"][0].update(speaker_chain="c40"))
    assert only(a, b).figures["same speaker_chain"] is None
    assert "no coreference layer" in only(a, b).notes[-1] or "is missing" in only(a, b).notes[-1]

    def renumber(value: Any) -> None:
        (chain,) = [each for each in value["chains"] if each["id"] == "c4"]
        chain["id"] = "c40"

    layers(tmp_path, "coreference", renumber)
    b.write_bytes(b.read_bytes().replace(b'"c4"', b'"c40"'))
    assert only(a, b).figures["same speaker_chain"] == 100
    beside = b.parent.parent / "coreference" / b.name
    value = json.loads(beside.read_bytes())
    (chain,) = [each for each in value["chains"] if each["id"] == "c40"]
    other = next(each for each in value["chains"] if each is not chain)
    chain["id"], other["id"] = other["id"], "c40"
    beside.write_bytes(strict_json.dumps(value))
    found = only(a, b)
    assert found.figures["same speaker_chain"] == 0
    assert found.figures["speaker_chain with a common mention"] == 0
    beside.write_bytes(beside.read_bytes().replace(b'"c40"', b'"c50"'))
    assert {slug for _, slug, _ in slugs(a, b)} == {"reference"}


def test_quotations(tmp_path: Path) -> None:
    def change(value: Any) -> None:
        first, second = value["quotations"]
        first |= {"kind": "indirect", "cue": None}
        first["parts"][0] |= {"open": None, "close": None}
        second["parts"][0]["start"] += 3
        second["parts"][0]["text"] = second["parts"][0]["text"][3:]

    found = only(*layers(tmp_path, "quotations", change))
    assert [each[0] for each in differences(found)] == ["label", "cue", "marks", "extent"]
    assert (found.figures["exact F1"], found.figures["partial F1, unlabelled"]) == (0, 75)
    assert (found.figures["same cue"], found.figures["same speaker"]) == (50, 100)


def test_expressions(tmp_path: Path) -> None:
    def change(value: Any) -> None:
        value["quantities"][0]["value"] = "4"

    found = only(*layers(tmp_path, "expressions", change))
    assert [each[0] for each in differences(found)] == ["value"]
    assert found.figures["exact F1"] == 100
    count = found.sizes[0]
    assert found.figures["exact F1 with value"] == pytest.approx(100 * (count - 1) / count)


def test_a_value_of_another_unit_is_another_value(tmp_path: Path) -> None:
    def change(value: Any) -> None:
        money = next(each for each in value["quantities"] if each["type"] == "MONEY")
        money["unit"] = "INR"

    found = only(*layers(tmp_path, "expressions", change))
    assert [each[0] for each in differences(found)] == ["unit"]
    assert (found.figures["same value"], found.figures["exact F1"]) == (100, 100)
    assert (found.figures["exact F1 with value"] or 0) < 100


def test_an_anchor_is_the_time_it_names(tmp_path: Path) -> None:
    def anchored(value: Any, name: str) -> None:
        value["times"][1] |= {"anchor": name, "reason": "anchor-unresolved"}

    def renumber(value: Any) -> None:
        anchored(value, "t10")
        value["times"][0]["id"] = "t10"

    a, b = layers(tmp_path, "expressions", renumber)
    value = json.loads(a.read_bytes())
    anchored(value, "t1")
    a.write_bytes(strict_json.dumps(value))
    assert only(a, b).figures["same anchor"] == 100
    anchored(value, "t99")
    a.write_bytes(strict_json.dumps(value))
    assert slugs(a, b) == [("namuna_01.json", "reference", 34)]


def test_translations(tmp_path: Path) -> None:
    def change(value: Any) -> None:
        value["translations"][0]["text"] = "Another one."
        del value["translations"][-1]

    found = only(*layers(tmp_path, "translations", change))
    a, b = found.sizes
    assert b == a - 1
    assert found.figures == {"sentences F1": pytest.approx(200 * b / (a + b)), "identical": 100 * (b - 1) / b}
    assert {each[2] for each in differences(found)} == {"Another one.", "-"}


def test_translations_of_another_sentence_are_not_compared(tmp_path: Path) -> None:
    def change(value: Any) -> None:
        value["translations"][1]["source_sha256"] = "0" * 64

    assert [slug for _, slug, _ in slugs(*layers(tmp_path, "translations", change))] == ["stale"]


@pytest.mark.parametrize("text", ["of the project", "of another day"])
def test_the_text_of_the_project_gives_sentences_and_the_alpha_of_characters(project: Project, text: str) -> None:
    digest = files.sha256(TEXT.encode()) if text == "of the project" else "0" * 64
    a, b = layers(project.root, "entities", lambda _: None)
    for path, label in ((a, "PERSON"), (b, "GPE")):
        value = json.loads(path.read_bytes()) | {"document": "namuna", "text_sha256": digest}
        value["entities"] = [{"id": "e1", "start": 0, "end": 3, "text": "राम", "label": label}]
        path.write_bytes(strict_json.dumps(value))
    found = only(a, b)
    ((place,),) = [each.places for each in found.differences]
    if text == "of the project":
        assert (place.sentence, found.notes) == ("namuna-s1", ())
        letters = sum(not each.isspace() for each in TEXT)
        expected = 1 - (2 * letters - 1) * 6 / ((2 * letters) ** 2 - (2 * letters - 6) ** 2 - 9 - 9)
        assert found.figures["alpha of characters"] == pytest.approx(expected)
    else:
        assert (place.sentence, found.figures["alpha of characters"], len(found.notes)) == ("", None, 1)


@pytest.mark.parametrize(
    ("key", "value", "slug"),
    [("text_sha256", "0" * 64, "stale"), ("document", "other_01", "file-name"), ("colour", "red", "schema")],
)
def test_layers_that_cannot_be_compared(tmp_path: Path, key: str, value: str, slug: str) -> None:
    assert slugs(*layers(tmp_path, "entities", lambda each: each.update({key: value})))[0][1] == slug


def test_a_span_that_is_not_as_long_as_its_text(tmp_path: Path) -> None:
    assert slugs(*layers(tmp_path, "entities", lambda each: each["entities"][0].update(end=500)))[0][1] == "span"


# Folders and the command


@needs_scorer
def test_folders_are_compared_file_by_file_and_lonely_files_are_named(tmp_path: Path) -> None:
    a, b = layers(tmp_path, "entities", lambda _: None)
    sides = a.parent.parent, b.parent.parent
    for side in sides:
        (side / "treebank").mkdir()
        (side / "treebank" / "namuna.conllu").write_text(TREE, encoding="utf-8")
    (sides[0] / "treebank" / "more.conllu").write_text("broken", encoding="utf-8")
    (sides[1] / "notes.tsv").write_text("not an annotation", encoding="utf-8")
    found = padapatha.compare(*sides)
    assert [each.layer for each in found.comparisons] == ["treebank", "entities"]
    assert found.only == {"a": ("treebank/more.conllu",), "b": ()}
    assert sorted(found.inputs["b"]) == ["entities/namuna_01.json", "treebank/namuna.conllu"]
    value = strict_json.loads(strict_json.dumps(record(found)), "x")
    assert list(schemas.check(value, "agreement", b"{}", "x")) == []


def test_what_is_wrong_in_one_layer_hides_nothing_of_another(tmp_path: Path) -> None:
    a, b = layers(tmp_path, "entities", lambda each: each.update(colour="red"))
    layers(tmp_path, "translations", lambda each: each.update(text_sha256="0" * 64))
    assert [slug for _, slug, _ in slugs(a.parent.parent, b.parent.parent)] == ["schema", "stale"]


@pytest.mark.parametrize(
    ("a", "b", "code", "slug"),
    [
        ("x.conllu", "absent.conllu", 1, "missing"),
        ("x.conllu", "x.txt", 2, "usage"),
        ("x.conllu", ".", 2, "usage"),
        ("x.conllu", "x.json", 1, "schema"),
        ("empty", "empty", 1, "missing"),
    ],
)
def test_exit_codes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    a: str,
    b: str,
    code: int,
    slug: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.conllu").write_text(TREE, encoding="utf-8")
    Path("x.txt").write_text("राम", encoding="utf-8")
    Path("x.json").write_text("[]", encoding="utf-8")
    Path("empty").mkdir()
    assert main(["compare", a, b]) == code
    assert f": {slug}: " in capsys.readouterr().err


def test_a_tree_and_a_layer_have_nothing_in_common(tmp_path: Path) -> None:
    layer, _ = layers(tmp_path, "entities", lambda _: None)
    tree, _ = trees(tmp_path, TREE, TREE)
    assert slugs(tree, layer) == [("a.conllu", "missing", 0)]


@needs_scorer
def test_differences_are_no_errors_and_a_pipe_gets_plain_text(tmp_path: Path) -> None:
    a, b = trees(tmp_path, TREE, TREE.replace("obl", "obj"))
    command = [sys.executable, "-m", "padapatha", "compare", a, b]
    environment = os.environ | {"FORCE_COLOR": "", "NO_COLOR": "1"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert "LAS                          75.00" in done.stdout
    (line,) = [line for line in done.stdout.split("\n") if line.startswith("DEPREL")]
    assert line.split() == ["DEPREL", "obl", "obj", "1", "namuna-s1:2"]


@needs_scorer
def test_json_stands_alone_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, b = trees(tmp_path, TREE, TREE.replace("obl", "obj"))
    assert main(["compare", str(a), str(b), "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["figures"]["treebank"]["LAS"] == 75.0
    assert value["layers"]["treebank"]["differences"] == [
        {
            "column": "DEPREL",
            "a": "obl",
            "b": "obj",
            "count": 1,
            "places": [{"document": "a", "sentence": "namuna-s1", "token": 2}],
        }
    ]


# What is kept of the two passes


@needs_scorer
def test_the_kept_agreement_is_what_the_passes_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    made = record(padapatha.compare("annotations/passes/a", "annotations/passes/b"))
    assert (PASSES / "agreement.json").read_bytes() == strict_json.dumps(made)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/agreement/*.json")), ids=lambda path: path.stem)
def test_the_schema_takes_good_examples_and_refuses_bad_ones(path: Path) -> None:
    data = path.read_bytes()
    faults = list(schemas.check(strict_json.loads(data, path.name), "agreement", data, path.name))
    assert bool(faults) == (path.parents[1].name == "invalid"), faults
