"""A release is whole, the same for the same inputs, and never made of anything that does not agree."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from padapatha import files
from padapatha.build import build
from padapatha.conllu import conllu_bytes
from padapatha.dataset import sentences_of
from padapatha.limits import MAX_FILE
from padapatha.pack import assemble, checksums, parquet, release, texts
from padapatha.pack.assemble import pack
from padapatha.pack.features import FEATURES
from padapatha.pack.parquet import Shards, read_rows, schema_fault
from padapatha.pack.texts import Texts
from padapatha.problems import Refused
from padapatha.project import Project

KEPT = ("seeds", "annotations", "corpus", "DATASET_CARD.md")


def hub(project: Project) -> Path:
    return project.root / "dist" / "hub"


def link(project: Project) -> str:
    return str(hub(project).readlink())


def slugs(project: Project) -> list[str]:
    with pytest.raises(Refused) as refused:
        pack(project.root)
    return [each.slug for each in refused.value.problems]


def note(project: Project, text: str) -> None:
    """Change the title of a seed: another corpus, so another release."""
    path = project.seed_metadata("saada")
    path.write_bytes(json.dumps(json.loads(path.read_bytes()) | {"title": text}, indent=2).encode() + b"\n")
    assert not build(project.root).problems


# What is in it


def test_the_folder_holds_what_a_reader_needs(packed: Project) -> None:
    (packed.root / "LICENSE").write_bytes(b"MIT\n")
    pack(packed.root)
    names = set(checksums.contents(hub(packed)))
    assert {"README.md", "MANIFEST.json", "LICENSE", "schema/card.schema.json", "schema/seed.schema.json"} <= names
    assert {name for name in names if name.startswith(("data/", "conllu/"))} == {
        *(f"data/{config}/train-00000-of-00001.parquet" for config in FEATURES),
        *(f"data/{config}/test-00000-of-00001.parquet" for config in ("sentences", "documents", "tokens")),
        "conllu/train-00000-of-00001.conllu",
        "conllu/test-00000-of-00001.conllu",
    }
    assert not [name for name in names if "/." in name or name.startswith(".") or name.endswith(".py")]


@pytest.mark.parametrize(("document", "split"), [("namuna_01", "train"), ("saada", "test")])
def test_parquet_gives_the_corpus_back_byte_for_byte(packed: Project, document: str, split: str) -> None:
    corpus = packed.corpus_conllu(document).read_bytes()
    rows = read_rows(hub(packed) / f"data/sentences/{split}-00000-of-00001.parquet")
    assert conllu_bytes(sentences_of(rows)) == corpus
    assert (hub(packed) / f"conllu/{split}-00000-of-00001.conllu").read_bytes() == corpus


def test_checksums_are_those_of_sha256sum(packed: Project) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", checksums.NAME], cwd=hub(packed), check=False)
    assert done.returncode == 0
    lines = (hub(packed) / checksums.NAME).read_bytes().split(b"\n")[:-1]
    names = [line[66:] for line in lines]
    assert names == sorted(names)
    assert list(checksums.verify(hub(packed))) == []


def test_a_changed_a_missing_and_a_new_file_are_noticed(packed: Project) -> None:
    (hub(packed) / "README.md").write_bytes(b"x")
    (hub(packed) / "MANIFEST.json").unlink()
    (hub(packed) / "new.txt").write_bytes(b"x")
    found = {(each.path, each.slug) for each in checksums.verify(hub(packed))}
    assert found == {("README.md", "checksum"), ("MANIFEST.json", "checksum"), ("new.txt", "checksum")}


def test_the_manifest_hashes_the_content(packed: Project) -> None:
    manifest = json.loads((hub(packed) / "MANIFEST.json").read_bytes())
    train, test = manifest["conllu"]
    assert train["sha256"] == hashlib.sha256(packed.corpus_conllu("namuna_01").read_bytes()).hexdigest()
    assert test["split"] == "test"
    assert {(each["config"], each["split"]): each["rows"] for each in manifest["data"]}["sentences", "train"] == 4
    assert manifest["pyarrow"] == pa.__version__


def test_shards_are_compressed_indexed_and_typed(packed: Project) -> None:
    path = hub(packed) / "data/sentences/test-00000-of-00001.parquet"
    assert schema_fault(path, "sentences") == ""
    assert "not those" in schema_fault(path, "tokens")
    with pq.ParquetFile(path) as file:
        column = file.metadata.row_group(0).column(0)
        assert (column.compression, column.has_offset_index) == ("ZSTD", True)
    bare = path.with_name("bare.parquet")
    pq.write_table(pq.read_table(path).replace_schema_metadata(None), bare)
    assert "labels" in schema_fault(bare, "sentences")


# Shards


def test_many_rows_make_several_shards_and_row_groups(
    packed: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", 3)
    monkeypatch.setattr(parquet, "ROWS_PER_FILE", 6)
    rows = assemble.document_rows(
        next(assemble.read_source(packed, each) for each in assemble.read_manifest(packed) if each["split"] == "train")
    )["tokens"]
    shards = Shards(tmp_path, "tokens", "train")
    for row in rows[:14]:
        shards.add([row])
    written = shards.close()
    assert written.rows == 14
    assert written.files == tuple(f"data/tokens/train-{number:05d}-of-00003.parquet" for number in range(3))
    groups = [pq.ParquetFile(tmp_path / name).metadata.num_row_groups for name in written.files]
    assert groups == [2, 2, 1]
    again = [row["form"] for name in written.files for row in read_rows(tmp_path / name)]
    assert again == [row["form"] for row in rows[:14]]


def test_a_new_version_shares_its_bytes_with_the_old_one(packed: Project, tmp_path: Path) -> None:
    """One more row at the beginning; a hub that stores chunks by content takes most of the file as known."""
    (entry,) = (each for each in assemble.read_manifest(packed) if each["split"] == "test")
    (row,) = assemble.document_rows(assemble.read_source(packed, entry))["documents"]
    texts_ = [hashlib.sha512(str(number).encode()).hexdigest() * 4 for number in range(9_000)]
    versions = []
    for name, rows in (("old", texts_), ("new", ["more", *texts_])):
        shards = Shards(tmp_path / name, "documents", "train")
        shards.add(row | {"text": text} for text in rows)
        versions.append((tmp_path / name / shards.close().files[0]).read_bytes())
    old, new = versions
    pieces = [old[at : at + 64] for at in range(0, len(old), 4096)]
    assert sum(piece in new for piece in pieces) > 0.5 * len(pieces)


def test_a_shard_of_conllu_ends_with_a_document(tmp_path: Path) -> None:
    shards = Texts(tmp_path, "train", limit=10)
    for data in (b"aaaa\n\n", b"bb\n\n", b"cccccccccccc\n\n", b"d\n\n"):
        shards.add(data)
    names = shards.close()
    assert [(tmp_path / name).read_bytes() for name in names] == [b"aaaa\n\nbb\n\n", b"cccccccccccc\n\n", b"d\n\n"]
    assert names[-1] == "conllu/train-00002-of-00003.conllu"
    assert texts.SHARD <= MAX_FILE


# Same inputs, same bytes


def run_pack(root: Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "padapatha.cli", "pack", "--root", root],
        env={**os.environ, "HF_HUB_OFFLINE": "1", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def test_the_same_corpus_gives_the_same_bytes(layered: Project, tmp_path: Path) -> None:
    found = set()
    for number, zone in enumerate(("Asia/Kolkata", "America/Lima")):
        root = tmp_path / f"copy {number}"
        for name in KEPT:
            place = layered.root / name
            (shutil.copytree if place.is_dir() else shutil.copyfile)(place, _parent(root / name))
        process = run_pack(root, PYTHONHASHSEED=str(number + 1), TZ=zone)
        _, complaints = process.communicate()
        assert process.returncode == 0, complaints.decode()
        found.add((root / "dist" / "hub" / checksums.NAME).read_bytes())
    assert len(found) == 1


def _parent(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_packing_again_changes_nothing(packed: Project) -> None:
    before = link(packed), (hub(packed) / "README.md").stat().st_mtime_ns
    pack(packed.root)
    assert (link(packed), (hub(packed) / "README.md").stat().st_mtime_ns) == before


# Whole or not there


def test_the_link_is_relative_and_the_release_before_stays(packed: Project) -> None:
    first = link(packed)
    assert first.startswith("releases/")
    names = [first]
    for title in ("अ", "आ"):
        note(packed, title)
        pack(packed.root)
        names.append(link(packed))
    assert len(set(names)) == 3
    assert {f"releases/{each.name}" for each in release.releases(packed).iterdir()} == set(names[1:])


def test_a_damaged_release_is_replaced_by_a_good_one(packed: Project) -> None:
    damaged = hub(packed).resolve()
    (damaged / "README.md").write_bytes(b"x")
    pack(packed.root)
    assert hub(packed).resolve() != damaged
    assert list(checksums.verify(hub(packed))) == []


@pytest.mark.parametrize("step", ["_swap", "_sync", "_free"])
def test_a_fault_on_the_way_leaves_the_old_release(packed: Project, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = link(packed)
    note(packed, "और")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(release, step, fail)
        with pytest.raises(OSError, match="No space"):
            pack(packed.root)
    assert link(packed) == before
    assert list(checksums.verify(hub(packed))) == []
    assert [each for each in release.releases(packed).iterdir() if each.name.startswith(".")] == []
    pack(packed.root)
    assert link(packed) != before


def test_a_folder_in_the_place_of_the_link_is_left_alone(layered: Project) -> None:
    hub(layered).mkdir(parents=True)
    (hub(layered) / "mine.txt").write_bytes(b"mine")
    assert slugs(layered) == ["file-kind"]
    assert (hub(layered) / "mine.txt").read_bytes() == b"mine"


def test_a_reader_never_sees_half_a_release(packed: Project) -> None:
    stop, wrong, seen = threading.Event(), [], set()

    def read() -> None:
        while not stop.is_set():
            try:
                folder = hub(packed).resolve(strict=True)
                wrong.extend(map(str, checksums.verify(folder)))
            except OSError as fault:
                wrong.append(str(fault))
            else:
                seen.add(folder.name)

    reader = threading.Thread(target=read)
    reader.start()
    for title in "अआइ":
        note(packed, title)
        pack(packed.root)
    stop.set()
    reader.join()
    assert wrong == []
    assert len(seen) > 1


@pytest.mark.parametrize("times", [4, pytest.param(200, marks=pytest.mark.heavy)])
def test_a_killed_run_leaves_a_whole_release(packed: Project, times: int) -> None:
    chance = random.Random(times)
    for number in range(times):
        note(packed, f"शीर्षक {number}")
        process = run_pack(packed.root)
        time.sleep(chance.uniform(0.2, 2.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert list(checksums.verify(hub(packed))) == []
    pack(packed.root)
    hidden = [each.name for each in (packed.root / "dist").rglob(".*")]
    assert hidden == []
    assert json.loads((hub(packed) / "MANIFEST.json").read_bytes())["corpus_manifest_sha256"] == files.sha256(
        packed.manifest.read_bytes()
    )


# Nothing that does not agree is packed


def test_a_corpus_changed_by_hand_is_refused(layered: Project) -> None:
    path = layered.corpus_conllu("saada")
    path.write_bytes(path.read_bytes().replace("सदी".encode(), "सदा".encode()))
    assert slugs(layered) == ["hand-edit"]
    assert not hub(layered).exists()


def test_annotations_changed_since_the_build_are_refused(layered: Project) -> None:
    path = layered.layer("entities", "namuna_01")
    path.write_bytes(path.read_bytes().replace(b'"GPE"', b'"LOC"'))
    assert slugs(layered) == ["hand-edit"]


def test_a_new_layer_since_the_build_is_refused(layered: Project) -> None:
    path = layered.layer("entities", "saada")
    path.write_bytes(layered.layer("entities", "namuna_01").read_bytes())
    assert slugs(layered) == ["hand-edit"]


def test_a_project_that_was_never_built_is_refused(layered: Project) -> None:
    layered.manifest.unlink()
    assert slugs(layered) == ["missing"]


def test_a_seed_that_is_not_built_is_refused(layered: Project) -> None:
    manifest = json.loads(layered.manifest.read_bytes())
    manifest["documents"] = manifest["documents"][:1]
    layered.manifest.write_bytes(json.dumps(manifest).encode())
    assert slugs(layered) == ["missing"]


@pytest.mark.parametrize(
    ("layer", "changes", "slug"),
    [
        ("entities", {"text_sha256": "0" * 64}, "stale"),
        ("entities", {"document": "saada"}, "file-name"),
        ("entities", {"entities": [{"id": "e1", "start": 0, "end": 6, "text": "सोमवार", "label": "GPE"}]}, "span"),
        ("entities", {"entities": [{"id": "e1", "start": 0, "end": 3, "text": "रवि", "label": "GPE"}]}, "span"),
        ("coreference", {"chains": []}, "reference"),
    ],
)
def test_a_layer_that_does_not_fit_the_text_is_refused(
    layered: Project, layer: str, changes: dict[str, object], slug: str
) -> None:
    path = layered.layer(layer, "namuna_01")
    path.write_bytes(json.dumps(json.loads(path.read_bytes()) | changes, ensure_ascii=False).encode())
    build(layered.root)
    assert slugs(layered)[0] == slug
    assert not hub(layered).exists()


def test_what_parquet_does_not_give_back_is_refused(layered: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison with the corpus is made of what was written, not of what was meant to be."""

    def forgetful(path: Path) -> list[dict[str, object]]:
        return [row | {"comments": row["comments"][:-1]} for row in read_rows(path)]

    monkeypatch.setattr(assemble, "read_rows", forgetful)
    assert set(slugs(layered)) == {"bug"}


def test_a_wrong_row_stops_the_release(layered: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    made = assemble.document_rows

    def careless(source: assemble.Source) -> dict[str, list[dict[str, object]]]:
        rows = made(source)
        rows["tokens"][0]["start"] = -1
        return rows

    monkeypatch.setattr(assemble, "document_rows", careless)
    assert slugs(layered) == ["schema"]
    assert not hub(layered).exists()


def test_a_second_run_at_the_same_time_is_refused(layered: Project) -> None:
    with files.lock(layered.root):
        assert slugs(layered) == ["locked"]
