"""Every class of broken CoNLL-U, one at a time in a copy of a good project: exit code 1, right line, right word.

The rows follow the list of bad inputs that corpus tools let pass; the number is that of the list.
"""

from __future__ import annotations

from typing import Any

import pytest

from padapatha.cli import main

Sample = Any  # the fixture's class, which lives in conftest.py beside this file

FILE = "corpus/namuna_01.conllu"
NODES = "\t_" * 8

# number, what is broken, old, new, slug, lines between the change and the line that is named
ROWS: list[tuple[int, str, str, str, str, int]] = [
    (1, "nine columns", "\n2\tको\tको", "\n2\tको", "columns", 1),
    (1, "eleven columns", "\n2\tको\tको", "\n2\tx\tको\tको", "columns", 1),
    (2, "spaces for tabs", "\n2\tको\tको\tADP\tPSP\tAdpType=Post\t", "\n2 को को ADP PSP AdpType=Post ", "columns", 1),
    (3, "empty column", "\n2\tको\tको\t", "\n2\tको\t\t", "column-empty", 1),
    (4, "trailing no-break space", "\tLTranslit=ko|Translit=ko", "\tLTranslit=ko|Translit=ko\u00a0", "column-space", 0),
    (4, "two spaces in a form", "\n2\tको\t", "\n2\tक  ो\t", "column-space", 1),
    (5, "CRLF", "\n2\tको", "\r\n2\tको", "line-end", 0),
    (6, "byte-order mark at the start", "# newdoc id", "\ufeff# newdoc id", "bom", 0),
    (6, "byte-order mark in the middle", "\n2\tको", "\n2\tक\ufeffो", "bom", 1),
    (7, "two empty lines", "\n\n# sent_id = namuna_01-s2", "\n\n\n# sent_id = namuna_01-s2", "blank-line", 2),
    (7, "a line of blanks", "\n2\tको", "\n \n2\tको", "blank-line", 1),
    (8, "line separator", "# translit = ravi", "# translit = ra\u2028vi", "line-separator", 0),
    (8, "next line", "# translit = ravi", "# translit = ra\x85vi", "line-separator", 0),
    (8, "file separator", "# translit = ravi", "# translit = ra\x1cvi", "line-separator", 0),
    (9, "NUL", "# translit = ravi", "# translit = ra\0vi", "control-char", 0),
    (10, "bidi override", "# translit = ravi", "# translit = ra\u202evi", "bidi-control", 0),
    (13, "not NFC", "\n2\tको\tको\t", "\n2\tको\tक\u0958\t", "not-nfc", 1),
    (14, "another nukta form in the text", "# text = रविवार को", "# text = रविवार क़ो", "text-mismatch", 8),
    (15, "private use", "# translit = ravi", "# translit = ra\ue000vi", "char-unknown", 0),
    (15, "non-character", "# translit = ravi", "# translit = ra\ufdd0vi", "char-unknown", 0),
    (16, "joiner that joins nothing", "\n2\tको\tको\t", "\n2\tको\tक\u200dो\t", "joiner", 1),
    (19, "gap in the IDs", "\n2\tको", "\n3\tको", "id-sequence", 1),
    (19, "the same ID twice", "\n2\tको", "\n1\tको", "id-sequence", 1),
    (20, "ID with a leading zero", "\n2\tको", "\n02\tको", "id-form", 1),
    (20, "ID in Devanagari digits", "\n2\tको", "\n२\tको", "id-form", 1),
    (20, "ID of 5,000 digits", "\n2\tको", "\n" + "2" * 5000 + "\tको", "id-form", 1),
    (21, "range upside down", "\n2\tको", f"\n3-2\tको{NODES}\n2\tको", "range", 1),
    (21, "range beyond the end", "\n2\tको", f"\n2-99\tको{NODES}\n2\tको", "range", 0),
    (22, "empty node n.0", "\n2\tको", f"\n1.0\tको{NODES}\n2\tको", "id-form", 1),
    (22, "empty node out of order", "\n2\tको", f"\n1.2\tको{NODES}\n2\tको", "empty-node", 1),
    (23, "HEAD -1", "AdpType=Post\t1\tcase", "AdpType=Post\t-1\tcase", "head", 0),
    (23, "HEAD out of range", "AdpType=Post\t1\tcase", "AdpType=Post\t99\tcase", "head", 0),
    (23, "HEAD in Devanagari digits", "AdpType=Post\t1\tcase", "AdpType=Post\t१\tcase", "head", 0),
    (23, "HEAD missing", "AdpType=Post\t1\tcase", "AdpType=Post\t_\tcase", "head", 0),
    (24, "HEAD is its own ID", "AdpType=Post\t1\tcase", "AdpType=Post\t2\tcase", "head-cycle", 0),
    (24, "cycle", "\t8\tobl\t_\tLTranslit=ravivāra", "\t2\tobl\t_\tLTranslit=ravivāra", "head-cycle", 0),
    (25, "two roots", "AdpType=Post\t1\tcase", "AdpType=Post\t0\troot", "root", 6),
    (25, "root with a HEAD", "AdpType=Post\t1\tcase", "AdpType=Post\t1\troot", "root", 0),
    (26, "UPOS in lower case", "\tADP\t", "\tadp\t", "upos", 0),
    (27, "DEPREL unknown", "\t1\tcase", "\t1\tcasus", "deprel", 0),
    (27, "subtype not of Hindi", "\t8\tobl\t_\tLTranslit=ravi", "\t8\tobl:arg\t_\tLTranslit=ravi", "deprel", 0),
    (28, "FEATS unsorted", "Case=Acc|Gender=Masc", "Gender=Masc|Case=Acc", "feats", 0),
    (28, "FEATS twice", "Case=Acc|Gender=Masc", "Case=Acc|Case=Acc", "feats", 0),
    (28, "FEATS with an empty value", "Case=Acc|Gender=Masc", "Case=|Gender=Masc", "feats", 0),
    (29, "DEPS to a missing node", "\t1\tcase\t_", "\t1\tcase\t99:case", "deps", 0),
    (29, "DEPS unsorted", "\t1\tcase\t_", "\t1\tcase\t8:x|1:case", "deps", 0),
    (30, "MISC key twice", "LTranslit=ko|Translit=ko", "Translit=ko|Translit=ko", "misc", 0),
    (30, "SpaceAfter=Yes", "LTranslit=ko|Translit=ko", "LTranslit=ko|SpaceAfter=Yes|Translit=ko", "misc", 0),
    (31, "text twice", "# translit = ravi", "# text = रवि\n# translit = ravi", "text", 0),
    (31, "text with a tab", "# text = रविवार को", "# text = रविवार\tको", "text-mismatch", 7),
    (31, "text with a blank at the end", "भूकंप आया।\n", "भूकंप आया। \n", "text", 0),
    (31, "text other than the forms", "# text = रविवार को", "# text = रविवार का", "text-mismatch", 8),
    (32, "sent_id missing", "# sent_id = namuna_01-s2\n", "", "sent-id", 0),
    (32, "sent_id twice in the file", "namuna_01-s2\n", "namuna_01-s1\n", "sent-id", 0),
    (32, "sent_id of another pattern", "namuna_01-s2\n", "Kahani 2\n", "sent-id", 0),
    (32, "sent_id of another document", "namuna_01-s2\n", "dusra-s2\n", "sent-id", 0),
    (33, "newdoc missing", "# newdoc id = namuna_01\n", "", "newdoc", 0),
    (33, "newdoc of another document", "newdoc id = namuna_01\n", "newdoc id = dusra\n", "newdoc", 0),
    (34, "comment between words", "\n2\tको", "\n# x = y\n2\tको", "comment-place", 1),
    (35, "a key that is nearly known", "# sent_id = namuna_01-s2", "#sent_id=namuna_01-s2", "comment-key", 0),
    (36, "JSON in a comment", "# annotation", "# json_x = {bad\n# annotation", "comment-json", 0),
    (36, "200,000 brackets", "# annotation", "# x = " + "[" * 60_000 + "\n# annotation", "comment-json", 0),
    (38, "a line over 64 KB", "# annotation", "# x = " + "अ" * 70_000 + "\n# annotation", "limit", 0),
    (42, "merge conflict", "\n2\tको", "\n<<<<<<< HEAD\n2\tको", "conflict", 1),
    (44, "cut in a column", None, "", "truncated", 0),  # type: ignore[list-item]  # handled by itself below
    (45, "two documents", "# sent_id = namuna_01-s2", "# newdoc id = x\n# sent_id = namuna_01-s2", "document", 0),
    (47, "edited by hand", "LTranslit=ko|Translit=ko", "LTranslit=ko|Translit=kO", "hand-edit", -999),
    (48, "CoNLL-U Plus", "# newdoc id", "# global.columns = ID FORM\n# newdoc id", "plus", 0),
]  # fmt: skip


def broken(sample: Sample, old: str | None, new: str) -> tuple[bytes, int]:
    """The file with one change, and the line on which the change begins."""
    good = sample.read(FILE).decode()
    if old is None:
        cut = good.rindex("punct")
        return good[:cut].encode(), good.count("\n", 0, cut) + 1
    assert old in good, "the test no longer breaks anything"
    return good.replace(old, new, 1).encode(), good.count("\n", 0, good.index(old)) + 1


@pytest.mark.parametrize(
    ("old", "new", "slug", "further"), [pytest.param(*row[2:], id=f"{row[0]} {row[1]}") for row in ROWS]
)
def test_it_is_named_on_its_line(
    sample: Sample, capsys: pytest.CaptureFixture[str], old: str | None, new: str, slug: str, further: int
) -> None:
    data, line = broken(sample, old, new)
    sample.write(FILE, data)
    assert main(["validate", "--root", str(sample.root)]) == 1
    lines = capsys.readouterr().err.split("\n")
    place = f"{FILE}:{line + further}" if further > -999 else FILE
    found = [each for each in lines if each.startswith(place) and f": {slug}: " in each]
    assert found, lines
    assert all("; fix: " in each for each in lines if each.startswith(FILE))


@pytest.mark.parametrize(
    ("form", "slug"),
    [
        ("क\u3000ो", "column-space"),
        ("क ो", "column-space"),
        ("ो", "stray-sign"),
        ("क" * 2_001, "limit"),
        ("कo", "look-alike"),
    ],
    ids=["4 ideographic space", "4 space", "17 begins with a sign", "38 over 2,000 letters", "18 Latin look-alike"],
)
def test_forms_that_agree_with_the_text_are_looked_at_too(sample: Sample, form: str, slug: str) -> None:
    good = sample.read(FILE).decode()
    sample.write(
        FILE,
        good.replace("# text = रविवार को", f"# text = रविवार {form}")
        .replace("\n2\tको\t", f"\n2\t{form}\t", 1)
        .encode(),
    )
    assert (FILE, good.count("\n", 0, good.index("\n2\tको\t")) + 2, slug) in sample.found()


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (lambda good: good.replace("को".encode(), b"\xe0\xa4", 1), 4),
        (lambda good: good.decode().encode("utf-16"), 1),
        (lambda good: good.replace("को".encode(), b"\xed\xa0\x80", 1), 4),
        (lambda good: good.replace("को".encode(), "é".encode("latin-1"), 1), 4),
    ],
    ids=["11 cut letter", "11 UTF-16", "12 lone surrogate", "11 Latin-1"],
)
def test_what_is_no_utf8_is_named_on_its_line(
    sample: Sample, capsys: pytest.CaptureFixture[str], data: object, line: int
) -> None:
    sample.write(FILE, data(sample.read(FILE)))  # type: ignore[operator]  # the rows above
    assert main(["validate", "--root", str(sample.root)]) == 1
    assert any(
        each.startswith(f"{FILE}:{line}:") and ": encoding: " in each for each in capsys.readouterr().err.split("\n")
    )


@pytest.mark.parametrize(
    ("name", "data", "slug"),
    [
        (FILE, b"", "empty"),
        (FILE, b"version https://git-lfs.github.com/spec/v1\noid sha256:x\n", "lfs"),
        ("corpus/Namuna_03.conllu", b"x", "file-name"),
        ("corpus/stray.txt", b"x", "stray"),
    ],
    ids=["37 empty", "43 git-lfs pointer", "46 upper case", "stray"],
)
def test_whole_files(sample: Sample, capsys: pytest.CaptureFixture[str], name: str, data: bytes, slug: str) -> None:
    sample.write(name, data)
    assert main(["validate", "--root", str(sample.root)]) == 1
    complaints = capsys.readouterr().err
    assert any(each.startswith(name) and f": {slug}: " in each for each in complaints.split("\n")), complaints


def test_at_least_forty_of_the_48_classes_are_here() -> None:
    whole_file, undecodable, works, others = {37, 43, 46}, {11, 12}, {39}, {17, 18, 40, 41}
    assert len({row[0] for row in ROWS} | whole_file | undecodable) >= 40
    assert {row[0] for row in ROWS} | whole_file | undecodable | works | others == set(range(1, 49))


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "](javascript:x)"])
def test_markup_is_inert_in_every_report(sample: Sample, capsys: pytest.CaptureFixture[str], markup: str) -> None:
    sample.write(FILE, sample.read(FILE).replace(b"\tADP\t", f"\t{markup}\t".encode(), 1))
    for form in ("text", "json", "sarif", "github", "junit"):
        assert main(["validate", "--root", str(sample.root), "--format", form]) == 1
        told = capsys.readouterr().err
        assert form != "junit" or "<script>" not in told


def test_one_bad_file_does_not_hide_another(sample: Sample) -> None:
    sample.write(FILE, b"\xff")
    sample.write("annotations/entities/namuna_02.json", b"{")
    assert {each.path for each in sample.problems()} >= {FILE, "annotations/entities/namuna_02.json"}
