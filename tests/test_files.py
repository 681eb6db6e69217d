"""The one door to the disk: inside the root, regular files, whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from padapatha import files
from padapatha.problems import Refused

HOSTILE = [
    "../out",
    "../../etc/passwd",
    "a/../../out",
    "/etc/passwd",
    "//host/share",
    "..",
    "a/../..",
    "nul\0byte",
    "./../out",
    "../root-evil/x",
    "x/../../root-evil",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_a_path_cannot_leave_its_root(tmp_path: Path, part: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "root-evil").mkdir()
    with pytest.raises(Refused) as refused:
        files.inside(root, part)
    assert refused.value.problems[0].slug == "outside"


def test_a_link_cannot_lead_out(tmp_path: Path) -> None:
    root, out = tmp_path / "root", tmp_path / "out"
    root.mkdir()
    out.mkdir()
    (root / "link").symlink_to(out)
    with pytest.raises(Refused):
        files.inside(root, "link", "x")
    assert files.inside(root, "plain", "x") == root / "plain" / "x"


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe")
    for name, word in (("link", "link"), ("pipe", "pipe"), (".", "folder")):
        with pytest.raises(Refused, match=word):
            files.read_bytes(tmp_path / name)
    assert files.read_bytes(tmp_path / "real") == b"x"


def test_the_limit_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"12345")
    assert files.read_bytes(path, limit=5) == b"12345"
    with pytest.raises(Refused, match="larger than 4"):
        files.read_bytes(path, limit=4)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    files.write_bytes(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.write_bytes(path, b"same")
    before = path.stat().st_ino
    files.write_bytes(path, b"same")
    assert path.stat().st_ino == before


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with files.lock(tmp_path), pytest.raises(Refused, match=str(os.getpid())), files.lock(tmp_path):
        pytest.fail("two held the lock")


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    hold = f"""
import os, pathlib
from padapatha import files
with files.lock(pathlib.Path({str(tmp_path)!r})):
    os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", hold], check=False).returncode == 9
    with files.lock(tmp_path):
        pass


def test_who_holds_the_lock_is_named_only_where_it_is_known(tmp_path: Path) -> None:
    with files.lock(tmp_path):
        for content in (b"", b"12\x1b[31m", "१२".encode(), b"9" * 40):
            (tmp_path / ".padapatha" / "lock.pid").write_bytes(content)
            with pytest.raises(Refused, match="another process"), files.lock(tmp_path):
                pytest.fail("two held the lock")


@pytest.mark.parametrize("link", [".padapatha", ".padapatha/lock", ".padapatha/lock.pid"])
@pytest.mark.parametrize("target", ["outside", "project/seeds"])
def test_a_link_in_place_of_the_lock_writes_nowhere_else(tmp_path: Path, link: str, target: str) -> None:
    root = tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    (root / "annotations").mkdir()
    (tmp_path / "outside").mkdir()
    path, aim = root / link, tmp_path / target
    if link != ".padapatha":
        path.parent.mkdir()
        aim = aim / "precious"
        aim.write_bytes(b"precious")
    path.symlink_to(aim)
    if link == ".padapatha/lock.pid":  # replaced, never followed
        with files.lock(root):
            pass
    else:
        with pytest.raises(Refused, match="symbolic link") as refused, files.lock(root):
            pytest.fail("the lock was held through a link")
        assert refused.value.problems[0].slug == "file-kind"
    assert [name.read_bytes() for name in (tmp_path / target).iterdir()] == [b"precious"] * (link != ".padapatha")


def test_reading_works_where_the_system_has_no_fcntl(tmp_path: Path) -> None:
    """As on Windows: no module ``fcntl``, no flags for links, pipes and child processes."""
    path = tmp_path / "a.conllu"
    path.write_text("# sent_id = a-s1\n# text = हाँ\n1\tहाँ\t_\t_\t_\t_\t_\t_\t_\t_\n\n", encoding="utf-8")
    code = f"""
import os, sys
sys.modules["fcntl"] = None
del os.O_NOFOLLOW, os.O_NONBLOCK, os.O_CLOEXEC
import padapatha
print(len(padapatha.read_conllu({str(path)!r})))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_sweep_removes_leftovers_only(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".padapatha-tmp-1-x").write_bytes(b"half")
    (tmp_path / "a" / "kept").write_bytes(b"whole")
    files.sweep(tmp_path)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["kept"]


def test_a_listing_is_sorted_by_bytes_and_hides_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "अ.txt", "Z.txt", "c.json"):
        (tmp_path / name).touch()
    assert files.listing(tmp_path, ".txt") == ("Z.txt", "a.txt", "b.txt", "अ.txt")
    assert files.listing(tmp_path / "absent") == ()
