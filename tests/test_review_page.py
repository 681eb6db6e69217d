"""The example of docs/review.md: what it confirms is built as its table says; the capture is what `show` prints."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import describe
from padapatha.build import build
from padapatha.confirm import confirm
from padapatha.conllu import read_conllu
from padapatha.intake import take
from padapatha.project import Project
from show_capture import capture

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "review.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


def test_the_split_sentence_of_the_page_is_built_as_its_table_says(tmp_path: Path) -> None:
    (tmp_path / "project" / "seeds").mkdir(parents=True)
    (tmp_path / "project" / "annotations").mkdir()
    project = Project(tmp_path / "project")
    for name, text in (("namuna.txt", block("text")), ("edited.conllu", block("conllu"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    take(project, tmp_path / "namuna.txt", describe("namuna"))
    build(project.root)
    before = [each.id for each in read_conllu(project.corpus_conllu("namuna"))]
    assert before == ["namuna-s1", "namuna-s2"]
    confirm(project.root, "namuna", [], "Asha", edited=tmp_path / "edited.conllu")
    assert build(project.root).problems == ()
    rows = [
        f"| {each.id} | {each.text} | {each.comment('annotation')} |"
        for each in read_conllu(project.corpus_conllu("namuna"))
    ]
    assert [row for row in PAGE.split("\n") if row.startswith("| namuna-s")] == rows


def test_the_capture_is_what_is_shown() -> None:
    assert (DOCS / "show.svg").read_text(encoding="utf-8") == capture()
