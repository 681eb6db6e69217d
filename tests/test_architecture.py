"""The order of the packages: a module imports from its own package and from those below it, never upward."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "padapatha"
# From the bottom to the top, as docs/architecture.md tells it
ORDER = (
    *("values", "catalogue", "problems", "report", "progress", "text", "strict_json", "schemas"),
    *("layers", "metadata", "model", "limits", "files", "conllu"),
    *("languages", "romanise", "segment", "tokenise", "stages", "text_index"),
    *("rules", "project", "reading", "udtools"),
    *("annotator", "annotate", "built", "curate", "intake", "build", "confirm"),
    *("validate", "compare", "export", "pack", "dataset"),
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
