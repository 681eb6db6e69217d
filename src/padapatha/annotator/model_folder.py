"""The folder of a model: where it is found, when two are the same, and how it is opened."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from padapatha import files, languages
from padapatha.problems import Refused, problem

if TYPE_CHECKING:
    from padapatha.annotator.runtime import Model

MODEL_FILE, LABELS_FILE, TOKENIZER_FILE = "model.onnx", "labels.json", "tokenizer.json"
FAST, ACCURATE = "fast", "accurate"
SHIPPED = {FAST: "model", ACCURATE: "model-accurate"}  # each with its folder among the data of a language
PARTNER = "partner"  # the key in the ``meta`` of the labels
MODEL_FILES = (MODEL_FILE, LABELS_FILE, TOKENIZER_FILE)
VARIABLE = "PADAPATHA_MODEL"


ModelName: TypeAlias = str | Path | None  # fast, accurate or a folder; None: what PADAPATHA_MODEL says, or fast


def find_model(language: str, model: ModelName = None) -> Path | None:
    """The folder of the model that a user names, else that of ``PADAPATHA_MODEL``, else of the fast one, else None.

    Raises `Refused` when what is named is no model folder.
    """
    if model is not None:
        return _named(model, language, str(model))
    if named := os.environ.get(VARIABLE):
        return _named(named, language, f"{VARIABLE}={named}")
    shipped = _shipped(FAST, language)
    return shipped if all((shipped / name).is_file() for name in MODEL_FILES) else None


def _named(name: str | Path, language: str, shown: str) -> Path:
    path = files.given(name)
    return check_folder(_shipped(name, language) if isinstance(name, str) and name in SHIPPED else path, shown)


def _shipped(name: str, language: str) -> Path:
    return Path(languages.__file__).parent / language / SHIPPED[name]


def check_folder(folder: Path, shown: str = "") -> Path:
    """The folder itself, if it holds the files of a model; else raises `Refused`, which calls it ``shown``."""
    missing = [name for name in MODEL_FILES if not (folder / name).is_file()]
    if missing:
        found = "there is no such folder" if not folder.is_dir() else f"it holds no {', no '.join(missing)}"
        raise Refused([problem("model", shown or str(folder), found)])
    return folder


def partner_of(folder: Path) -> Path | None:
    """The model folder beside this one whose scores are averaged with its own (``meta.partner``), if it has one.

    Raises `Refused` for a name that leads elsewhere, and for a partner that has a partner.
    """
    name = _partner_name(folder)
    if name is None:
        return None
    if not isinstance(name, str) or name in ("", ".", "..") or Path(name).name != name:
        raise Refused([problem("model", str(folder), f"the partner {name!r} is no name of a folder beside it")])
    partner = check_folder(folder.resolve().parent / name)
    if _partner_name(partner) is not None:
        raise Refused([problem("model", str(folder), f"its partner {name!r} has a partner")])
    return partner


def _partner_name(folder: Path) -> object:
    labels = folder / LABELS_FILE
    return _named_partner(labels.resolve(), labels.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _named_partner(labels: Path, _time: int) -> object:
    try:
        meta = json.loads(labels.read_bytes())["meta"]
        return meta.get(PARTNER) if isinstance(meta, dict) else None
    except (ValueError, KeyError, TypeError):
        return None  # opening the model says what is wrong with its labels


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
    partner = partner_of(folder)
    every = (each / name for each in (folder, partner) if each for name in MODEL_FILES)
    return folder.resolve(), tuple(path.stat().st_mtime_ns for path in every)


@lru_cache(maxsize=2)
def _opened(folder: Path, _state: _State, threads: int) -> Model:
    from padapatha.annotator.runtime import Model  # it loads numpy and onnxruntime

    return Model(folder, threads=threads)


@lru_cache(maxsize=16)
def _version(folder: Path, _times: tuple[int, ...]) -> str:
    digests = [files.sha256((folder / name).resolve().read_bytes()) for name in MODEL_FILES]
    partner = partner_of(folder)
    digests += [model_version(partner)] if partner else []
    return files.sha256("".join(digests).encode("ascii"))[:12]
