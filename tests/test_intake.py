"""What `padapatha add` takes in, and what it refuses with a place and a fix, having written nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import TEXT, describe
from padapatha import files
from padapatha.intake import take
from padapatha.problems import Refused, errors
from padapatha.project import Project, id_fault

HINDI = "राम घर गया। सीता भी घर आई।\n"

# The rows of reliability: what may be wrong with a text, and by which word it is refused
BAD_TEXTS: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "empty"),
    ("only blanks", " \n\u00a0\n".encode(), "empty"),
    ("cut UTF-8", HINDI.encode()[:-2], "encoding"),
    ("UTF-16", HINDI.encode("utf-16"), "encoding"),
    ("Latin-1", "café au lait".encode("latin-1"), "encoding"),
    ("byte-order mark", b"\xef\xbb\xbf" + HINDI.encode(), "bom"),
    ("legacy font", b"jke ?kj x;k] lhrk Hkh vkbZA ;g d`f\"k vk/kfjr ns'k gS] fganh esa fy[kk gS\n", "legacy-font"),
    ("English", b"Rama went home. Sita came too.\n", "script"),
    ("Urdu", "رام گھر گیا۔ سیتا بھی آئی۔\n".encode(), "script"),
    ("Bengali", "রাম বাড়ি গেল। সীতাও এলো।\n".encode(), "script"),
    ("a word of two scripts", "राम घर गяा।\n".encode(), "script"),
    ("not NFC", "वह \u0958लम है। राम का क़लम।\n".encode(), "not-nfc"),
    ("control character", HINDI.replace("राम", "रा\x07म").encode(), "control-char"),
    ("bidi control", HINDI.replace("राम", "\u202eराम").encode(), "bidi-control"),
    ("private use", HINDI.replace("राम", "रा\ue000म").encode(), "char-unknown"),
    ("replacement character", HINDI.replace("राम", "रा\ufffdम").encode(), "damaged"),
    ("soft hyphen", HINDI.replace("राम", "रा\u00adम").encode(), "char-unknown"),
    ("zero-width space", HINDI.replace("राम ", "राम\u200b").encode(), "char-unknown"),
    ("tab", HINDI.replace(" ", "\t").encode(), "control-char"),
    ("line separator", HINDI.replace(" घर", "\u2028घर").encode(), "line-separator"),
    ("carriage returns", HINDI.replace("\n", "\r\n").encode(), "line-end"),
    ("entity", HINDI.replace(" घर", "&nbsp;घर").encode(), "markup"),
    ("tag", HINDI.replace(" घर", "<br>घर").encode(), "markup"),
    ("mojibake", HINDI.encode().decode("cp1252", errors="ignore").encode() + HINDI.encode() * 20, "damaged"),
    ("zip", b"PK\x03\x04" + b"\0" * 40, "archive"),
    ("PDF", b"%PDF-1.7 ...", "archive"),
    ("gzip", b"\x1f\x8b\x08\0\0", "archive"),
    ("a line without end", ("राम " * 300_000).encode(), "limit"),
]


def slugs(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {problem.slug for problem in errors(refused.value.problems)}


def untouched(project: Project) -> bool:
    return sorted(path.name for path in (project.root / "seeds").iterdir()) == ["namuna.json", "namuna.txt"]


@pytest.mark.parametrize(("data", "slug"), [pytest.param(*row[1:], id=row[0]) for row in BAD_TEXTS])
def test_a_bad_text_is_refused_and_nothing_is_written(project: Project, tmp_path: Path, data: bytes, slug: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    with pytest.raises(Refused) as refused:
        take(project, tmp_path / "bad.txt", describe("bad"))
    assert slug in slugs(refused)
    assert untouched(project)


HOSTILE_IDS = [
    "", "A", "Kahani", "राम", "a b", "a.b", "-a", "_a", "a" * 41,
    "con", "nul", "com1", "lpt9", "aux", ".git", "..", "../x", "a/b",
    "a\\b", "a\0b", "a\nb", "a\n", "~", "~root", "$HOME",
    "%userprofile%", "/etc/passwd", "c:", "c:x", "//host/share", "file:x", "a\u200d",
    "á", "a\u0301", "ａ", "१", "a|b", "a*", "a?", "a;b", "a`b`", "$(a)", "<a>", "a\t",
]  # fmt: skip  # a list of words


@pytest.mark.parametrize("document", HOSTILE_IDS)
def test_a_hostile_id_is_refused(project: Project, tmp_path: Path, document: str) -> None:
    (tmp_path / "good.txt").write_text(HINDI, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        take(project, tmp_path / "good.txt", describe(document))
    assert slugs(refused) == {"id"}
    assert untouched(project)


@pytest.mark.parametrize("document", ["a", "0", "a-b_c9", "a" * 40, "console", "000_0f1e8db63d2ccbea"])
def test_a_good_id_is_none(document: str) -> None:
    assert id_fault(document) == ""


def test_taken_in_byte_for_byte_with_its_hash(project: Project, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(HINDI, encoding="utf-8")
    assert take(project, tmp_path / "good.txt", describe("good")) == ()
    metadata = json.loads(project.seed_metadata("good").read_bytes())
    assert project.seed_text("good").read_bytes() == HINDI.encode()
    assert metadata["sha256"] == files.sha256(HINDI.encode())


def test_a_file_that_lies_in_seeds_gets_its_metadata(project: Project) -> None:
    path = project.root / "seeds" / "lies-here.txt"
    path.write_text(HINDI, encoding="utf-8")
    take(project, path, describe("lies-here"))
    assert project.seed_metadata("lies-here").exists()


def test_an_id_is_taken_once(project: Project, tmp_path: Path) -> None:
    (tmp_path / "namuna.txt").write_text(HINDI, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        take(project, tmp_path / "namuna.txt", describe("namuna"))
    assert slugs(refused) == {"id-taken"}


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\n\n"), TEXT.replace("  ", " ")])
def test_the_same_text_is_taken_once(project: Project, tmp_path: Path, text: str) -> None:
    (tmp_path / "again.txt").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        take(project, tmp_path / "again.txt", describe("again"))
    assert slugs(refused) == {"duplicate-text"}


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"licence": "All rights reserved"}, "metadata"),
        ({"licence": "LicenseRef-unknown"}, "metadata"),
        ({"split": "dev"}, "metadata"),
        ({"published": "2024-02-30"}, "metadata"),
        ({"published": "30.1.2024"}, "metadata"),
        ({"source": ""}, "metadata"),
        ({"genre": "News"}, "metadata"),
        ({"url": "file:///etc/passwd"}, "metadata"),
        ({"language": "xx"}, "language"),
    ],
)
def test_a_bad_description_is_refused(project: Project, tmp_path: Path, changes: dict[str, str], slug: str) -> None:
    (tmp_path / "good.txt").write_text(HINDI, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        take(project, tmp_path / "good.txt", describe("good", **changes))
    assert slugs(refused) == {slug}
    assert untouched(project)


def test_nfc_is_written_when_asked_for(project: Project, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text("वह \u0958लम है।\n", encoding="utf-8")
    take(project, tmp_path / "q.txt", describe("q"), clean=True)
    assert "\u0915\u093c" in project.seed_text("q").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("राम का पता यहाँ लिखा हुआ मिल जाएगा: ram@example.in है।\n", "personal-data"),
        ("फ़ोन 98765 43210 पर करें।\n", "personal-data"),
        ("फ़ोन ९८७६५४३२१० पर करें।\n", "personal-data"),
        ("क्रमांक 2345 6789 0123 है।\n", "personal-data"),
        ("राम घर गया", "no-sentence-end"),
        ("राम घर गया।", "final-newline"),
        ("राम  घर गया।\n", "spaces"),
        ("रा\u200dम घर गया।\n", "joiner"),
    ],
)
def test_what_is_only_worth_a_word_is_taken_in_with_it(project: Project, tmp_path: Path, text: str, slug: str) -> None:
    (tmp_path / "w.txt").write_text(text, encoding="utf-8")
    assert slug in {problem.slug for problem in take(project, tmp_path / "w.txt", describe("w"))}


def test_links_and_pipes_are_not_read(project: Project, tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text(HINDI, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    with pytest.raises(Refused) as refused:
        take(project, tmp_path / "link.txt", describe("link"))
    assert slugs(refused) == {"file-kind"}
