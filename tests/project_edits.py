"""Reading and changing the files of a project in tests."""

from __future__ import annotations

import json
from pathlib import Path

from padapatha import strict_json
from padapatha.project import Project
from padapatha.reading import Context, ProjectFiles, read_context, read_manifest


def read_document(project: Project, document: str) -> Context:
    """Read one document of a built project, as `pack` and `export` do."""
    entry = read_manifest(ProjectFiles(project)).entry_of(document)
    assert entry is not None
    return read_context(ProjectFiles(project), entry)


def edit_json(path: Path, **changes: object) -> None:
    """Change keys of a JSON file and write it in the canonical form."""
    path.write_bytes(strict_json.dumps(json.loads(path.read_bytes()) | changes))


def edit_bytes(path: Path, old: str, new: str) -> None:
    """Replace a text wherever it stands in a file; it must stand there."""
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode()))
