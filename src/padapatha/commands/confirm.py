"""Sign sentences of a document: a person has read them and found them right.

Sentences are named by number or sent_id. One that is not in annotations/treebank/ yet is copied from corpus/. Without a
sentence, those that stand there unsigned are signed. Then run `padapatha build`: they are gold.

examples:
  padapatha confirm 000_0f1e8db63d2ccbea 1 2 --by "Asha Rao"
  padapatha confirm 000_0f1e8db63d2ccbea --by "Asha Rao"
"""

from __future__ import annotations

import argparse

from padapatha.commands.options import add_root, project_of
from padapatha.streams import say


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("document", help="a document's id")
    parser.add_argument("sentences", nargs="*", metavar="SENTENCE", help="a number or sent_id (default: all unsigned)")
    parser.add_argument("--by", required=True, metavar="NAME", help="who confirms them")
    parser.add_argument("--on", default="", metavar="YYYY-MM-DD", help="the day of the decision (default: today)")
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Sign, and say what was signed."""
    from padapatha.confirm import confirm

    done = confirm(project_of(args).root, args.document, args.sentences, args.by, on=args.on)
    say(f"{len(done)} signed: {', '.join(done)}" if done else "nothing was waiting to be signed")
    return 0
