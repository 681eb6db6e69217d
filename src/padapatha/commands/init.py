"""Start a project: seeds/, annotations/, corpus/, settings, a workflow for CI, and pages that say what comes next.

Nothing is asked and nothing is overwritten: a file that is there already is left as it is, and named. The folder is
made if it does not exist. docs/project.md explains what each file is for.

examples:
  padapatha init my-corpus --title "Stories of our village"
  padapatha init my-corpus --language hi
  padapatha init
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from padapatha.problems import printable
from padapatha.streams import say


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="DIR", help="default: the current one")
    parser.add_argument("--title", default="", help="title of the corpus (default: the name of the folder)")
    parser.add_argument("--language", default="hi", metavar="CODE", help="language of the texts (default: hi)")


def run(args: argparse.Namespace) -> int:
    """Start the project, and say what was made and what comes next."""
    from padapatha.init import init_project

    started = init_project(args.folder, title=args.title, language=args.language)
    for name in started.left:
        sys.stderr.write(f"left as it is: {name}\n")
    made = f"made: {', '.join(started.made)}" if started.made else "everything was there already"
    say(f"{printable(str(started.root))}: {made}")
    if started.made:
        sys.stderr.write("next: padapatha add FILE …, then padapatha build (see README.md)\n")
    return 0
