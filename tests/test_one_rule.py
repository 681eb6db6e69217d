"""One rule for every command: what intake accepts can be built and packed; what validate refuses, pack refuses."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import describe
from generated_texts import generated, generated_hindi
from padapatha.build import build
from padapatha.confirm import confirm
from padapatha.conllu import read_conllu
from padapatha.intake import take
from padapatha.pack.assemble import pack
from padapatha.problems import Problem, Refused, errors
from padapatha.project import Project
from padapatha.validate import validate

TINY = Path(__file__).parent / "annotator" / "tiny"


@pytest.fixture(autouse=True)
def tiny_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """An untrained model: its trees are nonsense and valid, and it takes no time."""
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))


def empty_project(root: Path) -> Project:
    (root / "seeds").mkdir(parents=True)
    (root / "annotations").mkdir()
    return Project(root)


def accepted(project: Project, data: bytes, document: str) -> bool:
    path = project.root.parent / f"{document}.txt"
    path.write_bytes(data)
    try:
        take(project, path, describe(document))
    except Refused:
        return False
    return True


@pytest.mark.parametrize("count", [120, pytest.param(1_500, marks=pytest.mark.heavy)])
def test_what_intake_accepts_can_be_built_validated_and_packed(tmp_path: Path, count: int) -> None:
    draw = random.Random(count)
    project = empty_project(tmp_path / "project")
    make = (generated, generated_hindi)
    taken = sum(accepted(project, make[number % 2](draw), f"t{number}") for number in range(count))
    assert 0.3 * count < taken < count, "the generator makes both what is accepted and what is refused"
    assert build(project.root).problems == ()
    assert errors(validate(root=project.root)) == ()
    assert sum(each.rows for each in pack(project.root).written if each.config == "documents") == taken


EXTREMES = {
    "a web address of 259 characters": "राम घर गया। " * 100 + f"राम ने https://example.org/{'a' * 239} देखा।\n",
    "a sign without a letter": "राम ा घर गया है।\n",
    "a sentence of 5,394 words": "राम और " * 2_697 + "।\n",
    "a word-final joiner": "श्रीमान्\u200c के घर।\n",
    "a stray joiner": "रा\u200dम घर गया।\n",
    "a word of 1,500 letters": "क" * 1_500 + " है।\n",
}


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_extremes_are_accepted_by_every_command(tmp_path: Path, text: str) -> None:
    project = empty_project(tmp_path / "project")
    assert accepted(project, text.encode(), "extreme")
    assert build(project.root).problems == ()
    assert errors(validate(root=project.root)) == ()
    assert pack(project.root).folder


@pytest.mark.parametrize(
    "text",
    ["क" * 2_001 + " है।\n", "राम " * 20_001 + "।\n", "राम\u00a0" * 17_000 + "।\n"],
    ids=["a word of 2,001 letters", "a sentence of 20,002 words", "a sentence of 68,001 characters"],
)
def test_what_conllu_cannot_hold_is_refused_at_intake(tmp_path: Path, text: str) -> None:
    project = empty_project(tmp_path / "project")
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        take(project, tmp_path / "x.txt", describe("x"))
    assert {each.slug for each in refused.value.problems} == {"limit"}


# Edits of a whole project: each is a function of a file's bytes


def swap_bytes(data: bytes, draw: random.Random) -> bytes:
    first, second = sorted(draw.randrange(len(data)) for _ in range(2))
    return data[:first] + data[second : second + 1] + data[first + 1 :]


def drop_line(data: bytes, draw: random.Random) -> bytes:
    lines = data.split(b"\n")
    del lines[draw.randrange(len(lines))]
    return b"\n".join(lines)


def double_line(data: bytes, draw: random.Random) -> bytes:
    lines = data.split(b"\n")
    row = draw.randrange(len(lines))
    return b"\n".join([*lines[: row + 1], *lines[row:]])


REPLACED = (
    (b"nsubj", b"obl:goal"),
    (b"\tNOUN\t", b"\tAUX\t"),
    (b"treebank/1", b"treebank/9"),
    (b"2026-11-24", b"tomorrow"),
    (b"confirmed_by", b"checked_by"),
    (b"train", b"test"),
)


def other_label(data: bytes, draw: random.Random) -> bytes:
    return data.replace(*draw.choice(REPLACED), 1)


def unchanged(data: bytes, _draw: random.Random) -> bytes:
    return data


EDITS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    swap_bytes,
    drop_line,
    double_line,
    other_label,
    other_label,
    unchanged,
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project with a confirmed sentence and an empty layer."""
    root = tmp_path_factory.mktemp("whole") / "project"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PADAPATHA_MODEL", str(TINY))
        project = empty_project(root)
        assert accepted(project, "राम घर गया। सीता आई।\n".encode(), "namuna")
        build(root)
        confirm(root, "namuna", ["1"], "the tests", on="2026-11-24")
        metadata = json.loads(project.seed_metadata("namuna").read_bytes())
        example = Path(__file__).parents[1] / "schema/examples/valid/layer-entities/nothing-found.json"
        layer = json.loads(example.read_bytes()) | {"document": "namuna", "text_sha256": metadata["sha256"]}
        project.layer("entities", "namuna").parent.mkdir(parents=True)
        project.layer("entities", "namuna").write_text(json.dumps(layer, indent=2) + "\n", encoding="utf-8")
        build(root)
        pack(root)
    return root


@pytest.mark.parametrize("count", [60, pytest.param(500, marks=pytest.mark.heavy)])
def test_what_validate_refuses_pack_refuses(whole: Path, tmp_path: Path, count: int) -> None:
    draw = random.Random(count)
    outcomes = set()
    for number in range(count):
        root = Path(shutil.copytree(whole, tmp_path / str(number), symlinks=True))
        names = sorted(p for folder in ("seeds", "annotations", "corpus") for p in (root / folder).rglob("*.*"))
        path = draw.choice(names)
        path.write_bytes(draw.choice(EDITS)(path.read_bytes(), draw))
        if draw.random() < 0.5:
            with suppress(Refused):  # a manifest that cannot be read
                build(root)
        found = errors(validate(root=root))
        outcomes.add((bool(found), verdict(root, found)))
        shutil.rmtree(root)
    assert outcomes == {(True, "refused"), (False, "packed")}


def verdict(root: Path, found: tuple[Problem, ...]) -> str:
    if not found:
        pack(root)
        return "packed"
    with pytest.raises(Refused) as refused:
        pack(root)
    assert {each.slug for each in found} <= {each.slug for each in refused.value.problems}
    return "refused"


# Signatures


def test_a_machine_sentence_copied_unchanged_is_not_gold(project: Project) -> None:
    machine = project.corpus_conllu("namuna").read_bytes()
    project.treebank("namuna").parent.mkdir(parents=True)
    project.treebank("namuna").write_bytes(machine)
    problems = build(project.root).problems
    assert {each.slug for each in problems} == {"unsigned"}
    assert all("padapatha confirm" in each.fix for each in problems)
    assert {each.slug for each in errors(validate(root=project.root))} >= {"unsigned"}


def test_the_command_that_the_message_names_signs(project: Project) -> None:
    project.treebank("namuna").parent.mkdir(parents=True)
    project.treebank("namuna").write_bytes(project.corpus_conllu("namuna").read_bytes())
    assert len(confirm(project.root, "namuna", [], "Asha")) == 3
    assert build(project.root).problems == ()
    assert all(sentence.is_gold for sentence in read_conllu(project.corpus_conllu("namuna")))
    assert errors(validate(root=project.root)) == ()


@pytest.mark.parametrize(
    ("key", "value", "slug"),
    [
        ("confirmed_on", "tomorrow", "date"),
        ("confirmed_on", "2999-01-01", "date"),
        ("guideline", "treebank/9", "guideline"),
    ],
)
def test_a_signature_is_checked_as_a_layer_is(project: Project, key: str, value: str, slug: str) -> None:
    confirm(project.root, "namuna", ["1"], "Asha", on="2026-11-24")
    path = project.treebank("namuna")
    signed = {"confirmed_on": "2026-11-24", "guideline": "treebank/1"}[key]
    path.write_text(path.read_text("utf-8").replace(f"{key} = {signed}", f"{key} = {value}"), encoding="utf-8")
    assert {each.slug for each in build(project.root).problems} == {slug}
    assert slug in {each.slug for each in errors(validate(root=project.root))}


def test_signing_a_sentence_that_is_not_there_writes_nothing(project: Project) -> None:
    with pytest.raises(Refused):
        confirm(project.root, "namuna", ["9"], "Asha")
    assert not project.treebank("namuna").exists()


@pytest.mark.parametrize("change", [lambda text: text + text, lambda text: text.replace("# sent_id = namuna-s1\n", "")])
def test_signing_never_loses_a_sentence_that_has_no_sent_id_of_its_own(
    project: Project, change: Callable[[str], str]
) -> None:
    confirm(project.root, "namuna", ["1"], "Asha")
    path = project.treebank("namuna")
    path.write_text(before := change(path.read_text("utf-8")), encoding="utf-8")
    with pytest.raises(Refused, match="sent-id"):
        confirm(project.root, "namuna", ["2"], "Asha")
    assert path.read_text("utf-8") == before


def test_a_sentence_that_is_signed_before_the_first_takes_its_newdoc(project: Project) -> None:
    confirm(project.root, "namuna", ["2"], "Asha")
    path = project.treebank("namuna")
    path.write_text("# newdoc id = namuna\n" + path.read_text("utf-8"), encoding="utf-8")
    confirm(project.root, "namuna", ["1"], "Asha")
    signed = read_conllu(path)
    assert [sentence.id for sentence in signed] == ["namuna-s1", "namuna-s2"]
    assert [sentence.comment("newdoc id") for sentence in signed] == ["namuna", None]
    assert build(project.root).problems == ()


@pytest.mark.parametrize("number", ["26.0", "0.9e1", "-0.0"])
def test_an_offset_is_written_as_an_integer(project: Project, number: str) -> None:
    layer = {"id": "e1", "start": 0, "end": 3, "text": "राम", "label": "PERSON"}
    example = Path(__file__).parents[1] / "schema/examples/valid/layer-entities/nothing-found.json"
    digest = json.loads(project.seed_metadata("namuna").read_bytes())["sha256"]
    value = json.loads(example.read_bytes()) | {"document": "namuna", "text_sha256": digest, "entities": [layer]}
    path = project.layer("entities", "namuna")
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(value, indent=2).replace('"start": 0', f'"start": {number}'), encoding="utf-8")
    assert "schema" in {each.slug for each in errors(validate(root=project.root))}
