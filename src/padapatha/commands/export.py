"""Write documents as files of another tool, with all that is needed to take them back.

OUT is a new folder. padapatha-export.json in it says what was exported, from which text and in which unit; keep it for
`padapatha import`. brat, doccano and label-studio are given layers, conllu the trees, corefud both as one file that is
read only. docs/tools.md has a section for each tool.

examples:
  padapatha export --to label-studio dist/label-studio
  padapatha export --to brat --layers entities --docs 000_0f1e8db63d2ccbea dist/brat
  padapatha export --to corefud dist/corefud
"""

from __future__ import annotations

import argparse
from pathlib import Path

from padapatha.commands.options import add_root, comma_list, project_of
from padapatha.problems import counted
from padapatha.streams import say

_TOOLS = ("label-studio", "brat", "doccano", "conllu", "corefud")  # EXPORT_TOOLS, not imported to list them
_LAYERS = ("entities", "coreference", "quotations")
_UNITS = ("utf-16", "grapheme", "code-point")


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("out", type=Path, metavar="OUT", help="a new folder")
    parser.add_argument("--to", required=True, choices=_TOOLS, metavar="TOOL", dest="tool", help=", ".join(_TOOLS))
    parser.add_argument(
        "--layers",
        type=comma_list(_LAYERS),
        default=_LAYERS,
        metavar="LAYER,…",
        help=f"of {', '.join(_LAYERS)} (default: all)",
    )
    parser.add_argument(
        "--docs", action="append", default=[], metavar="ID,…", help="ids of documents (default: the whole corpus)"
    )
    parser.add_argument(
        "--unit", choices=_UNITS, default="", help="unit of offsets of a doccano project (default: utf-16)"
    )
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Export, and count the files."""
    from padapatha.exchange import export

    documents = [document for each in args.docs for document in each.split(",")]
    root = project_of(args).root
    written = export(root, args.tool, args.out, documents=documents, layers=args.layers, unit=args.unit)
    say(f"{counted(len(written), 'file')} in {args.out}")
    return 0
