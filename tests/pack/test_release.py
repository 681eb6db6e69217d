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
from padapatha.pack import assemble, release, shards
from padapatha.pack.assemble import pack
from padapatha.pack.features import FEATURES, Row
from padapatha.pack.release import CHECKSUMS, released_files, releases_folder, verify_checksums
from padapatha.pack.rows import document_rows
from padapatha.pack.shards import ConlluShards, Shards, read_shard, schema_fault
from padapatha.problems import Refused
from padapatha.project import Project
from padapatha.reading import Context
from project_edits import edit_json, read_document

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
    edit_json(project.seed_metadata("saada"), title=text)
    assert not build(project.root).problems


# What is in it


def test_the_folder_holds_what_a_reader_needs(packed: Project) -> None:
    (packed.root / "LICENSE").write_bytes(b"MIT\n")
    pack(packed.root)
    names = set(released_files(hub(packed)))
    assert {"README.md", "MANIFEST.json", "LICENSE", "schema/card.schema.json", "schema/seed.schema.json"} <= names
    assert {name for name in names if name.startswith(("data/", "conllu/"))} == {
        *(f"data/{config}/train-00000-of-00001.parquet" for config in FEATURES),
        *(f"data/{config}/test-00000-of-00001.parquet" for config in ("sentences", "documents", "entities", "tokens")),
        "conllu/train-00000-of-00001.conllu",
        "conllu/test-00000-of-00001.conllu",
    }
    assert not [name for name in names if "/." in name or name.startswith(".") or name.endswith(".py")]


@pytest.mark.parametrize(("document", "split"), [("namuna_01", "train"), ("saada", "test")])
def test_parquet_gives_the_corpus_back_byte_for_byte(packed: Project, document: str, split: str) -> None:
    corpus = packed.corpus_conllu(document).read_bytes()
    rows = read_shard(hub(packed) / f"data/sentences/{split}-00000-of-00001.parquet")
    assert conllu_bytes(sentences_of(rows)) == corpus
    assert (hub(packed) / f"conllu/{split}-00000-of-00001.conllu").read_bytes() == corpus


def test_checksums_are_those_of_sha256sum(packed: Project) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", CHECKSUMS], cwd=hub(packed), check=False)
    assert done.returncode == 0
    lines = (hub(packed) / CHECKSUMS).read_bytes().split(b"\n")[:-1]
    names = [line[66:] for line in lines]
    assert names == sorted(names)
    assert list(verify_checksums(hub(packed))) == []


def test_a_changed_a_missing_and_a_new_file_are_noticed(packed: Project) -> None:
    (hub(packed) / "README.md").write_bytes(b"x")
    (hub(packed) / "MANIFEST.json").unlink()
    (hub(packed) / "new.txt").write_bytes(b"x")
    found = {(each.path, each.slug) for each in verify_checksums(hub(packed))}
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
    monkeypatch.setattr(shards, "ROWS_PER_GROUP", 3)
    monkeypatch.setattr(shards, "ROWS_PER_FILE", 6)
    rows = document_rows(read_document(packed, "namuna_01"))["tokens"]
    tokens = Shards(tmp_path, "tokens", "train")
    for row in rows[:14]:
        tokens.add([row])
    written = tokens.close()
    assert written.rows == 14
    assert written.files == tuple(f"data/tokens/train-{number:05d}-of-00003.parquet" for number in range(3))
    groups = [pq.ParquetFile(tmp_path / name).metadata.num_row_groups for name in written.files]
    assert groups == [2, 2, 1]
    again = [row["form"] for name in written.files for row in read_shard(tmp_path / name)]
    assert again == [row["form"] for row in rows[:14]]


def test_a_new_version_shares_its_bytes_with_the_old_one(packed: Project, tmp_path: Path) -> None:
    """One more row at the beginning; a hub that stores chunks by content takes most of the file as known."""
    (row,) = document_rows(read_document(packed, "saada"))["documents"]
    texts = [hashlib.sha512(str(number).encode()).hexdigest() * 4 for number in range(9_000)]
    versions = []
    for name, rows in (("old", texts), ("new", ["more", *texts])):
        documents = Shards(tmp_path / name, "documents", "train")
        documents.add(row | {"text": text} for text in rows)
        versions.append((tmp_path / name / documents.close().files[0]).read_bytes())
    old, new = versions
    pieces = [old[at : at + 64] for at in range(0, len(old), 4096)]
    assert sum(piece in new for piece in pieces) > 0.5 * len(pieces)


def test_a_shard_of_conllu_ends_with_a_document(tmp_path: Path) -> None:
    conllu = ConlluShards(tmp_path, "train", limit=10)
    for data in (b"aaaa\n\n", b"bb\n\n", b"cccccccccccc\n\n", b"d\n\n"):
        conllu.add(data)
    written = conllu.close()
    names = written.files
    assert written.sha256 == hashlib.sha256(b"aaaa\n\nbb\n\ncccccccccccc\n\nd\n\n").hexdigest()
    assert [(tmp_path / name).read_bytes() for name in names] == [b"aaaa\n\nbb\n\n", b"cccccccccccc\n\n", b"d\n\n"]
    assert names[-1] == "conllu/train-00002-of-00003.conllu"
    assert shards.CONLLU_BYTES_PER_FILE <= MAX_FILE


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
        found.add((root / "dist" / "hub" / CHECKSUMS).read_bytes())
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
    assert {f"releases/{each.name}" for each in releases_folder(packed).iterdir()} == set(names[1:])


def test_a_damaged_release_is_replaced_by_a_good_one(packed: Project) -> None:
    damaged = hub(packed).resolve()
    (damaged / "README.md").write_bytes(b"x")
    pack(packed.root)
    assert hub(packed).resolve() != damaged
    assert list(verify_checksums(hub(packed))) == []


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
    assert list(verify_checksums(hub(packed))) == []
    assert [each for each in releases_folder(packed).iterdir() if each.name.startswith(".")] == []
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
                wrong.extend(map(str, verify_checksums(folder)))
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
        assert list(verify_checksums(hub(packed))) == []
    pack(packed.root)
    hidden = [each.name for each in (packed.root / "dist").rglob(".*")]
    assert hidden == []
    assert json.loads((hub(packed) / "MANIFEST.json").read_bytes())["corpus_manifest_sha256"] == files.sha256(
        packed.manifest.read_bytes()
    )


# What does not come back is not published


def test_what_parquet_does_not_give_back_is_refused(layered: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison with the corpus is made of what was written, not of what was meant to be."""

    def forgetful(path: Path) -> list[Row]:
        return [row | {"comments": row["comments"][:-1]} for row in read_shard(path)]

    monkeypatch.setattr(assemble, "read_shard", forgetful)
    assert set(slugs(layered)) == {"bug"}


def test_a_wrong_row_stops_the_release(layered: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(context: Context) -> dict[str, list[Row]]:
        rows = document_rows(context)
        rows["tokens"][0]["start"] = -1
        return rows

    monkeypatch.setattr(assemble, "document_rows", careless)
    assert slugs(layered) == ["schema"]
    assert not hub(layered).exists()


def test_a_second_run_at_the_same_time_is_refused(layered: Project) -> None:
    with files.lock(layered.root):
        assert slugs(layered) == ["locked"]
