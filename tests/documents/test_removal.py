"""`remove`: what is removed is named, what people have decided needs --yes, and a killed run is finished."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from documents_project import layer, write
from padapatha import files, remove_documents
from padapatha.build import build
from padapatha.cli import main
from padapatha.problems import Refused, errors
from padapatha.project import Project
from padapatha.validate import validate
from processes import everything

OF_EK = {
    "annotations/entities/ek.json", "annotations/passes/a/translations/ek.json",
    "annotations/passes/b/translations/ek.json", "annotations/translations/ek.json", "annotations/treebank/ek.conllu",
    "corpus/ek.conllu", "corpus/ek.json", "seeds/ek.json", "seeds/ek.txt",
}  # fmt: skip


def test_a_document_without_annotations_is_removed_and_every_file_named(
    documents: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(documents.root)
    assert main(["remove", "ek-s1", "--root", str(documents.root)]) == 0
    gone = [
        "corpus/ek-s1.conllu",
        "corpus/ek-s1.entities.json",
        "corpus/ek-s1.json",
        "seeds/ek-s1.json",
        "seeds/ek-s1.txt",
    ]
    assert capsys.readouterr().out == "".join(f"removed: {name}\n" for name in gone)
    after = everything(documents.root)
    assert set(before) - set(after) == set(gone)
    assert {name: data for name, data in after.items() if name != "corpus/MANIFEST.json"}.items() <= before.items()
    assert errors(validate(root=documents.root)) == ()
    report = build(documents.root)
    assert (report.problems, report.removed) == ((), ())
    assert everything(documents.root) == after


def test_annotations_of_people_need_yes_and_are_named(documents: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(documents.root)
    assert main(["remove", "ek-s1", "ek", "--root", str(documents.root)]) == 2
    told = capsys.readouterr().err
    assert "annotations/treebank/ek.conllu: usage: it would be lost: sentences, 1 confirmed by आशा" in told
    assert "annotations/translations/ek.json: usage: it would be lost: a layer by person: मीरा" in told
    assert "annotations/entities/ek.json" not in told, "a model can make it again"
    assert everything(documents.root) == before
    assert main(["remove", "ek-s1", "ek", "--yes", "--root", str(documents.root)]) == 0
    assert set(before) - set(everything(documents.root)) >= OF_EK
    assert build(documents.root).problems == ()


def test_what_needs_yes(documents: Project) -> None:
    root, name = documents.root, "annotations/entities/ek-s1.json"
    for data, needed in (
        (layer("entities", "ek-s1", "person", entities=[]), True),
        (layer("entities", "ek-s1", "adjudication", entities=[]), True),
        (b"{", True),
        (layer("entities", "ek-s1", "model", entities=[]), False),
    ):
        write(documents, name, data)
        copy = Path(shutil.copytree(root, root.with_name("copy")))
        if needed:
            with pytest.raises(Refused, match=r"would be lost.*give --yes"):
                remove_documents(copy, ["ek-s1"])
            assert everything(copy) == everything(root)
        assert name in remove_documents(copy, ["ek-s1"], yes=needed)
        shutil.rmtree(copy)


def test_a_built_file_that_was_edited_needs_yes(documents: Project) -> None:
    path = documents.corpus_conllu("ek-s1")
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(Refused, match="not what the last build wrote; fix: give --yes"):
        remove_documents(documents.root, ["ek-s1"])
    assert path.is_file()
    remove_documents(documents.root, ["ek-s1"], yes=True)
    assert not path.is_file()


def test_the_last_document_leaves_an_empty_corpus(documents: Project) -> None:
    remove_documents(documents.root, ["ek", "ek-s1", "ek"], yes=True)
    assert build(documents.root).documents == ()
    assert sorted(path.name for path in (documents.root / "corpus").iterdir()) == ["MANIFEST.json"]


def test_an_unknown_document_keeps_the_others_from_being_removed(
    documents: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(documents.root)
    assert main(["remove", "ek-s1", "absent", "--yes", "--root", str(documents.root)]) == 1
    assert "seeds/absent.txt: missing" in capsys.readouterr().err
    assert main(["remove", "--yes", "--root", str(documents.root)]) == 2
    with pytest.raises(Refused):
        remove_documents(documents.root, "ek")
    assert everything(documents.root) == before


def test_a_link_is_removed_and_not_what_it_points_to(documents: Project, tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    path = documents.layer("entities", "ek")
    path.unlink()
    path.symlink_to(tmp_path / "precious")
    remove_documents(documents.root, ["ek"], yes=True)
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert not path.is_symlink()


def test_a_run_that_is_killed_anywhere_is_finished_by_the_same_command(
    documents: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = Path(shutil.copytree(documents.root, tmp_path / "calm"))
    remove_documents(calm, ["ek-s1"])
    remove, left = files.remove, [-1]

    def step(path: Path) -> None:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        remove(path)

    monkeypatch.setattr(files, "remove", step)
    for count in range(6):  # the lock removes a file of its own too
        root = Path(shutil.copytree(documents.root, tmp_path / str(count)))
        left[0] = count
        with pytest.raises(KeyboardInterrupt):
            remove_documents(root, ["ek-s1"])
        left[0] = -1
        if list(root.glob("*/ek-s1.*")):
            remove_documents(root, ["ek-s1"])
        assert build(root).removed == ()
        assert everything(root) == everything(calm), count
