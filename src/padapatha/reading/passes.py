"""``annotations/passes/``: the files of two annotators, and their agreement, each held to the schema of its kind."""

from __future__ import annotations

from pathlib import Path

from padapatha.layers import LAYERS
from padapatha.problems import Refused, problem
from padapatha.reading.json_file import JsonFile, read_json
from padapatha.reading.project_files import ProjectFiles

_AGREEMENT = "agreement"


def read_pass_json(files: ProjectFiles, path: Path) -> JsonFile:
    """Read ``agreement.json``, or a layer in a folder of its name; raise `Refused` for a file of neither schema."""
    shown = files.name(path)
    if path.name == f"{_AGREEMENT}.json":
        return read_json(files.read(path), shown, _AGREEMENT)
    if path.parent.name in LAYERS:
        return read_json(files.read(path), shown, f"layer-{path.parent.name}")
    raise Refused([problem("stray", shown, f"passes/ holds {_AGREEMENT}.json and folders {', '.join(LAYERS)}")])
