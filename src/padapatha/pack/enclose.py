"""Beside the data of a release: its card with today's numbers, the licences, the schemas and the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow

import padapatha
from padapatha import files, schemas, strict_json
from padapatha.pack import card, hub
from padapatha.pack.contents import Contents, refuse
from padapatha.pack.numbers import numbers
from padapatha.problems import Problem, Refused, problem
from padapatha.project import Project

_ENCLOSED = ("LICENSE", "LICENSE-DATA", "CITATION.cff")


def new_card(project: Project, contents: Contents, *, check: bool) -> bytes:
    """Return the card with today's numbers; with ``check`` it must have had them."""
    path = project.root / card.NAME
    if not path.exists() and check:
        raise Refused([problem("missing", card.NAME, "there is no card", fix="padapatha pack")])
    language = min(contents.languages)
    before = files.read_bytes(path) if path.exists() else card.starter(language, project.root.name)
    sizes = {(each.config, each.split): each.rows for each in contents.written}
    made = card.with_numbers(before, numbers(contents.tally, sizes, contents.example, project), card.NAME)
    head = card.read_card(made, card.NAME).head
    refuse(_head_problems(project, head, contents))
    if check and made != before:
        line = _first_difference(made, before)
        found = "its numbers are not those of the data"
        raise Refused([problem("card", card.NAME, found, line=line, fix="padapatha pack")])
    return made


def _head_problems(project: Project, head: Mapping[str, Any], contents: Contents) -> Iterator[Problem]:
    absent = contents.languages - set(head["language"])
    if absent:
        yield problem("card", card.NAME, f"the corpus holds texts in {', '.join(sorted(absent))} too: `language`")
    link = head.get("license_link")
    if link and ":" not in link and not files.inside(project.root, link).is_file():
        yield problem("card", card.NAME, f"`license_link` names {link}, which is not here")


def _first_difference(made: bytes, before: bytes) -> int:
    pairs = zip(made.split(b"\n"), before.split(b"\n"), strict=False)
    return next((line for line, (a, b) in enumerate(pairs, 1) if a != b), min(made.count(b"\n"), before.count(b"\n")))


def enclose(project: Project, folder: Path, card_bytes: bytes, contents: Contents) -> None:
    """Put everything beside the data that a reader needs."""
    ours = card.read_card(card_bytes, card.NAME)
    sentences = sum(each.rows for each in contents.written if each.config == "sentences")
    size = {"size_categories": [card.size_category(sentences)]}
    head = {**ours.head, **size, **hub.declarations(folder, contents.written)}
    readme = card.write_card(card.Card(head, ours.body))
    card.read_card(readme, "README.md")
    files.write_bytes(folder / "README.md", readme)
    for name in _ENCLOSED:
        if (project.root / name).is_file():
            files.write_bytes(folder / name, files.read_bytes(project.root / name))
    for name in schemas.names():
        path = schemas.folder() / f"{name}.schema.json"
        files.write_bytes(folder / "schema" / path.name, files.read_bytes(path))
    files.write_bytes(folder / "MANIFEST.json", _manifest(project, contents))


def _manifest(project: Project, contents: Contents) -> bytes:
    """Say what was packed with what. The bytes of Parquet hang on pyarrow; ``conllu`` has hashes of the content."""
    manifest = {
        "schema": "padapatha/release/1",
        "tool": f"padapatha {padapatha.__version__}",
        "pyarrow": pyarrow.__version__,
        "corpus_manifest_sha256": files.sha256(files.read_bytes(project.manifest)),
        "data": [
            {"config": each.config, "split": each.split, "rows": each.rows, "files": list(each.files)}
            for each in contents.written
        ],
        "conllu": [{"split": split, **made} for split, made in contents.conllu.items()],
    }
    data = strict_json.dumps(manifest)
    refuse(schemas.check(manifest, "release", data, "MANIFEST.json"))
    return data
