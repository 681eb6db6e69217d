"""The card is of its schema, says what was packed, and its numbers are never typed."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasets import Features

from padapatha import schemas, strict_json
from padapatha.build import build
from padapatha.cli import main
from padapatha.compare import agreement_json, compare
from padapatha.pack import card, hub
from padapatha.pack.assemble import pack
from padapatha.pack.features import FEATURES
from padapatha.pack.summary import size_category
from padapatha.problems import Refused
from padapatha.project import Project
from project_edits import edit_json

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "schema" / "examples"


def head_of(path: Path) -> dict[str, Any]:
    head: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    return head


def slugs(project: Project, *, check: bool = False) -> list[tuple[str, str, int]]:
    with pytest.raises(Refused) as refused:
        pack(project.root, check=check)
    return [(each.path, each.slug, each.line) for each in refused.value.problems]


def change_card(project: Project, old: str, new: str) -> None:
    path = project.root / card.CARD
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# The schemas


@pytest.mark.parametrize("name", ["card", "release"])
@pytest.mark.parametrize("kind", ["valid", "invalid"])
def test_examples_beside_the_schema(name: str, kind: str) -> None:
    paths = sorted((EXAMPLES / kind / name).glob("*.json"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        found = list(schemas.check(json.loads(data), name, data, path.name))
        assert bool(found) == (kind == "invalid"), path.name


# The repository's own card


def test_the_card_of_the_repository_is_what_pack_would_write(tmp_path: Path) -> None:
    for name in ("seeds", "annotations", "corpus", "DATASET_CARD.md", "LICENSE-DATA"):
        place = ROOT / name
        (shutil.copytree if place.is_dir() else shutil.copyfile)(place, tmp_path / name)
    pack(tmp_path, check=True)


def test_the_card_of_the_repository_claims_no_right_in_the_text() -> None:
    head = head_of(ROOT / card.CARD)
    assert (head["license"], head["license_link"]) == ("other", "LICENSE-DATA")
    assert head["annotations_creators"] == ["machine-generated"]


# What the hub reads


def test_the_head_declares_every_config_and_its_columns(packed: Project) -> None:
    head = head_of(packed.root / "dist" / "hub" / "README.md")
    assert [each["config_name"] for each in head["configs"]] == list(FEATURES)
    assert [each["config_name"] for each in head["configs"] if each.get("default")] == ["sentences"]
    for info in head["dataset_info"]:
        assert Features._from_yaml_list(info["features"]) == FEATURES[info["config_name"]]
    assert head["size_categories"] == ["n<1K"]
    assert {split["num_examples"] for split in head["dataset_info"][0]["splits"]} == {4, 2}


def test_hand_kept_words_come_along_unchanged(packed: Project) -> None:
    for path in (packed.root / card.CARD, packed.root / "dist" / "hub" / "README.md"):
        assert path.read_text(encoding="utf-8").endswith("\n<!-- the rest is ours -->\n")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("name: text_en", "name: text_xx", "features of config sentences are not those of its columns"),
        ("'1': auto", "'2': auto", "head cannot be read|features"),
        ("num_examples: 4", "num_examples: 5", "number of examples"),
        ("default: true", "description: x", "default None"),
        ("path: data/tokens/test-*.parquet", "path: data/tokens/train-*.parquet", "would load other files"),
        ("config_name: tokens", "config_name: words", "written were"),
    ],
)
def test_a_card_that_would_load_otherwise_is_noticed(packed: Project, old: str, new: str, found: str) -> None:
    """`load_dataset` pads, casts and cuts without a word; these are its quiet cases and its loud ones."""
    folder, written = packed.root / "dist" / "hub", pack(packed.root).written
    readme = folder / "README.md"
    text = readme.read_text(encoding="utf-8")
    assert old in text
    readme.write_text(text.replace(old, new), encoding="utf-8")
    told = " ".join(each.found for each in hub.loading_problems(folder, written))
    assert any(part in told for part in found.split("|")), told


def test_a_good_folder_has_no_faults(packed: Project) -> None:
    assert list(hub.loading_problems(packed.root / "dist" / "hub", pack(packed.root).written)) == []


# Numbers


def test_numbers_are_those_of_the_data(packed: Project) -> None:
    text = (packed.root / card.CARD).read_text(encoding="utf-8")
    corpus = b"".join(packed.corpus_conllu(document).read_bytes() for document in packed.documents())
    words = len(re.findall(rb"^[0-9]+\t", corpus, re.MULTILINE))
    proposed = json.loads(packed.corpus_entities("saada").read_bytes())["entities"]
    assert {each["label"] for each in proposed} == {"PERSON"}
    for line in (
        "- Size: 2 documents (1 in `train`, 1 in `test`), 6 sentences and " + f"{words} words.",
        "- Genres, by documents: `fiction` 2.",
        "- Licences of the texts, by documents: `CC0-1.0` 2.",
        "- Annotation: 0 sentences (0.0 %) are `gold`, 6 are `auto`.",
        "- What proposed layers that nobody has made, by layers of a document: model: padapatha-hi ",
        f"- `entities.label`, proposed by a model: `PERSON` {len(proposed)}",
        "| config | train | test |",
        "| `sentences` | 4 | 2 |",
        f"| `entities` | 4 | {len(proposed)} |",
        "| `auto` | made by a program | 6 (100.0 %) | " + f"{words} (100.0 %) |",
        "| entities | config `entities` | 1 of 2 | 1 | `entities/1` |",
        "| translations | column `text_en` | 1 of 2 | 0 | `translations/1` |",
        "- `entities.label`: `PERSON` 2, `GPE` 1, `NORP` 1",
        "Not measured yet.",
        '  "text_en": "On Sunday an earthquake struck the Japanese city of Kobe.",',
    ):
        assert line in text, line


@pytest.fixture
def measured(layered: Project) -> Project:
    """The project with two passes over entities, and what was measured of them."""
    passes = layered.root / "annotations" / "passes"
    for side in "ab":
        (passes / side / "entities").mkdir(parents=True)
        shutil.copy(layered.layer("entities", "namuna_01"), passes / side / "entities")
    path = passes / "b" / "entities" / "namuna_01.json"
    path.write_bytes(path.read_bytes().replace(b'"NORP"', b'"GPE"'))
    (passes / "agreement.json").write_bytes(strict_json.dumps(agreement_json(compare(passes / "a", passes / "b"))))
    return layered


def test_agreement_is_shown_when_there_is_some(measured: Project) -> None:
    pack(measured.root)
    text = (measured.root / card.CARD).read_text(encoding="utf-8")
    assert "| entities | exact F1 | 75.00 |" in text
    assert "| entities | exact F1, unlabelled | 100.00 |" in text


@pytest.mark.parametrize("change", ["other", "gone", "new"])
def test_agreement_of_other_passes_is_not_shown(measured: Project, change: str) -> None:
    folder = measured.root / "annotations" / "passes" / "b" / "entities"
    if change == "other":
        path = folder / "namuna_01.json"
        path.write_bytes(path.read_bytes().replace(b"2026-11-24", b"2026-11-23"))
    elif change == "gone":
        (folder / "namuna_01.json").rename(folder / "saada.json")
    else:
        (folder / "saada.json").write_bytes((folder / "namuna_01.json").read_bytes())
    assert [(path, slug) for path, slug, _ in slugs(measured)] == [("annotations/passes/agreement.json", "stale")]


def test_check_fails_on_an_old_number_and_keeps_nothing(packed: Project, capsys: pytest.CaptureFixture[str]) -> None:
    pack(packed.root, check=True)
    before = sorted((packed.root / "dist").rglob("*"))
    change_card(packed, "| `sentences` | 4 | 2 |", "| `sentences` | 4 | 3 |")
    line = (packed.root / card.CARD).read_text(encoding="utf-8").split("\n").index("| `sentences` | 4 | 3 |") + 1
    assert main(["pack", "--check", "--root", str(packed.root)]) == 1
    assert f"DATASET_CARD.md:{line}: card:" in capsys.readouterr().err
    assert sorted((packed.root / "dist").rglob("*")) == before
    pack(packed.root)
    pack(packed.root, check=True)


def test_check_of_a_corpus_that_has_grown(packed: Project) -> None:
    path = packed.layer("entities", "namuna_01")
    edit_json(path, entities=json.loads(path.read_bytes())["entities"][:3])
    build(packed.root)
    assert [(path, slug) for path, slug, _ in slugs(packed, check=True)] == [("DATASET_CARD.md", "card")]


# Cards that are refused


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("---\npretty_name", "pretty_name", 1),
        ("license: other\n", "license: not-a-license\n", 5),
        ("license: other\n", "licence: other\n", None),
        ("- hi\n", "- no\n", 3),
        ("pretty_name: ", "pretty_name: [", None),
        ("license: other\n", "license: other\nlicense: mit\n", 6),
        ("license_name: see-each-text\n", "license_name: 2026-11-24\n", 0),
        ("- hi\n", "- mr\n", 3),
        ("license: other\n", "license: other\nlicense_link: LICENSE-DATEN\n", 6),
        (card.NUMBERS_BEGIN, "", 0),
        (card.NUMBERS_END, card.NUMBERS_END + card.NUMBERS_END, 0),
    ],
)
def test_a_card_with_a_fault_is_refused_at_its_line(layered: Project, old: str, new: str, line: int | None) -> None:
    change_card(layered, old, new)
    if new.endswith("2026-11-24\n"):  # a date is text here, and well-formed as a licence's name
        pack(layered.root)
        return
    found = slugs(layered)
    assert {(path, slug) for path, slug, _ in found} <= {("DATASET_CARD.md", "card"), ("DATASET_CARD.md", "schema")}
    assert line is None or found[0][2] == line
    assert not (layered.root / "dist" / "hub").exists()


# A project without a card


def test_a_project_without_a_card_gets_one_in_the_release_alone(project: Project) -> None:
    (project.root / "padapatha.toml").write_text('[corpus]\ntitle = "कहानियाँ: \\"एक\\" #1"\n', encoding="utf-8")
    pack(project.root)
    pack(project.root, check=True)
    assert not (project.root / card.CARD).exists()
    made = project.root / "dist" / "hub" / "README.md"
    head = head_of(made)
    assert (head["pretty_name"], head["language"]) == ('कहानियाँ: "एक" #1', ["hi"])
    assert (head["license"], "license_name" in head) == ("cc0-1.0", False)
    assert head["task_ids"] == ["part-of-speech", "lemmatization", "parsing", "named-entity-recognition"]
    text = made.read_text(encoding="utf-8")
    assert '# कहानियाँ: "एक" #1\n' in text
    assert "- Size: 1 document (1 in `train`), 3 sentences and " in text


def test_a_first_card_is_written_when_it_is_asked_for(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "--card", "--root", str(project.root)]) == 0
    assert "DATASET_CARD.md is written" in capsys.readouterr().out
    assert not (project.root / "dist" / "hub").exists()
    assert head_of(project.root / card.CARD)["pretty_name"] == project.root.name
    pack(project.root, check=True)


def test_a_starter_is_a_card_that_can_be_packed(project: Project) -> None:
    path = project.root / card.CARD
    path.write_text(card.starter("A: b", "hi"), encoding="utf-8")
    pack(project.root)
    assert head_of(path)["pretty_name"] == "A: b"


@pytest.mark.parametrize("title", ["1", '""', '" x"', '"a\\nb"', "["])
def test_a_title_that_is_none_is_refused(project: Project, title: str) -> None:
    (project.root / "padapatha.toml").write_text(f"[corpus]\ntitle = {title}\n", encoding="utf-8")
    assert [slug for _, slug, _ in slugs(project)] == ["usage"]


# What a card claims and the data contradict


@pytest.mark.parametrize(
    ("line", "claims"),
    [
        ("The dataset is small: it contains one document.", ["one document"]),
        ("The corpus consists of a single Hindi text.", ["a single Hindi text"]),
        ("The dataset has 7 sentences and 6 documents.", ["7 sentences", "6 documents"]),
        ("It is not a training set.", ["not a training set"]),
        ("The licence of the texts is not known.", ["licence of the texts is not known"]),
        ("The date of the article is not known.", ["date of the article is not known"]),
        ("The day 12 texts came is not known; the dataset has 12 texts.", ["12 texts", "12 texts"]),
        ("All sentences are confirmed.", ["All sentences are confirmed"]),
        ("No second, human annotator has checked it.", ["No second, human"]),
        ("The dataset has 6 sentences in two documents. Each of its documents has 7 sentences.", []),
        ("An article has 7 sentences. The dataset has 6 documents.", ["6 documents"]),
        ("The corpus, of version 1.0.0, is small. It was made of 99 texts in 7 days.", []),
        ("The dataset has 6 sentences; a mention of the corpus is one word.", []),
        ("In this dataset, a mention is often one word.", []),
        ("A figure of one document says little.", []),
        ("The corpus is of one genre and has no enhanced graphs.", []),
        ("```\nThe dataset contains one document.\n```", []),
    ],
)
def test_a_sentence_that_the_data_contradict_is_named(layered: Project, line: str, claims: list[str]) -> None:
    path = layered.root / card.CARD
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    if not claims:
        pack(layered.root)
        return
    with pytest.raises(Refused) as refused:
        pack(layered.root)
    found = refused.value.problems
    assert [each.found.partition("; ")[0] for each in found] == [f"it says {claim!r}" for claim in claims]
    number = path.read_text(encoding="utf-8").split("\n").index(line) + 1
    assert {(each.slug, each.path, each.line) for each in found} == {("card", "DATASET_CARD.md", number)}
    places = {each.column: claim for each, claim in zip(found, claims, strict=True)}
    assert len(places) == len(claims)
    assert all(line.startswith(claim, column - 1) for column, claim in places.items())
    assert not (layered.root / "dist" / "hub").exists()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("- monolingual\n", "- multilingual\n", "multilinguality"),
        ("- machine-generated\n", "- expert-generated\n", "annotations_creators"),
        ("- machine-generated\n", "- machine-generated\n- no-annotation\n", "annotations_creators"),
        ("- hi\n", "- hi\n- mr\n", "language"),
        ("license: other\nlicense_name: see-each-text\n", "license: unknown\n", "license"),
        ("license_name: see-each-text\n", "license_name: text-unknown\n", "license_name"),
        ("tags:\n", "size_categories:\n- 1K<n<10K\ntags:\n", "size_categories"),
        ("tags:\n", "task_ids:\n- parsing\n- coreference-resolution\ntags:\n", ""),
        ("license: other\nlicense_name: see-each-text\n", "license: cc-by-4.0\n", ""),
    ],
)
def test_a_head_that_the_data_contradict_is_named(layered: Project, old: str, new: str, key: str) -> None:
    change_card(layered, old, new)
    if not key:
        pack(layered.root)
        return
    with pytest.raises(Refused) as refused:
        pack(layered.root)
    assert [each.found.partition(": ")[0] for each in refused.value.problems] == [f"`{key}`"]
    shown = (layered.root / card.CARD).read_text(encoding="utf-8").split("\n")
    assert shown[refused.value.problems[0].line - 1].startswith(f"{key}:")


def test_tasks_and_people_that_are_not_in_the_data_are_named(project: Project) -> None:
    text = card.starter("x", "hi").replace("tags:\n", "task_ids:\n- coreference-resolution\ntags:\n")
    text = text.replace("- machine-generated\n", "- machine-generated\n- crowdsourced\n")
    (project.root / card.CARD).write_text(text, encoding="utf-8")
    (project.root / "padapatha.toml").write_text('[corpus]\ntitle = "y"\n', encoding="utf-8")
    with pytest.raises(Refused) as refused:
        pack(project.root)
    keys = [each.found.partition(":")[0].strip("`") for each in refused.value.problems]
    assert keys == ["pretty_name", "annotations_creators", "task_ids"]


def test_a_free_licence_is_not_claimed_for_texts_of_another(layered: Project) -> None:
    for name, licence in (("saada", "LicenseRef-unknown"), ("namuna_01", "CC-BY-NC-4.0")):
        edit_json(layered.seed_metadata(name), licence=licence, rights="nobody has asked")
    build(layered.root)
    change_card(layered, "license: other\nlicense_name: see-each-text\n", "license: cc-by-4.0\n")
    with pytest.raises(Refused, match=r"texts under CC-BY-NC-4\.0, LicenseRef-unknown"):
        pack(layered.root)


def test_sizes_are_named_as_the_hub_does() -> None:
    names = [size_category(size) for size in (0, 999, 1000, 99_999, 1_000_000, 10_000_000)]
    assert names == ["n<1K", "n<1K", "1K<n<10K", "10K<n<100K", "1M<n<10M", "n>10M"]
