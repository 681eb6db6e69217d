"""Where a model is found, and what makes two models the same."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from padapatha import files, languages
from padapatha.problems import Refused, problem

MODEL, LABELS, TOKENIZER = "model.onnx", "labels.json", "tokenizer.json"
FILES = (MODEL, LABELS, TOKENIZER)
VARIABLE = "PADAPATHA_MODEL"


def find_model(language: str) -> Path | None:
    """The model folder of a language: the one that ``PADAPATHA_MODEL`` names, else the one shipped; None without.

    Raises `Refused` when the variable names something that is no model folder.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return check_folder(Path(named), f"{VARIABLE}={named}")
    shipped = Path(languages.__file__).parent / language / "model"
    return shipped if all((shipped / name).is_file() for name in FILES) else None


def check_folder(folder: Path, shown: str = "") -> Path:
    """The folder itself, if it holds the files of a model; else raise `Refused`."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        found = "there is no such folder" if not folder.is_dir() else f"it holds no {', no '.join(missing)}"
        raise Refused([problem("model", shown or str(folder), found)])
    return folder


def model_version(folder: Path) -> str:
    """Twelve hexadecimal digits of the SHA-256 of the model's files: another model has another version."""
    times = tuple((folder / name).stat().st_mtime_ns for name in FILES)
    return _version(folder.resolve(), times)


@lru_cache(maxsize=16)
def _version(folder: Path, _times: tuple[int, ...]) -> str:
    digests = [files.sha256((folder / name).resolve().read_bytes()) for name in FILES]
    return files.sha256("".join(digests).encode("ascii"))[:12]
