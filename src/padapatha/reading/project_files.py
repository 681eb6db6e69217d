"""The one way in which files of a project are read: named as messages name them, refused in the project's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from padapatha import files
from padapatha.limits import MAX_FILE
from padapatha.problems import Refused, of_system, problem
from padapatha.project import Project


def _unseen(_name: str) -> None:
    """Nobody counts the files that are read."""


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """A project whose files are read; ``seen`` is told the name of every file."""

    project: Project
    seen: Callable[[str], None] = _unseen

    def name(self, path: Path) -> str:
        """Name a file as messages and manifests do: from the project's root, with slashes."""
        return self.project.relative(path)

    def read(self, path: Path, limit: int = MAX_FILE) -> bytes:
        """Read a file; raise `Refused` when it is missing, no regular file, over the limit or unreadable."""
        shown = self.name(path)
        self.seen(shown)
        return read_file(path, shown, limit)


def read_file(path: Path, shown: str = "", limit: int = MAX_FILE) -> bytes:
    """Read a file, called ``shown`` in messages; whatever the system says becomes `Refused`."""
    shown = shown or str(path)
    try:
        return files.read_bytes(path, limit)
    except Refused as refused:
        raise Refused([replace(each, path=shown) for each in refused.problems]) from None
    except FileNotFoundError:
        raise Refused([problem("missing", shown, "there is no such file")]) from None
    except OSError as fault:
        raise Refused([of_system(fault, shown)]) from None
