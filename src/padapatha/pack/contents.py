"""What the files of a release hold, gathered while the documents go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from padapatha.pack.numbers import Tally
from padapatha.pack.parquet import Written
from padapatha.pack.signing import Row
from padapatha.problems import Problem, Refused


@dataclass(slots=True)
class Contents:
    """Grows with every document; ``conllu`` holds by split the files and the SHA-256 of them one after the other."""

    written: list[Written] = field(default_factory=list)
    conllu: dict[str, dict[str, Any]] = field(default_factory=dict)
    tally: Tally = field(default_factory=Counter)
    languages: set[str] = field(default_factory=set)
    example: Row = field(default_factory=dict)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `Refused` when there is a problem."""
    found = tuple(problems)
    if found:
        raise Refused(found)
