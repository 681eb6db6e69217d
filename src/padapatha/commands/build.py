"""Build corpus/ from seeds/ and annotations/.

Documents whose inputs have not changed are skipped. When one document has an error, the others are still built. What
was built of a text that is gone is removed; when no text is left at all, only --prune removes it.

examples:
  padapatha build
  padapatha build --jobs 4
  padapatha build --root path/to/project
"""

from __future__ import annotations

import argparse
import sys

from padapatha.commands.options import add_root, count, project_of
from padapatha.problems import exit_code
from padapatha.progress import bar
from padapatha.report import FORMATS, render
from padapatha.streams import say


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    parser.add_argument("--jobs", type=count, default=1, metavar="N", help="number of processes (default: 1)")
    parser.add_argument("--prune", action="store_true", help="empty the corpus when no text is left in seeds/")
    parser.add_argument("--format", choices=FORMATS, default="text", help="format of the problems (default: text)")


def run(args: argparse.Namespace) -> int:
    """Build, and say what was done."""
    from padapatha.annotate import models
    from padapatha.build import build

    project = project_of(args)
    with bar("build", len(project.documents())) as advance:
        report = build(project.root, jobs=args.jobs, prune=args.prune, seen=lambda _: advance(1))
    sys.stderr.write(render(report.problems, args.format))
    made = [built for built in report.documents if built.entry]
    skipped = sum(built.skipped for built in made)
    tokens = sum(built.entry.tokens for built in made if built.entry)
    sentences = sum(built.entry.sentences for built in made if built.entry)
    refused = len(report.documents) - len(made)
    bare = "" if models() else "; no model: tokens without annotation (docs/annotator.md)"
    done = f"{len(made)} documents ({skipped} unchanged), {sentences} sentences, {tokens} tokens"
    removed = f"; removed: {', '.join(report.removed)}" if report.removed else ""
    say(f"{done}; {refused} refused{bare}{removed}")
    return exit_code(report.problems)
