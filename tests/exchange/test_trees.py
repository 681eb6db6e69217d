"""Edited CoNLL-U: what UD editors do to a file is no change, a changed tree is confirmed and signed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exchange_project import exchange
from padapatha.build import build
from padapatha.cli import main
from padapatha.confirm import confirm
from padapatha.conllu import read_conllu
from padapatha.exchange import ImportOptions, import_from
from padapatha.values import ordered_misc


def reversed_misc(text: str) -> str:
    def turn(match: re.Match[str]) -> str:
        return "\t" + "|".join(reversed(match[1].split("|")))

    return re.sub(r"\t([^\t\n]*)$", turn, text, flags=re.MULTILINE)


def without_translit(text: str) -> str:
    def drop(match: re.Match[str]) -> str:
        return "\t" + ("|".join(each for each in match[1].split("|") if "Translit=" not in each) or "_")

    return re.sub(r"\t([^\t\n]*)$", drop, text, flags=re.MULTILINE)


MANNERS: dict[str, Callable[[str], str]] = {
    "comments in another order": lambda text: re.sub(r"(# sent_id[^\n]*\n)(# text =[^\n]*\n)", r"\2\1", text),
    "comments dropped": lambda text: re.sub(r"# (?!sent_id|text =)[^\n]*\n", "", text),
    "text dropped": lambda text: re.sub(r"# (?:text =|new)[^\n]*\n", "", text),
    "comments of a tool": lambda text: text.replace("# sent_id", "# user_id = a\n# timestamp = 17\n# sent_id"),
    "MISC in another order": reversed_misc,
    "no line end": lambda text: text.rstrip("\n"),
    "one line end": lambda text: text.rstrip("\n") + "\n",
    "many line ends": lambda text: text + "\n\n",
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "romanisation dropped": without_translit,
}


def source(root: Path) -> str:
    return (root / "corpus" / "ek.conllu").read_bytes().decode("utf-8")


def back(root: Path, text: str, by: str = "Asha", *, partial: bool = False, dry_run: bool = False):  # type: ignore[no-untyped-def]  # noqa: ANN201
    path = root.parent / "edited.conllu"
    path.write_bytes(text.encode("utf-8"))
    order = ImportOptions(by=by, on="2026-11-27", partial=partial, dry_run=dry_run)
    return import_from(root, "conllu", path, order)


def relabelled(text: str) -> str:
    """Give the first proper noun of the first sentence another lemma."""
    return text.replace("\tराम\t", "\tराम\t", 1).replace("1\t🙂\t🙂\t", "1\t🙂\tमुस्कान\t", 1)


@pytest.mark.parametrize("manner", MANNERS)
def test_what_editors_do_is_no_change(copy: Path, manner: str) -> None:
    text = source(copy)
    assert MANNERS[manner](text) != text
    report = back(copy, MANNERS[manner](text))
    assert (report.problems, report.written) == ((), ())
    assert {each.kind for each in report.entries} <= {"unread"}


@pytest.mark.parametrize("manner", MANNERS)
def test_one_edit_is_one_confirmed_sentence(copy: Path, manner: str) -> None:
    report = back(copy, MANNERS[manner](relabelled(source(copy))))
    assert report.problems == ()
    assert [(each.kind, each.item, each.after) for each in report.entries if each.kind != "unread"] == [
        ("changed", "ek-s1", "1 🙂")
    ]
    (sentence,) = read_conllu(copy / "annotations" / "treebank" / "ek.conllu")
    assert (sentence.id, sentence.tokens[0].lemma) == ("ek-s1", "मुस्कान")
    assert (sentence.comment("confirmed_by"), sentence.comment("confirmed_on")) == ("Asha", "2026-11-27")
    assert all("Translit" not in token.misc and token.misc == ordered_misc(token.misc) for token in sentence.tokens)
    assert build(copy).problems == ()
    assert "1\t🙂\tमुस्कान\t" in source(copy)
    assert back(copy, source(copy)).entries == ()


def test_a_change_of_misc_alone_is_told_with_its_word(copy: Path) -> None:
    text = source(copy)
    lines = text.split("\n")
    row = next(number for number, line in enumerate(lines) if line.startswith("1\t"))
    cells = lines[row].split("\t")
    cells[9] = ordered_misc("|".join([*(each for each in cells[9].split("|") if each != "_"), "Gloss=smile"]))
    lines[row] = "\t".join(cells)
    report = back(copy, "\n".join(lines))
    assert report.problems == ()
    assert [(each.kind, each.item, each.after) for each in report.entries] == [("changed", "ek-s1", "1 🙂")]


def test_sentences_that_were_confirmed_stay_as_they_are(copy: Path) -> None:
    confirm(copy, "ek", ["2"], "Gita", on="2026-11-25")
    assert build(copy).problems == ()
    before = (copy / "annotations" / "treebank" / "ek.conllu").read_bytes()
    assert back(copy, relabelled(source(copy))).problems == ()
    after = (copy / "annotations" / "treebank" / "ek.conllu").read_bytes()
    sentence = before[before.index(b"# sent_id = ek-s2") :]
    assert sentence in after
    assert after.count(b"# confirmed_by = Asha\n") == 1


def test_a_sentence_that_was_changed_in_both_places_is_a_collision(copy: Path) -> None:
    sent = exchange(copy, "conllu")
    assert back(copy, relabelled(source(copy))).written == ("annotations/treebank/ek.conllu",)
    assert build(copy).problems == ()
    path = sent.out / "ek.conllu"
    path.write_bytes(path.read_bytes().decode().replace("1\t🙂\t🙂\t", "1\t🙂\tहँसी\t", 1).encode())
    report = sent.back()
    assert [(each.slug, each.line) for each in report.problems] == [("collision", 3)]
    assert report.written == ()
    path.write_bytes(path.read_bytes().decode().replace("1\t🙂\tहँसी\t", "1\t🙂\tमुस्कान\t", 1).encode())
    assert sent.back().problems == ()  # now both say the same


def test_some_sentences_alone_need_partial(copy: Path) -> None:
    first = relabelled(source(copy)).partition("\n\n")[0] + "\n\n"
    report = back(copy, first)
    assert [each.slug for each in report.problems] == ["missing"]
    assert report.written == ()
    assert back(copy, first, partial=True).written == ("annotations/treebank/ek.conllu",)


def test_a_fault_of_a_tree_is_told_at_its_line_in_the_file(copy: Path) -> None:
    text = source(copy)
    lines = text.split("\n")
    row = next(n for n, line in enumerate(lines) if line.startswith("2\t"))
    cells = lines[row].split("\t")
    lines[row] = "\t".join([*cells[:3], "NUON", *cells[4:]])
    report = back(copy, "\n".join(lines))
    assert [(each.slug, each.line) for each in report.problems] == [("upos", row + 1)]
    assert not (copy / "annotations" / "treebank" / "ek.conllu").exists()


def test_other_words_that_cut_a_span_are_refused(copy: Path) -> None:
    """A quotation mark and a word are made one word: a quotation that begins between them would be cut."""
    text = source(copy)
    start = text.index("# sent_id = ek-s1\n")
    block = text[start : text.index("\n\n", start)]
    head, rows = (
        block.split("\n1\t")[0],
        ["1\t" + block.split("\n1\t")[1].split("\n")[0], *block.split("\n1\t")[1].split("\n")[1:]],
    )
    at = next(n for n, row in enumerate(rows) if row.split("\t")[1] == "“")
    merged = [row.split("\t") for row in rows]
    merged[at][1], merged[at][9] = "“मैं", merged[at + 1][9]
    del merged[at + 1]

    def renumbered(value: str) -> str:
        return (
            str(int(value) - (int(value) > at + 1)) if value.isascii() and value.isdigit() and value != "0" else value
        )

    for row in merged:
        row[0], row[6] = renumbered(row[0]), renumbered(row[6])
        row[6] = "0" if row[7] == "root" else row[6]
    new = head + "\n" + "\n".join("\t".join(row) for row in merged)
    report = back(copy, text.replace(block, new))
    assert report.written == ()
    assert {(each.slug, each.path) for each in report.problems} >= {("token-split", "annotations/quotations/ek.json")}


def test_nothing_is_written_without_a_name_or_in_a_dry_run(copy: Path) -> None:
    report = back(copy, relabelled(source(copy)), by="")
    assert [each.slug for each in report.problems] == ["usage"]
    report = back(copy, relabelled(source(copy)), dry_run=True)
    assert (report.problems, report.written) == ((), ())
    assert len(report.entries) == 1
    assert not (copy / "annotations" / "treebank" / "ek.conllu").exists()


def test_the_command_reports_what_it_did(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy.parent / "edited.conllu"
    path.write_text(relabelled(source(copy)), encoding="utf-8")
    command = ["import", "--from", "conllu", str(path), "--root", str(copy)]
    assert main([*command, "--dry-run", "--format", "json"]) == 0
    assert '"item": "ek-s1"' in capsys.readouterr().out
    assert main(command) == 2
    assert "--by: usage: the changes are not signed by anybody" in capsys.readouterr().err
    assert main([*command, "--by", "Asha"]) == 0
    out = capsys.readouterr().out
    assert "ek: changed treebank ek-s1: 1 🙂\nwrote annotations/treebank/ek.conllu\n1 changed\n" in out
    assert sys.modules["padapatha.exchange"].import_from is import_from
