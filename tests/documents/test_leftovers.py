"""A half-written file of a run that was killed is removed by the next command that writes into its folder."""

from __future__ import annotations

import pytest

from documents_project import write
from padapatha.cli import main
from padapatha.project import Project

FOLDERS = ("annotations", "corpus", "seeds")
NAME = "below/.padapatha-tmp-1-0123456789abcdef"


def left(project: Project) -> list[str]:
    return [folder for folder in FOLDERS if (project.root / folder / NAME).exists()]


@pytest.fixture
def killed(documents: Project) -> Project:
    """A project with such a file in each folder."""
    for folder in FOLDERS:
        write(documents, f"{folder}/{NAME}", b"half")
    return documents


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        (("build",), ["annotations", "seeds"]),
        (("confirm", "ek-s1", "1", "--by", "me"), ["corpus", "seeds"]),
        (("import", "--from", "conllu", "corpus/ek-s1.conllu", "--by", "me"), ["corpus", "seeds"]),
        (("import", "--from", "conllu", "corpus/ek-s1.conllu", "--by", "me", "--dry-run"), list(FOLDERS)),
        (("add", "seeds/ek.txt", "--replace"), ["annotations", "corpus"]),
        (("add", "seeds/ek.txt", "--replace", "--dry-run"), list(FOLDERS)),
        (("rename", "ek", "naya"), []),
        (("remove", "ek-s1"), []),
        (("list",), list(FOLDERS)),
    ],
    ids=" ".join,
)
def test_each_command_removes_them_where_it_writes(
    killed: Project, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], kept: list[str]
) -> None:
    monkeypatch.chdir(killed.root)
    assert main([*command]) == 0
    assert left(killed) == kept
