"""What is said of a text: fields from options, tables and defaults, checked one by one, and the record they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from padapatha.languages import CODES
from padapatha.metadata import Description
from padapatha.problems import Problem, problem, refuse
from padapatha.reading.seed_fields import REQUIRED_FIELDS, SEED_FIELDS, field_fault, field_help, needs_rights


def fields_of(*sources: Mapping[str, str | None]) -> dict[str, str]:
    """Return the fields that any of some sources has a value for; the first source that has one counts."""
    found: dict[str, str] = {}
    for source in sources:
        for key, value in source.items():
            if value is not None:
                found.setdefault(key, value)
    return found


def missing_fields(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Name the fields that a text must have and nobody has said anything of."""
    wanted = [*REQUIRED_FIELDS, *(("rights",) if needs_rights(fields.get("licence", "")) else ())]
    return tuple(field for field in wanted if field not in fields)


def description_from(document: str, fields: Mapping[str, str], path: str, line: int = 0) -> Description:
    """Make the record of a text; raise `Refused` with every field that is missing or has a wrong value.

    ``path`` and ``line`` are where the text stands; a wrong language has the slug ``language``.
    """
    refuse((*missing_problems(fields, path, line), *value_problems(fields, path, line)))
    today = datetime.now(UTC).date().isoformat()
    values = {"language": CODES[0], "received": today, **fields}
    return Description(document, **{field: values.get(field) for field in SEED_FIELDS})  # type: ignore[arg-type]  # checked above


def missing_problems(fields: Mapping[str, str], path: str, line: int) -> Iterator[Problem]:
    """Yield every field that nobody has said anything of."""
    for field in missing_fields(fields):
        fix = f"give --{field}, or write it into the table of --metadata or the defaults of padapatha.toml"
        yield problem("metadata", path, f"nothing says its {field}", line=line, fix=fix)


def value_problems(fields: Mapping[str, str], path: str, line: int) -> Iterator[Problem]:
    """Yield every field whose value it cannot have."""
    for field, value in fields.items():
        if fault := field_fault(field, value) if field in SEED_FIELDS else "":
            slug = "language" if field == "language" else "metadata"
            yield problem(slug, path, fault, line=line, fix=field_help(field, value))
