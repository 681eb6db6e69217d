"""What is told of the problems of a run: which are wanted, how many of a file are shown, and the count at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from padapatha.problems import Problem, counted

_NEVER_LEFT_OUT = frozenset(("usage", "machine", "locked", "extra", "bug"))  # the run itself did not do its work


@dataclass(slots=True)
class ProblemTally:
    """Counts problems as they come, and never keeps them. ``most`` of a file are shown; 0 is all."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    most: int = 0
    slugs: Counter[tuple[str, str]] = field(default_factory=Counter)  # by severity and slug
    _of_file: Counter[str] = field(default_factory=Counter)

    def wants(self, problem: Problem) -> bool:
        """Whether the problem is among those that the user has selected."""
        if problem.slug in _NEVER_LEFT_OUT:
            return True
        return problem.slug not in self.ignore and (not self.select or problem.slug in self.select)

    def shows(self, problem: Problem) -> bool:
        """Count a problem; say whether it is one of the first of its file."""
        self.slugs[problem.severity, problem.slug] += 1
        self._of_file[problem.path] += 1
        return not self.most or self._of_file[problem.path] <= self.most

    @property
    def errors(self) -> int:
        """How many errors there were."""
        return sum(count for (severity, _), count in self.slugs.items() if severity == "error")

    @property
    def warnings(self) -> int:
        """How many warnings there were."""
        return self.slugs.total() - self.errors

    def has(self, slug: str) -> bool:
        """Whether there was such a problem."""
        return any(slug == each for _, each in self.slugs)

    def hidden(self) -> tuple[tuple[str, int], ...]:
        """The files of which not all problems were shown, and how many were not."""
        over = ((path, count - self.most) for path, count in self._of_file.items())
        return tuple((path, count) for path, count in over if self.most and count > 0)

    def summary(self, files: int) -> str:
        """One line: files, problems, warnings, and how often each slug."""
        counts = f"{counted(files, 'file')}, {counted(self.errors, 'problem')}, {counted(self.warnings, 'warning')}"
        slugs = ", ".join(f"{count:,} {slug}" for (_, slug), count in self.slugs.most_common())
        return counts + (f" ({slugs})" if slugs else "")
