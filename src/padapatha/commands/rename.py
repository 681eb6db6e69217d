"""Give a document another id, in the names of its files and in the ids of its sentences, paragraphs and layers.

What was built of it is removed: run `padapatha build` afterwards. If a run is killed, give the same command again.

examples:
  padapatha rename 000_0f1e8db63d2ccbea visit-2023
"""

from __future__ import annotations

import argparse

from padapatha.commands.options import add_root, project_of
from padapatha.problems import counted
from padapatha.streams import say


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("old", metavar="OLD", help="id of a document")
    parser.add_argument("new", metavar="NEW", help="its new id")
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Rename, and count the files."""
    from padapatha.documents import rename_document

    made = rename_document(project_of(args).root, args.old, args.new)
    say(f"{args.old} is {args.new}: {counted(len(made), 'file')}; now run padapatha build")
    return 0
