"""From seeds to corpus: nothing lost, the same bytes always, work skipped by content, people's decisions kept."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import TEXT, describe
from padapatha import files
from padapatha.build import build, run_stages
from padapatha.confirm import signed
from padapatha.conllu import conllu_bytes, read_conllu, text_of, write_conllu
from padapatha.intake import take
from padapatha.model import Document
from padapatha.project import Project
from padapatha.stages import normalise, segment, tokenise, transliterate

ROOT = Path(__file__).parents[1]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def metadata(project: Project, document: str = "namuna") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(project.corpus_metadata(document).read_bytes())
    return found


def add(project: Project, name: str, text: str) -> None:
    source = project.root.parent / f"{name}.txt"
    source.write_text(text, encoding="utf-8")
    take(project, source, describe(name))


def test_forms_and_spaces_give_the_text_back(project: Project) -> None:
    sentences = read_conllu(project.corpus_conllu("namuna"))
    described = metadata(project)
    joined, at = "", 0
    for sentence, place in zip(sentences, described["sentences"], strict=True):
        assert text_of(sentence) == sentence.text == described["text"][place["start"] : place["end"]]
        joined += described["text"][at : place["start"]] + sentence.text
        at = place["end"]
    assert joined + described["text"][at:] == TEXT
    assert described["text"].encode() == project.seed_text("namuna").read_bytes()


def test_what_nobody_confirmed_says_so(project: Project) -> None:
    described = metadata(project)
    assert {place["annotation"] for place in described["sentences"]} == {"auto"}
    assert all(sentence.comment("annotation") == "auto" for sentence in read_conllu(project.corpus_conllu("namuna")))


def test_the_same_bytes_again_and_elsewhere(project: Project, tmp_path: Path) -> None:
    add(project, "dusra", "एक और कहानी। वह छोटी है।\n")
    build(project.root)
    first = tree(project.root / "corpus")
    copy = tmp_path / "फिर एक बार"
    copy.mkdir()
    shutil.copytree(project.root / "seeds", copy / "seeds")
    (copy / "annotations").mkdir()
    build(copy, jobs=2)
    assert tree(copy / "corpus") == first


def test_skipped_by_hash_not_by_existence(project: Project) -> None:
    assert build(project.root).documents[0].skipped
    path = project.corpus_conllu("namuna")
    right = path.read_bytes()
    path.write_bytes(right.replace("राम".encode(), "रमा".encode()))
    assert not build(project.root).documents[0].skipped
    assert path.read_bytes() == right


def confirm(project: Project, **changes: str) -> None:
    first = read_conllu(project.corpus_conllu("namuna"))[0]
    words = [
        ("राम", "PROPN", "NNP", 3, "nsubj"),
        ("घर", "NOUN", "NN", 3, "obl"),
        ("जाना", "VERB", "VM", 0, "root"),
        ("।", "PUNCT", "SYM", 3, "punct"),
    ]
    tokens = tuple(
        replace(token, lemma=lemma, upos=upos, xpos=xpos, head=head, deprel=deprel)
        for token, (lemma, upos, xpos, head, deprel) in zip(first.tokens, words, strict=True)
    )
    made = signed(replace(first, tokens=tokens), "me", "2026-11-24")
    comments = tuple(changes.get(line, line) for line in made.comments)
    project.treebank("namuna").parent.mkdir(parents=True)
    write_conllu([replace(made, comments=comments)], project.treebank("namuna"))


def test_a_confirmed_sentence_replaces_the_machines_whole(project: Project) -> None:
    confirm(project)
    assert not build(project.root).problems
    first, second, _ = read_conllu(project.corpus_conllu("namuna"))
    assert [token.upos for token in first.tokens] == ["PROPN", "NOUN", "VERB", "PUNCT"]
    assert (first.comment("annotation"), first.comment("confirmed_by"), second.comment("annotation")) == (
        "gold",
        "me",
        "auto",
    )
    assert "LTranslit=jānā" in first.tokens[2].misc
    assert [place["annotation"] for place in metadata(project)["sentences"]] == ["gold", "auto", "auto"]
    keys = [line.split(" = ")[0].removeprefix("# ") for line in first.comments]
    assert keys == [
        *("newdoc id", "newpar id", "sent_id", "text", "translit", "annotation"),
        *("guideline", "confirmed_by", "confirmed_on"),
    ]


def test_a_confirmed_sentence_that_no_longer_fits_stops_the_document(project: Project) -> None:
    confirm(project)
    build(project.root)
    before = tree(project.root / "corpus")
    seed = project.seed_text("namuna")
    seed.write_text(TEXT.replace("राम", "रमेश"), encoding="utf-8")
    described = json.loads(project.seed_metadata("namuna").read_bytes())
    described["sha256"] = files.sha256(seed.read_bytes())
    project.seed_metadata("namuna").write_text(json.dumps(described), encoding="utf-8")
    (found,) = build(project.root).problems
    assert (found.slug, found.path) == ("stale", "annotations/treebank/namuna.conllu")
    assert tree(project.root / "corpus") == before


def test_one_refused_document_does_not_hide_the_others(project: Project) -> None:
    add(project, "dusra", "एक और कहानी।\n")
    project.seed_text("namuna").write_text("अदल बदल।\n", encoding="utf-8")
    report = build(project.root)
    assert [problem.slug for problem in report.problems] == ["sha256"]
    assert project.corpus_conllu("dusra").exists()


def test_a_seed_that_is_gone_leaves_nothing_in_the_corpus(project: Project) -> None:
    add(project, "dusra", "एक और कहानी।\n")
    build(project.root)
    project.seed_text("dusra").unlink()
    build(project.root)
    assert not project.corpus_conllu("dusra").exists()
    assert not project.corpus_metadata("dusra").exists()


def _build_and_kill(root: Path, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "padapatha", "build", "--root", str(root)], stdout=subprocess.DEVNULL
    )
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("kills", [6, pytest.param(100, marks=pytest.mark.heavy)])
def test_killed_at_any_moment_it_ends_with_the_same_bytes(project: Project, tmp_path: Path, kills: int) -> None:
    for number in range(12):
        add(project, f"doc{number}", f"कहानी {number} है। वह छोटी है।\n" * (40 + number))
    shutil.copytree(project.root / "seeds", tmp_path / "calm" / "seeds")
    (tmp_path / "calm" / "annotations").mkdir()
    build(tmp_path / "calm")
    for kill in range(kills):
        shutil.rmtree(project.root / "corpus", ignore_errors=True)
        _build_and_kill(project.root, 0.2 + (kill * 0.137) % 0.8)
        for path in (project.root / "corpus").glob("*.conllu"):
            read_conllu(path)  # whole, or not there
    build(project.root)
    assert tree(project.root / "corpus") == tree(tmp_path / "calm" / "corpus")


@pytest.mark.parametrize(
    "environment", [{"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}]
)
def test_hash_seed_zone_and_locale_change_nothing(project: Project, environment: dict[str, str]) -> None:
    if "PYTHONUTF8" in environment and not __file__.isascii():
        pytest.skip("Python itself cannot start from a non-ASCII path in an ASCII locale")
    before = tree(project.root / "corpus")
    shutil.rmtree(project.root / "corpus")
    command = [sys.executable, "-m", "padapatha", "build", "--root", str(project.root)]
    subprocess.run(command, check=True, env=os.environ | environment, stdout=subprocess.DEVNULL)
    assert tree(project.root / "corpus") == before


def test_the_committed_corpus_is_what_builds(tmp_path: Path) -> None:
    for folder in ("seeds", "annotations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "corpus" / "README.md", tmp_path / "README.md")
    assert not build(tmp_path).problems
    built, committed = tree(tmp_path / "corpus"), tree(ROOT / "corpus")
    committed.pop("README.md")
    assert built == committed


def test_the_seed_document_has_15_sentences_in_7_paragraphs() -> None:
    document = "000_0f1e8db63d2ccbea"
    sentences = read_conllu(ROOT / "corpus" / f"{document}.conllu")
    assert len(sentences) == 15
    assert sum(sentence.comment("newpar id") is not None for sentence in sentences) == 7
    described = metadata(Project(ROOT), document)
    assert described["text"].encode() == (ROOT / "seeds" / f"{document}.txt").read_bytes()


@pytest.mark.parametrize("text", ["क\u00a0ख  ग।", "क |ख\\p।", "\tक।\n\n  ख।", "क। \u2009\u3000ख", "😀 क"])
def test_odd_white_space_is_kept_and_can_be_told(text: str) -> None:
    document = run_stages(Document("x", text, "hi"), (normalise, segment, tokenise, transliterate))
    at = 0
    for sentence in document.sentences:
        assert not text[at : sentence.start].strip()
        assert text_of(sentence) == text[sentence.start : sentence.end]
        at = sentence.end
    assert not text[at:].strip()
    data = conllu_bytes(document.sentences)
    assert conllu_bytes(read_conllu(data)) == data
