"""The dataset card: a YAML head for programs, Markdown for people, and in it parts that only the program writes.

``DATASET_CARD.md`` is the project's, kept by hand around the generated parts; the ``README.md`` of a release is the
same with what `datasets` reads in its head. A project without a card gets one that is generated whole.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from padapatha import files, strict_json
from padapatha.conllu.lines import decode
from padapatha.pack.claims import claim_problems
from padapatha.pack.head import head_faults, head_from
from padapatha.pack.hub import declarations
from padapatha.pack.numbers import Contents, numbers_markdown
from padapatha.pack.shards import Written
from padapatha.pack.summary import size_category, summary_markdown
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import SETTINGS, Project
from padapatha.reading.toml_file import SettingForms, setting_problems, toml_table
from padapatha.schemas import check as schema_problems
from padapatha.text import first_difference

CARD = "DATASET_CARD.md"
NUMBERS_BEGIN, NUMBERS_END = "<!-- begin numbers -->\n", "<!-- end numbers -->\n"
_SUMMARY_BEGIN, _SUMMARY_END = "<!-- begin summary -->\n", "<!-- end summary -->\n"
_FENCE = "---\n"
_FIELD = re.compile(r"\{(?:language|quoted|title)\}")
_STARTER = Path(__file__).with_name("starter.md")


@dataclass(frozen=True, slots=True)
class Card:
    """A card: its head as YAML reads it, and the Markdown after it."""

    head: Mapping[str, Any]
    body: str


class _Loader(yaml.SafeLoader):
    """YAML as cards need it: a date stays text, and a key that stands twice is an error."""

    def construct_mapping(  # as the parent has it
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002
    ) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                twice = f"the key {key.value!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, twice, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


# Implicit types without dates, which would become objects that JSON does not have
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def starter(title: str, language: str) -> str:
    """Return a first card for a project that has none; it claims nothing that is not known."""
    text = _STARTER.read_bytes().decode("utf-8")
    quoted = strict_json.dumps(title).decode("utf-8").rstrip("\n")  # a JSON string is one of YAML too
    values = {"{language}": language, "{quoted}": quoted, "{title}": title}
    return _FIELD.sub(lambda field: values[field[0]], text)  # in one pass: a title may hold braces


def read_card(data: bytes, path: str) -> Card:
    """Read a card; raise `Refused` when it has no head, or one that is not of ``schema/card.schema.json``."""
    text = decode(data, path)
    head, fence, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not text.startswith(_FENCE) or not fence:
        raise Refused([problem("card", path, "no YAML head between two lines `---`", line=1)])
    try:
        value = yaml.load(head, _Loader)  # noqa: S506  a safe loader, with fewer types
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 2 if fault.problem_mark else 1
        raise Refused([problem("card", path, f"the head is no YAML: {fault.problem}", line=line)]) from None
    except yaml.YAMLError as fault:
        raise Refused([problem("card", path, f"the head is no YAML: {fault}", line=1)]) from None
    problems = tuple(_head_problems(value, head, path))
    if problems:
        raise Refused(problems)
    return Card(value, body)


def _head_problems(value: object, head: str, path: str) -> Iterator[Problem]:
    """What the schema says, each at the line of the key that it is about."""
    lines = [line.partition(":")[0] for line in head.split("\n")]
    for fault in schema_problems(value, "card", strict_json.dumps(value), path):
        key = fault.found.removeprefix("/").partition(":")[0].partition("/")[0]
        yield replace(fault, line=lines.index(key) + 2 if key in lines else 1, column=1)


def write_card(card: Card) -> bytes:
    """Return the bytes of a card."""
    head = yaml.safe_dump(dict(card.head), allow_unicode=True, sort_keys=False, width=100_000)
    return f"{_FENCE}{head}{_FENCE}{card.body}".encode()


def with_generated(data: bytes, contents: Contents, project: Project, path: str) -> bytes:
    """Put the generated parts into a card; every other byte stays. Raises `Refused` without a place for the numbers.

    A card need not have a place for the summary.
    """
    text = decode(data, path)
    if _SUMMARY_BEGIN in text:
        text = _with_part(text, summary_markdown(contents), _SUMMARY_BEGIN, _SUMMARY_END, path)
    return _with_part(text, numbers_markdown(contents, project), NUMBERS_BEGIN, NUMBERS_END, path).encode("utf-8")


def _with_part(text: str, made: str, begins: str, ends: str, path: str) -> str:
    before, begin, rest = text.partition(begins)
    _, end, after = rest.partition(ends)
    if not begin or not end or begins in rest or ends in after:
        found = f"the lines {begins.strip()} and {ends.strip()} must stand in it once, in this order"
        raise Refused([problem("card", path, found, fix="put both lines where the generated part belongs")])
    return f"{before}{begin}{made}{end}{after}"


def new_card(project: Project, contents: Contents, *, check: bool) -> bytes:
    """Return the project's card with what is generated of these contents; with ``check`` it must have it already.

    A project without a card gets one of its title and its data. Raises `Refused` for a card with a wrong head, for one
    that says what the data contradict, and with ``check`` for one with other numbers.
    """
    path, title = project.root / CARD, project_title(project)
    before = files.read_bytes(path) if path.exists() else _first_card(title or project.root.name, contents)
    after = with_generated(before, contents, project, CARD)
    text = before.decode("utf-8")  # lines are counted in the file that is there
    refuse((*_head_problems_of(project, title, text, contents), *claim_problems(text, CARD, contents)))
    if check and path.exists() and after != before:
        line = text.count("\n", 0, first_difference(text, after.decode("utf-8"))) + 1
        found = "its numbers are not those of the data"
        raise Refused([problem("card", CARD, found, line=line, fix="padapatha pack --card")])
    return after


def _first_card(title: str, contents: Contents) -> bytes:
    card = read_card(starter(title, min(contents.counts("language"))).encode("utf-8"), CARD)
    kept = {key: value for key, value in card.head.items() if key not in ("license", "license_name")}
    return write_card(Card({**kept, **head_from(contents)}, card.body))


def project_title(project: Project) -> str | None:
    """Read the title of the corpus in ``padapatha.toml``; None without one. Raises `Refused` for what is no title."""
    path = project.root / SETTINGS
    table = toml_table(path, ("corpus",)) or {}
    refuse(setting_problems(path, "corpus", table, _SETTINGS))
    return table.get("title")


def _is_title(value: object) -> bool:
    return isinstance(value, str) and bool(value) and value.isprintable() and value == value.strip()


_SETTINGS: SettingForms = {"title": ("write one line of text", _is_title)}


def _head_problems_of(project: Project, title: str | None, text: str, contents: Contents) -> Iterator[Problem]:
    head = read_card(text.encode("utf-8"), CARD).head
    lines = text.split("\n")
    for key, found in head_faults(project, title, head, contents):
        line = next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)
        yield problem("card", CARD, f"`{key}`: {found}", line=line, column=1)


def release_card(card: bytes, folder: Path, written: Sequence[Written]) -> bytes:
    """Return the ``README.md`` of a release: the card, with the configs, columns and sizes of what was written."""
    ours = read_card(card, CARD)
    sentences = sum(table.rows for table in written if table.config == "sentences")
    size = {"size_categories": [size_category(sentences)]}
    data = write_card(Card({**ours.head, **size, **declarations(folder, written)}, ours.body))
    read_card(data, "README.md")  # what is published is of the schema too
    return data
