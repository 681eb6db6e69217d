"""Training of the annotator's multi-task model (needs the `[train]` extra; annotating never does)."""

from __future__ import annotations
