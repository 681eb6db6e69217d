"""Take back what was annotated in another tool: merge it with today's annotations, check it, sign it.

IN is the file or folder that came back. What changed since the export is merged item by item; an item that was changed
in both places is a collision, and nothing is written until a person has decided it. What the tool cannot show is left
as it is. Look at it first with --dry-run; then run `padapatha build`.

examples:
  padapatha export --to conllu dist/trees && padapatha import --from conllu dist/trees --dry-run
  padapatha import --from conllu corpus/000_0f1e8db63d2ccbea.conllu --by "Asha Rao"
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from padapatha.commands.options import add_root, project_of, tell_apart
from padapatha.problems import exit_code
from padapatha.streams import say

_TOOLS = ("label-studio", "brat", "doccano", "conllu")  # IMPORT_TOOLS, not imported to list them


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("returned", type=Path, metavar="IN", help="the file or folder that came back")
    parser.add_argument("--from", required=True, choices=_TOOLS, metavar="TOOL", dest="tool", help=", ".join(_TOOLS))
    parser.add_argument("--by", default="", metavar="NAME", help="who signs the changes")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument(
        "--manifest",
        default="",
        metavar="FILE",
        help="padapatha-export.json of the export (default: the one beside IN)",
    )
    parser.add_argument(
        "--partial", action="store_true", help="documents or sentences that are missing stay as they are"
    )
    parser.add_argument("--complete", action="store_true", help="sign that the whole texts were read for these layers")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="format of the report (default: text)"
    )
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Import, and tell what was done."""
    from padapatha import strict_json
    from padapatha.exchange import ImportOptions, import_from, import_report_json

    options = ImportOptions(by=args.by, partial=args.partial, complete=args.complete, dry_run=args.dry_run)
    report = import_from(project_of(args).root, args.tool, args.returned, options, manifest=args.manifest)
    tell_apart(report.problems)
    if args.format == "json":
        sys.stdout.write(strict_json.dumps(import_report_json(report)).decode("utf-8"))
        return exit_code(report.problems)
    sys.stdout.writelines(f"{entry}\n" for entry in report.entries)
    sys.stdout.writelines(f"wrote {name}\n" for name in report.written)
    say(report.counts() + ("" if report.written or not report.entries else "; nothing was written"))
    return exit_code(report.problems)
