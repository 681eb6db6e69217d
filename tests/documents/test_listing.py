"""`list` and `status`: what is said of documents in every state, for people and for programs; nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from documents_project import layer, write
from padapatha import list_documents, project_status
from padapatha.build import build
from padapatha.cli import main
from padapatha.confirm import confirm
from padapatha.project import Project
from padapatha.strict_json import dumps
from processes import everything


def states(project: Project) -> dict[str, str]:
    return {each.document: each.state for each in list_documents(project.root)}


def test_a_built_project(documents: Project) -> None:
    before = everything(documents.root)
    first, second = list_documents(documents.root)
    assert (first.document, first.state, first.split, first.sentences, first.confirmed) == (
        "ek",
        "built",
        "train",
        2,
        1,
    )
    assert (second.document, second.state, second.confirmed, second.tokens) == ("ek-s1", "built", 0, 8)
    assert first.problems == second.problems == ()
    assert everything(documents.root) == before


def _edit(name: str) -> Callable[[Project], object]:
    def edit(project: Project) -> None:
        path = project.root / name
        path.write_bytes(path.read_bytes() + b"\n")

    return edit


def _other_text(project: Project) -> None:
    write(project, "annotations/entities/ek-s1.json", layer("entities", "ek", "person", entities=[]))


def _other_sentence(project: Project) -> None:
    confirm(project.root, "ek-s1", ["1"], "me", on="2026-11-24")
    path = project.treebank("ek-s1")
    path.write_bytes(path.read_bytes().replace("।".encode(), b"!"))


def _not_built(project: Project) -> None:
    for path in (project.manifest, project.corpus_conllu("ek-s1"), project.corpus_metadata("ek-s1")):
        path.unlink()


CHANGES: dict[str, tuple[Callable[[Project], object], str]] = {
    "the seed's metadata": (_edit("seeds/ek-s1.json"), "changed"),
    "a built file is edited": (_edit("corpus/ek-s1.conllu"), "changed"),
    "a built file is gone": (lambda project: project.corpus_metadata("ek-s1").unlink(), "changed"),
    "a sentence is confirmed": (lambda project: confirm(project.root, "ek-s1", ["1"], "me"), "changed"),
    "a layer of another text": (_other_text, "stale"),
    "a confirmed sentence of another text": (_other_sentence, "stale"),
    "the seed is gone": (lambda project: project.seed_text("ek-s1").unlink(), "gone"),
    "never built": (_not_built, "new"),
}


@pytest.mark.parametrize(("change", "state"), CHANGES.values(), ids=CHANGES)
def test_the_state_says_what_has_happened(documents: Project, change: Callable[[Project], object], state: str) -> None:
    change(documents)
    assert states(documents)["ek-s1"] == state


def test_changed_documents_are_built_after_the_next_build(documents: Project) -> None:
    confirm(documents.root, "ek", ["2"], "me")
    assert states(documents) == {"ek": "changed", "ek-s1": "built"}
    assert build(documents.root).problems == ()
    assert states(documents) == {"ek": "built", "ek-s1": "built"}


BROKEN = {
    "annotations/treebank/ek.conllu": b"\xff",
    "annotations/entities/ek.json": b"{",
    "seeds/ek.json": b"[]",
    "seeds/ek.txt": b"\xff",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_told_and_hides_nothing(
    documents: Project, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(documents, name, BROKEN[name])
    assert main(["list", "--root", str(documents.root)]) == 1
    told = capsys.readouterr()
    assert name in told.err
    assert [line.split(" ")[0] for line in told.out.split("\n")[:2]] == ["ek", "ek-s1"]
    assert "Traceback" not in told.err


def test_a_broken_manifest_is_as_good_as_none(documents: Project) -> None:
    documents.manifest.write_bytes(b"[]")
    assert states(documents) == {"ek": "new", "ek-s1": "new"}


def test_list_as_json(documents: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--root", str(documents.root), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {
        "document": "ek", "state": "built", "split": "train", "sentences": 2, "confirmed": 1, "tokens": 7,
        "silenced": {},
    }  # fmt: skip


def test_list_of_a_project_without_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("seeds", "corpus"):
        (tmp_path / name).mkdir()
    assert main(["list", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "0 documents\n"
    assert main(["status", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "0 of 0 sentences confirmed in 0 documents\n"


# status


def test_the_progress_by_document_and_annotator(documents: Project) -> None:
    status = project_status(documents.root)
    assert (status.sentences, status.confirmed) == (4, 1)
    assert status.annotators == {"model: मीरा 1": (0, 1), "आशा": (1, 0), "मीरा": (0, 1)}
    first, second = status.documents
    assert (first.confirmed, first.annotators, second.annotators) == (1, {"आशा": 1}, {})
    assert [(each.layer, each.complete) for each in first.layers] == [("entities", False), ("translations", False)]


def test_status_for_people_and_programs(documents: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--root", str(documents.root)]) == 0
    shown = capsys.readouterr().out
    assert "ek: 1 of 2 (50.0 %) sentences confirmed\n" in shown
    assert "by आशा: 1 sentence, 0 layers\n" in shown
    assert shown.endswith("1 of 4 (25.0 %) sentences confirmed in 2 documents\n")
    assert main(["status", "--root", str(documents.root), "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["sentences"], record["confirmed"], record["annotators"]["आशा"]) == (
        4,
        1,
        {"sentences": 1, "layers": 0},
    )
    assert record["documents"][0]["layers"][1]["agent"] == "मीरा"


def test_sentences_that_nobody_has_signed_are_not_counted(documents: Project) -> None:
    path = documents.treebank("ek")
    path.write_bytes(path.read_bytes().replace("# confirmed_by = आशा\n".encode(), b""))
    assert project_status(documents.root).confirmed == 0


def test_escapes_of_a_terminal_are_shown_as_text(documents: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = documents.layer("entities", "ek")
    value = json.loads(path.read_bytes())
    value["agent"]["name"] = "a\u202eb"
    path.write_bytes(dumps(value))
    main(["status", "--root", str(documents.root)])
    told = capsys.readouterr()
    assert "\u202e" not in told.out + told.err
