"""The command line: finds the command, runs it, and tells the truth in the exit code.

0 well, 1 problems in the data, 2 wrong command, 3 the machine (disk, rights, network), 70 a fault of this program,
130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import import_module
from types import FrameType, ModuleType
from typing import NoReturn

import padapatha
from padapatha.problems import Problem, Refused, printable, problem

VERBS = ("new", "build", "confirm", "annotate", "validate", "show", "pack", "compare", "export", "train")
_USAGE = frozenset(("usage", "no-project", "outside", "extra", "model"))
_MACHINE = frozenset(("locked", "machine"))


class _Parser(argparse.ArgumentParser):
    """argparse that offers the nearest word for an unknown one and never guesses an abbreviated option."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: usage: {printable(message)}{_nearest(message)}; fix: see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()  # inside the guard, so that a full disk is seen
    except BrokenPipeError:
        _close_stdout()
        return 0  # the reader has what it wanted: `padapatha show … | head -1` is no fault
    except KeyboardInterrupt:
        sys.stderr.write("padapatha: interrupted; run it again to go on\n")
        return 130
    except OSError as fault:
        return _complain([problem("machine", str(fault.filename or "padapatha"), fault.strerror or str(fault))])
    except Exception:  # noqa: BLE001  the last guard: a traceback is for us, not for the user
        return _bug()
    return code


def _run(arguments: list[str]) -> int:
    parser = _parser(_chosen(arguments))
    if not arguments:
        parser.print_help(sys.stderr)
        return 2
    try:
        found = parser.parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = found.run
        return run(found)
    except SystemExit as done:  # argparse has printed its help or its complaint
        return done.code if isinstance(done.code, int) else 2
    except Refused as refused:
        return _complain(refused.problems)


def _chosen(arguments: Sequence[str]) -> tuple[str, ...]:
    """The commands to import: only the one that is called, so that `padapatha show` starts at once."""
    called = next((each for each in arguments if each in VERBS), None)
    return (called,) if called else VERBS


def _parser(verbs: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(prog="padapatha", description=padapatha.__doc__, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"padapatha {padapatha.__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for verb in verbs:
        module = import_module(f"padapatha.commands.{verb}")
        _add(commands, verb, module)
    return parser


def _add(commands: argparse._SubParsersAction[_Parser], verb: str, module: ModuleType) -> None:
    command = commands.add_parser(
        verb,
        help=module.HELP,
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.register(command)
    command.set_defaults(run=module.run)


def _nearest(message: str) -> str:
    wrong = message.partition("invalid choice: ")[2].partition(" ")[0].strip("'")
    near = get_close_matches(wrong, VERBS, 1)
    return f"; did you mean {near[0]}?" if near else ""


def _complain(problems: Sequence[Problem]) -> int:
    for each in problems:
        sys.stderr.write(f"{each}\n")
    slugs = {each.slug for each in problems}
    return 3 if slugs & _MACHINE else 2 if slugs & _USAGE else 1


def _bug() -> int:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="padapatha-", suffix=".log", delete=False) as file:
        traceback.print_exc(file=file)
    sys.stderr.write(f"{problem('bug', 'padapatha', f'a fault of this program, described in {file.name}')}\n")
    return 70


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _speak_utf8(stream: object) -> None:
    """Hindi is printed or escaped on every terminal, whatever its locale says."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_stdout() -> None:
    """Let the interpreter's own flush at exit go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    raise SystemExit(main())
