"""Writing a seed: the text and its metadata are both there in the end, or neither is."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from padapatha import files, strict_json
from padapatha.intake.prepare import Prepared
from padapatha.metadata import Acceptance, Description, IntakeRecord
from padapatha.problems import refuse
from padapatha.project import Project
from padapatha.reading.json_file import read_json, string_problems


def seed_value(
    description: Description, data: bytes, record: IntakeRecord | None, accepted: tuple[Acceptance, ...], path: str
) -> dict[str, Any]:
    """Return the metadata of a seed as a JSON value; raise `Refused` for what `validate` would not take."""
    value = {"schema": "padapatha/seed/1", **asdict(description), "sha256": files.sha256(data)}
    if record:
        value["intake"] = asdict(record)
    if accepted:
        value["accepted"] = [asdict(each) for each in accepted]
    refuse(string_problems(read_json(strict_json.dumps(value), path, "seed")))
    return value


def kept_record(prepared: Prepared, old: Mapping[str, Any]) -> IntakeRecord | None:
    """What was changed in a text that is written: of a text that is there already, what was changed at that time."""
    there = old.get("intake")
    if there and old.get("sha256") == files.sha256(prepared.data):
        return IntakeRecord(there["original_sha256"], there["cleaned"], there["unwrapped_lines"])
    return prepared.record


def store(project: Project, document: str, data: bytes, metadata: dict[str, Any]) -> None:
    """Write both files of a seed; after a fault what was there before is there again.

    A new text is written after its metadata: a text that is there has always been taken in whole.
    """
    targets = {
        project.seed_metadata(document): strict_json.dumps(metadata),
        project.seed_text(document): data,
    }
    before = {path: files.read_bytes(path) if files.present(path) else None for path in targets}
    try:
        for path, content in targets.items():
            files.write_bytes(path, content)
    except BaseException:
        for path, old in before.items():
            with suppress(OSError):  # the disk that did not take the new file may not take the old one
                files.remove(path) if old is None else files.write_bytes(path, old)
        raise
