"""Padapatha: raw Hindi text in, an annotated, validated, publishable corpus out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

from padapatha.annotate import annotate_text as annotate
from padapatha.build import build

# from padapatha.compare import compare
from padapatha.conllu import from_conllu, read_conllu, to_conllu, write_conllu
from padapatha.problems import Problem, Refused
from padapatha.validate import validate

if TYPE_CHECKING:
    from padapatha.dataset import load, read_table

__all__ = [
    "Problem",
    "Refused",
    "__version__",
    "annotate",
    "build",
    "compare",
    "from_conllu",
    "load",
    "read_conllu",
    "read_table",
    "to_conllu",
    "validate",
    "write_conllu",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  it is whatever the name stands for
    """Import `load` and `read_table` when they are first asked for: the libraries behind them take a second."""
    if name in ("load", "read_table"):
        from padapatha import dataset

        return getattr(dataset, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
