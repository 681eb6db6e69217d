"""What annotators do in the tools, done to their files: every editor knows the same actions. In code points."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Extent = tuple[int, int]
End = tuple[str, Extent]  # label and extent of a mark


class Editor:
    """The marks and links of one document of an export: ``marks`` by id, ``links`` as (label, source, target)."""

    def __init__(self, out: Path, document: str = "ek") -> None:
        self.out, self.document = out, document
        self.marks: dict[str, tuple[str, int, int]] = {}
        self.links: list[tuple[str, str, str]] = []
        self.random: random.Random | None = None
        self.load()

    def load(self) -> None:
        raise NotImplementedError

    def save(self) -> None:
        raise NotImplementedError

    def find(self, label: str, extent: Extent) -> str:
        return next(own for own, mark in self.marks.items() if mark == (label, *extent))

    def add(self, label: str, start: int, end: int, link: tuple[str, str, Extent] | None = None) -> None:
        own = self.new_id()
        self.marks[own] = (label, start, end)
        if link:
            self.links.append((link[0], self.find(link[1], link[2]), own))

    def new_id(self) -> str:
        return f"{900 + len(self.marks)}"

    def delete(self, label: str, start: int, end: int) -> None:
        own = self.find(label, (start, end))
        del self.marks[own]
        self.links = [link for link in self.links if own not in link[1:]]

    def relabel(self, old: str, new: str, start: int, end: int) -> None:
        self.marks[self.find(old, (start, end))] = (new, start, end)

    def move(self, label: str, old: Extent, new: Extent) -> None:
        self.marks[self.find(label, old)] = (label, *new)

    def link(self, label: str, one: End, other: End) -> None:
        self.links.append((label, self.find(*one), self.find(*other)))

    def unlink(self, label: str, one: End, other: End) -> None:
        ends = {self.find(*one), self.find(*other)}
        self.links = [link for link in self.links if not (link[0] == label and set(link[1:]) == ends)]

    def shuffle(self, chance: random.Random) -> None:
        marks = list(self.marks.items())
        chance.shuffle(marks)
        chance.shuffle(self.links)
        self.marks, self.random = dict(marks), chance

    def in_units(self, unit: Callable[[int], int]) -> None:
        self.marks = {own: (label, unit(start), unit(end)) for own, (label, start, end) in self.marks.items()}


class LabelStudio(Editor):
    """Tasks of Label Studio as its JSON export has them."""

    def load(self) -> None:
        self.path = self.out / "tasks.json"
        self.tasks = json.loads(self.path.read_bytes())
        self.task = next(task for task in self.tasks if task["data"]["document"] == self.document)
        source: Any = next(iter([*self.task["annotations"], *self.task["predictions"]]), {"result": []})
        self.said = {}
        for each in source["result"]:
            if each["type"] == "labels":
                value = each["value"]
                self.marks[each["id"]] = (value["labels"][0], value["start"], value["end"])
                self.said[each["id"]] = value["text"]
            else:
                self.links.append((each["labels"][0], each["from_id"], each["to_id"]))

    def new_id(self) -> str:
        return f"hQ3_{len(self.marks)}xYz"

    def layer(self, label: str) -> str:
        if label.startswith("mention-"):
            return "coreference"
        return "quotations" if label.startswith("quote-") or label in ("cue", "speaker", "relay") else "entities"

    def save(self) -> None:
        text = self.task["data"]["text"]
        regions: list[dict[str, Any]] = []
        for own, (label, start, end) in self.marks.items():
            value = {"start": start, "end": end, "text": self.said.get(own, text[start:end]), "labels": [label]}
            if own in self.said and self.said[own] != text[start:end] and len(self.said[own]) != end - start:
                value["text"] = text[start:end]  # a span that was moved
            head = {"id": own, "from_name": self.layer(label), "to_name": "text", "type": "labels", "origin": "manual"}
            regions.append(head | {"value": value})
        for label, one, other in self.links:
            regions.append(
                {"type": "relation", "from_id": one, "to_id": other, "direction": "right", "labels": [label]}
            )
        if self.random:
            self.random.shuffle(regions)
            self.random.shuffle(self.tasks)
        self.task["annotations"] = [{"id": 3, "result": regions, "was_cancelled": False, "lead_time": 3.5}]
        self.task |= {"predictions": [3], "id": 9, "project": 1, "meta": {}}
        self.path.write_text(json.dumps(self.tasks), encoding="utf-8")


class Brat(Editor):
    """A standoff file of brat."""

    def load(self) -> None:
        self.path = self.out / f"{self.document}.ann"
        self.text = (self.out / f"{self.document}.txt").read_bytes().decode("utf-8")
        for line in self.path.read_text(encoding="utf-8").split("\n")[:-1]:
            own, middle, _ = line.split("\t")
            label, *offsets = middle.replace(";", " ").split(" ")
            if own.startswith("T"):
                self.marks[own] = (label, int(offsets[0]), int(offsets[-1]))
            else:
                self.links.append((label, *(each.partition(":")[2] for each in offsets)))  # type: ignore[arg-type]

    def new_id(self) -> str:
        return f"T{900 + len(self.marks)}"

    def save(self) -> None:
        lines = []
        for own, (label, start, end) in self.marks.items():
            first = self.text.find("\n", start, end)
            pieces = [(start, end)] if first < 0 else [(start, first), (first + 1, end)]
            shown = " ".join(self.text[one:other] for one, other in pieces)
            lines.append(f"{own}\t{label} {';'.join(f'{one} {other}' for one, other in pieces)}\t{shown}")
        for number, (label, one, other) in enumerate(self.links, 1):
            lines.append(f"R{number}\t{label} Arg1:{one} Arg2:{other}\t")
        if self.random:
            self.random.shuffle(lines)
        self.path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


class Doccano(Editor):
    """A line of a doccano export; the server gives all spans new ids."""

    def load(self) -> None:
        self.path = self.out / "documents.jsonl"
        lines = self.path.read_text(encoding="utf-8").split("\n")[:-1]
        self.rows = [json.loads(line) for line in lines]
        self.row = next(row for row in self.rows if row["document"] == self.document)
        self.text = self.row["text"]
        units = {len(self.text[:offset].encode("utf-16-le")) // 2: offset for offset in range(len(self.text) + 1)}
        for each in self.row["entities"]:
            own = str(each["id"])
            self.marks[own] = (each["label"], units[each["start_offset"]], units[each["end_offset"]])
        for each in self.row["relations"]:
            self.links.append((each["type"], str(each["from_id"]), str(each["to_id"])))

    def save(self) -> None:
        def unit(offset: int) -> int:
            return len(self.text[:offset].encode("utf-16-le")) // 2

        new = {own: 5000 - number for number, own in enumerate(self.marks)}
        self.row["entities"] = [
            {"id": new[own], "label": label, "start_offset": unit(start), "end_offset": unit(end)}
            for own, (label, start, end) in self.marks.items()
        ]
        self.row["relations"] = [
            {"id": 70 + number, "from_id": new[one], "to_id": new[other], "type": label}
            for number, (label, one, other) in enumerate(self.links)
        ]
        self.row |= {"id": 44, "Comments": []}
        if self.random:
            self.random.shuffle(self.rows)
        self.path.write_text("".join(json.dumps(row) + "\n" for row in self.rows), encoding="utf-8")


EDITORS: Mapping[str, type[Editor]] = {"label-studio": LabelStudio, "brat": Brat, "doccano": Doccano}
