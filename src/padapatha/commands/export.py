"""Write documents in the format of another tool.

The format corefud is CoNLL-U with the coreference chains as brackets in MISC. All documents are written to one file.
A document is given by its id or by one of its files. Annotation that the format cannot express is reported as a
problem; it is never left out.

examples:
  padapatha export corefud 000_0f1e8db63d2ccbea
  padapatha export corefud corpus/*.conllu -o dist/corefud.conllu
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from padapatha import files
from padapatha.commands.options import OWN_FOLDERS, add_root, output_file
from padapatha.problems import Refused, problem
from padapatha.project import Project, find_project

_ENDINGS = (".conllu", ".json", ".txt")
_FORMATS = ("corefud",)  # the keys of padapatha.export.EXPORT_FORMATS, which is not imported to list them


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("format", choices=_FORMATS, metavar="FORMAT", help=", ".join(_FORMATS))
    parser.add_argument("documents", nargs="+", metavar="DOCUMENT", help="id of a document, or one of its files")
    add_root(parser)
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="file to write (default: -, standard output)"
    )


def run(args: argparse.Namespace) -> int:
    """Export, whole or not at all."""
    from padapatha.export import export

    project = _project(args)
    data = export(project.root, args.format, [_document(project, name) for name in args.documents])
    if args.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        files.write_bytes(output_file(project, args.output), data)
    return 0


def _project(args: argparse.Namespace) -> Project:
    """The project of ``--root``, else that of the first file named, else the one the current folder lies in."""
    named = next((Path(name) for name in args.documents if name.endswith(_ENDINGS)), None)
    return find_project(args.root or (files.real(named).parent if named and named.exists() else Path.cwd()))


def _document(project: Project, name: str) -> str:
    """The id of a document that is named by its id or by one of its files."""
    if not name.endswith(_ENDINGS):
        return name
    path = Path(name)
    if not path.is_file():
        raise Refused([problem("missing", name, "there is no such file")])
    target = files.real(path)
    parts = target.relative_to(project.root).parts if target.is_relative_to(project.root) else ()
    if not parts or parts[0] not in OWN_FOLDERS or path.stem not in project.documents():
        raise Refused([problem("stray", name, f"it is no file of a document of {project.root.name}/")])
    return path.stem
