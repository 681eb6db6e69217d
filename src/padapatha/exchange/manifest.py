"""``padapatha-export.json``: what was exported from which state of the corpus, so that it can be merged.

Beside it lies the base: a copy of every layer that was exported, as it was. Files of a tool are a view; what a view
cannot carry is looked up there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from padapatha.files import sha256
from padapatha.layers import Layer
from padapatha.problems import Refused, problem
from padapatha.reading import read_file
from padapatha.reading.json_file import read_json
from padapatha.reading.layers import layer_of
from padapatha.strict_json import dumps

EXPORT_MANIFEST, BASE = "padapatha-export.json", "padapatha-base"
_SCHEMA = "padapatha/export/1"


@dataclass(frozen=True, slots=True)
class ExportedDocument:
    """A document of an export.

    ``layers`` says of each layer that was exported where its items came from: ``annotations``, ``corpus`` or
    ``nothing``. ``ids`` leads from ids of the tool to ours where they differ; ``sentences`` has a hash of every tree.
    """

    document: str
    text_sha256: str
    layers: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportManifest:
    """An export: the corpus it was made of, the tool, its unit of offsets, and SHA-256 of every file by name."""

    made_by: str
    corpus: str
    tool: str
    unit: str
    layers: tuple[str, ...]
    withheld: tuple[str, ...]
    files: Mapping[str, str]
    documents: tuple[ExportedDocument, ...]

    def document(self, name: str) -> ExportedDocument | None:
        """Return a document of the export, if it is in it."""
        return next((each for each in self.documents if each.document == name), None)


def manifest_bytes(manifest: ExportManifest) -> bytes:
    """Return the manifest as it is written."""
    return dumps({"schema": _SCHEMA, **asdict(manifest)})


def read_export_manifest(path: Path, tool: str) -> ExportManifest:
    """Read the manifest of an export to ``tool``; raise `Refused` for another tool's, and for what is none."""
    file = read_json(read_file(path), str(path), "export")
    value: dict[str, Any] = {key: each for key, each in file.value.items() if key != "schema"}
    documents = tuple(ExportedDocument(**each) for each in value.pop("documents"))
    manifest = ExportManifest(
        **(value | {key: tuple(value[key]) for key in ("layers", "withheld")}), documents=documents
    )
    if manifest.tool != tool:
        found = f"the export was made for {manifest.tool}, not for {tool}"
        raise Refused([file.problem("usage", ("tool",), found, f"padapatha import --from {manifest.tool}")])
    return manifest


def base_name(layer: str, document: str) -> str:
    """Name the file of a layer as it was exported."""
    return f"{BASE}/{layer}/{document}.json"


def read_base(folder: Path, manifest: ExportManifest, document: ExportedDocument) -> dict[str, Layer]:
    """Read the layers of a document as they were exported; raise `Refused` when they are not what was written."""
    found: dict[str, Layer] = {}
    for layer, origin in document.layers.items():
        name = base_name(layer, document.document)
        if origin != "nothing":
            data = read_file(folder.joinpath(*name.split("/")), str(folder / name))
            if sha256(data) != manifest.files.get(name):
                shown = f"it is not the {layer} that was exported: its SHA-256 is another one than the manifest's"
                raise Refused([problem("sha256", str(folder / name), shown, fix="restore the folder of the export")])
            found[layer] = layer_of(read_json(data, str(folder / name), f"layer-{layer}")).layer
    return found
