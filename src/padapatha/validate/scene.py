"""Where a validation takes place: the project, and the one way in which its files are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from padapatha import files
from padapatha.limits import MAX_FILE
from padapatha.problems import Problem, Refused, problem
from padapatha.project import Project

Seen = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A project whose files are being looked at; ``seen`` is told the name of every file that is read."""

    project: Project
    seen: Seen

    def name(self, path: Path) -> str:
        """Name a file of the project as messages do."""
        return self.project.relative(path)

    def read(self, path: Path, limit: int = MAX_FILE) -> bytes:
        """Read a file; raise `Refused` in the project's words when it is none that can be read."""
        shown = self.name(path)
        self.seen(shown)
        return read(path, shown, limit)


def read(path: Path, shown: str, limit: int = MAX_FILE) -> bytes:
    """Read a file, called ``shown`` in messages; whatever the machine says becomes `Refused`."""
    try:
        return files.read_bytes(path, limit)
    except Refused as refused:
        raise Refused(replace(each, path=shown) for each in refused.problems) from None
    except FileNotFoundError:
        raise Refused([problem("missing", shown, "there is no such file")]) from None
    except OSError as fault:
        raise Refused([problem("machine", shown, fault.strerror or "it cannot be read")]) from None


def guarded(check: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """Yield what a check finds; a file that it cannot take is a problem like any other and hides no other file."""
    try:
        yield from check()
    except Refused as refused:
        yield from refused.problems
