"""The schemas of the standoff layers accept every valid example and refuse every fault.

An invalid example differs from a valid one of its layer in exactly one place, so it can only be refused for the fault
in its name. The guideline pages are held to the schemas: their JSON is an example, their label tables are
the closed sets.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "schema" / "examples"
LAYERS = ("coreference", "entities", "expressions", "quotations", "translations")
OPTIONAL = {"version", "note"}  # every other key is required wherever it occurs
CLOSED = {"schema", "layer", "guideline", "kind", "label", "language", "mark_problem", "mod", "reason", "type"}
CLOSED_SETS = (  # layer, definition, key: the sets whose values an annotator chooses from
    ("entities", "agent", "kind"),
    ("entities", "entity", "label"),
    ("coreference", "chain", "type"),
    ("quotations", "quotation", "kind"),
    ("quotations", "part", "mark_problem"),
    ("expressions", "time", "type"),
    ("expressions", "time", "reason"),
    ("expressions", "quantity", "type"),
    ("translations", "translation", "language"),
)
Trail = tuple[str | int, ...]


def load(path: Path) -> Any:
    return json.loads(path.read_bytes())


def examples(kind: str) -> list[Any]:
    paths = sorted((EXAMPLES / kind).glob("layer-*/*.json"))
    return [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in paths]


def layer_of(path: Path) -> str:
    return path.parent.name.removeprefix("layer-")


@cache
def schema_of(layer: str) -> dict[str, Any]:
    schema: dict[str, Any] = load(ROOT / "schema" / f"layer-{layer}.schema.json")
    return schema


@cache
def validator_of(layer: str) -> Draft202012Validator:
    """Nothing is fetched (the registry is empty), formats are checked."""
    return Draft202012Validator(schema_of(layer), registry=Registry(), format_checker=FormatChecker())


def accepts(layer: str, value: Any) -> bool:
    return bool(validator_of(layer).is_valid(value))


def nodes(value: Any, trail: Trail = ()) -> Iterator[tuple[Trail, Any]]:
    """Every value of a JSON tree with the keys that lead to it, the root first."""
    yield trail, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from nodes(child, (*trail, key))


def at(value: Any, trail: Trail) -> Any:
    for key in trail:
        value = value[key]
    return value


def changed(value: Any, trail: Trail, new: Any) -> Any:
    """A copy of `value` in which `trail` leads to `new`."""
    result = copy.deepcopy(value)
    at(result, trail[:-1])[trail[-1]] = new
    return result


def without(value: Any, trail: Trail) -> Any:
    result = copy.deepcopy(value)
    del at(result, trail[:-1])[trail[-1]]
    return result


def differences(one: Any, other: Any, trail: Trail = ()) -> list[Trail]:
    """Where two JSON trees differ: a key that only one has, or a leaf, list length or kind that is not the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        apart = [(*trail, key) for key in sorted(one.keys() ^ other.keys())]
        return apart + [
            d for key in one.keys() & other.keys() for d in differences(one[key], other[key], (*trail, key))
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [d for i, pair in enumerate(zip(one, other, strict=True)) for d in differences(*pair, (*trail, i))]
    return [] if type(one) is type(other) and one == other else [trail]


def spans(value: Any) -> list[dict[str, Any]]:
    return [node for _, node in nodes(value) if isinstance(node, dict) and "start" in node]


@pytest.mark.parametrize("layer", LAYERS)
def test_schema_is_itself_valid_closed_and_local(layer: str) -> None:
    schema = schema_of(layer)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:padapatha:schema:layer-{layer}:1"
    assert all(str(node).startswith("#/$defs/") for trail, node in nodes(schema) if trail and trail[-1] == "$ref")
    assert all(
        part["additionalProperties"] is False
        for part in (schema, *schema["$defs"].values())
        if part.get("type") == "object"
    )


@pytest.mark.parametrize("layer", LAYERS)
def test_there_are_enough_examples(layer: str) -> None:
    assert len(list((EXAMPLES / "valid" / f"layer-{layer}").glob("*.json"))) >= 5
    assert len(list((EXAMPLES / "invalid" / f"layer-{layer}").glob("*.json"))) >= 10


@pytest.mark.parametrize("path", examples("valid"))
def test_valid_example_is_accepted_and_canonical(path: Path) -> None:
    value = load(path)
    assert accepts(layer_of(path), value)
    assert path.read_bytes() == (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    assert all(len(span["text"]) == span["end"] - span["start"] for span in spans(value))


@pytest.mark.parametrize("path", examples("valid"))
def test_valid_example_keeps_the_order_of_the_schema(path: Path) -> None:
    value, schema = load(path), schema_of(layer_of(path))
    assert list(value) == list(schema["properties"])
    for key, listing in schema["properties"].items():
        for item in value[key] if listing.get("type") == "array" else ():
            order = list(at(schema, tuple(listing["items"]["$ref"].split("/")[1:]))["properties"])
            assert list(item) == [name for name in order if name in item]


@pytest.mark.parametrize("path", examples("invalid"))
def test_invalid_example_is_refused_for_its_one_fault(path: Path) -> None:
    good = [load(other) for other in (EXAMPLES / "valid" / path.parent.name).glob("*.json")]
    assert min(len(differences(one, load(path))) for one in good) == 1
    assert not accepts(layer_of(path), load(path))


@pytest.mark.parametrize("path", examples("valid"))
def test_each_required_key_is_missed(path: Path) -> None:
    value = load(path)
    keys = [trail for trail, _ in nodes(value) if trail and isinstance(trail[-1], str) and trail[-1] not in OPTIONAL]
    assert keys
    assert [trail for trail in keys if accepts(layer_of(path), without(value, trail))] == []


@pytest.mark.parametrize("path", examples("valid"))
def test_each_closed_set_refuses_an_unknown_value(path: Path) -> None:
    value = load(path)
    keys = [trail for trail, _ in nodes(value) if trail and trail[-1] in CLOSED]
    assert keys
    assert [trail for trail in keys if accepts(layer_of(path), changed(value, trail, "unheard-of"))] == []


@pytest.mark.parametrize("path", examples("valid"))
def test_each_object_refuses_a_key_of_its_own(path: Path) -> None:
    value = load(path)
    objects = [trail for trail, node in nodes(value) if isinstance(node, dict)]
    for key in ("lable", "", "__proto__"):
        assert [trail for trail in objects if accepts(layer_of(path), changed(value, (*trail, key), 1))] == []


@pytest.mark.parametrize("path", examples("valid"))
def test_no_string_may_end_in_a_newline(path: Path) -> None:
    value = load(path)
    strings = [(trail, node) for trail, node in nodes(value) if isinstance(node, str)]
    assert [trail for trail, node in strings if accepts(layer_of(path), changed(value, trail, node + "\n"))] == []


@pytest.mark.parametrize("path", examples("valid"))
def test_no_string_but_the_text_of_a_span_may_be_endless(path: Path) -> None:
    value = load(path)
    spanned = {(*trail, "text") for trail, node in nodes(value) if isinstance(node, dict) and "start" in node}
    strings = [(trail, node) for trail, node in nodes(value) if isinstance(node, str) and trail not in spanned]
    assert [trail for trail, node in strings if accepts(layer_of(path), changed(value, trail, node[-1] * 6000))] == []


@pytest.mark.parametrize("path", examples("valid"))
@pytest.mark.parametrize("other", [True, -1, 6.5, "क", {}, [{}], [[]]], ids=repr)
def test_no_value_may_be_of_another_kind(path: Path, other: Any) -> None:
    value = load(path)
    foreign = [trail for trail, node in nodes(value) if trail and (type(node) is not type(other))]
    assert not accepts(layer_of(path), other)
    assert [trail for trail in foreign if accepts(layer_of(path), changed(value, trail, other))] == []


@pytest.mark.parametrize(("layer", "definition", "key"), CLOSED_SETS)
def test_each_label_has_an_example_and_a_line_in_the_guideline(layer: str, definition: str, key: str) -> None:
    labels = {label for label in schema_of(layer)["$defs"][definition]["properties"][key]["enum"] if label is not None}
    valid = [load(path) for path in (EXAMPLES / "valid" / f"layer-{layer}").glob("*.json")]
    seen = {
        node for value in valid for trail, node in nodes(value) if trail and trail[-1] == key and isinstance(node, str)
    }
    page = "README" if definition == "agent" else layer
    text = (ROOT / "docs" / "guidelines" / f"{page}.md").read_text(encoding="utf-8")
    assert labels <= seen
    assert {label for label in labels if f"`{label}`" not in text and f'"{label}"' not in text} == set()


@pytest.mark.parametrize("layer", LAYERS)
def test_guideline_page_shows_a_valid_file_for_the_text_it_quotes(layer: str) -> None:
    page = (ROOT / "docs" / "guidelines" / f"{layer}.md").read_text(encoding="utf-8")
    shown = re.findall(r"^> (.+)\n\n```json\n(.+?)^```$", page, re.DOTALL | re.MULTILINE)
    assert len(shown) == 1
    text, block = shown[0]
    value = json.loads(block)
    assert value == load(EXAMPLES / "valid" / f"layer-{layer}" / "from-guideline.json")
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans(value))
