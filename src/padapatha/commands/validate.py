"""Check CoNLL-U files of any UD treebank, or a project, and report every problem with its place. Nothing is changed
unless --fix --write asks for it.

A file outside of a project is held to UD: levels 1 and 2 of the official validator (--profile ud). Inside a project
its own rules apply too, levels 3 to 5 (--profile house). Without FILE, the current project is checked: seeds/,
annotations/, corpus/ and the manifest. docs/validate.md says what each level asks.

examples:
  padapatha validate --profile ud my.conllu
  padapatha validate --changed-since origin/main --format sarif --output problems.sarif .
  padapatha validate --ignore joiner,look-alike --max 20 corpus/
  padapatha validate --fix my.conllu
  padapatha validate --ud --ud-level 3
  padapatha validate - < my.conllu
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from padapatha.commands.options import add_report, add_root, count, say_last, tell_problems
from padapatha.limits import MAX_FILE
from padapatha.problems import Problem, Refused, counted, problem
from padapatha.progress import bar
from padapatha.report import render

if TYPE_CHECKING:
    from padapatha.validate.settings import Settings

_STDIN = "<stdin>"
_ON_A_TERMINAL = 100
_NUMBER = re.compile(r"0|[1-9][0-9]{0,3}")


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "paths", nargs="*", metavar="FILE", help="files or folders; - is CoNLL-U from stdin (default: the project)"
    )
    add_root(parser)
    asked = parser.add_argument_group("what is asked")
    asked.add_argument("--profile", choices=("ud", "house"), help="rules of UD alone, or of this project's form too")
    asked.add_argument("--level", type=count, metavar="N", help="1 to 2 of ud, 1 to 5 of house (default: the highest)")
    asked.add_argument("--select", action="append", metavar="SLUG,…", help="tell these problems only")
    asked.add_argument("--ignore", action="append", metavar="SLUG,…", help="leave these problems out")
    asked.add_argument("--strict", action="store_true", help="warnings set the exit code too")
    asked.add_argument("--changed-since", metavar="REF", help="only files that differ from where the branch left REF")
    asked.add_argument("--jobs", type=count, metavar="N", help="look at N files at once (default: 1)")
    asked.add_argument("--cache", type=Path, metavar="FOLDER", help="remember there which files hold to UD; skip them")
    asked.add_argument("--fix", action="store_true", help="show what can be corrected without a decision, as a diff")
    asked.add_argument("--write", action="store_true", help="with --fix: write it")
    told = parser.add_argument_group("how it is told")
    told.add_argument(
        "--max", type=_number, metavar="N", help="problems shown of a file; 0 is all (default: 100 on a terminal)"
    )
    add_report(told)
    official = parser.add_argument_group("the official validator")
    official.add_argument("--ud", action="store_true", help="run it too (extra [validate-ud])")
    levels = range(1, 6)
    official.add_argument(
        "--ud-level", type=count, choices=levels, default=5, metavar="N", help="its level, 1 to 5 (default: 5)"
    )


def run(args: argparse.Namespace) -> int:
    """Check, tell the problems as they come, and count them."""
    from padapatha.validate.settings import read_settings
    from padapatha.validate.tally import ProblemTally

    settings = read_settings(args.root or Path.cwd())
    if args.fix or args.write:
        return _fix(args, settings)
    most = next((each for each in (args.max, settings.max) if each is not None), _by_default(args))
    tally = ProblemTally(_slugs(args.select) or settings.select, _slugs(args.ignore) or settings.ignore, most)
    seen: dict[str, None] = {}
    kept: list[Problem] = []
    tell = kept.append if args.format != "text" or args.output else _tell
    with bar("validate") as advance:
        for each in filter(tally.wants, _problems(args, settings, seen)):
            if tally.shows(each):
                tell(each)
            advance(1)
    if args.format != "text" or args.output:
        tell_problems(args, kept, list(seen))
    for path, more in tally.hidden():
        sys.stderr.write(f"{path}: {more:,} more problems (--max 0 shows all)\n")
    say_last(args, tally.summary(len(seen)))
    if tally.has("machine"):
        return 3
    if tally.has("usage") or (tally.has("missing") and not seen):
        return 2
    return int(tally.errors > 0 or (tally.warnings > 0 and (args.strict or settings.strict)))


def _fix(args: argparse.Namespace, settings: Settings) -> int:
    """Show, or write, what can be corrected; 1 when there is something that has not been written."""
    from padapatha.validate.fix import correct_files
    from padapatha.validate.levels import Scope

    if not args.fix or not args.paths or "-" in args.paths:
        found = "--write without --fix" if not args.fix else "no file or folder to correct"
        raise Refused([problem("usage", "--fix", found, fix="padapatha validate --fix FILE …")])
    scope = Scope(args.profile or settings.profile)
    changed = correct_files(args.paths, scope, sys.stdout.write, write=args.write)
    sys.stderr.write(f"{counted(len(changed), 'file')} {'corrected' if args.write else 'to correct'}\n")
    return int(bool(changed) and not args.write)


def _by_default(args: argparse.Namespace) -> int:
    return _ON_A_TERMINAL if args.format == "text" and not args.output and sys.stderr.isatty() else 0


def _tell(each: Problem) -> None:
    sys.stderr.write(render([each]))


def _problems(args: argparse.Namespace, settings: Settings, seen: dict[str, None]) -> Iterator[Problem]:
    from padapatha.validate import validate
    from padapatha.validate.levels import Scope
    from padapatha.validate.targets import check_unplaced, is_checked, project_of_file

    note: Callable[[str], None] = lambda name: seen.setdefault(name)  # noqa: E731  a set in the order of reading
    profile, level = args.profile or settings.profile, args.level or settings.level
    scope = Scope(profile, level)
    paths = [path for path in args.paths if path != "-"]
    if "-" in args.paths:
        note(_STDIN)
        here = (args.root or Path.cwd()) / "-"
        yield from check_unplaced(_stdin(), _STDIN, scope.of(in_project=project_of_file(here) is not None))
    if args.changed_since:
        from padapatha.validate.changed import changed_files

        found = changed_files(args.changed_since, paths, args.root)
        paths = [str(path) for path in found if is_checked(path, scope)]
        if not paths:
            return
    if paths or "-" not in args.paths:
        jobs = args.jobs or settings.jobs or 1
        options = {"root": args.root, "profile": profile, "level": level, "jobs": jobs, "cache": args.cache}
        yield from validate(paths, **options, ud=args.ud, ud_level=args.ud_level, seen=note)


def _slugs(given: list[str] | None) -> tuple[str, ...]:
    from padapatha.validate.settings import check_slugs

    slugs = tuple(slug for each in given or () for slug in each.split(",") if slug)
    check_slugs(slugs, "--select, --ignore")
    return slugs


def _number(value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} is not a number from 0 to 9999")
    return int(value)


def _stdin() -> bytes:
    if sys.stdin.isatty():
        raise Refused([problem("usage", "-", "stdin is a terminal", fix="padapatha validate - < my.conllu")])
    data = sys.stdin.buffer.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise Refused([problem("limit", _STDIN, f"more than {MAX_FILE:,} bytes")])
    return data
