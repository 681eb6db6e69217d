"""--clean and --unwrap: what they change, how they count it, and which flag a refusal names."""

from __future__ import annotations

import random
import unicodedata

import pytest

from desk import Desk
from generated_texts import generated
from padapatha import files
from padapatha.intake.clean import clean
from padapatha.intake.layout import layout_of, unwrap
from padapatha.languages import language
from padapatha.text import suspects

HI = language("hi")
# Kind, what is given, what is written, how often it was changed
CLEANED = [
    ("line-end", "राम\r\nघर\rगया\u2028था\u2029है\x85।\v", "राम\nघर\nगया\nथा\nहै\n।\n", 6),
    ("tab", "राम\tघर\t\tगया।\n", "राम घर  गया।\n", 3),
    ("form-feed", "राम घर\fगया।\n", "राम घर गया।\n", 1),
    ("zero-width", "रा\u200bम \u2060घर\ufeff गया।\n", "राम घर गया।\n", 3),
    ("soft-hyphen", "रा\u00adम घर गया।\n", "राम घर गया।\n", 1),
    ("direction-mark", "\u200eराम\u200f \u202aघर\u202c \u2066गया\u2069।\u061c\n", "राम घर गया।\n", 7),
    ("joiner", "रा\u200dम घ\u200cर गया।\u200d\n", "राम घर गया।\n", 3),
    ("nfc", "\u0958लम क\u093cलम \u095bरा।\n", "क\u093cलम क\u093cलम ज\u093cरा।\n", 2),
]


@pytest.mark.parametrize(("kind", "given", "written", "count"), CLEANED, ids=[row[0] for row in CLEANED])
def test_each_kind_is_changed_and_counted(kind: str, given: str, written: str, count: int) -> None:
    assert clean(given) == (written, {kind: count})
    assert clean(written) == (written, {})


@pytest.mark.parametrize("text", ["क्\u200dष और श्री", "👩\u200d👩\u200d👧 आए।", "क़लम", "नमस्\u200cते"])
def test_what_carries_meaning_stays(text: str) -> None:
    assert clean(text) == (text, {})


def test_of_two_joiners_one_still_joins() -> None:
    assert clean("क्\u200d\u200dष") == ("क्\u200dष", {"joiner": 1})


@pytest.mark.parametrize("text", ["रा\u202eम", "रा\x07म", "रा\ufffdम", "रा\ue000म", "रा\u0000म"])
def test_what_needs_a_decision_is_left_for_the_refusal(text: str) -> None:
    assert clean(text) == (text, {})
    assert next(suspects(text))


def letters(text: str) -> list[str]:
    return [each for each in unicodedata.normalize("NFD", text) if unicodedata.category(each)[0] in "LMNPS"]


@pytest.mark.parametrize("count", [300, pytest.param(5_000, marks=pytest.mark.heavy)])
def test_cleaning_is_done_at_once_and_loses_no_letter(count: int) -> None:
    draw = random.Random(count)
    for _ in range(count):
        text = generated(draw).decode("utf-8", errors="replace")
        cleaned, counts = clean(text)
        assert clean(cleaned) == (cleaned, {})
        assert bool(counts) == (cleaned != text)
        assert letters(cleaned) == letters(text)


def test_the_metadata_say_what_was_cleaned_and_from_what(desk: Desk) -> None:
    data = b"\xef\xbb\xbf" + "राम\tघर\u200b गया।\r\nसीता भी घर आई।\r\n".encode()
    code, out, err = desk.add(desk.write("a.txt", data), "--clean")
    assert (code, desk.text("a"), err) == (0, "राम घर गया।\nसीता भी घर आई।\n", "")
    assert desk.metadata("a")["intake"] == {
        "original_sha256": files.sha256(data),
        "cleaned": {"bom": 1, "line-end": 2, "tab": 1, "zero-width": 1},
        "unwrapped_lines": 0,
    }
    assert "cleaned: 1 bom, 2 line-end, 1 tab, 1 zero-width" in out


def test_a_clean_text_has_no_record(desk: Desk) -> None:
    assert desk.add(desk.write("a.txt", "राम घर गया।\n"), "--clean", "--unwrap")[0] == 0
    assert "intake" not in desk.metadata("a")


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"\xef\xbb\xbf\xe0\xa4\x95\xe0\xa5\xa4\n", "bom"),
        ("राम गया।\r\n".encode(), "line-end"),
        ("राम\tगया।\n".encode(), "control-char"),
        ("राम\fगया।\n".encode(), "line-separator"),
        ("रा\u200bम गया।\n".encode(), "char-unknown"),
        ("रा\u00adम गया।\n".encode(), "char-unknown"),
        ("राम\u200e गया।\n".encode(), "bidi-control"),
        ("\u0958लम गया।\n".encode(), "not-nfc"),
    ],
    ids=["bom", "line-end", "tab", "form-feed", "zero-width", "soft-hyphen", "direction-mark", "nfc"],
)
def test_a_refusal_names_the_flag_that_helps_and_it_helps(desk: Desk, data: bytes, slug: str) -> None:
    path = desk.write("a.txt", data)
    code, _, err = desk.add(path)
    assert (code, f"{slug}: " in err, "fix: give --clean" in err, desk.seeds()) == (1, True, True, [])
    assert desk.add(path, "--clean")[0] == 0


@pytest.mark.parametrize("text", ["राम\x07 गया।\n", "\u202eराम गया।\n"])
def test_a_refusal_names_no_flag_that_does_not_help(desk: Desk, text: str) -> None:
    path = desk.write("a.txt", text)
    code, _, err = desk.add(path)
    assert (code, "--clean" in err, desk.add(path, "--clean")[0]) == (1, False, 1)


# Wrapped lines, headings, lists

PROSE = (
    "एक गाँव में एक बूढ़ा किसान रहता था। उसके चार बेटे थे, जो हमेशा आपस में लड़ते रहते थे। "
    "किसान बहुत दुखी था और सोचता था कि उसके बाद क्या होगा। एक दिन उसने सबको बुलाया।"
)
LAST = "बेटों ने लकड़ियाँ तोड़ने की बहुत कोशिश की, पर वे नहीं टूटीं। तब पिता ने गठरी खोल दी और सब समझ गए।"


def wrapped(text: str, width: int) -> str:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


@pytest.mark.parametrize("width", [30, 40, 60, 72])
def test_wrapped_prose_is_recognised_and_restored(width: int) -> None:
    whole = f"बूढ़ा किसान\n\n{PROSE}\n\n{LAST}\n"
    text = f"बूढ़ा किसान\n\n{wrapped(PROSE, width)}\n\n{wrapped(LAST, width)}\n"
    assert unwrap(text, HI)[0] == whole
    assert len(unwrap(text, HI)[1]) == text.count("\n") - whole.count("\n")
    assert layout_of(whole, HI).wrapped == ()


VERSE = "उठो लाल अब आँखें खोलो,\nपानी लाई हूँ मुँह धो लो।\nबीती रात कमल दल फूले,\nउनके ऊपर भँवरे झूले।\n"
LINES = "राम घर गया और सो गया।\nसीता भी घर आई और बैठी।\nमोहन ने खाना खाया फिर।\nगीता ने गाना गाया कल।\n"


@pytest.mark.parametrize("text", [VERSE, LINES, f"{PROSE}\n{LAST}\n", "", "\n\n", "राम\nसीता\nमोहन\n"])
def test_what_is_not_wrapped_is_left_alone(text: str) -> None:
    assert unwrap(text, HI) == (text, ())


def test_a_hyphen_at_the_end_of_a_line_takes_no_space() -> None:
    text = "एक गाँव में एक बूढ़ा किसान रहता था। सीता-\nगीता उसकी बेटियाँ थीं। वे दोनों बहुत ही\nअच्छी थीं। वह उनसे प्रेम करता था।\n"
    assert "सीता-गीता उसकी" in unwrap(text, HI)[0]


def test_list_items_are_not_joined_and_are_reported(desk: Desk) -> None:
    text = f"{wrapped(PROSE, 40)}\n- पहली बात यह है कि सब मिलकर रहें।\n- दूसरी बात।\n"
    assert unwrap(text, HI)[0] == f"{PROSE}\n- पहली बात यह है कि सब मिलकर रहें।\n- दूसरी बात।\n"
    assert "layout: list items: 2, the first here" in desk.add(desk.write("a.txt", text))[2]


def test_wrapping_is_a_warning_and_unwrapping_is_recorded(desk: Desk) -> None:
    path = desk.write("a.txt", wrapped(PROSE, 40) + "\n")
    code, _, err = desk.add(path)
    assert (code, "a.txt:1:1: hard-wrap: " in err, "--unwrap" in err) == (0, True, True)
    code, out, _ = desk.add(path, "--unwrap")
    assert (code, "it is in without these changes; give --replace to make them" in out) == (0, True)
    code, out, err = desk.add(path, "--unwrap", "--replace")
    assert (code, "«⏎»" in out, err, desk.text("a")) == (0, True, "", PROSE + "\n")
    assert desk.metadata("a")["intake"]["unwrapped_lines"] == wrapped(PROSE, 40).count("\n")
    assert desk.metadata("a")["intake"]["original_sha256"] == files.sha256(path.read_bytes())


def test_a_heading_is_a_warning(desk: Desk) -> None:
    err = desk.add(desk.write("a.txt", f"बूढ़ा किसान\n{PROSE}\n"))[2]
    assert "a.txt:1:1: layout: lines that end no sentence, as headings do: 1" in err


# Scripts and formats


@pytest.mark.parametrize(
    "text",
    ["भारत ने ATMों में पैसे रखे।\n", "MLAओं ने कहा।\n", "hello bhai कैसे हो तुम। main theek hoon और तुम बताओ।\n"],
)
def test_latin_letters_among_hindi_are_a_warning(desk: Desk, text: str) -> None:
    code, _, err = desk.add(desk.write("a.txt", text))
    assert (code, err.count("mixed-script"), desk.text("a")) == (0, 1, text)


@pytest.mark.parametrize("text", ["राम घर गяा।\n", "Rama went home. राम।\n", "رام گھر گیا۔ राम घर hello\n"])
def test_other_scripts_are_refused_as_before(desk: Desk, text: str) -> None:
    code, _, err = desk.add(desk.write("a.txt", text))
    assert (code, "script: " in err, desk.seeds()) == (1, True, [])


@pytest.mark.parametrize(
    ("name", "data", "slug", "tool"),
    [
        ("a.pdf", b"x", "archive", "pdftotext"),
        ("a.txt", b"%PDF-1.4", "archive", "pdftotext"),
        ("a.docx", b"PK\x03\x04 word/document.xml", "archive", "pandoc"),
        ("a.txt", b"PK\x03\x04 word/document.xml", "archive", "pandoc"),
        ("a.odt", b"x", "archive", "pandoc"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "archive", "soffice"),
        ("a.rtf", b"x", "archive", "pandoc"),
        ("a.txt", b"{\\rtf1\\ansi", "archive", "pandoc"),
        ("a.html", b"x", "markup", "pandoc -f html"),
        ("a.txt", b"\n<!DOCTYPE html>\n<html>", "markup", "pandoc -f html"),
        ("a.txt", b'\xef\xbb\xbf<?xml version="1.0"?><!-- x --><HTML>', "markup", "pandoc -f html"),
        ("a.txt", "राम <b>घर</b> गया।\n".encode(), "markup", "pandoc -f html"),
    ],
)
def test_what_is_no_plain_text_is_refused_with_a_tool(desk: Desk, name: str, data: bytes, slug: str, tool: str) -> None:
    code, _, err = desk.add(desk.write(name, data))
    assert (code, f"{name}: {slug}: " in err or f": {slug}: " in err, tool in err, desk.seeds()) == (1, True, True, [])
