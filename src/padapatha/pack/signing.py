"""Who decided a row, in columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from padapatha.model import Layer

Row: TypeAlias = dict[str, Any]


def signature(layer: Layer, item: Mapping[str, Any] | None = None) -> Row:
    """Return who decided a layer, by which guideline and when, and the note of one of its items."""
    agent = layer.agent
    named = f"{agent['kind']}: {agent['name']}"
    version = f" {agent['version']}" if "version" in agent else ""
    note = None if item is None else item.get("note")
    return {"agent": named + version, "guideline": layer.guideline, "date": layer.date, "note": note}
