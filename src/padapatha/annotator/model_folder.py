"""The folder of a model: where it is found, when two are the same, and how it is opened."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from padapatha import files, languages
from padapatha.problems import Refused, problem

if TYPE_CHECKING:
    from padapatha.annotator.runtime import Model

MODEL_FILE, LABELS_FILE, TOKENIZER_FILE = "model.onnx", "labels.json", "tokenizer.json"
MODEL_FILES = (MODEL_FILE, LABELS_FILE, TOKENIZER_FILE)
VARIABLE = "PADAPATHA_MODEL"


def find_model(language: str) -> Path | None:
    """The model folder of a language: the one that ``PADAPATHA_MODEL`` names, else the one shipped, else None.

    Raises `Refused` when the variable names something that is no model folder.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return check_folder(Path(named), f"{VARIABLE}={named}")
    shipped = Path(languages.__file__).parent / language / "model"
    return shipped if all((shipped / name).is_file() for name in MODEL_FILES) else None


def check_folder(folder: Path, shown: str = "") -> Path:
    """The folder itself, if it holds the files of a model; else raises `Refused`, which calls it ``shown``."""
    missing = [name for name in MODEL_FILES if not (folder / name).is_file()]
    if missing:
        found = "there is no such folder" if not folder.is_dir() else f"it holds no {', no '.join(missing)}"
        raise Refused([problem("model", shown or str(folder), found)])
    return folder


def open_model(folder: Path, threads: int = 1) -> Model:
    """Open a model, once in a process unless its files change.

    Raises `Refused` when the folder does not hold a model that this program can run.
    """
    return _opened(check_folder(folder), _state(folder), threads)


def model_version(folder: Path) -> str:
    """Twelve hexadecimal digits of the SHA-256 of the model's files: another model has another version."""
    return _version(*_state(folder))


_State = tuple[Path, tuple[int, ...]]


def _state(folder: Path) -> _State:
    """The folder and the times of its files, in nanoseconds: what is the same as long as nothing changes."""
    return folder.resolve(), tuple((folder / name).stat().st_mtime_ns for name in MODEL_FILES)


@lru_cache(maxsize=2)
def _opened(folder: Path, _state: _State, threads: int) -> Model:
    from padapatha.annotator.runtime import Model  # it loads numpy and onnxruntime

    return Model(folder, threads=threads)


@lru_cache(maxsize=16)
def _version(folder: Path, _times: tuple[int, ...]) -> str:
    digests = [files.sha256((folder / name).resolve().read_bytes()) for name in MODEL_FILES]
    return files.sha256("".join(digests).encode("ascii"))[:12]
