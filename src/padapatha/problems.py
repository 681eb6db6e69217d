"""Problems: a slug, a location in a file, what is wrong and how to fix it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from padapatha.catalogue import KINDS, Severity


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong at a location in a file.

    Lines and columns count from 1, columns in code points. Line 0 is the whole file, column 0 the whole line.
    """

    path: str
    line: int
    column: int
    slug: str
    found: str
    fix: str

    @property
    def severity(self) -> Severity:
        """``error`` or ``warning``, from the catalogue."""
        return KINDS[self.slug].severity

    def __str__(self) -> str:
        """Return one line: ``path:line:column: slug: found; fix: what to do``."""
        place = ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])
        return f"{printable(place)}: {self.slug}: {printable(self.found)}; fix: {printable(self.fix)}"


def problem(slug: str, path: str, found: str, *, line: int = 0, column: int = 0, fix: str = "") -> Problem:
    """Make a problem; an empty ``fix`` is replaced by the default fix of the catalogue."""
    return Problem(path, line, column, slug, found, fix or KINDS[slug].fix)


def install(extra: str) -> str:
    """Say how to install an optional part of the package, as the fix of a problem ``extra``."""
    return f"run pip install '.[{extra}]' in a clone of the repository"  # the package is on no index yet


class Refused(ValueError):  # noqa: N818  `except Refused` says what happened to the input
    """Raised for input that is refused; ``problems`` has at least one problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def given_text(value: object, what: str) -> str:
    """Take a text that a caller gave as ``what``; raise `Refused` (``usage``) for anything else."""
    if not isinstance(value, str):
        raise Refused([problem("usage", what, f"a str is needed, not {type(value).__name__}", fix="give a str")])
    return value


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are errors, without the warnings."""
    return tuple(each for each in problems if each.severity == "error")


_USAGE = frozenset(("usage", "no-project", "outside", "extra", "model", "emptied"))
_MACHINE = frozenset(("locked", "machine"))


def exit_code(problems: Iterable[Problem]) -> int:
    """The exit code of a run that found these problems: 3 the machine, 2 a wrong command, 1 the data, 0 no error."""
    slugs = {each.slug for each in errors(problems)}
    return 3 if slugs & _MACHINE else 2 if slugs & _USAGE else 1 if slugs else 0


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with the errors among some problems, if there are any."""
    found = errors(problems)
    if found:
        raise Refused(found)


def of_system(fault: OSError, shown: str = "") -> Problem:
    """Say what the operating system said, at the file it said it of, called ``shown`` if that is given."""
    return problem("machine", shown or str(fault.filename or "padapatha"), fault.strerror or str(fault))


def guarded(check: Callable[[], Iterable[Problem]]) -> Iterator[Problem]:
    """Yield what a check finds; what is refused is a problem like any other, so that one bad file hides no other."""
    try:
        yield from check()
    except Refused as refused:
        yield from refused.problems
    except OSError as fault:
        yield of_system(fault)


def counted(number: int, noun: str) -> str:
    """Return ``1 file``, ``2 files``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def printable(text: str) -> str:
    r"""Escape characters that could control a terminal: control, bidi and surrogate characters, as ``\u202e``."""
    return "".join(each if each.isprintable() or each in "\u200c\u200d" else _escape(each) for each in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
