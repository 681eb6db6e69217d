"""The small bad files of tests/bad, one for each kind of problem that a single file can have, and what is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from padapatha.intake.inspect import inspect
from padapatha.languages import language
from padapatha.problems import Problem, guarded
from padapatha.reading import check_conllu, layer_problems, read_layer_file
from padapatha.reading.json_file import canonical_problems
from padapatha.reading.ud_file import check_ud

BAD = Path(__file__).parents[1] / "tests" / "bad"
ENDINGS = (".conllu", ".json", ".txt")  # sentences, a layer of entities, a text to take in


def bad_file(slug: str) -> Path | None:
    """The bad file of a slug, if there is one."""
    return next((path for ending in ENDINGS if (path := BAD / f"{slug}{ending}").exists()), None)


def found_in(path: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a bad file, called by its name alone."""
    if path.suffix == ".json":
        return tuple(replace(each, path=path.name) for each in guarded(lambda: _layer(path)))
    data = path.read_bytes()
    if path.suffix == ".txt":
        return inspect(data.decode("utf-8"), language("hi"), path.name)
    house = check_conllu(data, path.name, language("hi"), "free").problems
    return tuple(sorted({*check_ud(data, path.name), *house}))


def _layer(path: Path) -> Iterator[Problem]:
    read = read_layer_file(path, "entities")
    yield from canonical_problems(read.file, "layer-entities")
    yield from layer_problems(read, None)


def of_its_kind(path: Path) -> Problem:
    """The first problem of the kind after which a bad file is named."""
    return next(each for each in found_in(path) if each.slug == path.stem)
