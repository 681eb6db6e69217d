"""Options that several commands share."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from padapatha import files, strict_json
from padapatha.problems import Problem, Refused, problem
from padapatha.project import Project, find_project, refuse_own_folder
from padapatha.report import FORMATS, render
from padapatha.streams import say

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


def add_report(parser: argparse._ActionsContainer) -> None:
    """Add ``--format`` and ``--output``: how and where the problems are told."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="format of the problems (default: text)")
    parser.add_argument("--output", type=output_file, metavar="FILE", help="write the problems to a file")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add ``--format``: the result as text for people, or as JSON for other programs."""
    choices, said = ("text", "json"), "format of the result (default: text)"
    parser.add_argument("--format", choices=choices, default="text", help=said)


def print_json(value: object) -> None:
    """Print a result for other programs."""
    sys.stdout.write(strict_json.dumps(value).decode("utf-8"))


def tell_problems(args: argparse.Namespace, problems: Sequence[Problem], looked_at: Sequence[str] = ()) -> None:
    """Tell the problems of a run: to the file of ``--output``; else as text to stderr, in another format to stdout.

    ``looked_at`` are the names of the files that were looked at (see `padapatha.report.render`).
    """
    text = render(problems, args.format, looked_at)
    if args.output:
        files.write_bytes(args.output, text.encode("utf-8"))
    else:
        (sys.stderr if args.format == "text" else sys.stdout).write(text)


def tell_apart(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Tell problems to stderr, where a command has something else to say on stdout; return them."""
    found = tuple(problems)
    sys.stderr.write(render(found))
    return found


def say_last(args: argparse.Namespace, line: str) -> None:
    """Print the last line of a run; to stderr where stdout holds the problems for another program."""
    if args.format == "text" or args.output:
        say(line)
    else:
        sys.stderr.write(f"{line}\n")


def count(value: str) -> int:
    """Read a whole number from 1 to 9999, in ASCII digits."""
    if not _COUNT.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} is not a number from 1 to 9999")
    return int(value)


def output_file(name: str) -> Path:
    """Read the name of a file to write; raise `Refused` for one in the folders that hold the corpus itself."""
    path = files.given(name)
    if path.is_dir():
        raise Refused([problem("usage", name, "it is a folder", fix="name a file in it")])
    refuse_own_folder(path, "write to another folder, as dist/")
    return path


def comma_list(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Return the reader of a list of known words, separated by commas; they come in the order of ``known``."""

    def read(value: str) -> tuple[str, ...]:
        given = value.split(",")
        unknown = [word for word in given if word not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return tuple(word for word in known if word in given)

    return read
