"""Everything that can be checked of a project, or of single files: problems with their places, never a repair.

Each check is a plain function from the files of a project to the problems found; one bad file never hides the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from padapatha.files import given
from padapatha.problems import Problem, guarded
from padapatha.project import Project, find_project
from padapatha.reading import ProjectFiles
from padapatha.udtools import VALIDATOR, official_problems, program
from padapatha.validate.annotations import check_layers, check_passes, check_treebank, language_of
from padapatha.validate.cache import CleanFiles
from padapatha.validate.corpus import check_document, check_manifest, check_sentences, manifest_of
from padapatha.validate.levels import CROSS_LAYER, HOUSE, RELEASE, Depth, Profile, Scope, Seen
from padapatha.validate.names import check_names
from padapatha.validate.seeds import check_seed, same_texts
from padapatha.validate.targets import check_paths, check_ud_file

__all__ = ["CHECKS", "Profile", "check_project", "validate"]

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


def _unmanifested(files: ProjectFiles) -> Iterator[Problem]:
    for document in files.project.documents():
        yield from check_document(files, None, document)


def _house(files: ProjectFiles) -> Iterator[Problem]:
    for document in files.project.documents():
        yield from check_treebank(files, document)
        yield from check_sentences(files, document)


CHECKS: tuple[Check, ...] = (check_names, _seeds, _annotations, check_passes, _manifest, _corpus)
_BELOW_RELEASE: dict[int, tuple[Check, ...]] = {
    CROSS_LAYER: (check_names, _seeds, _annotations, check_passes, _unmanifested),
    HOUSE: (_house,),
}


def validate(
    paths: Sequence[str | Path] = (),
    *,
    root: str | Path | None = None,
    profile: Profile | None = None,
    level: int | None = None,
    ud: bool = False,
    ud_level: int = 5,
    jobs: int = 1,
    cache: str | Path | None = None,
    seen: Seen = lambda _: None,
) -> Iterator[Problem]:
    """Yield what is wrong with some files; without paths, with the whole project that ``root`` (or this folder) is in.

    ``profile`` and ``level`` say how much is asked (`padapatha.validate.levels`); without them everything that the
    place of a file asks for. ``ud`` asks the official UD validator as well, at ``ud_level`` 1 to 5; raises `Refused`
    when it is not installed. ``jobs`` processes look at several files at once. ``cache`` is a folder that remembers
    by their hash which files hold to UD, so that they are not looked at again. ``seen`` is told the name of every file
    that is read.
    """
    scope = Scope(profile, level)
    clean = CleanFiles(given(cache)) if cache is not None else None
    if ud:
        program(VALIDATOR)
    if not paths:
        files = ProjectFiles(find_project(Path(root or Path.cwd())), seen)
        yield from _of_project(files, scope.of(in_project=True), clean)
        for document in files.project.documents() if ud else ():
            yield from guarded(partial(_officially, files, document, ud_level))
    yield from check_paths(paths, scope, seen, ud_level=ud_level if ud else 0, jobs=jobs, clean=clean)


def check_project(project: Project) -> Iterator[Problem]:
    """Yield everything that is wrong with a project: what `pack` refuses."""
    yield from _of_project(ProjectFiles(project), Scope().of(in_project=True))


def _of_project(files: ProjectFiles, depth: Depth, clean: CleanFiles | None = None) -> Iterator[Problem]:
    if depth.is_ud:
        for document in files.project.documents():
            for path in (files.project.treebank(document), files.project.corpus_conllu(document)):
                if path.exists():
                    yield from check_ud_file(path, files.name(path), depth, files.seen, clean)
        return
    for check in CHECKS if depth.level == RELEASE else _BELOW_RELEASE[depth.level]:
        yield from guarded(partial(check, files))


def _officially(files: ProjectFiles, document: str, level: int) -> Iterator[Problem]:
    path = files.project.corpus_conllu(document)
    if path.exists():
        yield from official_problems(files.read(path), files.name(path), language_of(files, document).code, level)
