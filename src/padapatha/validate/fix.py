"""What can be corrected in CoNLL-U without a decision: order, normal form, white space at ends, the end of the file.

A file that is otherwise broken is corrected all the same: only lines of ten columns are looked into.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from padapatha import files
from padapatha.conllu.faults import COLUMN_NAMES, Column
from padapatha.conllu.lines import decode
from padapatha.conllu.nodes import cells
from padapatha.problems import Problem, Refused, printable, problem, refuse
from padapatha.project import Project
from padapatha.reading import read_file
from padapatha.text import to_nfc
from padapatha.validate.levels import Scope
from padapatha.validate.targets import expand, project_of_file
from padapatha.values import EMPTY, ordered_feats, ordered_misc

_BLANKS = " \t\r"  # other white space may be what the writer meant, and is only reported


def correct_files(
    paths: Sequence[str], scope: Scope, tell: Callable[[str], object], *, write: bool
) -> tuple[Path, ...]:
    """Tell the diff of every file that can be corrected, and write it if asked to; return these files.

    Raises `Refused` for a file that cannot be read, or is built from others.
    """
    changed = []
    for path in expand(paths, scope):
        if isinstance(path, Problem):
            raise Refused([path])
        if path.suffix != ".conllu":
            continue
        project = project_of_file(path)
        refuse(_built(path, project))
        before = decode(read_file(path), str(path))
        after = corrected(before, house=scope.of(in_project=project is not None).profile == "house")
        if after != before:
            changed.append(path)
            tell("".join(f"{line}\n" for line in difference(before, after, str(path))))
            if write:
                files.write_bytes(path, after.encode("utf-8"))
    return tuple(changed)


def _built(path: Path, project: Project | None) -> Iterator[Problem]:
    if project and path.resolve().is_relative_to(project.root.resolve() / "corpus"):
        yield problem("hand-edit", str(path), "corpus/ is built, and not corrected by hand")


def corrected(text: str, *, house: bool) -> str:
    """Return the text of a CoNLL-U file with everything corrected; ``house`` sorts MISC too."""
    lines = [_line(line, house=house) for line in to_nfc(text).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{line}\n" for line in lines) + "\n" if lines else text


def _line(line: str, *, house: bool) -> str:
    values = cells(line)
    if len(values) != len(COLUMN_NAMES) or line.startswith("#"):
        return line.rstrip(_BLANKS)  # a comment, or no line of ten columns
    values = [value.rstrip(_BLANKS) for value in values]
    values[Column.FEATS] = ordered_feats(values[Column.FEATS])
    if house and values[Column.MISC] != EMPTY:
        values[Column.MISC] = ordered_misc(values[Column.MISC])
    return "\t".join(values)


def difference(before: str, after: str, path: str) -> Iterator[str]:
    """Yield the lines of a unified diff, safe for a terminal."""
    sides = (before.split("\n"), after.split("\n"))
    for line in difflib.unified_diff(*sides, path, f"{path} (corrected)", n=0, lineterm=""):
        yield "\t".join(map(printable, cells(line)))
