"""`remove` and `rename` refuse a project in which a folder is a symbolic link; what it points to is left alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from padapatha import remove_documents, rename_document
from padapatha.problems import Refused
from padapatha.project import Project
from processes import everything

COMMANDS: dict[str, Callable[[Path], object]] = {
    "remove": lambda root: remove_documents(root, ["ek"], yes=True),
    "rename": lambda root: rename_document(root, "ek", "naya"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("folder", ["seeds", "annotations", "corpus", ".padapatha", ".padapatha/built"])
def test_no_link_is_followed(documents: Project, tmp_path: Path, command: str, folder: str) -> None:
    outside = Path(shutil.copytree(documents.root / folder, tmp_path / "outside"))
    shutil.rmtree(documents.root / folder)
    (documents.root / folder).symlink_to(outside)
    before = everything(outside)
    with pytest.raises(Refused) as refused:
        COMMANDS[command](documents.root)
    assert {each.slug for each in refused.value.problems} == {"file-kind"}
    assert everything(outside) == before
