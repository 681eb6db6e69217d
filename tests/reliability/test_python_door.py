"""What a Python caller gives wrongly is `Refused`, which is a ValueError, or the ordinary OSError of a missing file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import padapatha
from padapatha import Refused, files
from padapatha.exchange import ImportOptions, export, import_from
from padapatha.pack.assemble import pack
from padapatha.project import Project
from processes import everything

DOORS: dict[str, Callable[[Any], object]] = {
    "build": padapatha.build,
    "confirm": lambda path: padapatha.confirm(path, "ek", ["1"], "me"),
    "pack": pack,
    "export": lambda path: export(path, "brat", "out", documents=["ek"]),
    "import": lambda path: import_from(path, "brat", path, ImportOptions()),
    "compare": lambda path: padapatha.compare(path, path),
    "load": lambda path: padapatha.load(root=path),
    "read_table": padapatha.read_table,
    "read_conllu": padapatha.read_conllu,
    "annotate, its model": lambda path: padapatha.annotate("राम घर गया।", model=path),
    "list_documents": padapatha.list_documents,
    "project_status": padapatha.project_status,
    "rename_document": lambda path: padapatha.rename_document(path, "ek", "naya"),
    "remove_documents": lambda path: padapatha.remove_documents(path, ["ek"]),
    "files.read_bytes": files.read_bytes,
}
NO_PATHS = {
    "bytearray": bytearray(b"x"), "None": None, "a number": 3, "a list": [], "a set": {1}, "nothing": "", "NUL": "a\0b",
    "half a pair": "a\ud800", "bytes": b"x",
}  # fmt: skip


@pytest.mark.parametrize("value", NO_PATHS.values(), ids=NO_PATHS)
@pytest.mark.parametrize("door", DOORS)
def test_what_is_no_path_is_refused(door: str, value: object) -> None:
    if value is None and "model" in door:
        pytest.skip("None is the model that is shipped")
    if isinstance(value, bytes) and door == "read_conllu":
        pytest.skip("bytes are the data themselves")
    with pytest.raises(Refused) as refused:
        DOORS[door](value)
    assert [each.slug for each in refused.value.problems] == ["usage"]


@pytest.mark.parametrize("value", NO_PATHS.values(), ids=NO_PATHS)
def test_nothing_is_written_to_what_is_no_path(value: Any) -> None:
    with pytest.raises(Refused) as refused:
        padapatha.write_conllu([], value)
    assert [each.slug for each in refused.value.problems] == ["usage"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", ["absent", "x" * 5_000], ids=["missing", "too long"])
def test_a_path_that_is_not_there_is_refused_or_an_oserror(tmp_path: Path, door: str, name: str) -> None:
    with pytest.raises((Refused, OSError)):
        DOORS[door](tmp_path / name)
    assert everything(tmp_path) == {}


@pytest.mark.parametrize("value", [None, b"x", bytearray(b"x"), 3, ["x"]], ids=repr)
def test_what_is_no_text_is_refused(two: Project, value: Any) -> None:
    before = everything(two.root)
    for work in (
        lambda: padapatha.annotate(value),
        lambda: padapatha.annotate("राम", language=value),
        lambda: padapatha.confirm(two.root, value, ["1"], "me"),
        lambda: padapatha.confirm(two.root, "ek", ["1"], value),
        lambda: padapatha.rename_document(two.root, value, "naya"),
        lambda: padapatha.rename_document(two.root, "ek", value),
        lambda: padapatha.remove_documents(two.root, [value]),
        lambda: padapatha.init_project(two.root, title=value),
        lambda: padapatha.init_project(two.root, language=value),
    ):
        with pytest.raises(Refused):
            work()
    assert everything(two.root) == before


def test_path_objects_of_every_kind_are_paths(two: Project) -> None:
    class Named(os.PathLike[str]):
        def __fspath__(self) -> str:
            return str(two.root)

    assert {padapatha.build(root).problems for root in (two.root, str(two.root), Named())} == {()}
    assert files.given(two.root) == two.root


NAMES = [
    *("build", "confirm", "compare", "load", "read_table", "annotate", "read_conllu"),
    *("init_project", "list_documents", "project_status", "rename_document", "remove_documents"),
]


@pytest.mark.parametrize("name", NAMES)
def test_the_docstring_says_what_is_raised(name: str) -> None:
    assert "Raises `Refused`" in getattr(padapatha, name).__doc__
