"""Everything that can be checked of a project, or of single files: problems with their places, never a repair.

Each check is a plain function from the files of a project to the problems found; one bad file never hides the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from padapatha.problems import Problem, guarded
from padapatha.project import Project, find_project
from padapatha.reading import ProjectFiles
from padapatha.udtools import VALIDATOR, official_problems, program
from padapatha.validate.annotations import check_layers, check_passes, check_treebank, language_of
from padapatha.validate.corpus import check_document, check_manifest, manifest_of
from padapatha.validate.names import check_names
from padapatha.validate.seeds import check_seed, same_texts
from padapatha.validate.targets import check_free, check_path, check_path_officially, expand

__all__ = ["CHECKS", "check_free", "check_project", "validate"]

Check = Callable[[ProjectFiles], Iterator[Problem]]


def _seeds(files: ProjectFiles) -> Iterator[Problem]:
    for document in files.project.documents():
        yield from check_seed(files, document)
    yield from guarded(partial(same_texts, files))


def _annotations(files: ProjectFiles) -> Iterator[Problem]:
    for document in files.project.documents():
        yield from check_treebank(files, document)
        yield from check_layers(files, document)


def _manifest(files: ProjectFiles) -> Iterator[Problem]:
    yield from guarded(partial(check_manifest, files))


def _corpus(files: ProjectFiles) -> Iterator[Problem]:
    manifest = manifest_of(files)
    for document in files.project.documents():
        yield from check_document(files, manifest, document)


CHECKS: tuple[Check, ...] = (check_names, _seeds, _annotations, check_passes, _manifest, _corpus)


def validate(
    paths: Sequence[str | Path] = (),
    *,
    root: str | Path | None = None,
    ud: bool = False,
    level: int = 5,
    seen: Callable[[str], None] = lambda _: None,
) -> Iterator[Problem]:
    """Yield what is wrong with some files; without paths, with the whole project that ``root`` (or this folder) is in.

    ``ud`` asks the official UD validator as well, at ``level`` 1 to 5; raises `Refused` when it is not installed.
    ``seen`` is told the name of every file that is read.
    """
    if ud:
        program(VALIDATOR)
    if not paths:
        files = ProjectFiles(find_project(Path(root or Path.cwd())), seen)
        yield from _checks(files)
        for document in files.project.documents() if ud else ():
            yield from guarded(partial(_officially, files, document, level))
    for path in expand(paths):
        if isinstance(path, Problem):
            yield path
        else:
            yield from check_path(path, seen)
            if ud:
                yield from check_path_officially(path, level)


def check_project(project: Project) -> Iterator[Problem]:
    """Yield everything that is wrong with a project: what `pack` refuses."""
    yield from _checks(ProjectFiles(project))


def _checks(files: ProjectFiles) -> Iterator[Problem]:
    for check in CHECKS:
        yield from check(files)


def _officially(files: ProjectFiles, document: str, level: int) -> Iterator[Problem]:
    path = files.project.corpus_conllu(document)
    if path.exists():
        yield from official_problems(files.read(path), files.name(path), language_of(files, document).code, level)
