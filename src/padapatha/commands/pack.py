"""Pack corpus/ and annotations/ into the dataset dist/hub/: Parquet, CoNLL-U, card, schemas, checksums.

What `padapatha validate` refuses is not packed. Every file is read back after it is written. dist/hub is replaced in
one step, or not at all. The numbers in DATASET_CARD.md are updated; what people have written in it is held against the
data. A project without DATASET_CARD.md gets a card in dist/hub alone.

examples:
  padapatha pack
  padapatha pack --check
  padapatha pack --card
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from padapatha.commands.options import add_root, project_of
from padapatha.problems import Refused, exit_code
from padapatha.progress import bar
from padapatha.report import FORMATS, render
from padapatha.streams import say

if TYPE_CHECKING:
    from padapatha.pack.assemble import Packed


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    check = "write nothing; fail if the numbers in DATASET_CARD.md are not those of the data"
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--check", action="store_true", help=check)
    only.add_argument("--card", action="store_true", help="write DATASET_CARD.md alone, a first one if there is none")
    parser.add_argument("--format", choices=FORMATS, default="text", help="format of the problems (default: text)")


def run(args: argparse.Namespace) -> int:
    """Pack, and say what was made."""
    from padapatha.pack.assemble import pack

    project = project_of(args)
    try:
        with bar("pack", len(project.documents())) as advance:
            packed = pack(project.root, check=args.check, card=args.card, seen=lambda _: advance(1))
    except Refused as refused:
        if args.format == "text":
            raise  # the command line prints it and chooses the exit code
        sys.stderr.write(render(refused.problems, args.format))
        return exit_code(refused.problems)
    say(_summary(packed, "DATASET_CARD.md is written" if args.card else "the card agrees; nothing was kept"))
    return 0


def _summary(packed: Packed, otherwise: str) -> str:
    rows: dict[str, int] = {}
    for table in packed.written:
        rows[table.config] = rows.get(table.config, 0) + table.rows
    counts = ", ".join(f"{count:,} {config}" for config, count in rows.items())
    outcome = f"dist/hub is release {packed.folder.name}" if packed.folder else otherwise
    return f"{counts}; {outcome}"
