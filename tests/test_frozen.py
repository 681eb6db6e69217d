"""Old data stays readable: a project of every released version of the formats validates, builds and packs today."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from padapatha import files
from padapatha.build import build
from padapatha.conllu import read_conllu
from padapatha.pack.assemble import pack
from padapatha.problems import Refused, errors
from padapatha.project import Project
from padapatha.reading import ProjectFiles, read_manifest, read_pass_json
from padapatha.validate import validate

ROOT = Path(__file__).parents[1]
FROZEN = ROOT / "tests" / "frozen"
HASHES = {"1": "043e69a6f70cde86535f0cff0dc1555d4b4c78433d6a32e2ff0927fe30c45244"}
TINY = ROOT / "tests" / "annotator" / "tiny"


def digest(folder: Path) -> str:
    """One hash of the names and bytes of all files."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(f"{path.relative_to(folder).as_posix()} {files.sha256(path.read_bytes())}\n".encode())
    return whole.hexdigest()


def test_nobody_has_edited_what_is_frozen() -> None:
    assert {path.name: digest(path) for path in FROZEN.iterdir() if path.is_dir()} == HASHES


@pytest.mark.parametrize("version", HASHES)
def test_a_frozen_project_is_read_by_every_command(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADAPATHA_MODEL", str(TINY))
    project = Project(Path(shutil.copytree(FROZEN / version, tmp_path / "project")))
    assert errors(validate(root=project.root)) == ()
    before = {entry.document for entry in read_manifest(ProjectFiles(project)).entries}
    gold = read_conllu(project.corpus_conllu("saral"))
    assert build(project.root).problems == ()
    assert {entry.document for entry in read_manifest(ProjectFiles(project)).entries} == before
    assert read_conllu(project.corpus_conllu("saral")) == gold
    assert errors(validate(root=project.root)) == ()
    configs = {written.config for written in pack(project.root).written}
    assert configs >= {"sentences", "entities", "mentions", "quotations", "expressions"}


PASSES = sorted((ROOT / "annotations" / "passes").rglob("*.json"))


@pytest.mark.parametrize("path", PASSES, ids=lambda path: path.relative_to(ROOT / "annotations").as_posix())
def test_the_files_of_the_passes_are_of_their_schemas(path: Path) -> None:
    assert read_pass_json(ProjectFiles(Project(ROOT)), path).value["schema"].startswith("padapatha/")


@pytest.mark.parametrize(
    ("name", "content", "slug"),
    [
        ("agreement.json", "{}", "schema"),
        ("a/entities/x.json", '{"layer": "entities"}', "schema"),
        ("a/entities/x.json", '{"layer": 1, "layer": 2}', "json-key"),
        ("a/notes.json", "{}", "stray"),
    ],
)
def test_a_file_of_a_pass_that_is_of_no_schema_is_refused(tmp_path: Path, name: str, content: str, slug: str) -> None:
    path = tmp_path / "annotations" / "passes" / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_pass_json(ProjectFiles(Project(tmp_path)), path)
    assert {each.slug for each in refused.value.problems} == {slug}
