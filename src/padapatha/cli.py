"""The command line: find the command, import it, run it, and return an exit code.

0 success, 1 problems in the data, 2 wrong command, 3 the machine (disk, rights, network), 70 an error in this program,
130 interrupted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import padapatha
from padapatha import interrupts, streams
from padapatha.problems import Problem, Refused, exit_code, of_system, printable, problem

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

# Each command with its line in `padapatha --help`. The texts stand here, so that no command is imported to list them.
COMMANDS = {
    "init": "start a project in a folder",
    "add": "add texts to seeds/",
    "build": "build corpus/ from seeds/ and annotations/",
    "list": "list the documents and how they stand",
    "status": "show how many sentences people have confirmed",
    "rename": "give a document another id",
    "remove": "remove documents",
    "review": "list the sentences that a person should look at first",
    "confirm": "sign sentences that a person has read",
    "annotate": "annotate text, or the tokens of CoNLL-U",
    "validate": "check the project, or single files",
    "show": "show a document, or one sentence of it",
    "pack": "pack corpus/ and annotations/ into the dataset dist/hub/",
    "compare": "measure the agreement of two annotations",
    "export": "write documents as files of an annotation tool",
    "import": "take back what was annotated in another tool",
    "train": "train a model on treebanks and entity files",
}


class _Parser(argparse.ArgumentParser):
    """argparse that offers the nearest word for an unknown one and never guesses an abbreviated option."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Write without the guard of argparse, which hides a full disk."""
        (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: usage: {printable(message)}{_nearest(message)}; fix: see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    interrupts.listen()
    try:
        streams.prepare()
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()  # inside the guard, so that a full disk is seen
    except BrokenPipeError:
        streams.silence_output()
        return 0  # the reader has what it wanted: `padapatha show … | head -1` is no fault
    except KeyboardInterrupt:
        return interrupts.finish()
    except OSError as fault:
        _drop_output()
        return _complain([of_system(fault)])
    except MemoryError:
        return _complain([problem("machine", "padapatha", "there is not enough memory")])
    except Exception:  # noqa: BLE001  the last guard: a traceback is for us, not for the user
        return interrupts.finish() if interrupts.seen() else _bug()
    return code


def _run(arguments: list[str]) -> int:
    parser = _parser(arguments)
    if not arguments:
        parser.print_help(sys.stderr)
        return 2
    try:
        options = parser.parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except SystemExit as done:  # argparse has printed its help or its complaint
        return done.code if isinstance(done.code, int) else 2
    except Refused as refused:
        return _complain(refused.problems)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for these arguments: every command is listed, only the one that is called is imported."""
    called = next((word for word in arguments if word in COMMANDS), None)
    parser = _Parser(prog="padapatha", description=padapatha.__doc__, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"padapatha {padapatha.__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(
            name, help=summary, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
        )
        if name == called:
            _import_command(name, command)
    return parser


def _import_command(name: str, command: argparse.ArgumentParser) -> None:
    """Import the module of a command; give its parser the description and the options."""
    module = import_module(f"padapatha.commands.{name}")
    command.description = module.__doc__
    module.register(command)
    command.set_defaults(run=module.run)


def _nearest(message: str) -> str:
    from difflib import get_close_matches

    wrong = message.partition("invalid choice: ")[2].partition(" ")[0].strip("'")
    near = get_close_matches(wrong, COMMANDS, 1)
    return f"; did you mean {near[0]}?" if near else ""


def _complain(problems: Sequence[Problem]) -> int:
    sys.stderr.writelines(f"{fault}\n" for fault in problems)
    return exit_code(problems)


def _bug() -> int:
    import tempfile
    import traceback

    found = "a fault of this program"
    with (
        suppress(OSError),  # no room for the description
        tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="padapatha-", suffix=".log", delete=False) as file,
    ):
        traceback.print_exc(file=file)
        found += f", described in {file.name}"
    sys.stderr.write(f"{problem('bug', 'padapatha', found)}\n")
    return 70


def _drop_output() -> None:
    """After a fault of the machine: what standard output does not take is dropped, or Python would fail at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        streams.silence_output()


if __name__ == "__main__":
    raise SystemExit(main())
