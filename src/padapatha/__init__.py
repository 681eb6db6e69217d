"""Padapatha: raw Hindi text in, an annotated, validated, publishable corpus out."""

from __future__ import annotations

__version__ = "0.1.0"

from padapatha.build import build
from padapatha.conllu import read_conllu, write_conllu

__all__ = ["__version__", "build", "read_conllu", "write_conllu"]
