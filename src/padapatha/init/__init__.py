"""A new project in a folder: the folders, settings, a workflow for CI, and pages that say what comes next."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import padapatha
from padapatha import files
from padapatha.languages import CODES
from padapatha.pack.card import CARD, starter
from padapatha.problems import Problem, given_text, printable, problem, refuse
from padapatha.project import SETTINGS
from padapatha.rules.characters import form_fault

_TEMPLATES = Path(__file__).parent
_FIELD = re.compile(r"\{(title|language|version)\}")
_MAX_TITLE = 300  # that of a card (schema/card.schema.json)
_FOLDERS = ("seeds", "annotations", "corpus")
# Each file of a new project and the template it is made from; the card has a template of its own
_FILES = {
    SETTINGS: "padapatha.toml",
    ".gitignore": "gitignore",
    ".github/workflows/corpus.yml": "corpus.yml",
    "README.md": "README.md",
    "seeds/README.md": "seeds.md",
    "annotations/README.md": "annotations.md",
    "corpus/README.md": "corpus.md",
}


@dataclass(frozen=True, slots=True)
class Started:
    """A project that was started: the files that were made, and those that were there and are left as they were."""

    root: Path
    made: tuple[str, ...]
    left: tuple[str, ...]


def init_project(root: str | Path = ".", *, title: str = "", language: str = CODES[0]) -> Started:
    """Start a project in a folder, which is made if its parent exists; what is there already is never changed.

    ``title`` is that of the corpus (default: the name of the folder). Raises `Refused`, having written nothing, for a
    title or language that cannot be, and for a file or a symbolic link at the place of a folder; OSError when the disk
    cannot be written.
    """
    folder = files.real(files.given(root))
    name = given_text(title, "title") or _usable(folder.name) or "Corpus"
    refuse((*_title_problems(name), *_language_problems(language), *_place_problems(folder)))
    wanted = dict(_contents(name, language))
    folder.mkdir(exist_ok=True)
    with files.lock(folder):
        places = {path: files.inside(folder, *path.split("/")) for path in wanted}
        left = tuple(path for path in wanted if files.present(places[path]))
        for each in _FOLDERS:
            (folder / each).mkdir(exist_ok=True)
        made = tuple(path for path in wanted if path not in left)
        for path in made:
            files.write_bytes(places[path], wanted[path], make_folder=True)
    return Started(folder, made, left)


def _contents(title: str, language: str) -> Iterator[tuple[str, bytes]]:
    values = {
        SETTINGS: {"title": _toml(title), "language": _toml(language)},
        ".github/workflows/corpus.yml": {"version": padapatha.__version__},
        "README.md": {"title": title},
    }
    for path, template in _FILES.items():
        yield path, _filled(template, values.get(path, {}))
    yield CARD, starter(title, language).encode("utf-8")


def _filled(template: str, values: Mapping[str, str]) -> bytes:
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    return _FIELD.sub(lambda field: values[field[1]], text).encode("utf-8")


def _toml(value: str) -> str:
    """A string of TOML; JSON writes what `printable` leaves in the same way."""
    return json.dumps(value, ensure_ascii=False)


def _usable(name: str) -> str:
    """The name of a folder as a title, if it can be one."""
    return "" if any(_title_problems(name)) else name


def _title_problems(title: str) -> Iterator[Problem]:
    fix = f"give a title of 1 to {_MAX_TITLE} visible characters, in one line"
    if not title or title.isspace() or title[0].isspace() or title[-1].isspace() or len(title) > _MAX_TITLE:
        yield problem("usage", "--title", f"{title[:80]!r} is empty, has white space at an end or is too long", fix=fix)
    elif printable(title) != title:
        yield problem("usage", "--title", f"{title!r} has a character that cannot be seen", fix=fix)
    elif fault := form_fault(title):
        yield problem("usage", "--title", fault, fix="give the title in Unicode normal form C")


def _language_problems(language: object) -> Iterator[Problem]:
    if language not in CODES:
        fix = f"give one of {', '.join(CODES)}"
        yield problem("usage", "--language", f"language {language!r} is not installed", fix=fix)


def _place_problems(folder: Path) -> Iterator[Problem]:
    """What stands where a folder has to be: then nothing is made."""
    if not folder.parent.is_dir():
        found = f"there is no folder {folder.parent}"
        yield problem("usage", str(folder), found, fix="make the folder first")
    for path in (folder, *(folder / name for name in (*_FOLDERS, ".github", ".github/workflows"))):
        if path.is_symlink() or (files.present(path) and not path.is_dir()):
            kind = "a symbolic link" if path.is_symlink() else "no folder"
            yield problem("file-kind", str(path), f"it is {kind}", fix="move it away; a folder has to be here")
