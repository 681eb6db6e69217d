"""Build corpus/ from seeds/ and annotations/.

Documents whose inputs have not changed are skipped. When one document has an error, the others are still built. What
was built of a text that is gone is removed; when no text is left at all, only --prune removes it. With --pack, a corpus
without an error is then checked as `padapatha validate` does and packed as `padapatha pack` does. On a terminal, the
last line says what comes next.

examples:
  padapatha build
  padapatha build --pack
  padapatha build --model accurate --jobs 4
  padapatha build --root path/to/project
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from padapatha.commands.options import add_report, add_root, count, project_of, say_last, tell_problems
from padapatha.problems import Problem, Refused, counted, errors, exit_code
from padapatha.progress import bar
from padapatha.project import Project

if TYPE_CHECKING:
    from padapatha.build import Report


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    parser.add_argument(
        "--model",
        metavar="MODEL",
        help="fast, accurate, or the path of a model (default: that of padapatha.toml, $PADAPATHA_MODEL, or fast)",
    )
    parser.add_argument("--jobs", type=count, default=1, metavar="N", help="number of processes (default: 1)")
    parser.add_argument("--prune", action="store_true", help="empty the corpus when no text is left in seeds/")
    parser.add_argument("--pack", action="store_true", help="validate and pack too, if there is no error")
    add_report(parser)


def run(args: argparse.Namespace) -> int:
    """Build, pack if that is asked for, and say what was done and what comes next."""
    from padapatha.commands.pack import built_files, pack_project

    project = project_of(args)
    problems, lines, next_step = _build(project, args)
    if args.pack and not errors(problems):
        refused, packed = pack_project(project)
        problems += refused
        lines += (packed,) if packed else ()
        next_step = "correct the problems, then padapatha build --pack" if refused else next_step
    tell_problems(args, problems, built_files(project))
    for line in lines:
        say_last(args, line)
    if next_step and sys.stderr.isatty():
        sys.stderr.write(f"next: {next_step}\n")
    return exit_code(problems)


def _build(project: Project, args: argparse.Namespace) -> tuple[tuple[Problem, ...], tuple[str, ...], str]:
    """Build; return the problems, what was done, and what comes next."""
    from padapatha.annotate import models
    from padapatha.build import build, build_model

    try:
        with bar("build", len(project.documents())) as advance:
            report = build(project.root, model=args.model, jobs=args.jobs, prune=args.prune, seen=lambda _: advance(1))
    except Refused as refused:
        return refused.problems, (), ""
    summary = _summary(report, annotated=bool(models(args.model or build_model(project.root))))
    return report.problems, (summary,), _next_step(report, packed=args.pack)


def _summary(report: Report, *, annotated: bool) -> str:
    made = [built.entry for built in report.documents if built.entry]
    skipped = sum(built.skipped for built in report.documents)
    sentences, tokens = sum(entry.sentences for entry in made), sum(entry.tokens for entry in made)
    refused = len(report.documents) - len(made)
    bare = "" if annotated else "; no model: tokens without annotation (docs/annotator.md)"
    done = f"{counted(len(made), 'document')} ({skipped} unchanged)"
    size = f"{counted(sentences, 'sentence')}, {counted(tokens, 'token')}"
    removed = f"; removed: {', '.join(report.removed)}" if report.removed else ""
    return f"{done}, {size}; {refused} refused{bare}{removed}"


def _next_step(report: Report, *, packed: bool) -> str:
    """What is to be done after a build, in one line; nothing when everything is confirmed and packed."""
    if not report.documents:
        return "padapatha add FILE …"
    if errors(report.problems):
        return "correct the problems, then padapatha build"
    entries = [built.entry for built in report.documents if built.entry]
    waiting = [count for entry in entries if (count := entry.sentences - entry.gold_sentences)]
    where = f"{counted(sum(waiting), 'sentence')} of {counted(len(waiting), 'document')}"
    steps = [f"{where} that nobody has confirmed: padapatha review"] if waiting else []
    steps += [] if packed else ["padapatha validate, padapatha pack"]
    return "; then ".join(steps)
