"""Padapatha: raw Hindi text in, an annotated, validated, publishable corpus out."""

from __future__ import annotations

__version__ = "0.1.0"
