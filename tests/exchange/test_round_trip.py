"""Out and back: without an edit nothing changes, one edit is exactly that change, and the order does not matter."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange_project import NBSP, TEXTS, WHO, Exchange, exchange, layer, span
from padapatha import strict_json
from padapatha.build import build
from padapatha.exchange import export
from padapatha.exchange.units import GRAPHEMES, UTF_16, Unit
from padapatha.problems import Refused
from tool_edits import EDITORS, Editor

SPANS = ("label-studio", "brat", "doccano")
TEXT = TEXTS["ek"]


@pytest.mark.parametrize("tool", [*SPANS, "conllu"])
def test_without_an_edit_nothing_changes(copy: Path, tool: str) -> None:
    sent = exchange(copy, tool)
    before = sent.annotations()
    report = sent.back()
    assert (report.problems, report.written) == ((), ())
    assert {each.kind for each in report.entries} <= {"untouched"}
    assert sent.annotations() == before


@pytest.mark.parametrize(
    "layers", [("entities",), ("coreference",), ("quotations",), ("entities", "quotations")], ids="+".join
)
@pytest.mark.parametrize("tool", SPANS)
def test_any_layers_alone(copy: Path, tool: str, layers: tuple[str, ...]) -> None:
    sent = exchange(copy, tool, layers=layers)
    report = sent.back()
    assert (report.problems, report.written) == ((), ())
    assert {each.kind for each in report.entries} <= {"untouched"}


def test_layers_are_exported_in_the_order_in_which_they_are_merged(copy: Path) -> None:
    sent = exchange(copy, "brat", layers=("quotations", "coreference", "quotations"))
    manifest = json.loads((sent.out / "padapatha-export.json").read_bytes())
    assert manifest["layers"] == ["coreference", "quotations"]


def test_doccano_in_every_unit(copy: Path) -> None:
    for unit in ("utf-16", "grapheme", "code-point"):
        out = copy.parent / unit
        export(copy, "doccano", out, unit=unit)
        report = Exchange(copy, "doccano", out).back()
        assert (report.problems, report.entries) == ((), ())


def test_the_units_are_those_that_the_browser_was_seen_to_write() -> None:
    text = "🙂🙂 दिल्ली में राम ने सीता को"  # of the browser: UTF-16 by default, clusters without conjuncts
    start = text.index("में")
    assert Unit(UTF_16, text).to_unit(start) == start + 2
    assert Unit(GRAPHEMES, "दिल्ली").to_unit(6) == 3
    assert Unit(GRAPHEMES, "👩\u200d🚀क").to_unit(3) == 1


@given(text=st.text(st.sampled_from("क़ऱ्\u200d\u200c \u00a0ि🙂\U00011b00a\n"), max_size=20))
def test_units_are_counted_back(text: str) -> None:
    for name in (UTF_16, GRAPHEMES):
        unit = Unit(name, text)
        for offset in range(len(text) + 1):
            counted = unit.to_unit(offset)
            assert counted is None or unit.to_code_points(counted, counted) == (offset, offset)
    assert Unit(UTF_16, text).to_unit(len(text)) == len(text.encode("utf-16-le")) // 2


# One edit

Edit = Callable[[Editor], None]
Said = set[tuple[str, str, str]]  # kind, layer, item

EDITS: dict[str, tuple[Edit, Said]] = {
    "a name added": (lambda ed: ed.add("PERSON", *at("मोहन")), {("added", "entities", "e8")}),
    "a name deleted": (lambda ed: ed.delete("PERSON", *at("सीता")), {("removed", "entities", "e3")}),
    "a nested name deleted": (lambda ed: ed.delete("GPE", *at(f"नई{NBSP}दिल्ली")), {("removed", "entities", "e5")}),
    "a name relabelled": (lambda ed: ed.relabel("GPE", "LOC", *at("दिल्ली")), {("changed", "entities", "e2")}),
    "a name made longer": (
        lambda ed: ed.move("PERSON", at("सीता"), (at("सीता")[0], at("सीता से")[1])),
        {("changed", "entities", "e3")},
    ),
    "white space swallowed": (
        lambda ed: ed.move("PERSON", at("सीता"), (at("सीता")[0] - 2, at("सीता")[1] + 1)),
        {("trimmed", "entities", "*")},
    ),
    "a mention added": (
        lambda ed: ed.add("mention-person", *at("मोहन")),
        {("added", "coreference", "m10"), ("added", "coreference", "c9")},
    ),
    "a mention added to a chain": (
        lambda ed: ed.add("mention-person", *at("मोहन"), link=("coref", "mention-person", at("सीता"))),
        {("added", "coreference", "m10"), ("changed", "coreference", "c2")},
    ),
    "the first mention of a chain deleted": (
        lambda ed: ed.delete("mention-person", *at("राम")),
        {("removed", "coreference", "m1"), ("changed", "coreference", "c1")},
    ),
    "a singleton deleted": (
        lambda ed: ed.delete("mention-person", *at("सीता")),
        {("removed", "coreference", "m2"), ("removed", "coreference", "c2")},
    ),
    "a link deleted": (
        lambda ed: ed.unlink("coref", ("mention-person", at("राम")), ("mention-person", at("राम", 2))),
        {("changed", "coreference", "c1"), ("added", "coreference", "c9")},
    ),
    "two chains joined": (
        lambda ed: ed.link("coref", ("mention-person", at("सीता")), ("mention-person", at("राम", 1))),
        {("changed", "coreference", "c1"), ("removed", "coreference", "c2")},
    ),
    "a type changed": (
        lambda ed: ed.relabel("mention-place", "mention-object", *at(f"नई{NBSP}दिल्ली")),
        {("changed", "coreference", "c8")},
    ),
    "a cue deleted": (lambda ed: ed.delete("cue", *at("बताया")), {("changed", "quotations", "q1")}),
    "a speaker deleted": (lambda ed: ed.delete("speaker", *at("राम", 1)), {("changed", "quotations", "q1")}),
    "a relay added": (
        lambda ed: ed.add("relay", *at("मोहन"), link=("relay", "quote-direct", at("हम कल आएँगे।\nवे नहीं आएँगे।"))),
        {("changed", "quotations", "q5")},
    ),
    "the first part deleted": (
        lambda ed: ed.delete("quote-direct", *at("मैं क़लम लूँगा,")),
        {("changed", "quotations", "q1")},
    ),
    "a quotation deleted": (
        lambda ed: ed.delete("quote-direct", *at("हम कल आएँगे।\nवे नहीं आएँगे।")),
        {("removed", "quotations", "q5")},
    ),
}


def at(piece: str, nth: int = 0) -> tuple[int, int]:
    found = span(TEXT, piece, nth)
    return found["start"], found["end"]


@pytest.mark.parametrize("tool", SPANS)
@pytest.mark.parametrize("name", EDITS)
def test_one_edit_is_exactly_that_change(copy: Path, tool: str, name: str) -> None:
    edit, expected = EDITS[name]
    sent = exchange(copy, tool)
    before = sent.annotations()
    editor = EDITORS[tool](sent.out)
    edit(editor)
    editor.save()
    report = sent.back(partial=True)
    assert report.problems == ()
    found = {(each.kind, each.layer, "*" if each.kind == "trimmed" else each.item) for each in report.entries
             if each.kind != "untouched"}  # fmt: skip
    assert found == expected
    touched = {f"{layer}/ek.json" for kind, layer, _ in expected if kind != "trimmed"}
    assert {name for name, data in sent.annotations().items() if before.get(name) != data} == touched
    for path in touched:
        unlike(json.loads(before[path]), json.loads(sent.annotations()[path]), {item for _, _, item in expected})
    assert build(copy).problems == ()


def unlike(old: Any, new: Any, items: set[str]) -> None:
    """Nothing differs but the items that were edited and the signature."""
    assert new["agent"]["kind"] == "person"
    assert "after adjudication: A and B of 2026-11-24" in new["agent"]["note"]
    assert (new["date"], new["complete"], new["text_sha256"]) == ("2026-11-27", True, old["text_sha256"])
    for key in ("entities", "mentions", "chains", "quotations"):
        sides = [{each["id"]: each for each in value.get(key, ())} for value in (old, new)]
        assert {name: each for name, each in sides[0].items() if name not in items} == {
            name: each for name, each in sides[1].items() if name not in items
        }


@pytest.mark.parametrize("tool", SPANS)
def test_what_a_tool_cannot_show_is_kept(copy: Path, tool: str) -> None:
    sent = exchange(copy, tool)
    editor = EDITORS[tool](sent.out)
    editor.relabel("GPE", "LOC", *at("दिल्ली"))
    editor.delete("cue", *at("बताया"))
    editor.save()
    assert sent.back().problems == ()
    name = next(each for each in sent.layer("entities")["entities"] if each["id"] == "e2")
    assert (name["label"], name["note"]) == ("LOC", "the city")
    quotation = sent.layer("quotations")["quotations"][0]
    assert (quotation["cue"], quotation["speaker_chain"], quotation["note"]) == (None, "c1", "in two parts")
    assert quotation["parts"][0]["open"]["text"] == "“"


@pytest.mark.parametrize("tool", SPANS)
def test_a_new_quotation_gets_its_marks_and_the_chain_of_its_speaker(copy: Path, tool: str) -> None:
    path = copy / "annotations" / "quotations" / "ek.json"
    value = json.loads(path.read_bytes())
    quotation = value["quotations"].pop()
    path.write_bytes(strict_json.dumps(value))
    assert build(copy).problems == ()
    sent = exchange(copy, tool)
    editor = EDITORS[tool](sent.out)
    editor.add("quote-direct", *at("हम कल आएँगे।\nवे नहीं आएँगे।"))
    speaker = (quotation["speaker"]["start"], quotation["speaker"]["end"])
    here = ("quote-direct", at("हम कल आएँगे।\nवे नहीं आएँगे।"))
    editor.add("speaker", *speaker, link=("speaker", *here))
    editor.add("cue", *at("कहा", 1), link=("cue", *here))
    editor.save()
    assert sent.back().problems == ()
    assert sent.layer("quotations")["quotations"][1] == quotation | {"id": "q2"}


def test_speakers_follow_when_chains_are_joined(copy: Path) -> None:
    sent = exchange(copy, "brat", layers=("coreference",))
    editor = EDITORS["brat"](sent.out)
    mayor = at(f"नई{NBSP}दिल्ली के मेयर सातो")
    for nth in range(3):
        editor.link("coref", ("mention-person", mayor), ("mention-person", at("राम", nth)))
    editor.save()
    report = sent.back()
    assert report.problems == ()
    assert {(each.layer, each.item, each.after) for each in report.entries} >= {
        ("quotations", "q5", "speaker_chain c1")
    }
    assert [each["speaker_chain"] for each in sent.layer("quotations")["quotations"]] == ["c1", "c1"]


# ImportOptions, machine-made layers, other changes since


@pytest.mark.parametrize("tool", SPANS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_what_comes_back_does_not_matter(annotated: Path, tool: str, data: st.DataObject) -> None:
    out = annotated.parent / f"order-{tool}"
    if not out.exists():
        export(annotated, tool, out)
    sent = Exchange(annotated, tool, out)
    editor = EDITORS[tool](out)
    editor.shuffle(data.draw(st.randoms(use_true_random=False)))
    editor.save()
    report = sent.back(dry_run=True)
    assert report.problems == ()
    assert {each.kind for each in report.entries} <= {"untouched"}


def test_sentences_may_come_back_in_any_order(copy: Path) -> None:
    sent = exchange(copy, "conllu")
    path = sent.out / "ek.conllu"
    blocks = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    path.write_text("\n\n".join(reversed(blocks)) + "\n\n", encoding="utf-8")
    report = sent.back()
    assert (report.problems, report.entries) == ((), ())


@pytest.mark.parametrize("tool", SPANS)
def test_names_of_a_program_are_given_and_a_correction_is_signed(copy: Path, tool: str) -> None:
    sent = exchange(copy, tool)
    editor = EDITORS[tool](sent.out, "do")
    start = TEXTS["do"].index("गीता")
    editor.add("PERSON", start, start + 4)
    editor.save()
    report = sent.back()
    assert report.problems == ()
    assert report.written == ("annotations/entities/do.json",)
    value = sent.layer("entities", "do")
    assert [(each["id"], each["text"]) for each in value["entities"]] == [("e1", "पुणे"), ("e2", "मोहन"), ("e3", "गीता")]
    assert value["entities"][0]["note"] == "IL-NER NEL"
    assert (value["agent"], value["complete"]) == ({"kind": "person", "name": "Asha", "note": f"in {tool}"}, False)


def test_a_submitted_task_signs_what_a_program_made(copy: Path) -> None:
    sent = exchange(copy, "label-studio", documents=["do"], layers=("entities",))
    path = sent.out / "tasks.json"
    tasks = json.loads(path.read_bytes())
    assert sent.back().written == ()  # nobody has opened it
    tasks[0]["annotations"] = [{"result": tasks[0]["predictions"][0]["result"]}]
    tasks[0]["predictions"] = [17]  # as Label Studio exports them
    path.write_text(json.dumps(tasks), encoding="utf-8")
    report = sent.back()
    assert [each.kind for each in report.entries] == ["signed"]
    assert report.written == ("annotations/entities/do.json",)
    assert sent.back().written == ()  # once


def test_a_text_that_was_read_whole_is_signed_as_complete(copy: Path) -> None:
    sent = exchange(copy, "brat", documents=["teen"], layers=("entities",))
    assert sent.back().written == ()
    assert sent.back(complete=True).written == ("annotations/entities/teen.json",)
    value = sent.layer("entities", "teen")
    assert (value["entities"], value["complete"]) == ([], True)


def change_today(root: Path, change: Callable[[Any], object], name: str = "entities") -> None:
    path = root / "annotations" / name / "ek.json"
    value = json.loads(path.read_bytes())
    change(value)
    path.write_bytes(strict_json.dumps(value))


@pytest.mark.parametrize("tool", SPANS)
def test_changes_of_both_sides_are_merged(copy: Path, tool: str) -> None:
    sent = exchange(copy, tool)
    change_today(copy, lambda value: value["entities"][2].update(label="NORP"))
    change_today(copy, lambda value: value["entities"].insert(3, {"id": "e8", **span(TEXT, "ऱाजू"), "label": "PERSON"}))
    editor = EDITORS[tool](sent.out)
    editor.relabel("GPE", "LOC", *at("दिल्ली"))
    editor.add("PERSON", *at("ऱाजू"))  # as was added here: no change
    editor.add("PERSON", *at("मोहन"))
    editor.save()
    report = sent.back()
    assert report.problems == ()
    labels = {each["id"]: each["label"] for each in sent.layer("entities")["entities"]}
    expected = {"e7": "PERSON", "e2": "LOC", "e3": "NORP", "e8": "PERSON", "e4": "ORG", "e5": "GPE", "e9": "PERSON"}
    assert labels == expected


@pytest.mark.parametrize("tool", SPANS)
@pytest.mark.parametrize("edit", ["label", "delete"])
def test_a_collision_is_told_and_nothing_is_written(copy: Path, tool: str, edit: str) -> None:
    sent = exchange(copy, tool)
    change_today(copy, lambda value: value["entities"][2].update(label="NORP"))
    before = sent.annotations()
    editor = EDITORS[tool](sent.out)
    if edit == "label":
        editor.relabel("PERSON", "ORG", *at("सीता"))
    else:
        editor.delete("PERSON", *at("सीता"))
    editor.add("PERSON", *at("मोहन"))
    editor.save()
    report = sent.back()
    assert [each.slug for each in report.problems] == ["collision"]
    assert "e3" in report.problems[0].found
    assert sent.annotations() == before


def test_a_chain_that_both_have_made_longer_gets_all_mentions(copy: Path) -> None:
    sent = exchange(copy, "brat")

    def grow(value: Any) -> None:
        value["mentions"].insert(5, {"id": "m10", **span(TEXT, "मोहन")})
        value["chains"][1].update(mentions=["m2", "m10"], singleton=False)

    change_today(copy, grow, "coreference")
    editor = EDITORS["brat"](sent.out)
    editor.add("mention-person", *at("ऱाजू"), link=("coref", "mention-person", at("सीता")))
    editor.save()
    assert sent.back().problems == ()
    assert sent.layer("coreference")["chains"][1]["mentions"] == ["m2", "m11", "m10"]


def test_links_that_doccano_has_no_place_for_are_kept(copy: Path) -> None:
    sent = exchange(copy, "doccano")
    path = sent.out / "documents.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    for row in rows:
        row["label"] = [[each["start_offset"], each["end_offset"], each["label"]] for each in row.pop("entities")]
        del row["relations"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    report = sent.back()
    assert (report.problems, report.written) == ((), ())
    assert [each.kind for each in report.entries] == ["dropped"]


def test_spans_that_doccano_drops_because_they_overlap_are_kept(copy: Path) -> None:
    sent = exchange(copy, "doccano", layers=("entities",))
    path = sent.out / "documents.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    row = next(row for row in rows if row["document"] == "ek")
    row["label"] = [each for each in row["label"] if each[2] != "ORG"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    report = sent.back()
    assert (report.problems, report.written) == ((), ())
    assert [(each.kind, each.item) for each in report.entries] == [("dropped", "e4")]


def test_foreign_keys_are_reported(copy: Path) -> None:
    sent = exchange(copy, "label-studio")
    path = sent.out / "tasks.json"
    tasks = json.loads(path.read_bytes())
    task = next(task for task in tasks if task["data"]["document"] == "ek")
    task["data"]["colour"] = "red"
    task["annotations"][0]["result"][0]["meta"] = {"text": ["sure?"]}
    task["annotations"][0]["result"].append({"id": "x", "type": "choices", "value": {"choices": ["good"]}})
    path.write_text(json.dumps(tasks), encoding="utf-8")
    report = sent.back()
    told = " ".join(str(each) for each in report.entries if each.kind == "unread")
    assert (report.problems, report.written) == ((), ())
    assert all(word in told for word in ("red", "sure?", "good"))


def test_offsets_of_an_older_label_studio_are_converted_as_a_whole(copy: Path) -> None:
    sent = exchange(copy, "label-studio")
    editor = EDITORS["label-studio"](sent.out)
    editor.in_units(lambda offset: len(TEXT[:offset].encode("utf-16-le")) // 2)
    editor.save()
    report = sent.back()
    assert (report.problems, report.written) == ((), ())
    assert [each.kind for each in report.entries if each.kind != "untouched"] == ["converted"]


def test_an_export_never_overwrites(copy: Path) -> None:
    sent = exchange(copy, "brat")
    with pytest.raises(Refused, match="must not be overwritten"):
        export(copy, "brat", sent.out)
    for inside in ("annotations/out", "corpus", "seeds/x"):
        with pytest.raises(Refused, match="hold the corpus itself"):
            export(copy, "brat", copy / inside)


def test_it_is_the_project_that_it_says_it_is(annotated: Path) -> None:
    """The text of the tests has what breaks offsets before its first span."""
    value = layer("entities", "ek", annotated)
    assert value["agent"] == WHO
    first = json.loads((annotated / "annotations" / "entities" / "ek.json").read_bytes())["entities"][0]["start"]
    assert {"🙂", "\U00011b00"} <= set(TEXT[:first])
