"""A program that kills a piece of work again and again: ``python killing.py WORK PROJECT COUNT``.

Everything is imported once; the work runs in a forked child that is killed at a random moment of it. Prints one JSON
object: how many children were killed before they had ended, and every state that must not be.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from padapatha import files
from padapatha.annotator import runtime
from padapatha.build import build
from padapatha.confirm import confirm
from padapatha.documents import remove_documents, rename_document
from padapatha.pack.assemble import pack
from padapatha.pack.release import hub_folder, verify_checksums
from padapatha.project import Project
from processes import everything


@dataclass(frozen=True)
class Work:
    """What is run and killed, what comes before each run, and what is wrong after it."""

    run: Callable[[], object]
    prepare: Callable[[int], object]
    faults: Callable[[], Iterator[str]]


def _build(root: Path) -> Work:
    calm = {path.name: path.read_bytes() for path in (root / "corpus").iterdir()}

    def prepare(_number: int) -> None:
        shutil.rmtree(root / "corpus")
        shutil.rmtree(root / ".padapatha" / "built", ignore_errors=True)
        (root / "corpus").mkdir()

    def faults() -> Iterator[str]:
        for path in (root / "corpus").iterdir():
            if not path.name.startswith(".padapatha-tmp-") and path.read_bytes() != calm.get(path.name):
                yield f"torn: {path.name}"

    return Work(lambda: build(root), prepare, faults)


def _confirm(root: Path) -> Work:
    path = Project(root).treebank("ek")
    states: list[bytes | None] = []

    def prepare(_number: int) -> None:
        if not states:
            confirm(root, "ek", ["1"], "me", on="2026-11-24")
            states.append(path.read_bytes())
            confirm(root, "ek", ["2"], "me", on="2026-11-24")
            states.append(path.read_bytes())
        files.write_bytes(path, states[0] or b"")

    def faults() -> Iterator[str]:
        if path.read_bytes() not in states:
            yield "the treebank is neither what it was nor what it was to be"

    return Work(lambda: confirm(root, "ek", ["2"], "me", on="2026-11-24"), prepare, faults)


def _pack(root: Path) -> Work:
    card = root / "DATASET_CARD.md"

    def prepare(number: int) -> None:
        head, begin, rest = card.read_text(encoding="utf-8").partition("\npretty_name: ")
        card.write_text(f"{head}{begin}नमूना {number}\n{rest.partition(chr(10))[2]}", encoding="utf-8")

    def faults() -> Iterator[str]:
        yield from map(str, verify_checksums(hub_folder(Project(root)).resolve(strict=True)))

    return Work(lambda: pack(root), prepare, faults)


def _rename(root: Path) -> Work:
    before = Path(shutil.copytree(root, root.with_name("before")))
    rename_document(root, "ek", "naya")
    build(root)
    calm = everything(root)

    def prepare(_number: int) -> None:
        shutil.rmtree(root)
        shutil.copytree(before, root)

    def faults() -> Iterator[str]:
        if (root / "seeds" / "ek.txt").is_file():
            rename_document(root, "ek", "naya")
        build(root)
        if everything(root) != calm:
            yield "the same command did not finish it"

    return Work(lambda: rename_document(root, "ek", "naya"), prepare, faults)


def _remove(root: Path) -> Work:
    before = Path(shutil.copytree(root, root.with_name("before")))
    remove_documents(root, ["ek"])
    calm = everything(root)

    def prepare(_number: int) -> None:
        shutil.rmtree(root)
        shutil.copytree(before, root)

    def faults() -> Iterator[str]:
        if list(root.glob("*/ek.*")):
            remove_documents(root, ["ek"])
        if everything(root) != calm:
            yield "the same command did not finish it"

    return Work(lambda: remove_documents(root, ["ek"]), prepare, faults)


_WORKS = {"build": _build, "confirm": _confirm, "pack": _pack, "rename": _rename, "remove": _remove}


def _child(run: Callable[[], object]) -> int:
    """Run in a child of this process; return its process id."""
    child = os.fork()
    if child == 0:
        try:
            run()
        finally:
            os._exit(0)
    return child


def _duration(work: Work) -> float:
    """How long an undisturbed run takes: the shortest of three, so that most kills come before the end."""
    durations = []
    for _ in range(3):
        work.prepare(0)
        begin = time.perf_counter()
        os.waitpid(_child(work.run), 0)
        durations.append(time.perf_counter() - begin)
    return min(durations)


def main(name: str, root: Path, count: int) -> dict[str, object]:
    """Kill, look, and count."""
    work = _WORKS[name](root)
    chance = random.Random(count)
    duration, killed = _duration(work), 0
    faults: list[str] = []
    for number in range(count):
        work.prepare(number + 1)
        child = _child(work.run)
        time.sleep(chance.uniform(0, duration))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        faults += work.faults()
    return {"killed": killed, "faults": faults, "seconds": round(duration, 3)}


if __name__ == "__main__":
    assert runtime.BUFFER, "the libraries of the annotator are imported before the first child"
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
