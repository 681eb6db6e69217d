"""Where things are in a project, and how its documents are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from padapatha import files
from padapatha.problems import Refused, problem

SETTINGS = "padapatha.toml"
OWN_FOLDERS = ("seeds", "annotations", "corpus", "schema")  # of a project: no output of a command is written there
ENTITIES_ENDING = ".entities.json"  # a document id holds no dot
DOCUMENT_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
# Names that a file system of another kind gives to devices
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that holds ``seeds/`` and more (see `project_fault`); no link on the way to its files is followed."""

    root: Path

    def seed_text(self, document: str) -> Path:
        """The text as it was received."""
        return files.inside(self.root, "seeds", f"{document}.txt")

    def seed_metadata(self, document: str) -> Path:
        """Where the text came from (schema/seed.schema.json)."""
        return files.inside(self.root, "seeds", f"{document}.json")

    def treebank(self, document: str) -> Path:
        """The sentences of the document that a person has confirmed."""
        return files.inside(self.root, "annotations", "treebank", f"{document}.conllu")

    def layer(self, layer: str, document: str) -> Path:
        """One standoff layer of the document (schema/layer-<layer>.schema.json)."""
        return files.inside(self.root, "annotations", layer, f"{document}.json")

    def corpus_conllu(self, document: str) -> Path:
        """The built sentences."""
        return files.inside(self.root, "corpus", f"{document}.conllu")

    def corpus_metadata(self, document: str) -> Path:
        """The built metadata (schema/document.schema.json)."""
        return files.inside(self.root, "corpus", f"{document}.json")

    def corpus_entities(self, document: str) -> Path:
        """The entities that the model proposes where nobody has made the layer (schema/layer-entities.schema.json)."""
        return files.inside(self.root, "corpus", f"{document}{ENTITIES_ENDING}")

    def built_files(self, document: str) -> tuple[Path, ...]:
        """Every file that a build may write for the document; the last one only where something is proposed."""
        return self.corpus_conllu(document), self.corpus_metadata(document), self.corpus_entities(document)

    @property
    def manifest(self) -> Path:
        """What was built from what (schema/manifest.schema.json)."""
        return files.inside(self.root, "corpus", "MANIFEST.json")

    def relative(self, path: Path) -> str:
        """Name a path the way messages and manifests do: from the root, with slashes."""
        return path.relative_to(self.root).as_posix()

    def documents(self) -> tuple[str, ...]:
        """The ids of all seeds, sorted; raise `Refused` when ``seeds/`` is a symbolic link."""
        files.refuse_link(self.root / "seeds")
        return tuple(name.removesuffix(".txt") for name in files.listing(self.root / "seeds", ".txt"))


def project_at(root: object) -> Project:
    """The project whose folder is given; raise `Refused` for a folder that is no project and for what is no path."""
    folder = files.real(files.given(root))
    if fault := project_fault(folder):
        raise Refused([problem("no-project", str(folder), fault)])
    return Project(folder)


def find_project(start: Path) -> Project:
    """Find the project a folder lies in; raise `Refused` saying where it was looked for, and what is missing."""
    start = files.real(files.given(start))
    folders = (start, *start.parents)
    for folder in folders:
        if not project_fault(folder):
            return Project(folder)
    begun = next((folder for folder in folders if (folder / "seeds").is_dir()), None)
    found = f"{project_fault(begun)} in {begun}" if begun else "no folder seeds/ here or in any folder above"
    raise Refused([problem("no-project", str(start), found)])


def project_fault(folder: Path) -> str:
    """Say what a folder lacks to be a project; nothing when it is one.

    A folder ``seeds/`` alone is no project: other repositories have one too, and our rules are not for their files.
    """
    if not (folder / "seeds").is_dir():
        return "there is no folder seeds/ in it"
    if (folder / SETTINGS).is_file() or any((folder / name).is_dir() for name in ("annotations", "corpus")):
        return ""
    return f"there is a folder seeds/, but none of {SETTINGS}, annotations/, corpus/"


def refuse_own_folder(path: Path, fix: str) -> None:
    """Raise `Refused` (``usage``) for a place of output in the folders of a project that hold the corpus itself."""
    place = files.real(path)
    for root in place.parents:
        if place.relative_to(root).parts[0] in OWN_FOLDERS and not project_fault(root):
            found = f"{', '.join(f'{folder}/' for folder in OWN_FOLDERS)} hold the corpus itself"
            raise Refused([problem("usage", str(path), found, fix=fix)])


def id_fault(document: object) -> str:
    """Say why something is no document id; nothing when it is one."""
    if not isinstance(document, str) or not DOCUMENT_ID.fullmatch(document):
        return f"{document!r} is no document id"
    return f"{document!r} is a reserved name" if _RESERVED.fullmatch(document) else ""
