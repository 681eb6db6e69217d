"""A JSON file that is of its schema: values with their places, the canonical form, the characters of its strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from padapatha import schemas, strict_json
from padapatha.problems import Problem, Refused, problem
from padapatha.rules.characters import form_fault
from padapatha.strict_json import Pointer
from padapatha.text import name, suspects


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A JSON value, the bytes it was read from and the name of the file in messages."""

    value: Any
    data: bytes
    path: str

    def problem(self, slug: str, pointer: Pointer, found: str, fix: str = "") -> Problem:
        """Make a problem at the value that the pointer leads to, or at its nearest parent that exists."""
        line, column = strict_json.nearest(_places(self.data), pointer)
        return problem(slug, self.path, found, line=line, column=column, fix=fix)


@lru_cache(maxsize=2)
def _places(data: bytes) -> dict[Pointer, tuple[int, int]]:
    return strict_json.places(data)


def read_json(data: bytes, path: str, schema: str) -> JsonFile:
    """Read a file of the named schema; raise `Refused` with everything that keeps it from being one."""
    value = strict_json.loads(data, path)
    faults = tuple(schemas.check(value, schema, data, path))
    if faults:
        raise Refused(faults)
    return JsonFile(value, data, path)


def canonical_problems(file: JsonFile, schema: str) -> Iterator[Problem]:
    """Keys in the order of the schema, and the bytes that this program would write."""
    faults = tuple(_unordered(file, schemas.schema(schema)))
    yield from faults
    written = strict_json.dumps(file.value)
    if written != file.data and not faults:
        ours, theirs = written.split(b"\n"), file.data.split(b"\n")
        line = next(
            (n for n, pair in enumerate(zip(ours, theirs, strict=False), 1) if pair[0] != pair[1]),
            min(len(ours), len(theirs)),
        )
        yield problem("canonical", file.path, "the layout is not that of a file written by this program", line=line)


def _unordered(file: JsonFile, root: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the objects whose keys are not in the order of their schema. A stack: data never recurses."""
    waiting: list[tuple[Pointer, Any, list[Mapping[str, Any]]]] = [((), file.value, [root])]
    while waiting:
        pointer, value, nodes = waiting.pop()
        variants = _variants(nodes, root)
        if isinstance(value, dict):
            known: Mapping[str, Any] = next((each["properties"] for each in variants if "properties" in each), {})
            expected = [key for key in known if key in value]
            if [key for key in value if key in known] != expected:
                yield file.problem("canonical", pointer, f"the order of the keys is {', '.join(expected)}")
            waiting.extend(((*pointer, key), each, [known[key]]) for key, each in value.items() if key in known)
        elif isinstance(value, list):
            items = [each["items"] for each in variants if "items" in each]
            waiting.extend(((*pointer, index), each, items) for index, each in enumerate(value))


def _variants(nodes: list[Mapping[str, Any]], root: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schemas that may apply: references followed, alternatives laid side by side."""
    found: list[Mapping[str, Any]] = []
    waiting = list(nodes)
    while waiting:
        node = waiting.pop(0)
        reference = node.get("$ref", "")
        if reference.startswith("#/$defs/"):
            waiting.append(root["$defs"][reference.removeprefix("#/$defs/")])
        if "properties" in node or "items" in node:
            found.append(node)
        elif "anyOf" in node or "oneOf" in node:
            waiting.extend(node.get("anyOf", node.get("oneOf", ())))
    return found


def string_problems(file: JsonFile, *, skip: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Yield every string that is not in normal form C or holds a character that may not stand in a corpus."""
    waiting: list[tuple[Pointer, Any]] = [((), file.value)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(((*pointer, key), each) for key, each in value.items() if key not in skip)
        elif isinstance(value, list):
            waiting.extend(((*pointer, index), each) for index, each in enumerate(value))
        elif isinstance(value, str) and not (value.isascii() and value.isprintable()):
            yield from _string_faults(file, pointer, value)


def _string_faults(file: JsonFile, pointer: Pointer, value: str) -> Iterator[Problem]:
    fault = form_fault(value)
    if fault:
        yield file.problem("not-nfc", pointer, fault)
    for offset, slug in suspects(value):
        if value[offset] == "\n" and pointer[-1:] == ("text",):
            continue  # a quotation over two lines; the schemas of texts of one line refuse it
        yield file.problem(slug, pointer, f"character {offset}: {name(value[offset])}")
        return
