"""Measure how far two annotations of the same text agree, and list their differences.

A and B are two CoNLL-U files, two files of one layer, or two folders with the structure of annotations/passes/a. Of
two folders, the files that are in both are compared. Trees are scored by the official UD scorer (extra [validate-ud]).
The exit code is 0 also when there are differences. docs/compare.md explains each figure.

examples:
  padapatha compare annotations/passes/a annotations/passes/b
  padapatha compare mine.conllu annotations/treebank/000_0f1e8db63d2ccbea.conllu
  padapatha compare annotations/passes/a annotations/passes/b --format json > annotations/passes/agreement.json
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from padapatha.commands.options import add_json, print_json

_PIPE_WIDTH = 160  # columns when nobody's terminal says otherwise


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "a", type=Path, metavar="A", help="a .conllu file, a .json file of a layer, or a folder of them"
    )
    parser.add_argument("b", type=Path, metavar="B", help="the same kind of file or folder, from another annotator")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Compare, and print the outcome."""
    from rich.console import Console

    from padapatha.compare import agreement_json, compare
    from padapatha.compare.table import print_agreement

    agreement = compare(args.a, args.b)
    if args.format == "json":
        print_json(agreement_json(agreement))
        return 0
    console = Console(width=None if Console().is_terminal else _PIPE_WIDTH, highlight=False)
    with console.capture() as printed:  # written by us: rich turns a closed pipe into a fault
        print_agreement(agreement, console)
    sys.stdout.write(printed.get())
    return 0
