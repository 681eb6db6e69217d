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


def _is_integer(_checker: object, value: object) -> bool:
    """Only what is written as one: 26.0 is a float in some programs and an integer in others."""
    return isinstance(value, int) and not isinstance(value, bool)


@cache
def _validator(name: str) -> Draft202012Validator:
    # slow to import, and not needed to read a schema
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend
    from referencing import Registry

    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
    strict: Any = extend(Draft202012Validator, type_checker=types)  # type: ignore[no-untyped-call]  # it says no types
    made: Draft202012Validator = strict(
        schema(name), registry=Registry(), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return made


def check(value: object, name: str, data: bytes, path: str) -> Iterator[Problem]:
    """Yield a problem for each violation of the named schema, with its line and column in ``data``.

    ``data`` are the bytes from which ``value`` was read, and ``path`` names the file in the problems.
    """
    faults = sorted(_validator(name).iter_errors(value), key=lambda each: list(map(str, each.absolute_path)))
    places = strict_json.places(data) if faults else {}
    for fault in faults:
        line, column = strict_json.nearest(places, tuple(fault.absolute_path))
        found = f"{_pointer(fault)}: {_shortened(fault.message)}"
        yield problem("schema", path, found, line=line, column=column, fix=_fix(fault, name))


def allows(name: str, key: str, value: object) -> bool:
    """Whether the named schema lets one of its properties have a value."""
    validator = _validator(name)
    return bool(validator.evolve(schema=schema(name)["properties"][key]).is_valid(value))


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
