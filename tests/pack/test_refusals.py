"""What `validate` refuses is not packed: the same problems, and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import describe
from padapatha import files, strict_json
from padapatha.build import build
from padapatha.intake import take
from padapatha.pack.assemble import pack
from padapatha.problems import Problem, Refused, errors
from padapatha.project import Project
from padapatha.validate import validate
from project_edits import edit_bytes, edit_json

SIGNED = """\
# annotation = gold
# guideline = treebank/1
# confirmed_by = Meera Joshi
# confirmed_on = 2026-11-24
"""
FIRST = {"id": "e1", "start": 0, "end": 6, "text": "रविवार", "label": "GPE"}

Break = Callable[[Project], None]


def refused(project: Project, *, check: bool = False) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        pack(project.root, check=check)
    return caught.value.problems


def state(root: Path) -> dict[str, bytes]:
    """Every file of a project but the lock."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".padapatha" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def check_refused_alike(project: Project, slugs: set[str]) -> None:
    """`validate` finds these errors; `pack` refuses all of them, in the same words, and changes nothing."""
    problems = errors(validate(root=project.root))
    before = state(project.root)
    assert {problem.slug for problem in problems} == slugs
    assert refused(project) == problems
    assert refused(project, check=True) == problems
    assert state(project.root) == before
    assert not (project.root / "dist").exists()


# Files that are not those of the build


def hand_edit(project: Project) -> None:
    edit_bytes(project.corpus_conllu("saada"), "# translit = rāma", "# translit = rama")


def other_text(project: Project) -> None:
    edit_bytes(project.corpus_conllu("saada"), "सदी", "सदा")


def edited_annotation(project: Project) -> None:
    edit_bytes(project.layer("entities", "namuna_01"), '"GPE"', '"LOC"')


def new_layer(project: Project) -> None:
    path = project.layer("entities", "saada")
    path.write_bytes(project.layer("entities", "namuna_01").read_bytes())
    edit_json(path, document="saada", text_sha256=json.loads(project.seed_metadata("saada").read_bytes())["sha256"])
    edit_json(path, entities=[])


def lost_annotation(project: Project) -> None:
    project.layer("translations", "namuna_01").unlink()


def lost_output(project: Project) -> None:
    project.corpus_metadata("saada").unlink()


def never_built(project: Project) -> None:
    project.manifest.unlink()


def seed_not_built(project: Project) -> None:
    edit_json(project.manifest, documents=json.loads(project.manifest.read_bytes())["documents"][:1])


def wrong_count(project: Project) -> None:
    edit_bytes(project.manifest, '"sentences": 4', '"sentences": 5')


def edited_seed(project: Project) -> None:
    edit_bytes(project.seed_text("saada"), "राम", "श्याम")


def seed_changed_after_the_build(project: Project) -> None:
    edit_json(project.seed_metadata("saada"), genre="poetry")


@pytest.mark.parametrize(
    ("damage", "slugs"),
    [
        (hand_edit, {"hand-edit"}),
        (other_text, {"hand-edit", "span", "token-split"}),
        (edited_annotation, {"hand-edit"}),
        (new_layer, {"hand-edit"}),
        (lost_annotation, {"hand-edit"}),
        (lost_output, {"missing"}),
        (never_built, {"missing"}),
        (seed_not_built, {"missing"}),
        (wrong_count, {"hand-edit"}),
        (edited_seed, {"sha256", "hand-edit"}),
        (seed_changed_after_the_build, {"hand-edit"}),
    ],
)
def test_a_corpus_that_was_not_built_of_these_files_is_refused(
    damage: Break, slugs: set[str], layered: Project
) -> None:
    damage(layered)
    check_refused_alike(layered, slugs)


@pytest.mark.parametrize("damage", [never_built, seed_not_built, edited_annotation])
def test_what_has_to_be_built_again_is_said_so(damage: Break, layered: Project) -> None:
    damage(layered)
    assert {problem.fix for problem in refused(layered)} == {"run `padapatha build`"}


# Files that are wrong in themselves


def stray_file(project: Project) -> None:
    (project.root / "annotations" / "entities" / "notes.txt").write_bytes(b"x\n")


def link(project: Project) -> None:
    path = project.layer("entities", "saada")
    path.symlink_to(project.layer("entities", "namuna_01"))


def broken_pass(project: Project) -> None:
    path = project.root / "annotations" / "passes" / "a" / "entities" / "namuna_01.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"a": 1, "a": 2}\n')


def treebank(project: Project, *changes: tuple[str, str]) -> None:
    """Confirm all sentences of ``saada`` as the program made them, apart from some changes; they are not built."""
    path = project.treebank("saada")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(project.corpus_conllu("saada").read_bytes())
    for old, new in changes:
        edit_bytes(path, old, new)


SIGN = ("# annotation = auto\n", SIGNED)


def unsigned(project: Project) -> None:
    treebank(project)


def wrong_label(project: Project) -> None:
    treebank(project, SIGN, ("\tobl\t", "\tobl:goal\t"))


def wrong_day(project: Project) -> None:
    treebank(project, SIGN, ("2026-11-24", "tomorrow"))


def wrong_guideline(project: Project) -> None:
    treebank(project, SIGN, ("treebank/1", "treebank/9"))


@pytest.mark.parametrize(
    ("damage", "slugs"),
    [
        (stray_file, {"stray"}),
        (link, {"file-kind"}),
        (broken_pass, {"json-key"}),
        (unsigned, {"unsigned", "hand-edit"}),
        (wrong_label, {"deprel", "hand-edit"}),
        (wrong_day, {"date", "hand-edit"}),
        (wrong_guideline, {"guideline", "hand-edit"}),
    ],
)
def test_a_project_with_a_wrong_file_is_refused(damage: Break, slugs: set[str], layered: Project) -> None:
    damage(layered)
    check_refused_alike(layered, slugs)


def test_the_fix_for_an_unsigned_sentence_is_the_command_that_signs_it(layered: Project) -> None:
    unsigned(layered)
    fixes = {problem.fix for problem in refused(layered) if problem.slug == "unsigned"}
    assert fixes == {"padapatha confirm DOCUMENT SENTENCE --by NAME"}


def test_confirmed_sentences_that_are_signed_are_packed(layered: Project) -> None:
    """The sentences that the cases above spoil are well."""
    treebank(layered, SIGN)
    assert not build(layered.root).problems
    assert pack(layered.root).tally["sentences", "gold"] == 2


# Layers: the build reads only their form, so that the corpus is of these files


def in_two_chains(layer: dict[str, Any]) -> None:
    layer["chains"][1]["mentions"] = [layer["chains"][0]["mentions"][0], *layer["chains"][1]["mentions"]]


def in_no_chain(layer: dict[str, Any]) -> None:
    layer["chains"] = [chain for chain in layer["chains"] if not chain["singleton"]]


def unsorted(layer: dict[str, Any]) -> None:
    layer["entities"].reverse()


def unsorted_keys(layer: dict[str, Any]) -> None:
    layer["date"] = layer.pop("date")


@pytest.mark.parametrize(
    ("name", "change", "slugs"),
    [
        ("entities", {"text_sha256": "0" * 64}, {"stale"}),
        ("entities", {"document": "saada"}, {"file-name"}),
        ("entities", {"date": "2099-01-01"}, {"date"}),
        ("entities", {"entities": [FIRST | {"text": "सोमवार"}]}, {"span"}),
        ("entities", {"entities": [FIRST | {"end": 3, "text": "रवि"}]}, {"token-split"}),
        ("entities", {"entities": [FIRST | {"end": 2, "text": "रव"}]}, {"grapheme-split"}),
        ("entities", {"entities": [FIRST, FIRST | {"id": "e2"}]}, {"nesting"}),
        ("entities", {"entities": [FIRST, FIRST | {"start": 10, "end": 16, "text": "जापानी"}]}, {"id-twice"}),
        ("entities", unsorted, {"canonical"}),
        ("entities", unsorted_keys, {"canonical"}),
        ("coreference", {"chains": []}, {"reference"}),
        ("coreference", in_two_chains, {"reference"}),
        ("coreference", in_no_chain, {"reference"}),
        ("translations", {"translations": []}, {"complete"}),
    ],
)
def test_a_layer_with_a_fault_is_refused_even_when_the_corpus_is_built_of_it(
    layered: Project, name: str, change: dict[str, object] | Callable[[dict[str, Any]], None], slugs: set[str]
) -> None:
    path = layered.layer(name, "namuna_01")
    layer = json.loads(path.read_bytes())
    if callable(change):
        change(layer)
    else:
        layer |= change
    path.write_bytes(strict_json.dumps(layer))
    assert not build(layered.root).problems
    check_refused_alike(layered, slugs)


def test_warnings_do_not_keep_a_project_from_being_packed(project: Project, tmp_path: Path) -> None:
    text = tmp_path / "bindu.txt"
    text.write_text("राम घर गया.\n", encoding="utf-8")
    take(project, text, describe("bindu"))
    assert not build(project.root).problems
    assert {problem.slug for problem in validate(root=project.root)} == {"look-alike"}
    pack(project.root)


def test_an_empty_corpus_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "annotations").mkdir()
    build(tmp_path)
    assert errors(validate(root=tmp_path)) == ()
    assert [(problem.path, problem.slug) for problem in refused(Project(tmp_path))] == [
        ("corpus/MANIFEST.json", "empty")
    ]
    assert not (tmp_path / "dist" / "hub").exists()


def test_the_project_is_looked_at_under_its_lock(layered: Project) -> None:
    hand_edit(layered)
    with files.lock(layered.root):
        assert [problem.slug for problem in refused(layered)] == ["locked"]
