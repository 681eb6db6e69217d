"""``annotations/passes/``: what each annotator decided alone. It feeds no build, so only its form is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from padapatha import strict_json
from padapatha.conllu import parse
from padapatha.problems import Problem, problem
from padapatha.validate.names import PASSES, README
from padapatha.validate.scene import Scene, guarded


def check_passes(scene: Scene) -> Iterator[Problem]:
    """Look at every file below annotations/passes/, at any depth."""
    folder = scene.project.root / "annotations" / PASSES
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if not path.is_dir() or path.is_symlink():
            yield from guarded(partial(_file, scene, path))


def _file(scene: Scene, path: Path) -> Iterator[Problem]:
    shown = scene.name(path)
    if path.suffix == ".conllu":
        yield from (each for each in parse(scene.read(path), shown) if isinstance(each, Problem))
    elif path.suffix == ".json":
        strict_json.loads(scene.read(path), shown)
    elif path.suffix != ".tsv" and path.name != README and not path.name.startswith("."):
        yield problem("stray", shown, "passes/ holds CoNLL-U, JSON and notes as TSV")
