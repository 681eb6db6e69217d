"""Files that came back damaged or wrong: each is refused or reported with its file, place and fix; nothing changes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exchange_project import TEXTS, Exchange, exchange, span
from padapatha.exchange import ImportOptions, ImportReport, import_from
from padapatha.problems import Refused

TEXT = TEXTS["ek"]


def bytes_of(change: Callable[[bytes], bytes], name: str) -> Callable[[Path], None]:
    def damage(out: Path) -> None:
        data = (out / name).read_bytes()
        assert change(data) != data
        (out / name).write_bytes(change(data))

    return damage


def tasks(change: Callable[[list[Any], Any], object]) -> Callable[[Path], None]:
    """Change the tasks of Label Studio; the second argument is the annotation of ``ek``."""

    def damage(out: Path) -> None:
        path = out / "tasks.json"
        value = json.loads(path.read_bytes())
        task = next(task for task in value if task["data"]["document"] == "ek")
        change(value, task)
        path.write_text(json.dumps(value, indent=1), encoding="utf-8")

    return damage


def region(change: Callable[[Any], object], row: int = 2) -> Callable[[Path], None]:
    return tasks(lambda _, task: change(task["annotations"][0]["result"][row]))


def value_of(change: Callable[[Any], object], row: int = 2) -> Callable[[Path], None]:
    return region(lambda each: change(each["value"]), row)


def rows(change: Callable[[list[Any], Any], object]) -> Callable[[Path], None]:
    """Change the lines of doccano; the second argument is that of ``ek``."""

    def damage(out: Path) -> None:
        path = out / "documents.jsonl"
        value = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
        change(value, next(row for row in value if row["document"] == "ek"))
        path.write_text("".join(json.dumps(row) + "\n" for row in value), encoding="utf-8")

    return damage


def counted(encoding: str, width: int) -> Callable[[int], int]:
    return lambda offset: len(TEXT[:offset].encode(encoding)) // width


def in_bytes(_: Any, task: Any) -> None:
    unit = counted("utf-8", 1)
    for each in task["annotations"][0]["result"]:
        if "value" in each:
            each["value"] |= {"start": unit(each["value"]["start"]), "end": unit(each["value"]["end"])}


def one_in_utf_16(each: Any) -> None:
    unit = counted("utf-16-le", 2)
    each |= {"start": unit(each["start"]), "end": unit(each["end"])}


def in_clusters(_: Any, row: Any) -> None:
    from padapatha.exchange.units import GRAPHEMES, UTF_16, Unit

    wide, clusters = Unit(UTF_16, TEXT), Unit(GRAPHEMES, TEXT)
    for each in row["entities"]:
        span = wide.to_code_points(each["start_offset"], each["end_offset"])
        assert span
        each |= {"start_offset": clusters.to_unit(span[0]), "end_offset": clusters.to_unit(span[1])}


def in_code_points(_: Any, row: Any) -> None:
    from padapatha.exchange.units import UTF_16, Unit

    for each in row["entities"]:
        span = Unit(UTF_16, TEXT).to_code_points(each["start_offset"], each["end_offset"])
        assert span
        each |= {"start_offset": span[0], "end_offset": span[1]}


def cut_letter(value: Any) -> None:
    place = span(TEXT, "सीता")
    value |= {"start": place["start"], "end": place["end"] - 1, "text": "सीत"}


def cut_word(value: Any) -> None:
    place = span(TEXT, "सीता")
    value |= {"start": place["start"], "end": place["end"] - 2, "text": "सी"}


def over_two_sentences(value: Any) -> None:
    start, end = TEXT.index("श्रीमान्") - 6, TEXT.index("श्रीमान्") + 8
    start = TEXT.index("देखा")
    value |= {"start": start, "end": end, "text": TEXT[start:end]}


def white_space_alone(value: Any) -> None:
    start = TEXT.index("  ")
    value |= {"start": start, "end": start + 2, "text": "  "}


def crossing(value: Any) -> None:
    start, end = TEXT.index("दिल्ली के मेयर"), TEXT.index("सातो ने कहा") + 7
    value |= {"start": start, "end": end, "text": TEXT[start:end]}


def twice(value: list[Any], task: Any) -> None:
    task["annotations"][0]["result"].append({**task["annotations"][0]["result"][0], "id": "another"})


def add_relation(**keys: Any) -> Callable[[Path], None]:
    made = {"type": "relation", "from_id": "e7", "to_id": "e2", "direction": "right", "labels": ["coref"], **keys}
    return tasks(lambda _, task: task["annotations"][0]["result"].append(made))


def loose_cue(_: Any, task: Any) -> None:
    place = span(TEXT, "देखा")
    task["annotations"][0]["result"].append(
        {
            "id": "loose",
            "from_name": "quotations",
            "to_name": "text",
            "type": "labels",
            "value": {**place, "labels": ["cue"]},
        }
    )


def ann(old: str, new: str) -> Callable[[Path], None]:
    return bytes_of(lambda data: data.replace(old.encode(), new.encode(), 1), "ek.ann")


def ann_line(line: str) -> Callable[[Path], None]:
    return bytes_of(lambda data: data + f"{line}\n".encode(), "ek.ann")


def trees(old: str, new: str) -> Callable[[Path], None]:
    return bytes_of(lambda data: data.replace(old.encode(), new.encode(), 1), "ek.conllu")


def changed_base(out: Path) -> None:
    path = out / "padapatha-base" / "entities" / "ek.json"
    path.write_bytes(path.read_bytes().replace(b"GPE", b"LOC", 1))


def no_base(out: Path) -> None:
    (out / "padapatha-base" / "entities" / "ek.json").unlink()


def broken_manifest(out: Path) -> None:
    path = out / "padapatha-export.json"
    path.write_bytes(path.read_bytes()[:-40])


def unknown_tool(out: Path) -> None:
    path = out / "padapatha-export.json"
    path.write_bytes(path.read_bytes().replace(b'"tool": "', b'"tool": "x', 1))


def without_text(_: Any, row: Any) -> None:
    del row["text"]


Case = tuple[str, Callable[[Path], object], str]
# The tool, the damage, and a pattern of the message: file, place, slug, what is said
CASES: dict[str, Case] = {
    "offsets in bytes": ("label-studio", tasks(in_bytes), r"tasks.json:\d+:\d+: span: ek: e7: .*UTF-8 bytes"),
    "one offset in UTF-16": (
        "label-studio",
        value_of(one_in_utf_16),
        r"tasks.json:\d+:\d+: span: ek: e3: .*UTF-16 units",
    ),
    "end beyond the text": ("label-studio", value_of(lambda v: v.update(end=9999)), r"span: ek: e3: 9999 lies beyond"),
    "start behind the end": (
        "label-studio",
        value_of(lambda v: v.update(start=v["end"] + 1)),
        r"span: ek: e3: it ends at",
    ),
    "a negative start": ("label-studio", value_of(lambda v: v.update(start=-1)), r"span: ek: e3: -1 to"),
    "an empty span": ("label-studio", value_of(lambda v: v.update(end=v["start"], text="")), r"span: ek: e3"),
    "another surface": ("label-studio", value_of(lambda v: v.update(text="गीता")), r"span: ek: e3: .*'गीता'"),
    "an offset that is text": (
        "label-studio",
        value_of(lambda v: v.update(start="7")),
        r"tool-file: start and end are no",
    ),
    "an offset that is no whole number": (
        "label-studio",
        value_of(lambda v: v.update(start=7.0)),
        r"tool-file: start and end",
    ),
    "a letter cut": ("label-studio", value_of(cut_letter), r"grapheme-split: ek: e3 .*cuts a letter"),
    "a word cut": ("label-studio", value_of(cut_word), r"token-split: ek: e3 .*inside a token"),
    "a name over two sentences": ("label-studio", value_of(over_two_sentences), r"nesting: ek: e3 .*the sentence ends"),
    "white space alone": ("label-studio", value_of(white_space_alone), r"span: ek: e3 covers white space alone"),
    "names that cross": (
        "label-studio",
        value_of(crossing),
        r"tasks.json:\d+:\d+: nesting: ek: merged entities .*crosses",
    ),
    "a span twice": ("label-studio", tasks(twice), r"nesting: ek: another covers the same text as e7"),
    "an unknown label": (
        "label-studio",
        value_of(lambda v: v.update(labels=["CITY"])),
        r"tool-label: ek: the label .*CITY",
    ),
    "a label of another layer": (
        "label-studio",
        region(lambda r: r.update(from_name="coreference")),
        r"tool-label: ek: the label",
    ),
    "an unknown control": (
        "label-studio",
        region(lambda r: r.update(from_name="ner")),
        r"tool-label: ek: the label 'ner/",
    ),
    "two labels": (
        "label-studio",
        value_of(lambda v: v.update(labels=["GPE", "LOC"])),
        r"tool-file: a region has one label",
    ),
    "no label": ("label-studio", value_of(lambda v: v.update(labels=[])), r"tool-file: a region has one label"),
    "a region without an id": ("label-studio", region(lambda r: r.pop("id")), r"tool-file: the region has no id"),
    "an id twice": ("label-studio", region(lambda r: r.update(id="e2")), r"id-twice: ek: 'e2' stands twice"),
    "a link between names": (
        "label-studio",
        add_relation(),
        r"tool-label: ek: no layer has a link 'coref' from PERSON",
    ),
    "a link to nothing": ("label-studio", add_relation(to_id="gone"), r"reference: ek: a link 'coref' leads to 'gone'"),
    "a link to itself": (
        "label-studio",
        add_relation(from_id="m1", to_id="m1"),
        r"tool-label: ek: no layer has a link",
    ),
    "a link of two layers": (
        "label-studio",
        add_relation(from_id="m1", to_id="q1.cue"),
        r"tool-label: ek: no layer has a link",
    ),
    "a link without a label": ("label-studio", add_relation(labels=[]), r"tool-file: a relation has one label"),
    "an unknown link": ("label-studio", add_relation(labels=["is-a"]), r"tool-label: ek: no layer has a link 'is-a'"),
    "a chain of two types": (
        "label-studio",
        add_relation(from_id="m1", to_id="m4"),
        r"tool-label: ek: mentions of one chain have the labels",
    ),
    "a quotation with two cues": (
        "label-studio",
        add_relation(from_id="q1.p1", to_id="q5.cue", labels=["cue"]),
        r"tool-label: ek: one quotation has two marks cue",
    ),
    "a cue of no quotation": ("label-studio", tasks(loose_cue), r"reference: ek: cue 'देखा' is linked to no quotation"),
    "another text": (
        "label-studio",
        tasks(lambda _, t: t["data"].update(text=TEXT.replace("राम", "श्याम", 1))),
        r"stale: ek is of another text: at character \d+ U\+0936",
    ),
    "a text in another normal form": (
        "label-studio",
        tasks(lambda _, t: t["data"].update(text=TEXT.replace("\u0931", "\u0930\u093c"))),
        r"stale: ek is of another text.*U\+0930",
    ),
    "a missing task": (
        "label-studio",
        tasks(lambda v, t: v.remove(t)),
        r"missing: ek of the export is not here; fix: say --partial",
    ),
    "a task twice": ("label-studio", tasks(lambda v, t: v.append(t)), r"document: ek stands twice"),
    "a task of another project": (
        "label-studio",
        tasks(lambda _, t: t["data"].update(document="alien")),
        r"reference: 'alien' is no document of this export",
    ),
    "a task without its document": (
        "label-studio",
        tasks(lambda _, t: t["data"].pop("document")),
        r"tool-file: the task has no `document`",
    ),
    "two annotations": (
        "label-studio",
        tasks(lambda _, t: t["annotations"].append({"result": []})),
        r"tool-file: ek: 2 annotations of one task",
    ),
    "JSON_MIN": (
        "label-studio",
        tasks(lambda v, _: v.append({"text": "x", "ner": []})),
        r"tool-file: a task without `data`: JSON_MIN",
    ),
    "no list of tasks": (
        "label-studio",
        bytes_of(lambda _: b'{"data": {}}', "tasks.json"),
        r"tool-file: it is no list of tasks",
    ),
    "a list of numbers": (
        "label-studio",
        bytes_of(lambda _: b"[1, 2]", "tasks.json"),
        r"tool-file: a task is no object",
    ),
    "truncated JSON": (
        "label-studio",
        bytes_of(lambda data: data[: len(data) // 2], "tasks.json"),
        r"tasks.json:\d+:\d+: json: ",
    ),
    "no UTF-8": (
        "label-studio",
        bytes_of(lambda data: data.decode().encode("utf-16"), "tasks.json"),
        r"tasks.json.*: encoding: ",
    ),
    "lines of doccano for Label Studio": (
        "label-studio",
        bytes_of(lambda _: b'{"text": "x"}\n{"text": "y"}\n', "tasks.json"),
        r"json: Extra data",
    ),
    "brat: another text": (
        "brat",
        bytes_of(lambda data: data.replace(b"\n", b"\r\n"), "ek.txt"),
        r"stale: ek is of another text.*U\+000D",
    ),
    "brat: NBSP made a space": (
        "brat",
        bytes_of(lambda data: data.replace("\u00a0".encode(), b" "), "ek.txt"),
        r"stale: ek is of another text.*U\+0020",
    ),
    "brat: no text": ("brat", lambda out: (out / "ek.txt").unlink(), r"ek.txt: missing"),
    "brat: no standoff file": ("brat", lambda out: (out / "ek.ann").unlink(), r"missing: ek of the export is not here"),
    "brat: a file of another project": (
        "brat",
        lambda out: [(out / f"x.{end}").write_bytes(b"") for end in ("txt", "ann")],
        r"reference: 'x' is no document of this export",
    ),
    "brat: cut off": (
        "brat",
        bytes_of(lambda data: data[:-5], "ek.ann"),
        r"ek.ann:\d+: tool-file: the last line has no line end",
    ),
    "brat: carriage returns": (
        "brat",
        bytes_of(lambda data: data.replace(b"\n", b"\r\n"), "ek.ann"),
        r"ek.ann:1: line-end: ",
    ),
    "brat: offsets of one span": ("brat", ann("T1\tPERSON 4 7", "T1\tPERSON 5 8"), r"ek.ann:1: span: ek: T1: "),
    "brat: an unknown type": ("brat", ann("T1\tPERSON", "T1\tCity"), r"ek.ann:1: tool-label: ek: the label 'City'"),
    "brat: an event": ("brat", ann_line("E1\tPERSON:T1"), r"ek.ann:\d+: tool-file: .*no events"),
    "brat: an equivalence": ("brat", ann_line("*\tEquiv T1 T2"), r"ek.ann:\d+: tool-file: .*no equivalences"),
    "brat: a line of another form": ("brat", ann_line("T99 PERSON 1 2 x"), r"ek.ann:\d+: tool-file: .*is no line"),
    "brat: a span in pieces": (
        "brat",
        ann_line("T99\tPERSON 4 7;11 17\tराम दिल्ली"),
        r"ek.ann:\d+: tool-file: T99 is in pieces",
    ),
    "brat: an id twice": ("brat", ann("T2\t", "T1\t"), r"ek.ann:2: id-twice"),
    "brat: an argument that is missing": (
        "brat",
        ann_line("R99\tcoref Arg1:T1"),
        r"ek.ann:\d+: tool-file: .*is no line `R1",
    ),
    "doccano: grapheme clusters": (
        "doccano",
        rows(in_clusters),
        r"documents.jsonl:\d+.*: span: ek: the offsets count grapheme clusters",
    ),
    "doccano: code points": (
        "doccano",
        rows(in_code_points),
        r"documents.jsonl:\d+.*: span: ek: the offsets count code points",
    ),
    "doccano: inside an emoji": (
        "doccano",
        rows(lambda _, r: r["entities"][0].update(start_offset=1)),
        r"documents.jsonl:\d+:\d+: span: ek: 1: .*UTF-16",
    ),
    "doccano: end beyond the text": (
        "doccano",
        rows(lambda _, r: r["entities"][0].update(end_offset=99999)),
        r"span: ek: 1: .*99999",
    ),
    "doccano: no text": ("doccano", rows(without_text), r"tool-file: ek has no text"),
    "doccano: no document": ("doccano", rows(lambda _, r: r.pop("document")), r"tool-file: the line has no `document`"),
    "doccano: no labels": ("doccano", rows(lambda _, r: r.pop("entities")), r"tool-file: the line has neither"),
    "doccano: a span of two": (
        "doccano",
        rows(lambda _, r: r["entities"].append({"id": 1})),
        r"tool-file: .*has no id, start_offset",
    ),
    "doccano: an id twice": (
        "doccano",
        rows(lambda _, r: r["entities"][1].update(id=1)),
        r"id-twice: ek: '1' stands twice",
    ),
    "doccano: a line cut off": (
        "doccano",
        bytes_of(lambda data: data[:-30], "documents.jsonl"),
        r"documents.jsonl:3:\d+: json: ",
    ),
    "doccano: a line twice": (
        "doccano",
        bytes_of(lambda data: data + data, "documents.jsonl"),
        r"documents.jsonl:\d+:.*: document: ",
    ),
    "doccano: the text changed": (
        "doccano",
        rows(lambda _, r: r.update(text=r["text"] + " ")),
        r"stale: ek is of another text",
    ),
    "the base changed": ("brat", changed_base, r"padapatha-base/entities/ek.json: sha256: "),
    "the base gone": ("brat", no_base, r"padapatha-base/entities/ek.json: missing"),
    "the manifest broken": ("brat", broken_manifest, r"padapatha-export.json:\d+:\d+: json: "),
    "the manifest of an unknown tool": ("brat", unknown_tool, r"padapatha-export.json:\d+:\d+: schema: "),
    "trees: a word gone": ("conllu", trees("\n3\tराम", "\n4\tराम"), r"ek.conllu:\d+:1: id-sequence"),
    "trees: another text": (
        "conllu",
        trees("# text = 🙂", "# text = 🙃"),
        r"ek.conllu:\d+: stale: ek-s1 is of another text",
    ),
    "trees: another form": ("conllu", trees("\tसीता\t", "\tगीता\t"), r"ek.conllu:\d+:\d+: text-mismatch"),
    "trees: no sent_id": ("conllu", trees("# sent_id = ek-s1\n", ""), r"ek.conllu:1: sent-id: no `# sent_id`"),
    "trees: a sent_id twice": (
        "conllu",
        trees("# sent_id = ek-s2", "# sent_id = ek-s1"),
        r"ek.conllu:\d+: sent-id: 'ek-s1' stands first in line",
    ),
    "trees: a sentence of nobody": (
        "conllu",
        trees("# sent_id = ek-s2", "# sent_id = ek-s99"),
        r"ek.conllu:\d+: reference: the document has no sentence",
    ),
    "trees: a document of nobody": (
        "conllu",
        bytes_of(lambda data: data.replace(b"ek-s", b"xx-s"), "ek.conllu"),
        r"ek.conllu: reference: there is no document 'xx'",
    ),
    "trees: cut off": (
        "conllu",
        bytes_of(lambda data: data[: len(data) // 2], "ek.conllu"),
        r"ek.conllu.*: (columns|missing|text-mismatch|stale): ",
    ),
    "trees: empty": ("conllu", bytes_of(lambda _: b"", "ek.conllu"), r"ek.conllu: empty"),
    "trees: a BOM": ("conllu", bytes_of(lambda data: b"\xef\xbb\xbf" + data, "ek.conllu"), r"ek.conllu:1:1: bom"),
    "trees: no tabs": (
        "conllu",
        bytes_of(lambda data: data.replace(b"\t", b" "), "ek.conllu"),
        r"ek.conllu:\d+:\d+: columns",
    ),
}


def told(sent: Exchange) -> tuple[list[str], ImportReport | None]:
    try:
        report = sent.back()
    except Refused as refused:
        return [str(each) for each in refused.problems], None
    return [str(each) for each in report.problems], report


def test_there_are_many() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_with_its_place_and_nothing_changes(copy: Path, name: str) -> None:
    tool, damage, pattern = CASES[name]
    sent = exchange(copy, tool)
    before = sent.annotations()
    damage(sent.out)
    problems, report = told(sent)
    assert any(re.search(pattern, each) for each in problems), problems
    assert all("; fix: " in each for each in problems)
    assert report is None or report.written == ()
    assert sent.annotations() == before


def test_the_export_of_another_tool_is_refused(copy: Path) -> None:
    sent = exchange(copy, "brat")
    with pytest.raises(Refused, match=r"made for brat, not for doccano; fix: padapatha import --from brat"):
        import_from(copy, "doccano", sent.out, ImportOptions(by="Asha"))


def test_a_file_without_its_manifest_is_refused(copy: Path, tmp_path: Path) -> None:
    sent = exchange(copy, "label-studio")
    alone = tmp_path / "alone.json"
    alone.write_bytes((sent.out / "tasks.json").read_bytes())
    with pytest.raises(Refused, match=r"nothing says what was exported; fix: name the padapatha-export\.json"):
        import_from(copy, "label-studio", alone, ImportOptions(by="Asha"))
    with pytest.raises(Refused, match="there is no such file"):
        import_from(copy, "label-studio", tmp_path / "absent", ImportOptions(by="Asha"))
