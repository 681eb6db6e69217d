"""`padapatha add`: many texts at once, ids from names, what is in already, and nothing half done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desk import HINDI, Desk, of
from padapatha import files, strict_json
from padapatha.intake.names import id_of
from padapatha.languages import language
from padapatha.project import id_fault
from padapatha.validate import validate
from processes import everything


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("Text 5", "text-5"),
        ("कहानी-7", "kahani-7"),
        ("हिन्दी पाठ (१)", "hindi-patha-1"),
        ("क़लम", "qalama"),
        ("चाँद", "camda"),
        ("Größe", "große".replace("ß", "-")),
        ("con", "con-text"),
        ("___", "text"),
        ("中文", "text"),
        ("a" * 60, "a" * 40),
        ("x\udcff", "x"),
        ("..", "text"),
        ("a_b", "a_b"),
    ],
)
def test_an_id_is_made_from_a_name(name: str, document: str) -> None:
    assert id_of(name, language("hi")) == document
    assert id_fault(document) == ""


def test_a_folder_is_taken_in_with_what_lies_below_it(desk: Desk) -> None:
    for number, name in enumerate(["Text 5.txt", "कहानी-7.txt", "sub/deep/B.TXT", "sub/notes.md", ".hidden.txt"]):
        desk.write(name, of(number))
    code, out, err = desk.add(desk.texts)
    assert (code, err) == (0, "")
    assert [name for name in desk.seeds() if name.endswith(".txt")] == ["b.txt", "kahani-7.txt", "text-5.txt"]
    assert out.endswith("taken in 3, already in 0, refused 0\n")


def test_the_second_run_changes_nothing(desk: Desk) -> None:
    for number in range(3):
        desk.write(f"{number}.txt", of(number))
    desk.write("dirty.txt", b"\xef\xbb\xbf" + HINDI.encode())
    desk.write("more.jsonl", '{"text": "एक और पाठ है।"}\n')
    assert desk.add(desk.texts, desk.texts / "more.jsonl", "--clean")[0] == 0
    before = everything(desk.project.root)
    for options in ((), ("--clean",)):
        code, out, err = desk.add(desk.texts, desk.texts / "more.jsonl", *options)
        assert (code, out, err) == (0, "taken in 0, already in 5, refused 0\n", "")
    assert everything(desk.project.root) == before


def test_texts_of_one_name_are_numbered_and_said_to_be(desk: Desk) -> None:
    for number, folder in enumerate("abc"):
        desk.write(f"{folder}/x.txt", of(number))
    code, out, _ = desk.add(desk.texts)
    assert (code, desk.text("x"), desk.text("x-2"), desk.text("x-3")) == (0, of(0), of(1), of(2))
    assert out.count("'x' is another text; give --replace if this is a new version of it") == 2


def test_a_long_name_leaves_room_for_its_number(desk: Desk) -> None:
    for folder in "ab":
        desk.write(f"{folder}/{'y' * 50}.txt", of(ord(folder)))
    assert desk.add(desk.texts)[0] == 0
    assert "y" * 38 + "-2.txt" in desk.seeds()


def test_one_id_is_for_one_text(desk: Desk) -> None:
    desk.write("a.txt", of(1))
    desk.write("b.txt", of(2))
    code, _, err = desk.add(desk.texts, "--id", "x")
    assert (code, "--id: usage" in err, desk.seeds()) == (2, True, [])
    assert desk.add(desk.texts / "a.txt", "--id", "x")[0] == 0
    assert desk.seeds() == ["x.json", "x.txt"]
    code, _, err = desk.add(desk.texts / "b.txt", "--id", "x")
    assert (code, "id-taken" in err) == (1, True)
    code, _, err = desk.add(desk.texts / "a.txt", "--id", "y")
    assert (code, "duplicate-text" in err, desk.seeds()) == (1, True, ["x.json", "x.txt"])


def test_a_pattern_that_no_shell_has_expanded(desk: Desk) -> None:
    for number in range(3):
        desk.write(f"t{number}.txt", of(number))
    desk.write("other.txt", of(9))
    assert desk.add(desk.texts / "t?.txt")[1].endswith("taken in 3, already in 0, refused 0\n")
    code, _, err = desk.add(desk.texts / "z*.txt")
    assert (code, "z*.txt: missing" in err) == (1, True)


def test_a_file_that_is_named_twice_is_taken_once(desk: Desk) -> None:
    path = desk.write("a.txt", HINDI)
    assert desk.add(path, desk.texts)[1].endswith("taken in 1, already in 0, refused 0\n")


def test_a_folder_without_texts_is_reported(desk: Desk) -> None:
    code, _, err = desk.add(desk.texts)
    assert (code, "there is no text (*.txt) in it" in err) == (1, True)


POISON = {
    "latin.txt": "café".encode("latin-1"),
    "empty.txt": b"",
    "page.html.txt": b"<!doctype html><p>x</p>",
    "pdf.txt": b"%PDF-1.7",
    "english.txt": b"Rama went home.\n",
    "tab.txt": "राम\tघर गया।\n".encode(),
    "control.txt": "राम\x07 घर गया।\n".encode(),
    "copy.txt": of(3).replace(" ", "  ").encode(),
    "tag.txt": "राम <b>घर</b> गया।\n".encode(),
    "zip.txt": b"PK\x03\x04",
}


@pytest.mark.parametrize("count", [200, pytest.param(10_000, marks=pytest.mark.heavy)])
def test_one_refused_file_keeps_no_other_out(desk: Desk, count: int) -> None:
    for number in range(count - 2 * len(POISON)):
        desk.write(f"{number % 7}/{number}.txt", of(number))
    for folder in "xy":
        for name, data in POISON.items():
            desk.write(f"z/{folder}/{name}", data)
    code, out, err = desk.add(desk.texts)
    good, bad = count - 2 * len(POISON), 2 * len(POISON)
    assert (code, out.endswith(f"taken in {good:,}, already in 0, refused {bad}\n")) == (1, True)
    refused = {line.partition(": ")[0].partition(":")[0] for line in err.splitlines()}
    assert {path for path in refused if "/z/" in path} == {str(path) for path in (desk.texts / "z").rglob("*.txt")}
    assert len(desk.seeds()) == 2 * good
    code, out, _ = desk.add(desk.texts)
    assert (code, out) == (1, f"taken in 0, already in {good:,}, refused {bad}\n")


def test_the_seeds_are_read_once_a_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        desk.write(f"{number}.txt", of(number))
    desk.add(desk.texts)
    for number in range(40, 60):
        desk.write(f"{number}.txt", of(number))
    read: list[Path] = []
    real = files.read_bytes
    monkeypatch.setattr(files, "read_bytes", lambda path, *limit: (read.append(path), real(path, *limit))[1])
    assert desk.add(desk.texts)[0] == 0
    assert len([path for path in read if "seeds" in path.parts]) == 80


@pytest.mark.parametrize("when", [1, 2], ids=["before the metadata", "between metadata and text"])
def test_after_a_full_disk_neither_file_is_there(desk: Desk, monkeypatch: pytest.MonkeyPatch, when: int) -> None:
    path, real, calls = desk.write("a.txt", HINDI), files.write_bytes, []

    def full(target: Path, data: bytes, **options: bool) -> None:
        if target.parent.name == "seeds":
            calls.append(target)
            if len(calls) == when:
                raise OSError(28, "No space left on device", str(target))
        real(target, data, **options)

    monkeypatch.setattr(files, "write_bytes", full)
    assert desk.add(path)[0] == 3
    assert desk.seeds() == []
    monkeypatch.undo()
    assert desk.add(path)[0] == 0
    assert desk.seeds() == ["a.json", "a.txt"]


def test_what_a_killed_run_left_is_completed(desk: Desk) -> None:
    path = desk.write("a.txt", HINDI)
    desk.add(path)
    metadata = desk.metadata("a")
    desk.project.seed_text("a").unlink()
    assert desk.add(path)[0] == 0
    assert (desk.seeds(), desk.metadata("a")) == (["a.json", "a.txt"], metadata)
    desk.project.seed_metadata("a").unlink()
    assert desk.add(path)[0] == 0
    assert desk.seeds() == ["a.json", "a.txt"]
    desk.project.seed_text("a").unlink()  # metadata of another text: it is nobody's leftover
    assert desk.add(desk.write("b/a.txt", of(1)))[0] == 0
    assert desk.text("a-2") == of(1)


def test_a_text_in_seeds_that_was_edited_is_no_new_document(desk: Desk) -> None:
    desk.add(desk.write("a.txt", HINDI))
    desk.project.seed_text("a").write_text(of(1), encoding="utf-8")
    code, _, err = desk.add(desk.project.seed_text("a"))
    assert (code, "a.txt: sha256" in err, "--replace" in err, desk.seeds()) == (1, True, True, ["a.json", "a.txt"])


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    desk.write("a.txt", HINDI.replace(" ", "\t"))
    before = everything(desk.project.root.parent)
    code, out, _ = desk.add(desk.texts, "--clean", "--dry-run")
    assert (code, "cleaned: 6 tab" in out, out.endswith("; this was a dry run, nothing is written\n")) == (
        0,
        True,
        True,
    )
    assert everything(desk.project.root.parent) == before
    assert not (desk.project.root / ".padapatha").exists()


def test_an_unreadable_folder_is_reported(desk: Desk) -> None:
    desk.write("a.txt", HINDI)
    closed = desk.write("closed/b.txt", of(1)).parent
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("this user may read everything")
        code, out, err = desk.add(desk.texts)
        assert (code, "closed: machine" in err, "taken in 1" in out) == (3, True, True)
    finally:
        closed.chmod(0o755)


def test_no_link_to_a_folder_is_followed(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.txt").write_text(of(1), encoding="utf-8")
    desk.write("a.txt", HINDI)
    (desk.texts / "link").symlink_to(tmp_path / "elsewhere")
    assert desk.add(desk.texts)[1].endswith("taken in 1, already in 0, refused 0\n")


# Values of fields


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--published", "30.1.2024"),
        ("--published", "2024-02-30"),
        ("--url", "file:///x"),
        ("--source", ""),
        ("--language", "xx"),
        ("--title", "a\tb"),
    ],
)
def test_a_wrong_option_is_refused_at_once(desk: Desk, option: str, value: str) -> None:
    code, _, err = desk.add(desk.write("a.txt", HINDI), option, value)
    assert (code, err.startswith(f"{option}: usage: "), err.count("\n"), desk.seeds()) == (2, True, 1, [])


def test_a_missing_option_is_named(desk: Desk) -> None:
    code, _, err = desk.add(desk.write("a.txt", HINDI), fields=("--source", "me", "--genre", "news"))
    assert (code, err.startswith("--licence: usage: "), desk.seeds()) == (2, True, [])
    licence = ("--source", "me", "--genre", "news", "--split", "test", "--licence", "LicenseRef-unknown")
    code, _, err = desk.add(desk.texts / "a.txt", fields=licence)
    assert (code, err.startswith("--rights: usage: ")) == (2, True)


DEFAULTS = '[defaults]\nsource = "them"\nlicence = "CC-BY-4.0"\ngenre = "news"\nsplit = "test"\n'


def test_the_project_has_defaults_and_an_option_counts_before_them(desk: Desk) -> None:
    (desk.project.root / "padapatha.toml").write_text(DEFAULTS, encoding="utf-8")
    assert desk.add(desk.write("a.txt", HINDI), "--genre", "blog", fields=())[0] == 0
    found = desk.metadata("a")
    assert [found[key] for key in ("source", "licence", "genre", "split")] == ["them", "CC-BY-4.0", "blog", "test"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('licenc = "CC0-1.0"', "there is no setting 'licenc'; fix: did you mean licence?"),
        ('licence = "cc0-1"', "defaults.licence: licence 'cc0-1'; fix: did you mean CC0-1.0?"),
        ("split = 3", "defaults.split = 3; fix: write a string"),
        ("split = ", "no TOML"),
    ],
)
def test_wrong_defaults_are_refused_with_file_and_key(desk: Desk, line: str, said: str) -> None:
    (desk.project.root / "padapatha.toml").write_text(f"[defaults]\n{line}\n", encoding="utf-8")
    code, _, err = desk.add(desk.write("a.txt", HINDI))
    assert (code, "padapatha.toml: usage: " in err, said in err, desk.seeds()) == (2, True, True, [])


# Warnings that are accepted


def test_an_accepted_warning_is_recorded_and_reported_by_nobody(desk: Desk) -> None:
    path = desk.write("a.txt", "भारत ने ATMों में पैसे रखे।\n")
    assert "mixed-script" in desk.add(path)[2]
    code, out, err = desk.add(path, "--replace", "--accept", "mixed-script", "--reason", "so written")
    assert (code, "its text is the same, its metadata are new" in out, err) == (0, True, "")
    assert desk.metadata("a")["accepted"] == [{"slug": "mixed-script", "reason": "so written"}]
    assert desk.add(path, "--replace")[1] == "taken in 0, already in 1, refused 0\n"


def test_validate_does_not_report_an_accepted_warning(desk: Desk) -> None:
    path = desk.write("a.txt", "श्री\u200d राम घर गया। राम आया।\n")
    desk.add(path)
    assert [each.slug for each in validate(root=desk.project.root) if each.severity == "warning"] == ["joiner"]
    desk.add(path, "--replace", "--accept", "joiner", "--reason", "as printed")
    assert [each.slug for each in validate(root=desk.project.root) if each.severity == "warning"] == []


def test_what_is_not_changed_in_a_text_that_is_in_is_said(desk: Desk) -> None:
    path = desk.write("a.txt", "भारत ने ATMों में पैसे रखे।\n")
    desk.add(path)
    before = everything(desk.project.root)
    code, out, err = desk.add(path, "--title", "x", "--genre", "news", "--accept", "spaces", "--reason", "x")
    assert (code, err, everything(desk.project.root)) == (0, "", before)
    assert "its metadata are left as they are; give --replace to change title, genre, accepted" in out


def test_metadata_that_are_not_of_their_schema_are_not_replaced(desk: Desk) -> None:
    path = desk.write("a.txt", HINDI)
    desk.add(path)
    for change in ({"accepted": [1]}, {"intake": {"cleaned": 3}}, {"title": 3}, {"licence": None}):
        broken = strict_json.dumps(desk.metadata("a") | change)
        desk.project.seed_metadata("a").write_bytes(broken)
        code, _, err = desk.add(path, "--replace")
        assert (code, "seeds/a.json:" in err, ": schema: " in err) == (1, True, True)
        assert desk.project.seed_metadata("a").read_bytes() == broken


@pytest.mark.parametrize(
    "options",
    [
        ("--accept", "spaces"),
        ("--reason", "x"),
        ("--accept", "damaged", "--reason", "x"),
        ("--accept", "spaces", "--reason", "a\tb"),
        ("--accept", "spaces", "--reason", "a" * 1001),
    ],
)
def test_accepting_needs_a_warning_and_a_reason(desk: Desk, options: tuple[str, ...]) -> None:
    assert desk.add(desk.write("a.txt", HINDI), *options)[0] == 2
    assert desk.seeds() == []
