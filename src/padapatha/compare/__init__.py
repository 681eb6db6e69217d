"""How far two annotations of the same text agree, and in what they differ.

`inputs` finds, pairs and reads the files. `treebank`, `layers`, `quotations` and `coreference` compare what they hold,
with the figures of `measures`, `items` and `chain_scores`. `outcome` holds the result, `table` shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from padapatha import files
from padapatha.compare.coreference import compare_coreference
from padapatha.compare.inputs import TREEBANK, FileKey, FilePair, annotation_files, file_hashes, name_of, paired_files
from padapatha.compare.layers import compare_entities, compare_expressions, compare_translations
from padapatha.compare.outcome import Agreement, Comparison, agreement_json
from padapatha.compare.quotations import compare_quotations
from padapatha.compare.treebank import compare_treebanks
from padapatha.problems import Problem, Refused, problem

__all__ = ["Agreement", "agreement_json", "compare"]

COMPARERS: Mapping[str, Callable[[Sequence[FilePair]], Comparison]] = {
    TREEBANK: compare_treebanks,
    "entities": compare_entities,
    "coreference": compare_coreference,
    "quotations": compare_quotations,
    "expressions": compare_expressions,
    "translations": compare_translations,
}


def compare(a: str | Path, b: str | Path) -> Agreement:
    """Compare two annotations of the same text: two CoNLL-U files, two files of one layer, or two folders of both.

    A folder is laid out like ``annotations/passes/a``; every file that exists in both is compared. What is measured
    and how: ``docs/compare.md``. Differences are no problems. Raises `Refused` for files that are not of their form or
    not of the same text or not there, for what is no path, and when the official UD scorer is needed and not installed.
    """
    sides = files.given(a), files.given(b)
    if sides[0].is_dir() != sides[1].is_dir():
        raise Refused([problem("usage", str(b), "a folder and a file", fix="give two folders or two files")])
    ours, theirs = map(annotation_files, sides)
    pairs = paired_files(ours, theirs)
    return Agreement(
        str(a),
        str(b),
        {"a": file_hashes(ours), "b": file_hashes(theirs)},
        _comparisons(pairs),
        {"a": _unpaired(ours, pairs), "b": _unpaired(theirs, pairs)},
    )


def _unpaired(paths: Mapping[FileKey, Path], pairs: Mapping[FileKey, FilePair]) -> tuple[str, ...]:
    return tuple(name_of(key, path) for key, path in paths.items() if key not in pairs)


def _comparisons(pairs: Mapping[FileKey, FilePair]) -> tuple[Comparison, ...]:
    """Compare layer by layer; a problem in one layer does not hide those of another."""
    comparisons: list[Comparison] = []
    problems: list[Problem] = []
    for layer, comparer in COMPARERS.items():
        of_layer = [pair for (name, _), pair in pairs.items() if name == layer]
        try:
            comparisons += [comparer(of_layer)] if of_layer else []
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(dict.fromkeys(problems))
    return tuple(comparisons)
