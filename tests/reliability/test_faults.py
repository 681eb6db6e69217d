"""Killed, out of space, started twice, damaged: files are whole or not there, and the next run makes the same bytes."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from padapatha.build import build
from padapatha.pack.assemble import pack
from padapatha.pack.release import hub_folder, verify_checksums
from padapatha.problems import errors
from padapatha.project import Project
from padapatha.validate import validate
from processes import PROGRAM, everything, run

ROOT = Path(__file__).parents[2]
HEAVY = pytest.mark.heavy


def killed(work: str, project: Project, count: int) -> int:
    """Kill a work again and again; return how many runs were killed before they had ended."""
    command = [sys.executable, str(ROOT / "tests" / "killing.py"), work, str(project.root), str(count)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=3_000)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.split("\n")[-2])
    assert found["faults"] == []
    return int(found["killed"])


@pytest.mark.parametrize("count", [20, pytest.param(500, marks=HEAVY)])
def test_killed_builds_leave_whole_files_and_end_with_the_same_bytes(two: Project, count: int) -> None:
    calm = everything(two.root)
    assert killed("build", two, count) > count / 4
    assert build(two.root).problems == ()
    assert everything(two.root) == calm


@pytest.mark.parametrize("count", [10, pytest.param(100, marks=HEAVY)])
def test_killed_signing_loses_no_decision(two: Project, count: int) -> None:
    assert killed("confirm", two, count) > count / 4


@pytest.mark.parametrize("count", [10, pytest.param(200, marks=HEAVY)])
@pytest.mark.parametrize("work", ["rename", "remove"])
def test_killed_renaming_and_removal_are_finished_by_the_same_command(two: Project, work: str, count: int) -> None:
    assert killed(work, two, count) > count / 4


@pytest.mark.parametrize("count", [6, pytest.param(200, marks=HEAVY)])
def test_killed_packs_leave_a_whole_release(two: Project, count: int) -> None:
    pack(two.root, card=True)
    pack(two.root)
    assert killed("pack", two, count) > count / 4
    pack(two.root)
    assert list(verify_checksums(hub_folder(two))) == []
    assert [path.name for path in (two.root / "dist").rglob(".*")] == []


# No room


def whole_or_absent(project: Project, calm: dict[str, bytes | str]) -> bool:
    """Assert that no file of the corpus is torn; whether all are there. A whole manifest may name fewer documents."""
    found = everything(project.root / "corpus")
    for name, data in found.items():
        assert name == "MANIFEST.json" or data == calm[f"corpus/{name}"], name
    if "MANIFEST.json" in found:
        assert json.loads(found["MANIFEST.json"])["schema"] == "padapatha/manifest/1"
    return everything(project.root) == calm


SIZES = (0, 1, 500, 900, 1_000, 1_200, 1_500, 3_000)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_that_may_not_grow_is_the_machines_fault_and_not_torn(two: Project, size: int) -> None:
    calm = everything(two.root)
    shutil.rmtree(two.root / "corpus")
    shutil.rmtree(two.root / ".padapatha")
    done = subprocess.run(
        [*PROGRAM, "build", "--root", str(two.root)],
        capture_output=True, encoding="utf-8", check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip
    whole = whole_or_absent(two, calm)
    assert (done.returncode, "Traceback" in done.stderr) == (0 if whole else 3, False)
    assert build(two.root).problems == ()
    assert everything(two.root) == calm


FULL = """
mount -t tmpfs -o size=$SIZE none "$DISK" || exit 99
cp -r "$ROOT/." "$DISK"
"$PADAPATHA" -m padapatha build --root "$DISK"
echo code $?
ls -A "$DISK/corpus" 2>/dev/null | grep tmp
cd "$DISK" && sha256sum corpus/* 2>/dev/null
mount -o remount,size=10m "$DISK" && "$PADAPATHA" -m padapatha build --root "$DISK" >/dev/null
echo again $?
cd "$DISK" && sha256sum corpus/*
"""


@pytest.mark.parametrize(
    "pages", [8, 10, *(pytest.param(pages, marks=HEAVY) for pages in (6, 7, 9, 11, 12, 13, 14)), 40]
)
def test_a_full_disk_is_the_machines_fault_and_the_next_run_goes_on(two: Project, tmp_path: Path, pages: int) -> None:
    calm = everything(two.root)
    shutil.rmtree(two.root / "corpus")
    shutil.rmtree(two.root / ".padapatha")
    (tmp_path / "disk").mkdir()
    environment = os.environ | {
        "SIZE": str(pages * 4096), "DISK": str(tmp_path / "disk"), "ROOT": str(two.root),
        "PADAPATHA": sys.executable,
    }  # fmt: skip
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", FULL],
        capture_output=True, encoding="utf-8", check=False, env=environment,
    )  # fmt: skip
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("no file system can be mounted here")
    first, _, second = done.stdout.partition("again ")
    code = int(first.partition("code ")[2].partition("\n")[0])
    right = {line for line in second.split("\n")[1:] if line}
    written = {line for line in first.split("\n") if "  corpus/" in line}
    assert {line for line in written if "MANIFEST" not in line} <= right
    assert (code, "Traceback" in done.stderr, "tmp" in first) == (0 if written == right else 3, False, False)
    assert (second[0], len(right)) == ("0", sum(name.startswith("corpus/") for name in calm))


# Two at once


@pytest.mark.parametrize("pairs", [3, pytest.param(50, marks=HEAVY)])
def test_two_builds_at_once_do_no_harm(two: Project, pairs: int) -> None:
    calm = everything(two.root)
    for _ in range(pairs):
        shutil.rmtree(two.root / "corpus")
        shutil.rmtree(two.root / ".padapatha" / "built")
        both = [subprocess.Popen([*PROGRAM, "build", "--root", str(two.root)], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, encoding="utf-8") for _ in range(2)]  # fmt: skip
        said = [each.communicate(timeout=60)[1] for each in both]
        codes = [each.returncode for each in both]
        assert 0 in codes
        assert set(codes) <= {0, 3}
        assert all(("locked" in words) == (code == 3) for words, code in zip(said, codes, strict=True))
        assert everything(two.root) == calm


# The same bytes


PLACES = ("here", "वहाँ")
WAYS = [
    (seed, zone, locale, jobs, place)
    for seed in ("0", "1", "random")
    for zone in ("UTC", "Asia/Kolkata")
    for locale in ("C", "C.UTF-8")
    for jobs in (1, 2, 4)
    for place in PLACES
]


@pytest.mark.parametrize("count", [4, pytest.param(72, marks=HEAVY)])
def test_seventy_two_builds_make_one_hash(two: Project, tmp_path: Path, count: int) -> None:
    if not sys.prefix.isascii():
        pytest.skip("under the locale C Python 3.11 does not read the path of an editable install that is not ASCII")
    calm = {name: data for name, data in everything(two.root).items() if name.startswith("corpus")}
    assert len(WAYS) == 72
    found = []
    for number, (seed, zone, locale, jobs, place) in enumerate(random.Random(1).sample(WAYS, count)):
        root = tmp_path / place / str(number)
        shutil.copytree(two.root / "seeds", root / "seeds")
        (root / "annotations").mkdir()
        mask = os.umask((0o022, 0o077, 0o002)[number % 3])
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = run("build", "--root", root, "--jobs", jobs, env=environment)
        os.umask(mask)
        assert (done.returncode, done.stderr) == (0, "")
        found.append({name: data for name, data in everything(root).items() if name.startswith("corpus")})
    assert found == [calm] * count


# Damage


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with every layer, built and packed."""
    root = Path(shutil.copytree(ROOT / "tests" / "frozen" / "1", tmp_path_factory.mktemp("packed") / "project"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PADAPATHA_MODEL", str(ROOT / "tests" / "annotator" / "tiny"))
        assert build(root).problems == ()
        pack(root)
    return Project(root)


def flipped(data: bytes, bit: int) -> bytes:
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


def bits(data: bytes, count: int) -> list[int]:
    return random.Random(len(data)).sample(range(len(data) * 8), min(count, len(data) * 8))


@pytest.mark.parametrize("count", [3, pytest.param(200, marks=HEAVY)])
def test_one_flipped_bit_in_any_released_file_is_found(packed: Project, count: int) -> None:
    folder = hub_folder(packed)
    names = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(names) > 20
    for path in names:
        data = path.read_bytes()
        for bit in bits(data, count):
            path.write_bytes(flipped(data, bit))
            found = [each.path for each in verify_checksums(folder)]
            assert found, (path.name, bit)
            assert path.name == "checksums.sha256" or found == [path.relative_to(folder).as_posix()]
        path.write_bytes(data)
    assert list(verify_checksums(folder)) == []


def test_a_missing_an_extra_an_emptied_a_renamed_and_two_swapped_files_are_found(
    packed: Project, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(hub_folder(packed).resolve(), tmp_path / "hub"))
    one, other = folder / "LICENSE.txt", folder / "MANIFEST.json"
    one.write_bytes(b"new")
    assert [each.found for each in verify_checksums(folder)] == ["it is not in checksums.sha256"]
    one.unlink()
    right, card = other.read_bytes(), (folder / "README.md").read_bytes()
    for data in (b"", card):
        other.write_bytes(data)
        assert [each.path for each in verify_checksums(folder)] == ["MANIFEST.json"]
    (folder / "README.md").write_bytes(right)
    assert [each.path for each in verify_checksums(folder)] == ["MANIFEST.json", "README.md"]
    other.rename(folder / "Manifest.json")
    (folder / "README.md").write_bytes(card)
    assert {each.path for each in verify_checksums(folder)} == {"MANIFEST.json", "Manifest.json"}


# What no hash of the project covers, and no rule restricts
FREE = {"corpus/MANIFEST.json": ('"tool": "',)}


@pytest.mark.parametrize("count", [2, pytest.param(60, marks=HEAVY)])
def test_one_flipped_bit_in_any_file_of_the_project_is_found(packed: Project, count: int) -> None:
    missed = []
    for folder in ("seeds", "annotations", "corpus"):
        for path in sorted((packed.root / folder).rglob("*.*")):
            data, name = path.read_bytes(), path.relative_to(packed.root).as_posix()
            for bit in bits(data, count):
                line = data[data.rfind(b"\n", 0, bit // 8) + 1 :]
                if any(line.lstrip(b" ").startswith(free.encode()) for free in FREE.get(name, ())):
                    continue
                path.write_bytes(flipped(data, bit))
                if not errors(validate(root=packed.root)):
                    missed.append((name, bit))
            path.write_bytes(data)
    assert missed == []
