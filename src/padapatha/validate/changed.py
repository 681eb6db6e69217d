"""Which files have changed since a commit of git, so that a check of a pull request looks at nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess  # git, with arguments of ours; no shell
from collections.abc import Sequence
from pathlib import Path

from padapatha.problems import Refused, problem

_ENDINGS = (b".conllu", b".json")
_SECONDS = 120


def changed_files(reference: str, paths: Sequence[str] = (), folder: Path | None = None) -> tuple[Path, ...]:
    """Return the CoNLL-U and JSON files that differ from where ``reference`` and this branch parted.

    Files that git does not know yet are among them; deleted ones are not. ``paths`` limit them to some folders or
    files. Raises `Refused` when there is no git, no repository or no such commit.
    """
    root = folder or Path.cwd()
    if reference.startswith("-"):
        raise _refused(reference, "it is no commit")
    limits = ["--", *(paths or ["."])]
    names = _git(
        root,
        reference,
        "diff",
        "--name-only",
        "-z",
        "--diff-filter=d",
        "--relative",
        "--merge-base",
        reference,
        *limits,
    )
    names += _git(root, reference, "ls-files", "--others", "--exclude-standard", "-z", *limits)
    found = sorted({name for name in names.split(b"\0") if name.endswith(_ENDINGS)})
    return (
        tuple(root / os.fsdecode(name) for name in found)
        if folder
        else tuple(Path(os.fsdecode(each)) for each in found)
    )


def _git(folder: Path, reference: str, *arguments: str) -> bytes:
    program = shutil.which("git")
    if program is None:
        raise _refused(reference, "git is not installed")
    done = subprocess.run((program, *arguments), cwd=folder, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  see the import
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip("\n").rpartition("\n")[2]
        raise _refused(reference, said or f"git ended with code {done.returncode}")
    return done.stdout


def _refused(reference: str, found: str) -> Refused:
    fix = "give a commit or branch of this repository; a shallow clone needs `git fetch --unshallow`"
    return Refused([problem("usage", f"--changed-since {reference}", found, fix=fix)])
