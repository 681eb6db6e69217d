"""The corpus in the form that another tool reads: one module a format, each from documents to the bytes of one file.

A format is a plain function from `Source` records (built files and layers, known to belong together) to bytes. It
carries everything it is given or raises `Refused`; what its form has no place for is said in docs/export.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from padapatha.export.corefud import corefud
from padapatha.pack.source import Source, read_manifest, read_source
from padapatha.problems import Refused, problem
from padapatha.project import Project

__all__ = ["FORMATS", "export"]

Format = Callable[[Sequence[Source]], bytes]

FORMATS: Mapping[str, Format] = {"corefud": corefud}


def export(root: str | Path, form: str, documents: Iterable[str]) -> bytes:
    """Return documents of a built project, each once and in the order given, in one of `FORMATS`.

    Raises `Refused` for a document that is not there or was not built of what stands here now, and for whatever the
    format cannot say.
    """
    project = Project(Path(root).resolve())
    entries = {str(entry["document"]): entry for entry in read_manifest(project)}
    asked = tuple(dict.fromkeys(documents))
    absent = [each for each in asked if each not in entries]
    if absent:
        raise Refused(problem("missing", each, "there is no such document", fix="see corpus/") for each in absent)
    return FORMATS[form]([read_source(project, entries[each]) for each in asked])
