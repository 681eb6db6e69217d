"""Files of a project that the tests of its documents write."""

from __future__ import annotations

from pathlib import Path

from padapatha import strict_json
from padapatha.files import sha256
from padapatha.project import Project

TEXTS = {"ek": "राम घर गया। सीता आई।\n", "ek-s1": "एक और कहानी। वह छोटी है।\n"}


def layer(name: str, document: str, kind: str, **lists: object) -> bytes:
    """A layer of a document, decided by a person or a model."""
    agent = {"kind": kind, "name": "मीरा"} | ({"version": "1"} if kind == "model" else {})
    head = {"schema": f"padapatha/layer-{name}/1", "layer": name, "document": document}
    text = sha256(TEXTS[document].encode())
    rest = {"text_sha256": text, "guideline": f"{name}/1", "agent": agent, "date": "2026-11-24", "complete": False}
    return strict_json.dumps(head | rest | lists)


def write(project: Project, name: str, data: bytes) -> Path:
    """Write a file of the project."""
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
