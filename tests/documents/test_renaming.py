"""`rename`: another id everywhere, nothing else changed, and all or nothing when a run is killed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from documents_project import write
from padapatha import files, rename_document
from padapatha.build import build
from padapatha.cli import main
from padapatha.documents.rewriting import Renaming
from padapatha.problems import Refused, errors
from padapatha.project import Project
from padapatha.validate import validate
from processes import everything

Found = dict[str, bytes | str]


def data_of(project: Project) -> Found:
    """The seeds and annotations."""
    return {name: data for name, data in everything(project.root).items() if not name.startswith("corpus/")}


def test_every_id_is_renamed_and_the_next_build_leaves_no_orphan(documents: Project) -> None:
    made = rename_document(documents.root, "ek", "naya")
    assert set(made) == {
        "annotations/entities/naya.json", "annotations/passes/a/translations/naya.json",
        "annotations/passes/b/translations/naya.json", "annotations/translations/naya.json",
        "annotations/treebank/naya.conllu", "seeds/naya.json", "seeds/naya.txt",
    }  # fmt: skip
    report = build(documents.root)
    assert (report.problems, report.removed) == ((), ())
    assert errors(validate(root=documents.root)) == ()
    found = everything(documents.root)
    assert not [name for name in found if "/ek." in name]
    treebank = documents.treebank("naya").read_text(encoding="utf-8")
    assert treebank.startswith("# newdoc id = naya\n# newpar id = naya-p1\n# sent_id = naya-s1\n")
    translations = documents.layer("translations", "naya").read_text(encoding="utf-8")
    assert '"sentence": "naya-s1"' in translations
    assert '"text": "ek-s1"' in translations, "a translation is no id"
    assert found["annotations/passes/a/notes.tsv"] == "translations\tnaya-s1\tek\tek-s1-s1\tek-s1 और\n".encode()
    assert (documents.root / "corpus" / "naya.conllu").is_file()


def test_another_document_keeps_every_byte(documents: Project) -> None:
    before = {name: data for name, data in everything(documents.root).items() if "/ek-s1." in name}
    rename_document(documents.root, "ek", "naya")
    assert {name: data for name, data in everything(documents.root).items() if "/ek-s1." in name} == before


def test_there_and_back_gives_the_same_bytes(documents: Project) -> None:
    before = everything(documents.root)
    for old, new in (("ek", "naya"), ("naya", "ek")):
        rename_document(documents.root, old, new)
        assert build(documents.root).problems == ()
    assert everything(documents.root) == before


def test_layouts_of_other_programs_are_kept() -> None:
    renaming = Renaming("ek", "naya", {"0": "1"})
    data = b'{"document":"ek", "note":"ek \\"document\\": \\"ek\\"", "x":[{"sentence" : "ek-s2b"}],'
    data += b' "documents":["ek","do"], "in":{"entities/ek.json":"0"}, "a":"ek", "b":["entities/ek.json"]}'
    assert renaming.content(Path("x.json"), data, "x").decode() == (
        '{"document":"naya", "note":"ek \\"document\\": \\"ek\\"", "x":[{"sentence" : "naya-s2b"}],'
        ' "documents":["naya","do"], "in":{"entities/naya.json":"1"}, "a":"ek", "b":["entities/naya.json"]}'
    )
    conllu = "# sent_id = ek-s1\r\n# sent_id = ek-s1\n# text = ek-s1\n1\tek-s1\n"
    assert renaming.content(Path("x.conllu"), conllu.encode(), "x").decode() == conllu.replace(
        "= ek-s1\n#", "= naya-s1\n#"
    )
    assert renaming.content(Path("x.txt"), b"ek\xff", "x") == b"ek\xff"


# Refused, with nothing changed


def refused(documents: Project, old: str, new: str) -> list[str]:
    before = everything(documents.root)
    with pytest.raises(Refused) as fault:
        rename_document(documents.root, old, new)
    assert everything(documents.root) == before
    return [each.slug for each in fault.value.problems]


def test_ids_that_cannot_be(documents: Project) -> None:
    assert refused(documents, "absent", "naya") == ["missing"]
    assert refused(documents, "ek", "ek") == ["usage"]
    assert refused(documents, "ek", "con") == ["id"]
    assert refused(documents, "../ek", "naya") == ["id"]
    assert set(refused(documents, "ek", "ek-s1")) == {"id-taken"}


def test_the_exit_codes(documents: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = ("--root", str(documents.root))
    assert main(["rename", "absent", "naya", *root]) == 1
    assert main(["rename", "ek", "ek", *root]) == 2
    assert main(["rename", "ek", *root]) == 2
    assert main(["rename", "ek", "naya", *root]) == 0
    assert capsys.readouterr().out == "ek is naya: 7 files; now run padapatha build\n"


TAKEN = (
    "seeds/naya.txt",
    "seeds/naya.json",
    "annotations/entities/naya.json",
    "annotations/passes/b/x/naya.tsv",
    "corpus/naya.json",
)


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_of_the_new_id_is_never_overwritten(documents: Project, name: str) -> None:
    write(documents, name, b"{}")
    assert refused(documents, "ek", "naya") == ["id-taken"]


@pytest.mark.parametrize("name", ["seeds/naya.txt", "annotations/treebank/naya.conllu"])
def test_a_folder_in_the_way_is_seen_before(documents: Project, name: str) -> None:
    (documents.root / name).mkdir()
    assert refused(documents, "ek", "naya") == ["file-kind"]


def test_what_was_edited_by_hand_is_not_lost(documents: Project) -> None:
    path = documents.corpus_conllu("ek")
    path.write_bytes(path.read_bytes() + b"\n")
    assert refused(documents, "ek", "naya") == ["hand-edit"]


@pytest.mark.parametrize("name", ["annotations/entities/ek.json", "annotations/treebank/ek.conllu"])
@pytest.mark.parametrize("data", [b"\xff", b"link"])
def test_what_cannot_be_read_is_not_renamed(documents: Project, name: str, data: bytes) -> None:
    path = documents.root / name
    path.unlink()
    if data == b"link":
        path.symlink_to(documents.root / "seeds" / "ek.txt")
    else:
        path.write_bytes(data)
    assert refused(documents, "ek", "naya") in (["encoding"], ["file-kind"])


# Killed


class KilledError(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many changes of the disk are still made before the run is killed; a negative number is never."""
    left = [-1]

    def counted(name: str) -> None:
        work = getattr(files, name)

        def step(*arguments: object, **options: object) -> object:
            if left[0] == 0:
                raise KilledError
            left[0] -= 1
            return work(*arguments, **options)

        monkeypatch.setattr(files, name, step)

    counted("write_bytes")
    counted("remove")
    return left


def killed_after(project: Project, steps: list[int], count: int, old: str, new: str) -> bool:
    """Rename and kill the run; whether it was killed before its end."""
    steps[0] = count
    try:
        rename_document(project.root, old, new)
    except KilledError:
        return True
    finally:
        steps[0] = -1
    return False


def finish(project: Project, old: str, new: str) -> None:
    """Give the command again, unless everything was done."""
    if project.seed_text(old).is_file():
        rename_document(project.root, old, new)


def test_a_run_that_is_killed_anywhere_is_finished_by_the_same_command(
    documents: Project, tmp_path: Path, steps: list[int]
) -> None:
    calm = Project(Path(shutil.copytree(documents.root, tmp_path / "calm")))
    rename_document(calm.root, "ek", "naya")
    build(calm.root)
    count = 0
    while True:
        project = Project(Path(shutil.copytree(documents.root, tmp_path / str(count))))
        if not killed_after(project, steps, count, "ek", "naya"):
            break
        seeds = [id_ for id_ in ("ek", "naya") if project.seed_text(id_).is_file()]
        assert seeds, "the text is always there"
        if count % 3 == 0:
            build(project.root)  # somebody builds in between: nothing is lost by that
        finish(project, "ek", "naya")
        assert build(project.root).problems == ()
        assert everything(project.root) == everything(calm.root), count
        count += 1
    assert count > 15


def test_a_run_that_is_killed_can_be_undone_once_the_text_has_the_new_id(
    documents: Project, tmp_path: Path, steps: list[int]
) -> None:
    undone = 0
    for count in range(40):
        project = Project(Path(shutil.copytree(documents.root, tmp_path / str(count))))
        if not killed_after(project, steps, count, "ek", "naya"):
            break
        if project.seed_text("naya").is_file():
            rename_document(project.root, "naya", "ek")
            build(project.root)
            assert everything(project.root) == everything(documents.root), count
            undone += 1
    assert undone > 5


def test_what_is_edited_after_a_killed_run_is_not_lost(documents: Project, steps: list[int]) -> None:
    assert killed_after(documents, steps, 8, "ek", "naya")
    path = documents.treebank("naya")
    path.write_bytes(path.read_bytes().replace("आशा".encode(), "उमा".encode()))
    assert refused(documents, "ek", "naya") == ["id-taken"]
