"""The fields that describe a text: whether a value can stand in one, and how to write a value that can."""

from __future__ import annotations

from dataclasses import fields
from difflib import get_close_matches

from padapatha.languages import CODES
from padapatha.metadata import Description
from padapatha.rules.characters import form_fault
from padapatha.schemas import allows, schema
from padapatha.text import name, suspects

SEED_FIELDS = tuple(field.name for field in fields(Description) if field.name != "document")
REQUIRED_FIELDS = ("source", "licence", "genre", "split")  # what has no value of its own when nobody says it
_DATE = "write YYYY-MM-DD"
_HELP = {
    "title": "write 1 to 500 characters",
    "source": "write 1 to 1,000 characters: the person or publication that the text comes from",
    "url": "write an address that begins with http:// or https:// and has no spaces",
    "rights": "write 1 to 1,000 characters: what is known about the rights in the text",
    "published": _DATE,
    "received": _DATE,
}


def field_choices(field: str) -> tuple[str, ...]:
    """Return the values that a field may have; nothing for a field of free text."""
    return CODES if field == "language" else tuple(schema("seed")["properties"][field].get("enum", ()))


def field_fault(field: str, value: str) -> str:
    """Say why a value cannot stand in a field; empty when it can."""
    if (field == "language" and value not in CODES) or not allows("seed", field, value):
        return f"{field} {value[:80]!r}"
    fault = words_fault(value)
    return f"{field}: {fault}" if fault else ""


def words_fault(value: str) -> str:
    """Say why words cannot stand in metadata, whatever the field; empty when they can."""
    if fault := form_fault(value):
        return f"it is not in normal form C: {fault}"
    odd = next((value[offset] for offset, _ in suspects(value)), "")
    return f"it holds {name(odd)}" if odd else ""


def field_help(field: str, value: str = "") -> str:
    """Say what a field takes; of several choices, the one nearest to a wrong value first."""
    choices = field_choices(field)
    if not choices:
        return _HELP[field]
    by_lower = {choice.lower(): choice for choice in choices}
    near = get_close_matches(value.lower(), by_lower, 1)
    return (f"did you mean {by_lower[near[0]]}? " if near else "") + f"use one of {', '.join(choices)}"


def needs_rights(licence: str) -> bool:
    """Whether a licence says so little that the field ``rights`` must say more."""
    return licence.startswith("LicenseRef-")
