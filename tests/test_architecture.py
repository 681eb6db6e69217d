"""The structure of the package: imports point downward, a name means one thing, a value is split in one place."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "padapatha"
# From the bottom to the top, as docs/architecture.md tells it
ORDER = (
    *("values", "catalogue", "problems", "interrupts", "streams", "workers", "report", "progress"),
    *("text", "sentence_ids", "strict_json", "schemas"),
    *("layers", "metadata", "model", "limits", "files", "conllu"),
    *("languages", "romanise", "stand_ins", "segment", "tokenise", "stages", "text_index"),
    *("rules", "project", "reading", "udtools", "defaults"),
    *("annotator", "annotate", "built", "stamps", "confirmed_places", "placement", "curate", "intake", "build"),
    *("merging", "confirm"),
    *("validate", "documents", "compare", "review", "show", "exchange", "pack", "dataset", "init"),
    *("convert", "train", "commands", "cli", "__main__"),
)
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def unit(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The packages and modules directly below `padapatha` that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "padapatha":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("padapatha."):
            yield str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            names = (alias.name.split(".") for alias in node.names)
            yield from (name[1] for name in names if name[0] == "padapatha" and len(name) > 1)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_import_points_upward(path: Path) -> None:
    below = ORDER[: ORDER.index(unit(path)) + 1]
    assert [name for name in imported(path) if name in ORDER and name not in below] == []


def test_every_package_has_its_place() -> None:
    assert {unit(path) for path in MODULES} == set(ORDER)


# What every module of a kind has: a command, an entry point
SHARED_NAMES = {"register", "run", "main"}


def public_names(path: Path) -> Iterator[str]:
    """The functions, classes and constants that a module defines for others."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_a_public_name_has_one_meaning() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        for name in public_names(path):
            if not name.startswith("_"):
                places[name].add(path.relative_to(PACKAGE).as_posix())
    assert {name: where for name, where in places.items() if len(where) > 1 and name not in SHARED_NAMES} == {}


def matching(pattern: str) -> set[str]:
    """The modules that hold a piece of code."""
    code = re.compile(pattern)
    return {path.relative_to(PACKAGE).as_posix() for path in MODULES if code.search(path.read_text(encoding="utf-8"))}


def test_a_conllu_line_is_split_in_one_place() -> None:
    # labels.py splits its own lexicon, data.py the lines of IOB2 files, the others rows of their own tables
    tables = {"annotator/labels.py", "train/data.py", "convert/paninian_rows.py", "convert/paninian_relations.py"}
    assert matching(r'split\("\\t"\)') == {"conllu/nodes.py", *tables}


def test_feats_and_misc_are_split_in_one_place() -> None:
    assert matching(r'split\("\|"\)') == {"values.py", "conllu/columns.py"}  # columns.py splits DEPS
    assert matching(r'partition\("="\)') == {"values.py", "rules/comments.py"}  # a comment that is no `# key = value`


ARROW_ROWS = ("pack/check.py", "pack/rows.py", "pack/layer_rows.py")  # rows of the dataset are dicts: the door to Arrow


def test_layer_items_are_indexed_by_string_at_the_door_alone() -> None:
    keys = "start|end|mentions|chains|quotations|parts|times|quantities|translations|entities|speaker|anchor"
    pattern = rf'\[\("(?:{keys})"\)\]|\["(?:{keys})"\]'
    assert matching(pattern) <= {"reading/layers.py", *ARROW_ROWS}
