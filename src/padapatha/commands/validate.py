"""Check the whole project, or single files, and report every problem with its place. Nothing is changed.

Without FILE, seeds/, annotations/, corpus/ and the manifest of the current project are checked. The kind of a file
follows from its name and folder. A .conllu file outside of a project is checked for its format and profile.

examples:
  padapatha validate
  padapatha validate annotations/entities/000_0f1e8db63d2ccbea.json
  padapatha validate --format sarif 2> problems.sarif
  padapatha validate --ud --ud-level 3
  padapatha validate - < my.conllu
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from padapatha.commands.options import add_root, count
from padapatha.limits import MAX_FILE
from padapatha.problems import Problem, Refused, errors, problem
from padapatha.progress import bar
from padapatha.report import FORMATS, render

_STDIN = "<stdin>"


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "paths", nargs="*", metavar="FILE", help="files or folders; - is CoNLL-U from stdin (default: the project)"
    )
    add_root(parser)
    parser.add_argument("--ud", action="store_true", help="run the official UD validator too (extra [validate-ud])")
    parser.add_argument(
        "--ud-level",
        type=count,
        choices=range(1, 6),
        default=5,
        metavar="N",
        help="level of that validator, 1 to 5 (default: 5)",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="format of the problems (default: text)")


def run(args: argparse.Namespace) -> int:
    """Check, tell the problems as they come, and count them."""
    seen: set[str] = set()
    found: list[Problem] = []
    with bar("validate") as advance:
        for each in _problems(args, seen):
            found.append(each)
            if args.format == "text":
                sys.stderr.write(render([each]))
            advance(1)
    if args.format != "text":
        sys.stderr.write(render(found, args.format))
    faults = len(errors(found))
    print(f"{_count(len(seen), 'file')}, {_count(faults, 'problem')}, {_count(len(found) - faults, 'warning')}")
    if any(each.slug == "machine" for each in found):
        return 3
    return 1 if faults else 0


def _problems(args: argparse.Namespace, seen: set[str]) -> Iterator[Problem]:
    from padapatha.validate import check_free, validate

    paths = [path for path in args.paths if path != "-"]
    if "-" in args.paths:
        seen.add(_STDIN)
        yield from check_free(_stdin(), _STDIN)
    if paths or not args.paths:
        yield from validate(paths, root=args.root, ud=args.ud, level=args.ud_level, seen=seen.add)


def _stdin() -> bytes:
    if sys.stdin.isatty():
        raise Refused([problem("usage", "-", "stdin is a terminal", fix="padapatha validate - < my.conllu")])
    data = sys.stdin.buffer.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise Refused([problem("limit", _STDIN, f"more than {MAX_FILE:,} bytes")])
    return data


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
