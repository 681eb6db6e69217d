"""Sign sentences of a document: a person has read them and found them right.

Sentences are named by number or sent_id. One that is not in annotations/treebank/ yet is copied from corpus/. Without a
sentence, those that stand there unsigned are signed. With --from, sentences are taken from a CoNLL-U file in which a
person has edited them (`padapatha review --out`); their borders may be others than those of the corpus. Then run
`padapatha build`: they are gold. docs/review.md explains each step.

examples:
  padapatha confirm 000_0f1e8db63d2ccbea 1 2 --by "Asha Rao"
  padapatha confirm 000_0f1e8db63d2ccbea --by "Asha Rao"
  padapatha confirm 000_0f1e8db63d2ccbea --from mine.conllu --by "Asha Rao"
"""

from __future__ import annotations

import argparse
from pathlib import Path

from padapatha.commands.options import add_root, project_of
from padapatha.streams import say


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("document", help="a document's id")
    parser.add_argument("sentences", nargs="*", metavar="SENTENCE", help="a number or sent_id (default: all unsigned)")
    parser.add_argument("--by", required=True, metavar="NAME", help="who confirms them")
    parser.add_argument(
        "--guideline", metavar="NAME/VERSION", help="what was followed (default: the present version, treebank/1)"
    )
    parser.add_argument("--on", default="", metavar="YYYY-MM-DD", help="the day of the decision (default: today)")
    parser.add_argument(
        "--from", dest="edited", type=Path, metavar="FILE", help="CoNLL-U with edited sentences (default: corpus/)"
    )
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Sign, and say what was signed."""
    from padapatha.confirm import confirm
    from padapatha.rules.signatures import GUIDELINE

    done = confirm(
        project_of(args).root,
        args.document,
        args.sentences,
        args.by,
        on=args.on,
        guideline=args.guideline or GUIDELINE,
        edited=args.edited,
    )
    say(f"{len(done)} signed: {', '.join(done)}" if done else "nothing was waiting to be signed")
    return 0
