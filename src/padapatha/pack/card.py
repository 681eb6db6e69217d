"""The dataset card: a YAML head for programs, Markdown for people, and in it one part that only the program writes.

``DATASET_CARD.md`` is the project's; the ``README.md`` of a release is the same with what `datasets` reads in its head.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from padapatha import files, strict_json
from padapatha.conllu.lines import decode
from padapatha.pack.hub import declarations
from padapatha.pack.numbers import Contents, numbers_markdown
from padapatha.pack.shards import Written
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import Project
from padapatha.schemas import check as schema_problems

CARD = "DATASET_CARD.md"
NUMBERS_BEGIN, NUMBERS_END = "<!-- begin numbers -->\n", "<!-- end numbers -->\n"
_FENCE = "---\n"
_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"))
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


def starter(language: str, name: str) -> bytes:
    """Return a first card for a project that has none; it claims nothing that is not known."""
    head, fence, body = _STARTER.read_bytes().decode("utf-8").rpartition(_FENCE)
    quoted = yaml.safe_dump(name, allow_unicode=True, width=100_000).removesuffix("\n").removesuffix("\n...")
    head = head.replace("{language}", language).replace("{name}", quoted)
    return f"{head}{fence}{body.replace('{name}', name)}".encode()


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


def with_numbers(data: bytes, numbers: str, path: str) -> bytes:
    """Put the generated part into a card; every other byte stays. Raises `Refused` without a place for it."""
    text = decode(data, path)
    before, begin, rest = text.partition(NUMBERS_BEGIN)
    _, end, after = rest.partition(NUMBERS_END)
    if not begin or not end or NUMBERS_BEGIN in rest or NUMBERS_END in after:
        found = f"the lines {NUMBERS_BEGIN.strip()} and {NUMBERS_END.strip()} must stand in it once, in this order"
        raise Refused([problem("card", path, found, fix="put both lines where the numbers belong")])
    return f"{before}{begin}{numbers}{end}{after}".encode()


def size_category(sentences: int) -> str:
    """Name the size of a dataset as the hub does."""
    return next((name for limit, name in _SIZES if sentences < limit), "n>10M")


def new_card(project: Project, contents: Contents, *, check: bool) -> bytes:
    """Return the project's card with the numbers of these contents; with ``check`` it must have them already.

    Raises `Refused` for a card with a wrong head, and with ``check`` for a missing one or one with other numbers.
    """
    path = project.root / CARD
    if not path.exists() and check:
        raise Refused([problem("missing", CARD, "there is no card", fix="padapatha pack")])
    before = files.read_bytes(path) if path.exists() else starter(min(contents.languages), project.root.name)
    after = with_numbers(before, numbers_markdown(contents, project), CARD)
    refuse(_claim_problems(project, read_card(after, CARD).head, contents))
    if check and after != before:
        line = _first_difference(after, before)
        found = "its numbers are not those of the data"
        raise Refused([problem("card", CARD, found, line=line, fix="padapatha pack")])
    return after


def _claim_problems(project: Project, head: Mapping[str, Any], contents: Contents) -> Iterator[Problem]:
    """What the head claims and the project does not hold."""
    absent = contents.languages - set(head["language"])
    if absent:
        yield problem("card", CARD, f"the corpus holds texts in {', '.join(sorted(absent))} too: `language`")
    link = head.get("license_link")
    if link and ":" not in link and not files.inside(project.root, *PurePosixPath(link).parts).is_file():
        yield problem("card", CARD, f"`license_link` names {link}, which is not here")


def _first_difference(after: bytes, before: bytes) -> int:
    pairs = zip(after.split(b"\n"), before.split(b"\n"), strict=False)
    return next((line for line, (a, b) in enumerate(pairs, 1) if a != b), min(after.count(b"\n"), before.count(b"\n")))


def release_card(card: bytes, folder: Path, written: Sequence[Written]) -> bytes:
    """Return the ``README.md`` of a release: the card, with the configs, columns and sizes of what was written."""
    ours = read_card(card, CARD)
    sentences = sum(table.rows for table in written if table.config == "sentences")
    size = {"size_categories": [size_category(sentences)]}
    data = write_card(Card({**ours.head, **size, **declarations(folder, written)}, ours.body))
    read_card(data, "README.md")  # what is published is of the schema too
    return data
