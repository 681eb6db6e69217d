"""The agreement of a project's two passes, as it is kept beside them and shown on the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from padapatha import files
from padapatha.compare.inputs import annotation_files, file_hashes
from padapatha.compare.outcome import Figures
from padapatha.problems import Refused, problem
from padapatha.project import Project
from padapatha.reading import ProjectFiles
from padapatha.reading.json_file import read_json

AGREEMENT = "annotations/passes/agreement.json"
_PASSES = "annotations/passes"
_COMMAND = f"padapatha compare {_PASSES}/a {_PASSES}/b --format json > {AGREEMENT}"


@dataclass(frozen=True, slots=True)
class StoredAgreement:
    """What the file says: the SHA-256 of every file compared, by side and name, and the figures by layer."""

    inputs: Mapping[str, Mapping[str, str]]
    figures: Mapping[str, Figures]


def stored_figures(project: Project) -> Mapping[str, Figures] | None:
    """Read the figures by layer; None when there is no agreement file.

    The scorer is not run here: the hashes of its inputs tell whether the file is of the present passes.
    Raises `Refused` when it is not of its schema, or when a pass has changed since.
    """
    stored = _read(project)
    if stored is None:
        return None
    for side, known in stored.inputs.items():
        present = file_hashes(annotation_files(files.inside(project.root, *_PASSES.split("/"), side)))
        if changed := _changed(known, present):
            found = f"{_PASSES}/{side}/{changed} is not the file that was compared"
            raise Refused([problem("stale", AGREEMENT, found, fix=_COMMAND)])
    return stored.figures


def _read(project: Project) -> StoredAgreement | None:
    path = files.inside(project.root, *AGREEMENT.split("/"))
    if not files.present(path):
        return None
    value = read_json(ProjectFiles(project).read(path), AGREEMENT, "agreement").value
    return StoredAgreement(value["inputs"], value["figures"])


def _changed(known: Mapping[str, str], present: Mapping[str, str]) -> str:
    """Name the first file that was compared and has changed or is gone, or that is new; empty when there is none."""
    return next((name for name in sorted(known.keys() | present.keys()) if known.get(name) != present.get(name)), "")
