"""Options that several commands share."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from padapatha.project import Project, find_project

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


def comma_list(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Return the reader of a list of known words, separated by commas; they come in the order of ``known``."""

    def read(value: str) -> tuple[str, ...]:
        given = value.split(",")
        unknown = [word for word in given if word not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return tuple(word for word in known if word in given)

    return read
