"""Padapatha: raw Hindi text in, an annotated, validated, publishable corpus out."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

# onnxruntime reads this when it is imported, and no module of this package is imported before this one.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

TYPE_CHECKING = False  # as in typing, which takes a while to import

if TYPE_CHECKING:
    from padapatha.annotate import annotate_text as annotate
    from padapatha.build import build
    from padapatha.compare import compare
    from padapatha.confirm import confirm
    from padapatha.conllu import from_conllu, read_conllu, to_conllu, write_conllu
    from padapatha.dataset import load, read_table
    from padapatha.documents import list_documents, project_status, remove_documents, rename_document
    from padapatha.init import init_project
    from padapatha.problems import Problem, Refused
    from padapatha.review import review, review_between
    from padapatha.show.drawing import draw_tree
    from padapatha.validate import validate

__all__ = [
    "Problem",
    "Refused",
    "__version__",
    "annotate",
    "build",
    "compare",
    "confirm",
    "draw_tree",
    "from_conllu",
    "init_project",
    "list_documents",
    "load",
    "project_status",
    "read_conllu",
    "read_table",
    "remove_documents",
    "rename_document",
    "review",
    "review_between",
    "to_conllu",
    "validate",
    "write_conllu",
]

# Public name -> module and name there. A type checker reads the imports above instead; a test compares the two.
_LAZY = {
    "Problem": ("padapatha.problems", "Problem"),
    "Refused": ("padapatha.problems", "Refused"),
    "annotate": ("padapatha.annotate", "annotate_text"),
    "build": ("padapatha.build", "build"),
    "compare": ("padapatha.compare", "compare"),
    "confirm": ("padapatha.confirm", "confirm"),
    "draw_tree": ("padapatha.show.drawing", "draw_tree"),
    "from_conllu": ("padapatha.conllu", "from_conllu"),
    "init_project": ("padapatha.init", "init_project"),
    "list_documents": ("padapatha.documents", "list_documents"),
    "load": ("padapatha.dataset", "load"),
    "project_status": ("padapatha.documents", "project_status"),
    "read_conllu": ("padapatha.conllu", "read_conllu"),
    "read_table": ("padapatha.dataset", "read_table"),
    "remove_documents": ("padapatha.documents", "remove_documents"),
    "rename_document": ("padapatha.documents", "rename_document"),
    "review": ("padapatha.review", "review"),
    "review_between": ("padapatha.review", "review_between"),
    "to_conllu": ("padapatha.conllu", "to_conllu"),
    "validate": ("padapatha.validate", "validate"),
    "write_conllu": ("padapatha.conllu", "write_conllu"),
}


class _LazyPackage(ModuleType):
    """This package, which imports a public name when it is first used, so that `import padapatha` is fast.

    A module-level ``__getattr__`` (PEP 562) is not enough here. Six functions have the name of the module that defines
    them (``annotate``, ``build``, ``compare``, ``confirm``, ``review``, ``validate``), and Python binds a module to
    its name in the package when the module is imported. ``__setattr__`` ignores that binding: ``padapatha.build`` is
    always the function, and ``from padapatha.build import …`` still reads the module.
    """

    def __getattr__(self, name: str) -> object:
        if name not in _LAZY:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        module, attribute = _LAZY[name]
        value = getattr(import_module(module), attribute)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _LAZY and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _LazyPackage
