"""Options that several commands share."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from padapatha.project import Project, find_project

_COUNT = re.compile(r"[1-9][0-9]{0,3}")


def add_root(parser: argparse.ArgumentParser) -> None:
    """Add ``--root``: the project to work on."""
    parser.add_argument("--root", type=Path, metavar="DIR", help="the project (default: the one this folder lies in)")


def project_of(args: argparse.Namespace) -> Project:
    """The project named by ``--root``, or the one the current folder lies in."""
    return find_project(args.root or Path.cwd())


def count(value: str) -> int:
    """Read a number of something: ASCII digits, from 1 to 9999."""
    if not _COUNT.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 1 to 9999")
    return int(value)
