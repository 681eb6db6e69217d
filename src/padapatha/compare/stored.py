"""The agreement of a project's two passes, as it is kept beside them and shown on the card."""

from __future__ import annotations

from collections.abc import Mapping

from padapatha import files, strict_json
from padapatha.compare import hashes
from padapatha.compare.outcome import Figures
from padapatha.compare.pairs import found_files
from padapatha.problems import Refused, problem
from padapatha.project import Project
from padapatha.schemas import check

PASSES = "annotations/passes"
AGREEMENT = f"{PASSES}/agreement.json"
COMMAND = f"padapatha compare {PASSES}/a {PASSES}/b --format json > {AGREEMENT}"


def stored_figures(project: Project) -> Mapping[str, Figures] | None:
    """Read the figures by layer; None when nobody has measured.

    The scorer is not run here: by the hashes of its inputs the file says whether it is of the passes beside it.
    Raises `Refused` when it is not of its schema, or when a pass has changed since.
    """
    path = files.inside(project.root, *AGREEMENT.split("/"))
    if not path.exists():
        return None
    data = files.read_bytes(path)
    value = strict_json.loads(data, AGREEMENT)
    problems = tuple(check(value, "agreement", data, AGREEMENT))
    if problems:
        raise Refused(problems)
    for side, known in value["inputs"].items():
        changed = _changed(known, hashes(found_files(files.inside(project.root, *PASSES.split("/"), side))))
        if changed:
            found = f"{PASSES}/{side}/{changed} is not the file that was compared"
            raise Refused([problem("stale", AGREEMENT, found, fix=COMMAND)])
    figures: Mapping[str, Figures] = value["figures"]
    return figures


def _changed(known: Mapping[str, str], here: Mapping[str, str]) -> str:
    """Name the first file that was compared and is another or gone, or that has come since."""
    return next((name for name in sorted(known.keys() | here.keys()) if known.get(name) != here.get(name)), "")
