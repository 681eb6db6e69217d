"""How far two annotations of the same text agree, and in what they differ: read, pair, score, tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from padapatha import files
from padapatha.compare.coreference import compare_coreference
from padapatha.compare.entities import compare_entities
from padapatha.compare.expressions import compare_expressions
from padapatha.compare.outcome import Agreement, Comparison, record
from padapatha.compare.pairs import Key, found_files, named, paired
from padapatha.compare.quotations import compare_quotations
from padapatha.compare.reading import Paths
from padapatha.compare.translations import compare_translations
from padapatha.compare.treebank import compare_treebanks
from padapatha.problems import Problem, Refused, problem
from padapatha.validate.scene import read

__all__ = ["Agreement", "compare", "hashes", "record"]

Comparer = Callable[[Sequence[Paths]], Comparison]

COMPARERS: Mapping[str, Comparer] = {
    "treebank": compare_treebanks,
    "entities": compare_entities,
    "coreference": compare_coreference,
    "quotations": compare_quotations,
    "expressions": compare_expressions,
    "translations": compare_translations,
}


def compare(a: str | Path, b: str | Path) -> Agreement:
    """Compare two annotations of the same text: two CoNLL-U files, two files of one layer, or two folders of both.

    A folder is laid out like ``annotations/passes/a``; every file that stands in both is compared. What is measured
    and how: ``docs/compare.md``. Differences are no problems. Raises `Refused` for files that are not of their form or
    not of the same text, and when the official UD scorer is needed and not installed.
    """
    sides = Path(a), Path(b)
    if sides[0].is_dir() != sides[1].is_dir():
        raise Refused([problem("usage", str(b), "a folder and a file", fix="give two folders or two files")])
    ours, theirs = map(found_files, sides)
    both = paired(ours, theirs)
    return Agreement(
        str(a),
        str(b),
        {"a": hashes(ours), "b": hashes(theirs)},
        _comparisons(both),
        {"a": _lonely(ours, both), "b": _lonely(theirs, both)},
    )


def hashes(found: Mapping[Key, Path]) -> dict[str, str]:
    """Return the SHA-256 of every file by its name (``layer/file``)."""
    return {named(key, path): files.sha256(read(path, str(path))) for key, path in found.items()}


def _lonely(found: Mapping[Key, Path], both: Mapping[Key, tuple[Path, Path]]) -> tuple[str, ...]:
    return tuple(named(key, path) for key, path in found.items() if key not in both)


def _comparisons(both: Mapping[Key, tuple[Path, Path]]) -> tuple[Comparison, ...]:
    """Compare layer by layer; what is wrong in one hides nothing of another."""
    done: list[Comparison] = []
    problems: list[Problem] = []
    for layer, comparer in COMPARERS.items():
        here = [(document, *paths) for (name, document), paths in both.items() if name == layer]
        try:
            done += [comparer(here)] if here else []
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(dict.fromkeys(problems))
    return tuple(done)
