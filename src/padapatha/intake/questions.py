"""Questions on a terminal for what nothing else says of the texts; a wrong answer is asked again at once."""

from __future__ import annotations

import sys

from padapatha.problems import Refused, printable, problem
from padapatha.reading.seed_fields import field_choices, field_fault, field_help


def can_ask() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def ask(field: str) -> str:
    """Ask for the value of a field until there is one that it can have; raise `Refused` when the input ends."""
    choices = field_choices(field)
    question = f"{field} ({', '.join(choices)}): " if choices else f"{field}: "
    while True:
        sys.stderr.write(question)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise unanswered(field)
        answer = line.strip(" \r\n")
        fault = field_fault(field, answer)
        if not fault:
            return answer
        sys.stderr.write(f"  {printable(fault)}: {printable(field_help(field, answer))}\n")


def unanswered(field: str) -> Refused:
    """The refusal of a run in which an option is missing."""
    found = "the option is missing and nobody answers"
    return Refused([problem("usage", f"--{field}", found, fix=f"give --{field}")])
