"""--metadata and JSONL: which row or object says what of which text, and places of what is wrong in them."""

from __future__ import annotations

import pytest

from desk import HINDI, Desk, of

SOME = ("--source", "me", "--licence", "CC0-1.0")


@pytest.mark.parametrize("ending", ["tsv", "csv"])
@pytest.mark.parametrize("first", ["", "\ufeff"], ids=["plain", "with a byte-order mark"])
def test_each_text_has_the_fields_of_its_row(desk: Desk, ending: str, first: str) -> None:
    desk.write("one.txt", of(1))
    desk.write("sub/दो.txt", of(2))
    rows = [
        ["file", "genre", "split", "title", "id"],
        ["one.txt", "news", "test", "", "first"],
        ["sub/दो", "blog", "train", "दो, तीन", ""],
    ]
    separator = {"tsv": "\t", "csv": ","}[ending]
    cells = [[f'"{cell}"' if "," in cell else cell for cell in row] for row in rows]
    table = desk.write(f"t.{ending}", first + "".join(separator.join(row) + "\r\n" for row in cells))
    code, _, err = desk.add(desk.texts, "--metadata", table, fields=SOME)
    assert (code, err) == (0, "")
    assert [desk.metadata("first")[key] for key in ("genre", "split", "title")] == ["news", "test", None]
    assert [desk.metadata("do")[key] for key in ("genre", "split", "title")] == ["blog", "train", "दो, तीन"]


def test_an_option_counts_before_a_row_and_a_row_before_a_default(desk: Desk) -> None:
    (desk.project.root / "padapatha.toml").write_text('[defaults]\ngenre = "wiki"\nsplit = "test"\n', encoding="utf-8")
    desk.write("a.txt", HINDI)
    table = desk.write("t.tsv", "file\tgenre\tsource\na\tnews\tthe table\n")
    assert desk.add(desk.texts, "--metadata", table, fields=SOME)[0] == 0
    assert [desk.metadata("a")[key] for key in ("source", "genre", "split")] == ["me", "news", "test"]


def test_the_first_column_names_the_file_where_none_is_called_so(desk: Desk) -> None:
    desk.write("a.txt", HINDI)
    table = desk.write("t.csv", "name,genre,split\na.txt,news,test\n")
    assert desk.add(desk.texts, "--metadata", table, fields=SOME)[0] == 0


def test_a_wrong_cell_is_reported_in_the_table_and_keeps_no_other_text_out(desk: Desk) -> None:
    desk.write("a.txt", of(1))
    desk.write("b.txt", of(2))
    table = desk.write("t.tsv", "file\tgenre\tsplit\na\tnovel\ttest\nb\tnews\ttest\n")
    code, out, err = desk.add(desk.texts, "--metadata", table, fields=SOME)
    assert (code, f"{table}:2: metadata: genre 'novel'; fix: " in err, err.count("\n")) == (1, True, 1)
    assert out.endswith("taken in 1, already in 0, refused 1\n")


def test_a_text_without_a_row_is_refused_and_a_row_without_a_text_is_told(desk: Desk) -> None:
    desk.write("a.txt", of(1))
    desk.write("b.txt", of(2))
    table = desk.write("t.tsv", "file\tgenre\tsplit\nb\tnews\ttest\nc\tnews\ttest\n")
    code, _, err = desk.add(desk.texts, "--metadata", table, fields=SOME)
    assert (code, f"a.txt: metadata: no row of {table} names it" in err, desk.seeds()) == (1, True, ["b.json", "b.txt"])
    assert "1 rows name no text of this run: 'c'" in err


def test_a_field_that_is_missing_for_one_text_only_is_that_texts_problem(desk: Desk) -> None:
    desk.write("a.txt", of(1))
    desk.write("b.txt", of(2))
    table = desk.write("t.tsv", "file\tgenre\tsplit\na\t\ttest\nb\tnews\ttest\n")
    code, _, err = desk.add(desk.texts, "--metadata", table, fields=SOME)
    assert (code, "a.txt: metadata: nothing says its genre" in err, desk.seeds()) == (1, True, ["b.json", "b.txt"])


@pytest.mark.parametrize(
    ("table", "place", "said"),
    [
        ("file\tgenr\na\tnews\n", ":1: ", "no field is called 'genr'"),
        ("file\tgenre\tgenre\na\tnews\tnews\n", ":1: ", "column 3 is a second 'genre'"),
        ("file\tgenre\na\tnews\na.txt\tblog\n", ":3: ", "line 2 names 'a' too"),
        ("file\tgenre\na\tnews\tx\n", ":2: ", "3 cells; the header has 2"),
        ("genre\tfile\nnews\t\n", ":2: ", "the row names no file"),
        ("", ": ", "the table is empty"),
        ('file\tgenre\na\t"news\n', ":2: ", "unexpected end of data"),
        (b"file\tgenre\na\t\xff\n", ":2:3: ", "no UTF-8"),
    ],
)
def test_a_wrong_table_takes_nothing_in(desk: Desk, table: str | bytes, place: str, said: str) -> None:
    desk.write("a.txt", HINDI)
    path = desk.write("t.tsv", table)
    code, _, err = desk.add(desk.texts, "--metadata", path)
    assert (code, err.startswith(f"{path}{place}"), said in err, desk.seeds()) == (1, True, True, [])


def test_a_table_is_tsv_or_csv(desk: Desk) -> None:
    desk.write("a.txt", HINDI)
    assert desk.add(desk.texts, "--metadata", desk.write("t.xlsx", b"PK\x03\x04"))[0] == 2


# JSONL


def test_each_object_of_a_jsonl_file_is_a_text(desk: Desk) -> None:
    lines = (
        '{"text": "पहला पाठ है। वह छोटा है।", "title": "एक"}\n\n{"id": "second", "text": "दूसरा पाठ है।", "url": null}\n'
    )
    code, out, err = desk.add(desk.write("more.jsonl", lines))
    assert (code, err, desk.metadata("more-1")["title"]) == (0, "", "एक")
    assert desk.text("second") == "दूसरा पाठ है।"
    assert "more.jsonl:1 as more-1" in out


@pytest.mark.parametrize(
    ("line", "slug", "said"),
    [
        ("{", "json", "Expecting"),
        ("[]", "metadata", "the line is no object"),
        ("{}", "metadata", "there is no string `text`"),
        ('{"text": 1}', "metadata", "there is no string `text`"),
        ('{"text": "राम है।", "titel": "x"}', "metadata", "no field is called 'titel'"),
        ('{"text": "राम है।", "title": 1}', "metadata", "title is no string"),
        ('{"text": "राम है।", "published": "1.2.2020"}', "metadata", "published '1.2.2020'"),
        ('{"text": "राम है।", "id": ""}', "id", "no document id"),
        ('{"text": "राम\\tहै।"}', "control-char", "line 1, column 4 of the text: U+0009"),
        ('{"text": ""}', "empty", "it holds no text"),
        ('{"text": "a", "text": "b"}', "json-key", "stands twice"),
    ],
)
def test_what_is_wrong_in_an_object_is_reported_at_its_line(desk: Desk, line: str, slug: str, said: str) -> None:
    path = desk.write("x.jsonl", '{"text": "पहला पाठ है।"}\n' + line + "\n")
    code, out, err = desk.add(path)
    assert (code, err.startswith(f"{path}:2:"), f"{slug}: " in err, said in err) == (1, True, True, True), err
    assert out.endswith("taken in 1, already in 0, refused 1\n")


# Places


def test_a_problem_of_a_field_has_no_place_in_the_text(desk: Desk) -> None:
    desk.write("a.txt", "राम घर गया।")
    table = desk.write("t.tsv", "file\turl\na\tnowhere\n")
    err = desk.add(desk.texts, "--metadata", table)[2]
    assert err.startswith(f"{table}:2: metadata: url 'nowhere'; fix: ")
    assert "a.txt" not in err
