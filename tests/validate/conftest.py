"""A built project of our own text, annotated in every layer, to be broken in one place at a time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from padapatha.build import build
from padapatha.intake import Description, take
from padapatha.layers import LAYERS
from padapatha.problems import Problem
from padapatha.project import Project
from padapatha.validate import validate

ROOT = Path(__file__).parents[2]
# The text that the guideline pages annotate, and one with an emoji and a letter that NFC takes apart
TEXT_1 = (
    "रविवार को जापानी शहर कोबे में भूकंप आया। इस घटना में तीन लोग घायल हुए। मेयर केंजी सातो ने कहा, "
    "“हम कल तक 40 लाख येन बाँटेंगे।” सातो ने बताया कि वे शहर में ही रहेंगे।"
)
TEXT_2 = "😀 पुणे में दो पुराने पुल बह गए।\nगाँव के लोगों ने मदद की मांग की। बाढ़ कल आई।\n"
SIGNATURE = ("# guideline = treebank/1", "# confirmed_by = the tests", "# confirmed_on = 2026-11-24")
NOUN = "Gender=Masc|Number=Sing|Person=3"
# Sentences of TEXT_1: form, lemma, UPOS, XPOS, FEATS, HEAD, DEPREL; + means that no space follows
TREES = (
    (
        f"रविवार रविवार PROPN NNP Case=Acc|{NOUN} 8 obl",
        "को को ADP PSP AdpType=Post 1 case",
        "जापानी जापानी ADJ JJ Case=Nom 4 amod",
        f"शहर शहर NOUN NN Case=Nom|{NOUN} 5 nmod",
        f"कोबे कोबे PROPN NNP Case=Acc|{NOUN} 8 obl",
        "में में ADP PSP AdpType=Post 5 case",
        f"भूकंप भूकंप NOUN NN Case=Nom|{NOUN} 8 nsubj",
        "आया आना VERB VM Aspect=Perf|Gender=Masc|Number=Sing|VerbForm=Part|Voice=Act 0 root +",
        "। । PUNCT SYM _ 8 punct",
    ),
    (
        "इस यह DET DEM Case=Acc|Number=Sing|Person=3|PronType=Dem 2 det",
        "घटना घटना NOUN NN Case=Acc|Gender=Fem|Number=Sing|Person=3 7 obl",
        "में में ADP PSP AdpType=Post 2 case",
        "तीन तीन NUM QC NumType=Card 5 nummod",
        "लोग लोग NOUN NN Case=Nom|Gender=Masc|Number=Plur|Person=3 7 nsubj",
        "घायल घायल ADJ JJ _ 7 compound",
        "हुए होना VERB VM Aspect=Perf|Gender=Masc|Number=Plur|VerbForm=Part|Voice=Act 0 root +",
        "। । PUNCT SYM _ 7 punct",
    ),
    (
        f"मेयर मेयर NOUN NN Case=Nom|{NOUN} 3 nmod",
        f"केंजी केंजी PROPN NNPC Case=Nom|{NOUN} 3 compound",
        f"सातो सातो PROPN NNP Case=Acc|{NOUN} 5 nsubj",
        "ने ने ADP PSP AdpType=Post 3 case",
        "कहा कहना VERB VM Aspect=Perf|Gender=Masc|Number=Sing|VerbForm=Part|Voice=Act 0 root +",
        ", , PUNCT SYM _ 14 punct",
        "“ “ PUNCT SYM _ 14 punct +",
        "हम हम PRON PRP Case=Nom|Number=Plur|Person=1|PronType=Prs 14 nsubj",
        f"कल कल NOUN NN Case=Acc|{NOUN} 14 obl",
        "तक तक ADP PSP AdpType=Post 9 case",
        "40 40 NUM QCC NumType=Card 12 compound",
        "लाख लाख NUM QC NumType=Card 13 nummod",
        "येन येन NOUN NN Case=Nom|Gender=Masc|Number=Plur|Person=3 14 obj",
        "बाँटेंगे बाँटना VERB VM Gender=Masc|Mood=Ind|Number=Plur|Person=1|Tense=Fut|VerbForm=Fin|Voice=Act 5 ccomp +",
        "। । PUNCT SYM _ 14 punct +",
        "” ” PUNCT SYM _ 14 punct",
    ),
    (
        f"सातो सातो PROPN NNP Case=Acc|{NOUN} 3 nsubj",
        "ने ने ADP PSP AdpType=Post 1 case",
        "बताया बताना VERB VM Aspect=Perf|Gender=Masc|Number=Sing|VerbForm=Part|Voice=Act 0 root",
        "कि कि SCONJ CC _ 9 mark",
        "वे वह PRON PRP Case=Nom|Number=Plur|Person=3|PronType=Prs 9 nsubj",
        f"शहर शहर NOUN NN Case=Acc|{NOUN} 9 obl",
        "में में ADP PSP AdpType=Post 6 case",
        "ही ही PART RP _ 6 dep",
        "रहेंगे रहना VERB VM Gender=Masc|Mood=Ind|Number=Plur|Person=3|Tense=Fut|VerbForm=Fin|Voice=Act 3 ccomp +",
        "। । PUNCT SYM _ 3 punct",
    ),
)
ENTITY = {"id": "e1", "start": 2, "end": 6, "text": "पुणे", "label": "GPE"}


def treebank() -> str:
    """The confirmed sentences of TEXT_1 as CoNLL-U."""
    parts, begin = [], 0
    for number, rows in enumerate(TREES, 1):
        cells = [row.split(" ") for row in rows]
        text = "".join(row[0] + ("" if row[-1] == "+" else " ") for row in cells).rstrip(" ")
        assert TEXT_1.find(text, begin) >= 0
        begin += len(text)
        lines = [f"# sent_id = namuna_01-s{number}", f"# text = {text}", *SIGNATURE]
        for word, row in enumerate(cells, 1):
            lines.append("\t".join([str(word), *row[:7], "_", "SpaceAfter=No" if row[-1] == "+" else "_"]))
        parts.append("\n".join(lines) + "\n\n")
    return "".join(parts)


@dataclass(frozen=True)
class Sample:
    """A copy of the built project that a test may break."""

    root: Path

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_bytes(data)

    def edit_json(self, name: str, change: Callable[[dict], object]) -> None:  # type: ignore[type-arg]  # any JSON
        value = json.loads(self.read(name))
        change(value)
        self.write(name, (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())

    def problems(self) -> list[Problem]:
        return list(validate(root=self.root))

    def found(self) -> list[tuple[str, int, str]]:
        return [(each.path, each.line, each.slug) for each in self.problems()]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    root = folder / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "annotations").mkdir()
    for document, text in (("namuna_01", TEXT_1), ("namuna_02", TEXT_2)):
        source = folder / f"{document}.txt"
        source.write_bytes(text.encode())
        fields = ("hi", None, "written for this test", None, "CC0-1.0", None, "fiction", None, "2026-11-24", "train")
        take(Project(root), source, Description(document, *fields))
    sample = Sample(root)
    for layer in LAYERS:
        example = ROOT / "schema" / "examples" / "valid" / f"layer-{layer}" / "from-guideline.json"
        sample.write(f"annotations/{layer}/namuna_01.json", example.read_bytes())
    sample.write("annotations/treebank/namuna_01.conllu", treebank().encode())
    sample.write("annotations/entities/namuna_02.json", sample.read("annotations/entities/namuna_01.json"))
    digest = json.loads(sample.read("seeds/namuna_02.json"))["sha256"]
    new = {"document": "namuna_02", "text_sha256": digest, "entities": [ENTITY]}
    sample.edit_json("annotations/entities/namuna_02.json", lambda value: value.update(new))
    assert build(root).problems == ()
    return root


@pytest.fixture
def sample(built: Path, tmp_path: Path) -> Sample:
    return Sample(Path(shutil.copytree(built, tmp_path / "project")))
