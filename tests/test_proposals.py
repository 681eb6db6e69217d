"""What the machine proposes reaches the corpus: entities where people have made no layer, and how sure it is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from conftest import describe
from padapatha import strict_json
from padapatha.annotate import annotate
from padapatha.annotator import analysis
from padapatha.annotator.entities import NameSpan, entities_layer, knows_names
from padapatha.annotator.proposals import propose_entities
from padapatha.build import build
from padapatha.confirm import confirm, signed
from padapatha.conllu import read_conllu, write_conllu
from padapatha.intake import take
from padapatha.layers import ExpressionLayer, Layers, TimeExpression
from padapatha.model import Document, Sentence, Token
from padapatha.problems import errors
from padapatha.project import Project
from padapatha.reading import ProjectFiles, read_inputs
from padapatha.reading.layers import entities_json
from padapatha.stages import normalise, segment, tokenise
from padapatha.validate import validate
from project_edits import edit_bytes, edit_json

NEWS = "प्रधानमंत्री नरेंद्र मोदी सोमवार को दिल्ली से मुंबई गए। वहाँ उन्होंने राहुल गांधी से बात की।\n"
NAMES = {"नरेंद्र मोदी", "दिल्ली", "मुंबई", "राहुल गांधी"}


@pytest.fixture
def news(tmp_path: Path) -> Project:
    """A built project of one document ``khabar``; nobody has confirmed anything of it."""
    project = Project(tmp_path / "project")
    (project.root / "seeds").mkdir(parents=True)
    (project.root / "annotations").mkdir(exist_ok=True)
    (tmp_path / "khabar.txt").write_text(NEWS, encoding="utf-8")
    take(project, tmp_path / "khabar.txt", describe("khabar"))
    assert not build(project.root).problems
    return project


def proposed(project: Project, document: str = "khabar") -> dict[str, Any]:
    layer: dict[str, Any] = json.loads(project.corpus_entities(document).read_bytes())
    return layer


def made_by_a_person(project: Project) -> Path:
    """Put a layer of a person beside the text; it is not built."""
    path = project.layer("entities", "khabar")
    path.parent.mkdir(parents=True)
    layer = proposed(project) | {"agent": {"kind": "person", "name": "Meera Joshi"}, "complete": True}
    path.write_bytes(strict_json.dumps(layer))
    return path


# The layer


def test_what_the_model_finds_is_a_layer_that_says_who_made_it(news: Project) -> None:
    layer = proposed(news)
    assert {each["text"] for each in layer["entities"]} == NAMES
    assert all(NEWS[each["start"] : each["end"]] == each["text"] for each in layer["entities"])
    assert (layer["agent"]["kind"], layer["complete"]) == ("model", False)
    assert layer["agent"]["version"] == json.loads(news.corpus_metadata("khabar").read_bytes())["annotator"]["version"]
    assert layer["date"] == "2026-11-24"  # the day the text came in: a build reads no clock
    outputs = json.loads(news.manifest.read_bytes())["documents"][0]["outputs"]
    assert list(outputs) == [f"corpus/khabar{end}" for end in (".conllu", ".json", ".entities.json")]
    assert errors(validate(root=news.root)) == ()


def test_the_same_bytes_elsewhere_and_in_several_processes(news: Project, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(news.root / "seeds", copy / "seeds")
    (copy / "annotations").mkdir()
    build(copy, jobs=2)
    assert Project(copy).corpus_entities("khabar").read_bytes() == news.corpus_entities("khabar").read_bytes()


def test_a_lost_layer_is_made_again_and_a_whole_one_is_skipped(news: Project) -> None:
    assert build(news.root).documents[0].skipped
    right = news.corpus_entities("khabar").read_bytes()
    for left in (None, right.replace(b"PERSON", b"NORP")):
        news.corpus_entities("khabar").unlink()
        if left:
            news.corpus_entities("khabar").write_bytes(left)
        assert not build(news.root).documents[0].skipped
        assert news.corpus_entities("khabar").read_bytes() == right


def test_the_layer_of_a_person_takes_its_place_whole_and_gives_it_back(news: Project) -> None:
    before = news.corpus_entities("khabar").read_bytes()
    path = made_by_a_person(news)
    report = build(news.root)
    assert (report.removed, report.problems) == (("corpus/khabar.entities.json",), ())
    assert not news.corpus_entities("khabar").exists()
    assert errors(validate(root=news.root)) == ()
    assert build(news.root).documents[0].skipped
    path.unlink()
    assert build(news.root).problems == ()
    assert news.corpus_entities("khabar").read_bytes() == before


def test_an_edited_layer_that_a_person_has_replaced_is_left_alone(news: Project) -> None:
    edit_bytes(news.corpus_entities("khabar"), "PERSON", "NORP")
    edited = news.corpus_entities("khabar").read_bytes()
    made_by_a_person(news)
    for _ in range(2):
        report = build(news.root)
        assert [(each.slug, each.path) for each in report.problems] == [("stray", "corpus/khabar.entities.json")]
        assert (report.removed, news.corpus_entities("khabar").read_bytes()) == ((), edited)
    assert {(each.slug, each.path) for each in validate(root=news.root)} == {("stray", "corpus/khabar.entities.json")}


def test_a_build_that_was_killed_before_its_manifest_leaves_nothing_behind(news: Project) -> None:
    """The manifest names the layer still, and the layer is removed already: the next run goes on."""
    manifest = news.manifest.read_bytes()
    made_by_a_person(news)
    build(news.root)
    after = news.manifest.read_bytes()
    news.manifest.write_bytes(manifest)
    assert build(news.root).problems == ()
    assert news.manifest.read_bytes() == after
    assert errors(validate(root=news.root)) == ()


def test_without_a_model_nothing_is_proposed_and_what_was_is_removed(
    news: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the package has a function of the same name
    monkeypatch.setattr(import_module("padapatha.annotate"), "find_model", lambda *_: None)
    assert build(news.root).removed == ("corpus/khabar.entities.json",)
    assert errors(validate(root=news.root)) == ()


def test_confirmed_sentences_take_part_with_their_own_words(news: Project) -> None:
    """The words of a person may be others than the machine's; a name is whole words of what stands in the corpus."""
    before = proposed(news)
    confirm(news.root, "khabar", ["1", "2"], "me")
    assert not build(news.root).problems
    assert {sentence.comment("annotation") for sentence in read_conllu(news.corpus_conllu("khabar"))} == {"gold"}
    assert proposed(news) == before
    assert errors(validate(root=news.root)) == ()


def test_a_confirmed_sentence_changes_no_other(news: Project) -> None:
    document = read_inputs(ProjectFiles(news), "khabar")
    for stage in (normalise, segment, tokenise):
        document = stage(document)
    alone = annotate(document).sentences
    confirmed = replace(document, confirmed=(signed(alone[0], "me", "2026-11-24"),))
    with_names = annotate(confirmed).sentences
    assert [token.lemma for token in with_names[1].tokens] == [token.lemma for token in alone[1].tokens]
    assert [token.head for token in with_names[1].tokens] == [token.head for token in alone[1].tokens]


# What the rules of the layer do not accept is not proposed

AGENT = ("m", "1")


def document_of(text: str, *expressions: tuple[int, int]) -> Document:
    times = tuple(
        TimeExpression(
            id=f"t{number}", start=start, end=end, text=text[start:end], type="DATE", value=None, anchor=None,
            offset=None, mod=None, resolved=None, reason="unclear",
        )
        for number, (start, end) in enumerate(expressions, 1)
    )  # fmt: skip
    agent = entities_layer([], "x", "0" * 64, AGENT, "2026-11-24").agent
    layer = ExpressionLayer(
        document="x", text_sha256="0" * 64, guideline="expressions/1", agent=agent, date="2026-11-24", complete=True,
        times=times, quantities=(),
    )  # fmt: skip
    return tokenise(segment(Document("x", text, "hi", layers=Layers(expressions=layer))))


@pytest.mark.parametrize(
    ("expressions", "kept"), [((), 2), (((0, 8),), 1), (((0, 3),), 2), (((4, 11),), 2), (((12, 16),), 2)]
)
def test_a_name_that_crosses_a_marked_time_gives_way(expressions: tuple[tuple[int, int], ...], kept: int) -> None:
    text = "कमल शर्मा कल आए।"
    document = document_of(text, *expressions)
    names = [NameSpan(4, 12, text[4:12], "NEP"), NameSpan(0, 3, text[:3], "NEP")]
    layer = propose_entities(document, document.sentences, names, AGENT, "2026-11-24")
    assert [each.id for each in layer.entities] == [f"e{number + 1}" for number in range(kept)]


@pytest.mark.parametrize(("start", "end"), [(1, 3), (0, 2), (0, 4), (3, 9)])
def test_a_name_that_is_not_whole_words_is_not_proposed(start: int, end: int) -> None:
    document = document_of("कमल शर्मा आए।")
    name = NameSpan(start, end, document.text[start:end], "NEP")
    assert propose_entities(document, document.sentences, [name], AGENT, "2026-11-24").entities == ()


def test_a_model_without_names_proposes_no_layer() -> None:
    assert knows_names(("O", "B-NEP", "I-NEP"))
    assert not knows_names(("O",))
    assert not knows_names(("O", "B-NETI", "I-NETI"))


def test_a_layer_has_one_written_form(news: Project) -> None:
    names = [NameSpan(0, 3, "राम", "NEP"), NameSpan(4, 6, "घर", "NEL")]
    value = entities_json(entities_layer(names, "x", "0" * 64, AGENT, "2026-11-24"))
    assert value["entities"][0] == {"id": "e1", "start": 0, "end": 3, "text": "राम", "label": "PERSON"}
    assert value["entities"][1]["note"] == "IL-NER NEL"
    assert value["agent"] == {"kind": "model", "name": "m", "version": "1"}


# validate


def other_agent(project: Project) -> None:
    edit_json(project.corpus_entities("khabar"), agent={"kind": "person", "name": "Meera Joshi"})


def other_label(project: Project) -> None:
    edit_bytes(project.corpus_entities("khabar"), "PERSON", "PERSONS")


def other_span(project: Project) -> None:
    edit_bytes(project.corpus_entities("khabar"), "मुंबई", "मुबई")


def gone(project: Project) -> None:
    project.corpus_entities("khabar").unlink()


def of_nobody(project: Project) -> None:
    path = project.root / "corpus" / "kuch.entities.json"
    path.write_bytes(project.corpus_entities("khabar").read_bytes())


def not_in_the_manifest(project: Project) -> None:
    entry = json.loads(project.manifest.read_bytes())["documents"][0]
    del entry["outputs"]["corpus/khabar.entities.json"]
    edit_json(project.manifest, documents=[entry])


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (other_agent, {"hand-edit"}),
        (other_label, {"hand-edit", "schema"}),
        (other_span, {"hand-edit", "span"}),
        (gone, {"missing"}),
        (of_nobody, {"stray"}),
        (not_in_the_manifest, {"stray"}),
    ],
)
def test_a_proposal_that_is_not_the_builds_is_found(
    damage: Callable[[Project], None], found: set[str], news: Project
) -> None:
    damage(news)
    assert {each.slug for each in validate(root=news.root)} == found


def test_the_file_alone_can_be_validated(news: Project) -> None:
    path = news.corpus_entities("khabar")
    assert list(validate([path])) == []
    other_span(news)
    assert {each.slug for each in validate([path])} == {"hand-edit", "span"}
    assert {each.slug for each in validate([path], level=4)} == {"span"}


def test_the_work_of_a_person_is_no_proposal_even_where_no_hash_is_asked_for(news: Project) -> None:
    path = news.corpus_entities("khabar")
    right = path.read_bytes()
    for change in ({"agent": {"kind": "person", "name": "Meera Joshi"}}, {"complete": True}):
        path.write_bytes(right)
        edit_json(path, **change)
        assert [each.slug for each in validate([path], level=4)] == ["hand-edit"]


def test_a_text_that_says_it_comes_from_the_future_is_no_fault_of_the_proposal(news: Project) -> None:
    edit_json(news.seed_metadata("khabar"), received="2099-01-01")
    assert not build(news.root).problems
    assert proposed(news)["date"] == "2099-01-01"
    assert list(validate(root=news.root)) == []


def test_a_proposal_for_another_text_is_one_problem(news: Project) -> None:
    edit_json(news.corpus_entities("khabar"), text_sha256="0" * 64)
    found = list(validate([news.corpus_entities("khabar")], level=4))
    assert [(each.slug, each.fix) for each in found] == [("hand-edit", "run `padapatha build`")]


# How sure the annotator is


def test_every_word_of_the_machine_says_how_sure_it_is_and_a_tenth_is_marked(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    (project.root / "seeds").mkdir(parents=True)
    (project.root / "annotations").mkdir(exist_ok=True)
    (tmp_path / "lamba.txt").write_text("\n".join(f"यह वाक्य {number} है।" for number in range(25)), encoding="utf-8")
    take(project, tmp_path / "lamba.txt", describe("lamba"))
    build(project.root)
    sentences = read_conllu(project.corpus_conllu("lamba"))
    misc = [token.misc for sentence in sentences for token in sentence.tokens]
    assert all(re.search(r"(?:^|\|)Confidence=[01]\.[0-9]{2}(?:\||$)", each) for each in misc)
    assert sum(sentence.comment("needs_review") == "yes" for sentence in sentences) == 3  # of 25, rounded up
    assert errors(validate(root=project.root)) == ()


def test_a_confirmed_sentence_says_nothing_of_the_machine(news: Project) -> None:
    """Neither where a command signs it, nor where a person has copied it by hand."""
    confirm(news.root, "khabar", ["1"], "me")
    assert b"Confidence=" not in news.treebank("khabar").read_bytes()
    copied = [each for each in read_conllu(news.corpus_conllu("khabar")) if each.id == "khabar-s2"]
    lines = ("# guideline = treebank/1", "# confirmed_by = me", "# confirmed_on = 2026-11-24")
    by_hand = [replace(each, comments=(*each.comments[:3], "# needs_review = yes", *lines)) for each in copied]
    write_conllu([*read_conllu(news.treebank("khabar")), *by_hand], news.treebank("khabar"))
    assert b"Confidence=" in news.treebank("khabar").read_bytes()
    assert not build(news.root).problems
    data = news.corpus_conllu("khabar").read_bytes()
    assert data.count(b"# annotation = gold") == 2
    assert b"Confidence=" not in data
    assert b"needs_review" not in data


def test_what_is_not_the_annotators_stays() -> None:
    token = Token(1, "राम", misc="Confidence=0.50|Gloss=Ram|SpaceAfter=No")
    sentence = Sentence(("# sent_id = x-s1", "# needs_review = yes", "# x = y"), (token,))
    found = analysis.without_estimates(sentence)
    assert (found.comments, found.tokens[0].misc) == (("# sent_id = x-s1", "# x = y"), "Gloss=Ram|SpaceAfter=No")
