"""Which files of a project are of one document: those that carry its id as their name, at any depth."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from padapatha import files
from padapatha.problems import Problem, Refused, problem
from padapatha.project import Project, id_fault
from padapatha.reading import Manifest


def known_id(document: object) -> str:
    """Take the id of a document that a caller gave; raise `Refused` (``id``) for what cannot be one."""
    if fault := id_fault(document):
        raise Refused([problem("id", str(document), fault)])
    return str(document)


def files_of(project: Project, folder: str, document: str) -> tuple[Path, ...]:
    """The files of a document in ``seeds``, ``annotations`` or ``corpus``, the text last; no link is followed.

    Raises `Refused` when the folder is a symbolic link.
    """
    found = (path for path in all_files(project, folder) if path.name.partition(".")[0] == document)
    return tuple(sorted(found, key=lambda path: path.suffix == ".txt"))


def all_files(project: Project, folder: str) -> Iterator[Path]:
    """Yield every file below a folder of a project, sorted; links to files too, which nobody follows."""
    top = project.root / folder
    files.refuse_link(top)
    for here, folders, names in os.walk(top):
        folders.sort()
        yield from (Path(here) / name for name in sorted(names))


def not_as_built(project: Project, manifest: Manifest | None, document: str) -> Iterator[Problem]:
    """Yield the files of a document in ``corpus/`` that are not what the last build wrote."""
    entry = manifest.entry_of(document) if manifest else None
    written = entry.outputs if entry else {}
    for path in files_of(project, "corpus", document):
        name = project.relative(path)
        if path.is_symlink() or not path.is_file() or files.sha256(files.read_bytes(path)) != written.get(name):
            yield problem("hand-edit", name, "it is not what the last build wrote", fix="padapatha build")
