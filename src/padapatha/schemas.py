"""JSON Schema: the schemas of this package, and a check that gives the line and column of each error.

Nothing is fetched: the registry is empty, and every reference in a schema is to the schema itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from padapatha import strict_json
from padapatha.problems import Problem, problem

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

_PACKAGED = Path(__file__).parent / "schema"  # in a wheel
_CHECKOUT = Path(__file__).parents[2] / "schema"  # in a checkout


def folder() -> Path:
    """Return the folder that contains the schemas."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def names() -> tuple[str, ...]:
    """Return the names of the schemas: ``seed``, ``document``, ``layer-entities`` …"""
    return tuple(sorted(path.name.removesuffix(".schema.json") for path in folder().glob("*.schema.json")))


@cache
def schema(name: str) -> Any:  # noqa: ANN401  a JSON value
    """Read one schema of this package."""
    path = folder() / f"{name}.schema.json"
    return strict_json.loads(path.read_bytes(), path.name)


@cache
def _validator(name: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # slow to import, and not needed to read a schema
    from referencing import Registry

    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(schema(name), registry=Registry(), format_checker=checker)


def check(value: object, name: str, data: bytes, path: str) -> Iterator[Problem]:
    """Yield a problem for each violation of the named schema, with its line and column in ``data``.

    ``data`` are the bytes from which ``value`` was read, and ``path`` names the file in the problems.
    """
    for fault in sorted(_validator(name).iter_errors(value), key=lambda each: list(map(str, each.absolute_path))):
        line, column = strict_json.place(data, tuple(fault.absolute_path))
        found = f"{_pointer(fault)}: {_shortened(fault.message)}"
        yield problem("schema", path, found, line=line, column=column, fix=_fix(fault, name))


def _pointer(fault: ValidationError) -> str:
    return "/" + "/".join(map(str, fault.absolute_path))


def _shortened(message: str) -> str:
    return message if len(message) <= 300 else f"{message[:200]} … {message[-80:]}"


def _fix(fault: ValidationError, name: str) -> str:
    """Return a fix that names the schema and, for an unknown key or value, the most similar known one."""
    see = f"see schema/{name}.schema.json"
    if (
        fault.validator == "additionalProperties"
        and isinstance(fault.instance, dict)
        and isinstance(fault.schema, dict)
    ):
        known = list(fault.schema.get("properties", ()))
        unknown = next((key for key in fault.instance if key not in known), "")
        near = get_close_matches(unknown, known, 1)
        return f"did you mean {near[0]!r}? {see}" if near else f"remove {unknown!r}; {see}"
    if fault.validator == "enum" and isinstance(fault.instance, str) and isinstance(fault.validator_value, list):
        near = get_close_matches(fault.instance, [str(value) for value in fault.validator_value], 1)
        return f"did you mean {near[0]!r}? {see}" if near else see
    return see
