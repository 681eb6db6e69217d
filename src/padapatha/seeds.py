"""``seeds/`` to documents: the text as received and where it came from, no sentences yet."""

from __future__ import annotations

from typing import Any

from padapatha import files, strict_json
from padapatha.conllu.lines import decode
from padapatha.languages import CODES
from padapatha.limits import MAX_SEED
from padapatha.model import Document
from padapatha.problems import Refused, problem
from padapatha.project import Project, id_fault
from padapatha.schemas import check


def read_seed(project: Project, document: str) -> Document:
    """Read one seed; raise `Refused` when its metadata is missing or wrong, or the text is not the one taken in."""
    text_path, metadata_path = project.seed_text(document), project.seed_metadata(document)
    shown = project.relative(text_path)
    if fault := id_fault(document):
        raise Refused([problem("id", shown, fault)])
    if not metadata_path.exists():
        raise Refused(
            [
                problem(
                    "missing",
                    project.relative(metadata_path),
                    "the seed has no metadata",
                    fix=f"padapatha new {shown}",
                )
            ]
        )
    data = files.read_bytes(text_path, MAX_SEED)
    metadata = _metadata(project, document)
    if files.sha256(data) != metadata["sha256"]:
        raise Refused(
            [problem("sha256", shown, f"its SHA-256 is {files.sha256(data)}; taken in was {metadata['sha256']}")]
        )
    return Document(document, decode(data, shown), str(metadata["language"]), metadata)


def _metadata(project: Project, document: str) -> dict[str, Any]:
    path = project.seed_metadata(document)
    shown = project.relative(path)
    data = files.read_bytes(path)
    metadata: dict[str, Any] = strict_json.loads(data, shown)
    problems = list(check(metadata, "seed", data, shown))
    if not problems and metadata["document"] != document:
        problems.append(problem("file-name", shown, f"it is of document {metadata['document']!r}"))
    if not problems and metadata["language"] not in CODES:
        problems.append(problem("language", shown, f"language {metadata['language']!r}; installed: {', '.join(CODES)}"))
    if problems:
        raise Refused(problems)
    return metadata
