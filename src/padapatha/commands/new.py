"""Add texts to seeds/.

Each text is checked first: encoding, characters, script, damage, markup, duplicates, licence. A text with an error is
not added, and each error is reported with its line and column. The document id is the name of the file unless --id is
given. For a file that is in seeds/ already, only the metadata is written.

examples:
  padapatha new story.txt --source "The author" --licence CC-BY-SA-4.0 --genre fiction --split train
  padapatha new a.txt b.txt --source "Press office" --licence CC-BY-4.0 --genre news --split test --published 2024-02-29
  padapatha new b.txt --source "Archive" --licence LicenseRef-unknown --rights "Not known." --genre news --split train
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from padapatha.commands.options import add_root, project_of
from padapatha.problems import Problem, Refused, errors, exit_code, of_system, printable, problem
from padapatha.project import Project
from padapatha.report import render
from padapatha.schemas import schema
from padapatha.streams import say

if TYPE_CHECKING:
    from padapatha.intake import Description


def _choices(field: str) -> tuple[str, ...]:
    return tuple(schema("seed")["properties"][field]["enum"])


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options; `run` asks on a terminal for those that are required and missing."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="plain text, UTF-8")
    parser.add_argument("--id", help="document id, for one FILE only (default: the file name without .txt)")
    parser.add_argument("--language", default="hi", metavar="CODE", help="language of the text (default: hi)")
    parser.add_argument("--source", help="person or publication that the text comes from")
    parser.add_argument(
        "--licence",
        choices=_choices("licence"),
        metavar="LICENCE",
        help=f"licence of the text: {', '.join(_choices('licence'))}",
    )
    parser.add_argument(
        "--rights", help="what is known about the rights in the text; required with LicenseRef-… licences"
    )
    parser.add_argument(
        "--genre", choices=_choices("genre"), metavar="GENRE", help=f"genre of the text: {', '.join(_choices('genre'))}"
    )
    parser.add_argument("--split", choices=_choices("split"), help="split of the dataset that the text belongs to")
    parser.add_argument("--title", help="title of the text")
    parser.add_argument("--url", help="web address of the published text")
    parser.add_argument("--published", metavar="YYYY-MM-DD", help="date of publication")
    parser.add_argument("--received", metavar="YYYY-MM-DD", help="date on which you got the text (default: today)")
    parser.add_argument(
        "--normalise",
        action="store_true",
        help="convert the text to Unicode NFC; without this option, other forms are refused",
    )
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Take each file in; one that is refused does not keep the others out."""
    if args.id and len(args.files) > 1:
        raise Refused([problem("usage", "--id", "one id for several files")])
    project = project_of(args)
    for field in _QUESTIONS:
        if not getattr(args, field):
            setattr(args, field, _ask(field))
    return exit_code([each for path in args.files for each in _take(project, path, args)])


def _take(project: Project, path: Path, args: argparse.Namespace) -> tuple[Problem, ...]:
    """Take one file in; tell and return what is to be said of it."""
    from padapatha.intake import take

    problems: tuple[Problem, ...] = ()
    try:
        problems = take(project, path, _description(path, args), to_nfc=args.normalise)
    except Refused as refused:
        problems = refused.problems
    except FileNotFoundError:
        problems = (problem("missing", str(path), "there is no such file", fix="check the path"),)
    except OSError as fault:
        problems = (of_system(fault),)
    sys.stderr.write(render(problems))
    if not errors(problems):
        say(f"taken in: {printable(str(path))}")
    return problems


def _description(path: Path, args: argparse.Namespace) -> Description:
    from padapatha.intake import Description

    return Description(
        document=args.id or path.name.removesuffix(".txt"),
        language=args.language,
        title=args.title,
        source=args.source,
        url=args.url,
        licence=args.licence,
        rights=args.rights,
        genre=args.genre,
        published=args.published,
        received=args.received or datetime.now(UTC).date().isoformat(),
        split=args.split,
    )


def _ask(field: str) -> str:
    """Ask on a terminal; where nobody can answer, the option is missing."""
    if not sys.stdin.isatty():
        raise Refused(
            [problem("usage", f"--{field}", "the option is missing and stdin is no terminal", fix=f"give --{field}")]
        )
    sys.stderr.write(f"{field}{_hint(field)}: ")
    sys.stderr.flush()
    answer = sys.stdin.readline().strip(" \n")
    return answer or _ask(field)


def _hint(field: str) -> str:
    return "" if field == "source" else f" ({', '.join(_choices(field))})"


_QUESTIONS = ("source", "licence", "genre", "split")
