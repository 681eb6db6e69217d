"""The command, the function and the stage: what a user meets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import padapatha
from conftest import TEXT
from padapatha import cli
from padapatha.annotate import annotate as stage
from padapatha.annotate import annotator_of, models
from padapatha.annotator import runtime, stream
from padapatha.annotator.analysis import Words
from padapatha.annotator.entities import entities_layer
from padapatha.build import build
from padapatha.confirm import signed
from padapatha.conllu import read_conllu, write_conllu
from padapatha.files import sha256
from padapatha.layers import Layers
from padapatha.model import Document, Sentence, Token
from padapatha.problems import Refused
from padapatha.project import Project
from padapatha.schemas import check
from padapatha.validate import validate

TINY = Path(__file__).parent / "tiny"


def annotate(
    *arguments: str | Path, given: bytes = b"", model: Path | str = TINY
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "padapatha", "annotate", *map(str, arguments)]
    environment = {**os.environ, "PADAPATHA_MODEL": str(model)}
    return subprocess.run(command, capture_output=True, check=False, env=environment, input=given)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "lekh.txt"
    path.write_text(TEXT * 4, encoding="utf-8")
    return path


@pytest.fixture
def with_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))
    return


def test_text_becomes_conllu_and_a_layer(text: Path, tmp_path: Path) -> None:
    out, layer = tmp_path / "out.conllu", tmp_path / "layer.json"
    done = annotate(text, "-o", out, "--entities", layer, "--confidence", "--review", "0.1")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    sentences = read_conllu(out)
    assert sentences[0].id == "lekh-s1"
    assert all(token.head is not None and token.lemma for each in sentences for token in each.tokens)
    assert all("Confidence=" in token.misc for each in sentences for token in each.tokens)
    assert sum(each.comment("needs_review") == "yes" for each in sentences) == 2  # of twelve
    data = layer.read_bytes()
    value = json.loads(data)
    assert list(check(value, "layer-entities", data, "layer.json")) == []
    assert (value["document"], value["text_sha256"]) == ("lekh", sha256(text.read_bytes()))
    whole = text.read_text(encoding="utf-8")
    assert value["entities"]
    assert all(whole[each["start"] : each["end"]] == each["text"] for each in value["entities"])


@pytest.mark.parametrize("option", ["--jobs", "--threads"])
def test_any_jobs_and_threads_give_the_same_bytes(
    option: str, text: Path, tmp_path: Path, with_model: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "CHUNK", 500)  # bytes: many chunks; processes that are forked have it too
    monkeypatch.setattr(runtime, "BATCH", 64)
    text.write_text("".join(f"{number} {TEXT}" for number in range(40)), encoding="utf-8")
    one, two = tmp_path / "one", tmp_path / "two"
    assert cli.main(["annotate", str(text), "-o", str(one)]) == 0
    assert cli.main(["annotate", str(text), "-o", str(two), option, "2"]) == 0
    assert one.read_bytes() == two.read_bytes()


def test_any_door_gives_the_same_sentences(text: Path, with_model: None) -> None:
    alone = annotate(text).stdout
    assert annotate("-", given=text.read_bytes()).stdout.replace(b"text-1", b"lekh") == alone
    assert annotate("-", "--from", "conllu", given=alone).stdout == alone
    door = padapatha.annotate(TEXT)
    assert [each.tokens for each in door] == [each.tokens for each in read_conllu(alone)[: len(door)]]


def test_gold_tokens_comments_and_misc_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "gold.conllu"
    kept = "# newdoc id = a\n# sent_id = a-s1\n# text = राम-घर\n# odd = 1\n"
    rows = "1\tराम-\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|Gloss=R\n2\tघर\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
    path.write_text(kept + rows, encoding="utf-8")
    done = annotate(path)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode("utf-8").split("\n")
    assert "\n".join(lines[:4]) + "\n" == kept
    assert [line.split("\t")[1] for line in lines[4:6]] == ["राम-", "घर"]
    assert {"SpaceAfter=No", "Gloss=R"} <= {*lines[4].split("\t")[9].split("|")}


@pytest.mark.parametrize(
    ("arguments", "given", "code", "words"),
    [
        (("nowhere.txt",), b"", 1, "nowhere.txt: missing"),
        (("-",), b"", 1, "<stdin>: empty"),
        (("-",), "राम\nघ".encode()[:-1], 1, "<stdin>:2:1: encoding"),
        (("-",), b"a\x07b", 1, "<stdin>:1:2: control-char"),
        (("-", "--model", "nowhere"), b"a", 2, "nowhere: model: there is no such folder"),
        (("-", "--annotator", "stanza"), b"a", 2, "stanza: model: it brings no model"),
        (("-", "--review", "2"), b"a", 2, "'2' is no share"),
        (("-", "--review", "0.0"), b"a", 2, "is no share"),
        (("-", "-", "--entities", "x.json"), b"a", 2, "a layer is of one document"),
        ((".",), b"", 1, "file-kind"),
    ],
)
def test_what_goes_wrong_is_told_in_one_line(arguments: tuple[str, ...], given: bytes, code: int, words: str) -> None:
    done = annotate(*arguments, given=given)
    assert done.returncode == code, done.stderr
    assert words in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_bad_text_far_down_is_a_problem_and_no_file(
    jobs: str, text: Path, tmp_path: Path, with_model: None, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(stream, "CHUNK", 500)
    text.write_text(TEXT * 40 + "\x07", encoding="utf-8")
    assert cli.main(["annotate", str(text), "-o", str(tmp_path / "out.conllu"), "--jobs", jobs]) == 1
    assert capsys.readouterr().err.startswith(f"{text}:81:1: control-char")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lekh.txt"]


def test_a_device_is_written_to_and_stays_one(text: Path) -> None:
    assert annotate(text, "-o", os.devnull).returncode == 0
    assert Path(os.devnull).is_char_device()


def test_the_stage_fills_what_nobody_has_confirmed(project: Project, with_model: None) -> None:
    path = project.corpus_conllu("namuna")
    build(project.root)  # with the model, so that there is something to confirm
    made = read_conllu(path)[1]
    first = replace(made.tokens[0], lemma="उदाहरण")
    confirmed = signed(replace(made, tokens=(first, *made.tokens[1:])), "the tests", "2026-11-24")
    project.treebank("namuna").parent.mkdir(parents=True)
    write_conllu([confirmed], project.treebank("namuna"))
    report = build(project.root)
    assert [built.skipped for built in report.documents] == [False]
    found = read_conllu(path)
    assert [each.is_gold for each in found] == [False, True, False]
    assert found[1].tokens[0].lemma == "उदाहरण"
    assert all(token.head is not None for each in (found[0], found[2]) for token in each.tokens)
    assert all("LTranslit=" in token.misc for token in found[0].tokens)
    metadata = json.loads(project.corpus_metadata("namuna").read_bytes())
    assert metadata["annotator"] == {"name": "tiny", "version": models()["hi"]}
    assert [each for each in validate([project.root]) if "annotator" in each.found] == []


def test_what_somebody_has_confirmed_is_not_annotated(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Words] = []
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))
    monkeypatch.setattr(runtime.Model, "_items", lambda _self, _number, words: asked.append(words) or [])
    sentences = read_conllu(project.corpus_conllu("namuna"))
    named = entities_layer([], "namuna", "0" * 64, ("x", "1"), "2026-11-24")
    document = Document("namuna", TEXT, "hi", None, sentences, sentences[:2], Layers(entities=named))
    with pytest.raises(IndexError):  # nothing comes back for the third
        stage(document)
    assert asked == [tuple(token.form for token in sentences[2].tokens)]


def test_another_model_makes_a_build_do_its_work_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    without = build(project.root).documents[0]
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))
    first = build(project.root, jobs=2).documents[0]
    again = build(project.root).documents[0]
    assert [without.skipped, first.skipped, again.skipped] == [without.skipped, False, True]
    assert first.entry == again.entry


def test_a_process_that_has_annotated_may_build_in_others(project: Project, with_model: None) -> None:
    padapatha.annotate("राम घर गया।")
    done: list[object] = []
    worker = threading.Thread(target=lambda: done.append(build(project.root, jobs=2)), daemon=True)
    worker.start()
    worker.join(120)
    assert done, "the workers hang"


def test_the_door_refuses_what_no_corpus_may_hold(with_model: None) -> None:
    for text in ("", " \n", "a\tb", "\ud800", "क\u202eख"):
        with pytest.raises(Refused):
            padapatha.annotate(text)
    with pytest.raises(Refused, match="no such folder"):
        padapatha.annotate("क", model="nowhere")


def test_without_a_model_tokens_stay_bare_and_the_metadata_say_so(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys.modules["padapatha.annotate"], "find_model", lambda *_: None
    )  # the package has the function
    assert cli.main(["build", "--root", str(project.root)]) == 0
    assert "no model: tokens without annotation" in capsys.readouterr().out
    sentences = read_conllu(project.corpus_conllu("namuna"))
    assert all(token.head is None and token.upos == "_" for each in sentences for token in each.tokens)
    assert json.loads(project.corpus_metadata("namuna").read_bytes())["annotator"] is None
    with pytest.raises(Refused, match="no model for 'hi'"):
        padapatha.annotate("क")


def test_a_document_that_is_confirmed_whole_names_no_annotator() -> None:
    gold = Sentence(("# sent_id = a-s1", "# text = क", "# annotation = gold"), (Token(1, "क"),))
    named = entities_layer([], "a", "0" * 64, ("x", "1"), "2026-11-24")
    document = Document("a", "क", "hi", None, (gold,), (gold,), Layers(entities=named))
    assert annotator_of(document) is None
    assert stage(document) is document
