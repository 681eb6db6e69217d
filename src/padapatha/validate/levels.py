"""Profiles and levels: how much is asked of a file.

| level | profile | what is asked |
|---|---|---|
| 1 | ud, house | lines, columns, ids, characters: level 1 of the official validator |
| 2 | ud, house | values, trees, graphs, comments: its level 2 |
| 3 | house | comments, words and labels as this project writes them, signatures |
| 4 | house | the files of a project against each other: names, texts, layers, built documents |
| 5 | house | what a release needs: the manifest and the hashes of everything that was built |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from padapatha.problems import Refused, problem

Profile = Literal["ud", "house"]
PROFILES: dict[Profile, int] = {"ud": 2, "house": 5}  # each with its highest level
UD_FORMAT, HOUSE, CROSS_LAYER, RELEASE = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Scope:
    """What a user asks for: a profile (None: what the place of a file asks for), a level (None: all of it)."""

    profile: Profile | None = None
    level: int | None = None

    def of(self, *, in_project: bool) -> Depth:
        """Return how much is asked of a file; raise `Refused` for a level that the profile does not have."""
        profile: Profile = self.profile or ("house" if in_project else "ud")
        highest = PROFILES[profile]
        level = highest if self.level is None else self.level
        if not 1 <= level <= highest:
            found = f"level {level} of the profile {profile}, which has the levels 1 to {highest}"
            fix = "give --profile house, or the official validator with --ud --ud-level"
            raise Refused([problem("usage", "--level", found, fix=fix if profile == "ud" else "")])
        return Depth(profile, level)


@dataclass(frozen=True, slots=True)
class Depth:
    """A profile and a level that it has."""

    profile: Profile
    level: int

    @property
    def is_ud(self) -> bool:
        """Whether only UD is asked, so that a file is looked at alone."""
        return self.level <= UD_FORMAT


Seen = Callable[[str], None]  # is told the name of every file that is read
