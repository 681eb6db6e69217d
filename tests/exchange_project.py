"""A built project whose text has everything that breaks offsets, annotated in three layers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conftest import describe
from padapatha import strict_json
from padapatha.build import build
from padapatha.exchange import ImportOptions, ImportReport, export, import_from
from padapatha.files import sha256
from padapatha.intake import take
from padapatha.project import Project

TINY = Path(__file__).parent / "annotator" / "tiny"
ZWJ, ZWNJ, NBSP = "\u200d", "\u200c", "\u00a0"
# An emoji and a letter of an astral block before everything, joiners inside and at the end of words, both kinds of
# nukta, NBSP, two spaces, a quotation that is interrupted and one over a line end
TEXTS = {
    "ek": (
        "🙂 \U00011b00 राम ने दिल्ली में  सीता से कहा, “मैं क़लम लूँगा,” राम ने बताया, “और ऱाजू भी।”\n"
        f"👩{ZWJ}🚀 पक्{ZWJ}ष और क्{ZWNJ}ष में नई{NBSP}दिल्ली के मेयर सातो ने कहा कि “हम कल आएँगे।\n"
        f"वे नहीं आएँगे।” मोहन ने सातो को देखा। श्रीमान्{ZWNJ} राम घर गए।\n"
    ),
    "do": "😀 पुणे में मोहन और गीता रहते हैं। मुंबई बड़ी है।\n",
    "teen": "🙂🙂 कोई नहीं आया। घर खाली था।\n",
}
WHO = {"kind": "adjudication", "name": "A and B", "note": "by the table"}


def span(text: str, piece: str, nth: int = 0) -> dict[str, Any]:
    """The nth place of a piece in a text, as a span."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(piece, start + 1)
    return {"start": start, "end": start + len(piece), "text": piece}


def layer(name: str, document: str, root: Path, **items: Any) -> dict[str, Any]:
    digest = json.loads((root / "corpus" / f"{document}.json").read_bytes())["text_sha256"]
    head = {"schema": f"padapatha/layer-{name}/1", "layer": name, "document": document, "text_sha256": digest}
    return {**head, "guideline": f"{name}/1", "agent": WHO, "date": "2026-11-24", "complete": True, **items}


def items_of(text: str) -> dict[str, dict[str, Any]]:
    """What is annotated in ``ek``, layer by layer; ids are not in the order of the text."""
    delhi = span(text, f"नई{NBSP}दिल्ली")
    mayor = span(text, f"{delhi['text']} के मेयर सातो")
    entities = [
        {"id": "e7", **span(text, "राम"), "label": "PERSON"},
        {"id": "e2", **span(text, "दिल्ली"), "label": "GPE", "note": "the city"},
        {"id": "e3", **span(text, "सीता"), "label": "PERSON"},
        {"id": "e4", **mayor, "label": "ORG", "note": "to nest something"},
        {"id": "e5", **delhi, "label": "GPE"},
    ]
    mentions = [
        {"id": "m1", **span(text, "राम"), "note": "the first"},
        {"id": "m2", **span(text, "सीता")},
        {"id": "m3", **span(text, "राम", 1)},
        {"id": "m9", **mayor},
        {"id": "m4", **delhi},
        {"id": "m5", **span(text, "सातो", 1)},
        {"id": "m6", **span(text, "राम", 2)},
    ]
    chains = [
        {"id": "c1", "type": "person", "singleton": False, "mentions": ["m1", "m3", "m6"], "note": "Ram"},
        {"id": "c2", "type": "person", "singleton": True, "mentions": ["m2"]},
        {"id": "c3", "type": "person", "singleton": False, "mentions": ["m9", "m5"]},
        {"id": "c8", "type": "place", "singleton": True, "mentions": ["m4"]},
    ]
    marks = {side: {n: span(text, mark, n) for n in range(3)} for side, mark in (("open", "“"), ("close", "”"))}

    def part(piece: str, number: int) -> dict[str, Any]:
        sides = {side: marks[side][number] for side in ("open", "close")}
        return {**span(text, piece), **sides, "mark_problem": "none"}

    quotations = [
        {
            "id": "q1",
            "kind": "direct",
            "parts": [part("मैं क़लम लूँगा,", 0), part("और ऱाजू भी।", 1)],
            "cue": span(text, "बताया"),
            "speaker": span(text, "राम", 1),
            "speaker_chain": "c1",
            "relay": None,
            "note": "in two parts",
        },
        {
            "id": "q5",
            "kind": "direct",
            "parts": [part("हम कल आएँगे।\nवे नहीं आएँगे।", 2)],
            "cue": span(text, "कहा", 1),
            "speaker": mayor,
            "speaker_chain": "c3",
            "relay": None,
        },
    ]
    return {
        "entities": {"entities": entities},
        "coreference": {"mentions": mentions, "chains": chains},
        "quotations": {"quotations": quotations},
    }


def annotated_project(folder: Path) -> Path:
    """Build the project in a folder; its names of ``do`` are made by a program, ``teen`` has no layer."""
    root = folder / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "annotations").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PADAPATHA_MODEL", str(TINY))
        for name, text in TEXTS.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            take(Project(root), folder / f"{name}.txt", describe(name))
        build(root)
        for name, items in items_of(TEXTS["ek"]).items():
            path = root / "annotations" / name / "ek.json"
            path.parent.mkdir(parents=True)
            path.write_bytes(strict_json.dumps(layer(name, "ek", root, **items)))
        assert build(root).problems == ()
    made = layer("entities", "do", root, entities=[
        {"id": "e1", **span(TEXTS["do"], "पुणे"), "label": "GPE", "note": "IL-NER NEL"},
        {"id": "e2", **span(TEXTS["do"], "मोहन"), "label": "PERSON"},
    ])  # fmt: skip  # what a model made, an item a row
    annotator = json.loads((root / "corpus" / "do.json").read_bytes())["annotator"]
    made |= {"agent": {"kind": "model", **annotator}, "complete": False}
    _propose(root, {"do": strict_json.dumps(made)})
    return root


def _propose(root: Path, layers: dict[str, bytes]) -> None:
    """Put these proposals in the place of those that the build has made, and into the manifest."""
    path = root / "corpus" / "MANIFEST.json"
    manifest = json.loads(path.read_bytes())
    for entry in manifest["documents"]:
        name = f"corpus/{entry['document']}.entities.json"
        entry["outputs"].pop(name, None)
        (root / name).unlink(missing_ok=True)
        if data := layers.get(entry["document"]):
            (root / name).write_bytes(data)
            entry["outputs"][name] = sha256(data)
    path.write_bytes(strict_json.dumps(manifest))


@dataclass(frozen=True)
class Exchange:
    """A copy of the project, an export of it, and the way back."""

    root: Path
    tool: str
    out: Path

    def back(self, path: Path | None = None, **options: Any) -> ImportReport:
        """Import what came back, signed."""
        order = ImportOptions(**{"by": "Asha", "on": "2026-11-27", **options})
        return import_from(self.root, self.tool, path or self.out, order, manifest=self.out / "padapatha-export.json")

    def annotations(self) -> Mapping[str, bytes]:
        folder = self.root / "annotations"
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def layer(self, name: str, document: str = "ek") -> Any:
        return json.loads((self.root / "annotations" / name / f"{document}.json").read_bytes())


def exchange(root: Path, tool: str, **options: Any) -> Exchange:
    out = root.parent / f"out-{tool}"
    export(root, tool, out, **options)
    return Exchange(root, tool, out)
