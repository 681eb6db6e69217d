"""--replace: a new version of a document, what stays of its metadata, and what of its confirmed sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk
from padapatha.build import build
from padapatha.confirm import confirm

OLD = "राम घर गया। सीता भी घर आई। सब खुश थे।\n"
NEW = "एक दिन की बात है। राम घर गया। सीता भी घर आ गई। सब खुश थे।\n"


@pytest.fixture(autouse=True)
def tiny_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAPATHA_MODEL", str(Path(__file__).parents[1] / "annotator" / "tiny"))


def test_a_new_version_keeps_what_nobody_says_anew(desk: Desk) -> None:
    path = desk.write("a.txt", OLD)
    desk.add(path, "--title", "घर", "--received", "2026-01-02")
    desk.write("a.txt", NEW)
    code, out, err = desk.add(path, "--replace", fields=("--genre", "news"))
    assert (code, err, desk.text("a")) == (0, "", NEW)
    found = desk.metadata("a")
    assert [found[key] for key in ("title", "source", "genre")] == ["घर", "me", "news"]
    assert found["received"] > "2026-01-02"
    assert out.endswith("taken in 0, replaced 1, already in 0, refused 0\n")
    assert desk.add(path, "--replace", fields=())[1] == "taken in 0, already in 1, refused 0\n"


def test_metadata_alone_are_changed_with_the_same_text(desk: Desk) -> None:
    path = desk.write("a.txt", OLD)
    desk.add(path, "--received", "2026-01-02")
    code, out, _ = desk.add(path, "--replace", "--title", "घर", fields=())
    assert (code, "its text is the same, its metadata are new" in out) == (0, True)
    assert [desk.metadata("a")[key] for key in ("title", "received")] == ["घर", "2026-01-02"]


def test_confirmed_sentences_that_stand_and_those_that_do_not_are_named(desk: Desk) -> None:
    path = desk.write("a.txt", OLD)
    desk.add(path)
    build(desk.project.root)
    confirm(desk.project.root, "a", ["1", "2", "3"], "Asha")
    treebank = desk.project.treebank("a").read_bytes()
    desk.write("a.txt", NEW)
    for options in (("--dry-run",), ()):
        code, out, _ = desk.add(path, "--replace", *options)
        assert (code, "2 of its 3 confirmed sentences are in the new text" in out) == (0, True)
        assert "reports them as stale: a-s2\n" in out
    assert desk.project.treebank("a").read_bytes() == treebank
    assert "a-s2" in "".join(map(str, build(desk.project.root).problems))


def test_a_sentence_that_stands_once_holds_one_confirmed_sentence(desk: Desk) -> None:
    path = desk.write("a.txt", "राम घर गया। राम घर गया।\n")
    desk.add(path)
    build(desk.project.root)
    confirm(desk.project.root, "a", ["1", "2"], "Asha")
    desk.write("a.txt", "राम घर गया। वह सोया।\n")
    assert "1 of its 2 confirmed" in desk.add(path, "--replace")[1]


def test_layers_of_the_old_text_are_named(desk: Desk) -> None:
    path = desk.write("a.txt", OLD)
    desk.add(path)
    layer = desk.project.layer("entities", "a")
    layer.parent.mkdir(parents=True)
    layer.write_bytes(b"{}")
    desk.write("a.txt", NEW)
    assert (
        "its layers were made on the old text; `padapatha validate` names what no longer fits: entities"
        in desk.add(path, "--replace")[1]
    )


def test_an_edited_text_in_seeds_is_a_new_version(desk: Desk) -> None:
    desk.add(desk.write("a.txt", OLD))
    desk.project.seed_text("a").write_text(NEW, encoding="utf-8")
    assert desk.add(desk.project.seed_text("a"), "--replace")[0] == 0
    assert [each.slug for each in build(desk.project.root).problems] == []


def test_the_text_that_was_taken_in_can_be_restored(desk: Desk) -> None:
    path = desk.write("a.txt", OLD)
    desk.add(path)
    desk.project.seed_text("a").write_text(NEW, encoding="utf-8")
    assert desk.add(path, "--replace")[0] == 0
    assert desk.text("a") == OLD


def test_two_texts_of_a_run_do_not_replace_each_other(desk: Desk) -> None:
    desk.add(desk.write("x/a.txt", OLD))
    desk.write("x/a.txt", NEW)
    desk.write("y/a.txt", "तीसरा पाठ यह है।\n")
    code, _, err = desk.add(desk.texts, "--replace")
    assert (code, "y/a.txt: id-taken: another text of this run is 'a'" in err, desk.text("a")) == (1, True, NEW)


def test_the_text_that_was_replaced_may_come_back(desk: Desk) -> None:
    path = desk.write("a.txt", OLD)
    desk.add(path)
    desk.write("a.txt", NEW)
    desk.add(path, "--replace")
    code, _, _ = desk.add(desk.write("b.txt", OLD))
    assert (code, desk.text("b")) == (0, OLD)


def test_a_refused_version_leaves_the_old_one(desk: Desk) -> None:
    path = desk.write("a.txt", OLD)
    desk.add(path)
    desk.write("a.txt", NEW.replace(" ", "\t"))
    assert desk.add(path, "--replace")[0] == 1
    assert desk.text("a") == OLD
