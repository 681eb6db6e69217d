"""What the tests of `padapatha add` work with: a project, a folder of texts, and the command that takes them in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from padapatha.cli import main
from padapatha.project import Project

FIELDS = ("--source", "me", "--licence", "CC0-1.0", "--genre", "fiction", "--split", "train")
HINDI = "राम घर गया। सीता भी घर आई।\n"


@dataclass(frozen=True)
class Desk:
    """A project and a folder of texts to take in."""

    project: Project
    texts: Path
    captured: Callable[[], Any]

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.texts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return path

    def add(self, *arguments: object, fields: tuple[str, ...] = FIELDS) -> tuple[int, str, str]:
        """Run the command: the exit code, stdout and stderr."""
        self.captured()
        code = main(["add", *fields, *map(str, arguments), "--root", str(self.project.root)])
        said = self.captured()
        return code, said.out, said.err

    def seeds(self) -> list[str]:
        return sorted(path.name for path in (self.project.root / "seeds").iterdir())

    def text(self, document: str) -> str:
        return self.project.seed_text(document).read_text(encoding="utf-8")

    def metadata(self, document: str) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.project.seed_metadata(document).read_bytes())
        return value


def of(number: int) -> str:
    """A text of its own for each number."""
    return f"पाठ {number} यहाँ है। वह छोटा है।\n"
