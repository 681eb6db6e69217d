"""Pack corpus/ and annotations/ into the dataset dist/hub/: Parquet, CoNLL-U, card, schemas, checksums.

What `padapatha validate` refuses is not packed. Every file is read back after it is written. dist/hub is replaced in
one step, or not at all. The numbers in DATASET_CARD.md are updated; what people have written in it is held against the
data. A project without DATASET_CARD.md gets a card in dist/hub alone.

examples:
  padapatha pack
  padapatha pack --check
  padapatha pack --card
  padapatha pack --format sarif --output problems.sarif
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from padapatha.commands.options import add_report, add_root, project_of, say_last, tell_problems
from padapatha.problems import Problem, Refused, exit_code
from padapatha.progress import bar
from padapatha.project import Project

if TYPE_CHECKING:
    from padapatha.pack.assemble import Packed


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    check = "write nothing; fail if the numbers in DATASET_CARD.md are not those of the data"
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--check", action="store_true", help=check)
    only.add_argument("--card", action="store_true", help="write DATASET_CARD.md alone, a first one if there is none")
    add_report(parser)


def run(args: argparse.Namespace) -> int:
    """Pack, and say what was made."""
    project = project_of(args)
    problems, summary = pack_project(project, check=args.check, card=args.card)
    tell_problems(args, problems, built_files(project))
    if summary:
        say_last(args, summary)
    return exit_code(problems)


def pack_project(project: Project, *, check: bool = False, card: bool = False) -> tuple[tuple[Problem, ...], str]:
    """Pack; return the problems for which that was refused, or else what was made in words."""
    from padapatha.pack.assemble import pack

    try:
        with bar("pack", len(project.documents())) as advance:
            packed = pack(project.root, check=check, card=card, seen=lambda _: advance(1))
    except Refused as refused:
        return refused.problems, ""
    return (), _summary(packed, "DATASET_CARD.md is written" if card else "the card agrees; nothing was kept")


def built_files(project: Project) -> tuple[str, ...]:
    """The names of the built sentences, which reports for other programs list."""
    return tuple(f"corpus/{document}.conllu" for document in project.documents())


def _summary(packed: Packed, otherwise: str) -> str:
    rows: dict[str, int] = {}
    for table in packed.written:
        rows[table.config] = rows.get(table.config, 0) + table.rows
    counts = ", ".join(f"{count:,} {config}" for config, count in rows.items())
    outcome = f"dist/hub is release {packed.folder.name}" if packed.folder else otherwise
    return f"{counts}; {outcome}"
