"""Every schema means what it says: closed, local, with an id that stays; each of its words can refuse something.

For each valid example and each word of the schema (`required`, `enum`, `pattern` …) that speaks of one of its values,
the value is changed so that this word is broken. All of these mutants must be refused.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from padapatha import schemas, strict_json

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "schema" / "examples"
NAMES = schemas.names()
# The ids of version 1. A schema whose meaning changes after a release gets a new number; the old file stays.
IDS = {name: f"urn:padapatha:schema:{name}:1" for name in NAMES}
ENOUGH = ("seed", "document", "manifest", *(name for name in NAMES if name.startswith("layer-")))
Trail = tuple[str | int, ...]


def problems(value: object, name: str) -> list[str]:
    return [str(each) for each in schemas.check(value, name, strict_json.dumps(value), "x.json")]


def files_of(kind: str, name: str) -> list[Path]:
    return sorted((EXAMPLES / kind / name).glob("*.json"))


def examples(kind: str) -> list[Any]:
    return [pytest.param(name, path, id=f"{name}/{path.stem}") for name in NAMES for path in files_of(kind, name)]


def nodes(schema: Any, trail: Trail = ()) -> Iterator[tuple[Trail, dict[str, Any]]]:
    if isinstance(schema, dict):
        yield trail, schema
    for key, child in (
        schema.items() if isinstance(schema, dict) else enumerate(schema) if isinstance(schema, list) else ()
    ):
        yield from nodes(child, (*trail, key))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_local_and_has_its_id(name: str) -> None:
    schema = schemas.schema(name)
    Draft202012Validator.check_schema(schema)
    assert (schema["$schema"], schema["$id"]) == ("https://json-schema.org/draft/2020-12/schema", IDS[name])
    assert all(node["$ref"].startswith("#/$defs/") for _, node in nodes(schema) if isinstance(node.get("$ref"), str))


def test_ids_are_those_of_the_files_and_differ() -> None:
    assert {schemas.schema(name)["$id"] for name in NAMES} == set(IDS.values())


@pytest.mark.parametrize("name", [name for name in NAMES if name != "card"])  # a hub takes more keys than ours
def test_every_object_is_closed(name: str) -> None:
    for trail, node in nodes(schemas.schema(name)):
        if node.get("type") == "object" and not {"if", "then", "not", "anyOf", "oneOf", "allOf"} & set(map(str, trail)):
            assert "additionalProperties" in node, trail
            assert node["additionalProperties"] is False or isinstance(node["additionalProperties"], dict), trail
            if "properties" in node:
                assert node["additionalProperties"] is False, trail


@pytest.mark.parametrize("name", ENOUGH)
def test_there_are_enough_examples(name: str) -> None:
    assert len(files_of("valid", name)) >= 4 + (name != "expressions")
    assert len(files_of("invalid", name)) >= 10


@pytest.mark.parametrize(("name", "path"), examples("valid"))
def test_a_valid_example_is_accepted(name: str, path: Path) -> None:
    assert problems(strict_json.loads(path.read_bytes(), path.name), name) == []


@pytest.mark.parametrize(("name", "path"), examples("invalid"))
def test_an_invalid_example_is_refused(name: str, path: Path) -> None:
    assert problems(strict_json.loads(path.read_bytes(), path.name), name)


# Mutants


def resolved(node: Any, root: dict[str, Any]) -> dict[str, Any]:
    while isinstance(node, dict) and "$ref" in node:
        node = {
            **root["$defs"][node["$ref"].removeprefix("#/$defs/")],
            **{k: v for k, v in node.items() if k != "$ref"},
        }
    return node if isinstance(node, dict) else {}


def judged(
    value: Any, node: Any, root: dict[str, Any], trail: Trail = ()
) -> Iterator[tuple[Trail, Any, dict[str, Any]]]:
    """Every value with each schema that speaks of it. Alternatives (`oneOf` …) are those that accept the value."""
    node = resolved(node, root)
    yield trail, value, node
    for word in ("oneOf", "anyOf"):
        for each in node.get(word, ()):
            whole = {**resolved(each, root), "$defs": root.get("$defs", {})}
            if Draft202012Validator(whole).is_valid(value):
                without_type = {key: said for key, said in resolved(each, root).items() if key != "type"}
                yield from judged(value, without_type, root, trail)  # another alternative may be of another type
    if isinstance(value, dict):
        for key, child in value.items():
            other = node.get("additionalProperties")
            below = node.get("properties", {}).get(key, other if isinstance(other, dict) else None)
            if below is not None:
                yield from judged(child, below, root, (*trail, key))
    elif isinstance(value, list) and "items" in node:
        for row, child in enumerate(value):
            yield from judged(child, node["items"], root, (*trail, row))


def of_another_type(types: str | list[str]) -> Iterator[Any]:
    names = {types} if isinstance(types, str) else set(types)
    for name, value in (("string", "क"), ("boolean", True), ("object", {}), ("array", []), ("null", None)):
        if name not in names:
            yield value
    if not names & {"number", "integer"}:
        yield 1
    if "number" not in names:
        yield 1.0


def mutants(value: Any, node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Values that break one word of a schema, with the word."""
    if "type" in node:
        yield from (("type", other) for other in of_another_type(node["type"]))
    if "oneOf" in node or "anyOf" in node:
        yield "alternatives", True
    if "const" in node or "enum" in node:
        yield "enum", "unheard-of"
    if isinstance(value, dict):
        yield from of_object(value, node)
    elif isinstance(value, list):
        yield from of_list(value, node)
    elif isinstance(value, str):
        yield from of_string(value, node)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from (("limit", node[word] + step) for word, step in (("minimum", -1), ("maximum", 1)) if word in node)


def of_object(value: dict[str, Any], node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key in node.get("required", ()):
        yield "required", {each: child for each, child in value.items() if each != key}
    if node.get("additionalProperties") is False:
        yield from (("closed", value | {key: None}) for key in ("lable", "", "__proto__"))
    if "propertyNames" in node:
        first: object = next(iter(value.values()), {})
        yield from (("names", value | {key: copy.deepcopy(first)}) for key in ("../x", "", "corpus/ek.conllu\n"))
    if "minProperties" in node:
        yield "minProperties", dict(list(value.items())[: node["minProperties"] - 1])


def of_list(value: list[Any], node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if node.get("minItems"):
        yield "minItems", value[: node["minItems"] - 1]
    if node.get("uniqueItems") and value:
        yield "uniqueItems", [*value, copy.deepcopy(value[0])]


def of_string(value: str, node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if "pattern" in node:
        yield from (("pattern", each) for each in (value + "\n", "\n" + value))
    if "maxLength" in node:
        yield "maxLength", value + value[-1:] * node["maxLength"]
    if node.get("minLength"):
        yield "minLength", ""
    if node.get("format") == "date":
        yield from (("format", each) for each in ("2024-02-30", "20240229", "2024-W05-1", "tomorrow", "0000-01-01"))


def changed(value: Any, trail: Trail, new: Any) -> Any:
    if not trail:
        return new
    result = copy.deepcopy(value)
    at = result
    for key in trail[:-1]:
        at = at[key]
    at[trail[-1]] = new
    return result


# `test_layer_schemas.py` does the same for the layers, whose rules depend on each other
@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("layer-")])
def test_every_word_of_a_schema_refuses_what_breaks_it(name: str) -> None:
    root, seen, taken = schemas.schema(name), set(), []
    for path in files_of("valid", name):
        example = strict_json.loads(path.read_bytes(), path.name)
        for trail, value, node in judged(example, root, root):
            for word, mutant in mutants(value, node):
                seen.add(word)
                if not problems(changed(example, trail, mutant), name):
                    taken.append((path.name, trail, word, mutant))
    assert {"type", "enum", "required", "closed"} <= seen
    assert taken == []


def test_a_pattern_is_anchored_or_says_what_it_looks_for() -> None:
    for name in NAMES:
        for trail, node in nodes(schemas.schema(name)):
            pattern = node.get("pattern")
            if isinstance(pattern, str) and pattern.startswith("^") and trail[-1] != "not":
                assert "$" in pattern, (name, trail)
                assert "$(?!\n)" in pattern or "maxLength" in node or "not" in node, (name, trail)
                assert not re.search(r"[+*]\)[+*]", pattern), (name, trail)


def test_examples_are_canonical() -> None:
    for path in sorted(EXAMPLES.rglob("valid/*/*.json")):
        assert path.read_bytes() == strict_json.dumps(json.loads(path.read_bytes())), path
