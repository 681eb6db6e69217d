"""Add texts to seeds/.

A text is a *.txt file, one of the *.txt below a folder, or an object of a *.jsonl file. Each is checked first:
encoding, characters, script, damage, markup, duplicates, licence. A text with an error is not added and keeps no other
out; each error is reported with its line and column. What is in already is skipped. The document id is made from the
name of the file. docs/intake.md has the fields, the tables and what --clean changes.

examples:
  padapatha add story.txt --source "The author" --licence CC-BY-SA-4.0 --genre fiction --split train
  padapatha add texts/ more.jsonl --metadata table.tsv --clean
  padapatha add texts/ --source "Press office" --licence CC-BY-4.0 --genre news --split test --unwrap --dry-run
  padapatha add b.txt --source "Archive" --licence LicenseRef-unknown --rights "Not known." --genre news --split train
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from padapatha.commands.options import add_root, project_of
from padapatha.problems import Problem, Refused, exit_code, printable, problem
from padapatha.report import render
from padapatha.schemas import schema
from padapatha.streams import say

if TYPE_CHECKING:
    from padapatha.intake import IntakeOptions, Outcome
    from padapatha.intake.run import Result
    from padapatha.intake.table import MetadataTable

_WORDS: Mapping[Result, str] = {
    "taken": "taken in",
    "replaced": "replaced",
    "known": "already in",
    "refused": "refused",
}
_MANY = 3  # rows of a table without a text that are named


def _choices(field: str) -> tuple[str, ...]:
    return tuple(schema("seed")["properties"][field]["enum"])


def _acceptance(field: str) -> Mapping[str, Any]:
    """What the schema says of a field of a warning that is accepted."""
    found: Mapping[str, Any] = schema("seed")["properties"]["accepted"]["items"]["properties"][field]
    return found


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options; `run` asks on a terminal for the fields that are required and missing."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="file, folder, pattern (*.txt) or JSONL file"
    )
    parser.add_argument(
        "--metadata", type=Path, metavar="TABLE", help="TSV or CSV file with a row of fields for each text"
    )
    parser.add_argument("--id", help="document id, for one text only (default: made from the file name)")
    _register_fields(parser)
    changes = parser.add_argument_group("changes to the text")
    changes.add_argument(
        "--clean",
        action="store_true",
        help="delete or replace characters without meaning (byte-order marks, tabs, CR, zero-width …); write NFC",
    )
    changes.add_argument("--unwrap", action="store_true", help="join the lines of texts that are wrapped at a width")
    changes.add_argument("--replace", action="store_true", help="take the new version of a document that is in already")
    changes.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    changes.add_argument(
        "--accept",
        action="append",
        default=[],
        choices=_acceptance("slug")["enum"],
        metavar="SLUG",
        help=f"never report this warning of these texts again: {', '.join(_acceptance('slug')['enum'])}",
    )
    changes.add_argument("--reason", metavar="TEXT", help="why the warnings of --accept are right for these texts")
    add_root(parser)


def _register_fields(parser: argparse.ArgumentParser) -> None:
    fields = parser.add_argument_group("what is known of the texts; an option counts before the table and the defaults")
    fields.add_argument(
        "--language", metavar="CODE", help="language of the text (default: that of padapatha.toml, or hi)"
    )
    fields.add_argument("--source", help="person or publication that the text comes from")
    fields.add_argument(
        "--licence",
        choices=_choices("licence"),
        metavar="LICENCE",
        help=f"licence of the text: {', '.join(_choices('licence'))}",
    )
    fields.add_argument(
        "--rights", help="what is known about the rights in the text; required with LicenseRef-… licences"
    )
    fields.add_argument(
        "--genre", choices=_choices("genre"), metavar="GENRE", help=f"genre of the text: {', '.join(_choices('genre'))}"
    )
    fields.add_argument("--split", choices=_choices("split"), help="split of the dataset that the text belongs to")
    fields.add_argument("--title", help="title of the text")
    fields.add_argument("--url", help="web address of the published text")
    fields.add_argument("--published", metavar="YYYY-MM-DD", help="date of publication")
    fields.add_argument("--received", metavar="YYYY-MM-DD", help="date on which you got the text (default: today)")


def run(args: argparse.Namespace) -> int:
    """Take each text in; one that is refused does not keep the others out."""
    from padapatha.defaults import read_defaults
    from padapatha.intake import take_all
    from padapatha.intake.candidates import Candidate, candidates_of
    from padapatha.intake.resolve import Sources, resolve
    from padapatha.intake.table import read_table_of_texts

    given, options = _given_fields(args), _intake_options(args)
    project = project_of(args)
    table = read_table_of_texts(args.metadata) if args.metadata else None
    sources = Sources(given, table, read_defaults(project.root))
    found = list(candidates_of(args.paths))
    candidates = [each for each in found if isinstance(each, Candidate)]
    problems = [each for each in found if isinstance(each, Problem)]
    if args.id and len(candidates) > 1:
        raise Refused([problem("usage", "--id", f"one id for {len(candidates):,} texts", fix="leave --id out")])
    sys.stderr.write(render(problems))
    described = resolve(project, candidates, sources, replaces=options.replace)
    outcomes = [_told(outcome) for outcome in take_all(project, described, options)]
    _tell_of_rows(table)
    _summarise(outcomes, len({(each.path, each.line) for each in problems}), dry_run=options.dry_run)
    return exit_code([*problems, *(each for outcome in outcomes for each in outcome.problems)])


def _given_fields(args: argparse.Namespace) -> dict[str, str]:
    """The fields that options give; a value that no text can have is refused before any text is looked at."""
    from padapatha.reading.seed_fields import SEED_FIELDS, field_fault, field_help

    given = {field: getattr(args, field) for field in ("id", *SEED_FIELDS) if getattr(args, field) is not None}
    faults = [
        problem("usage", f"--{field}", fault, fix=field_help(field, value))
        for field, value in given.items()
        if field != "id" and (fault := field_fault(field, value))
    ]
    if faults:
        raise Refused(faults)
    return given


def _intake_options(args: argparse.Namespace) -> IntakeOptions:
    from padapatha.intake import IntakeOptions
    from padapatha.metadata import Acceptance
    from padapatha.reading.seed_fields import words_fault

    if bool(args.accept) != bool(args.reason):
        missing, there = ("--reason", "--accept") if args.accept else ("--accept", "--reason")
        raise Refused([problem("usage", missing, f"{there} needs it", fix=f"give {missing} too")])
    most = _acceptance("reason")["maxLength"]
    if args.reason and (fault := words_fault(args.reason) or (len(args.reason) > most) * "it is too long"):
        raise Refused([problem("usage", "--reason", fault, fix=f"write 1 to {most:,} characters of plain text")])
    accepted = tuple(Acceptance(slug, args.reason) for slug in args.accept)
    return IntakeOptions(args.clean, args.unwrap, args.replace, args.dry_run, accepted)


def _told(outcome: Outcome) -> Outcome:
    """Tell what became of a text, as it is done."""
    sys.stderr.write(render(outcome.problems))
    if outcome.notes or outcome.result in ("taken", "replaced"):
        notes = "".join(f"\n  {printable(note)}" for note in outcome.notes)
        say(f"{_WORDS[outcome.result]}: {printable(outcome.path)} as {outcome.document}{notes}")
    return outcome


def _tell_of_rows(table: MetadataTable | None) -> None:
    rows = table.unused() if table else ()
    if table and rows:
        named = ", ".join(repr(row.file) for row in rows[:_MANY]) + (", …" if len(rows) > _MANY else "")
        sys.stderr.write(f"{printable(table.path)}: {len(rows):,} rows name no text of this run: {printable(named)}\n")


def _summarise(outcomes: list[Outcome], unreadable: int, *, dry_run: bool) -> None:
    counts = Counter(outcome.result for outcome in outcomes)
    counts["refused"] += unreadable
    shown = [f"{word} {counts[key]:,}" for key, word in _WORDS.items() if counts[key] or key != "replaced"]
    say(", ".join(shown) + ("; this was a dry run, nothing is written" if dry_run else ""))
