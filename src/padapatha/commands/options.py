"""Options that several commands share."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from padapatha import files
from padapatha.problems import Refused, problem
from padapatha.project import Project, find_project

OWN_FOLDERS = ("seeds", "annotations", "corpus", "schema")  # of a project: what they hold is written by no other door
_COUNT = re.compile(r"[1-9][0-9]{0,3}")


def add_root(parser: argparse.ArgumentParser) -> None:
    """Add ``--root``: the project to work on."""
    parser.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="folder of the project (default: the current one, or the nearest above it)",
    )


def project_of(args: argparse.Namespace) -> Project:
    """The project named by ``--root``, or the one the current folder lies in."""
    return find_project(args.root or Path.cwd())


def count(value: str) -> int:
    """Read a whole number from 1 to 9999, in ASCII digits."""
    if not _COUNT.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} is not a number from 1 to 9999")
    return int(value)


def output_file(project: Project, name: str) -> Path:
    """Where to write; never into the folders that hold the corpus itself."""
    path = Path(name)
    target = files.real(path)
    if target.is_dir():
        raise Refused([problem("usage", name, "it is a folder", fix="name a file in it")])
    if target.is_relative_to(project.root) and target.relative_to(project.root).parts[0] in OWN_FOLDERS:
        found = f"{', '.join(f'{folder}/' for folder in OWN_FOLDERS)} hold the corpus itself"
        raise Refused([problem("usage", name, found, fix="write to another folder, as dist/")])
    return path
