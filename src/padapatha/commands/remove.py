"""Remove documents: their texts, what people have decided of them, and what was built of them.

Without --yes nothing is removed if annotations would be lost that no program can make again; they are named. If a run
is killed, give the same command again.

examples:
  padapatha remove 000_0f1e8db63d2ccbea --yes
"""

from __future__ import annotations

import argparse

from padapatha.commands.options import add_root, project_of
from padapatha.streams import say


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("documents", nargs="+", metavar="DOCUMENT", help="id of a document")
    parser.add_argument("--yes", action="store_true", help="remove annotations of people too")
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Remove, and name every file that was removed."""
    from padapatha.documents import remove_documents

    removed = remove_documents(project_of(args).root, args.documents, yes=args.yes)
    for name in removed:
        say(f"removed: {name}")
    return 0
