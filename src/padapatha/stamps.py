"""What a build remembers of each document in ``.padapatha/built/``, so that it is not made again without need.

A stamp is a cache: one that is missing, damaged, of another form or of other inputs is as good as none, and one that
cannot be written is done without. ``key`` is the hash of everything the document was made from.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from padapatha import files, strict_json
from padapatha.metadata import ManifestEntry
from padapatha.problems import Refused
from padapatha.project import Project


@cache
def toolchain() -> str:
    """The hash of this program with its data: another program may make other bytes from the same inputs."""
    folder = Path(files.__file__).parent
    parts = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return files.sha256(
        "".join(f"{path.relative_to(folder)} {files.sha256(path.read_bytes())}\n" for path in parts).encode()
    )


def read_stamp(project: Project, document: str, key: str) -> ManifestEntry | None:
    """Return the entry that was made with the same key, if the files it names are still what was written."""
    try:
        path = _path(project, document)
        stamp = strict_json.loads(files.read_bytes(path), project.relative(path))
        if not isinstance(stamp, dict) or stamp != _sealed(key, stamp.get("entry")):
            return None
        entry = ManifestEntry(**stamp["entry"])
        return entry if _outputs_are_there(project, entry, document) else None
    except (OSError, Refused, TypeError, ValueError):
        return None


def write_stamp(project: Project, document: str, key: str, entry: ManifestEntry) -> None:
    """Remember what was made with a key."""
    with suppress(OSError, Refused):
        files.write_bytes(_path(project, document), strict_json.dumps(_sealed(key, asdict(entry))), make_folder=True)


def drop_stamp(project: Project, document: str) -> None:
    """Forget what was made of a document."""
    files.remove(_path(project, document))


def _path(project: Project, document: str) -> Path:
    return files.inside(project.root, ".padapatha", "built", f"{document}.json")


def _sealed(key: str, entry: Any) -> dict[str, Any]:  # noqa: ANN401  a JSON value
    """A stamp with the hash of what it says: damage shows."""
    said = {"key": key, "entry": entry}
    return said | {"sha256": files.sha256(strict_json.dumps(said))}


def _outputs_are_there(project: Project, entry: ManifestEntry, document: str) -> bool:
    paths = [path for path in project.built_files(document) if project.relative(path) in entry.outputs]
    return {project.relative(path): files.sha256(files.read_bytes(path)) for path in paths} == entry.outputs
