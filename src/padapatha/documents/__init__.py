"""The documents of a project: which there are and how far they are, another name for one, and taking some out."""

from __future__ import annotations

from padapatha.documents.listing import DocumentState, list_documents
from padapatha.documents.removal import remove_documents
from padapatha.documents.renaming import rename_document
from padapatha.documents.status import DocumentProgress, ProjectStatus, project_status

__all__ = [
    "DocumentProgress",
    "DocumentState",
    "ProjectStatus",
    "list_documents",
    "project_status",
    "remove_documents",
    "rename_document",
]
