"""Write the pages of docs/ that are generated from the code; ``--check`` writes nothing and names those that differ."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from bad_files import bad_file, of_its_kind
from padapatha import files
from padapatha.catalogue import KINDS

_HEAD = """# Problems

This page lists every kind of problem that the program reports.
It is generated from `src/padapatha/catalogue.py`.

A problem is reported as one line:

    path:line:column: slug: what was found; fix: what to do

Lines and columns are counted from 1, columns in Unicode code points.
A problem of the whole file has no line and no column.
Errors set the exit code to 1; warnings do not.
Each row gives the slug, the severity, what is wrong, and the default fix.
A message may give a more specific fix.
The last column links a small bad file; below each table stands what is reported in these files.
Kinds without a bad file need a project, a package or a machine in a certain state.
[validate.md](validate.md) says which level asks for what.
"""


def problems_page() -> str:
    """Return docs/problems.md."""
    parts = [_HEAD]
    for area, kinds in groupby(KINDS.values(), key=lambda kind: kind.area):
        rows, shown = [], []
        for kind in kinds:
            path = bad_file(kind.slug)
            link = f"[{path.name}](../tests/bad/{path.name})" if path else ""
            rows.append(f"| `{kind.slug}` | {kind.severity} | {_cell(kind.meaning)} | {_cell(kind.fix)} | {link} |\n")
            shown += [f"    {of_its_kind(path)}\n"] if path else []
        head = "| slug | severity | meaning | fix | bad file |\n|---|---|---|---|---|\n"
        parts += [f"\n## {area.capitalize()}\n\n", head, *rows, *(["\n", *shown] if shown else [])]
    return "".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


_ROOT = Path(__file__).parents[1]
_PACKAGE = _ROOT / "src" / "padapatha"
_ARCHITECTURE = "docs/architecture.md"
_BEGIN, _END = "<!-- begin modules -->\n", "<!-- end modules -->\n"


def architecture_page() -> str:
    """Return docs/architecture.md with the table of modules that the source tree gives."""
    page = (_ROOT / _ARCHITECTURE).read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    return f"{before}{_BEGIN}{''.join(_module_table())}{_END}{rest.partition(_END)[2]}"


def _module_table() -> Iterator[str]:
    for package, paths in groupby(sorted(_PACKAGE.rglob("*.py"), key=_order), key=lambda path: path.parent):
        shown = package.relative_to(_PACKAGE.parent).as_posix()
        yield f"### {shown}/\n\n| file | what it is |\n|---|---|\n"
        yield from (f"| `{path.name}` | {_cell(_first_sentence(path))} |\n" for path in paths)
        yield "\n"


def _order(path: Path) -> tuple[str, bool, str]:
    return path.parent.as_posix(), path.name != "__init__.py", path.name


def _first_sentence(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.partition("\n\n")[0].split("\n")).partition(". ")[0].removesuffix(".").replace("``", "`")


PAGES = {"docs/problems.md": problems_page, _ARCHITECTURE: architecture_page}


def main(arguments: Sequence[str] = (), root: Path = _ROOT) -> int:
    """Write the pages; with ``--check`` write nothing and return 1 when one differs."""
    stale = []
    for name, page in PAGES.items():
        path, data = files.inside(root, *name.split("/")), page().encode("utf-8")
        if "--check" in arguments:
            stale += [name] if not path.exists() or path.read_bytes() != data else []
        else:
            files.write_bytes(path, data)
    for name in stale:
        print(f"{name} is out of date; run `make docs`")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
