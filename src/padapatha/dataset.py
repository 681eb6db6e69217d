"""The packed dataset in Python: load it, or read a CoNLL-U file into a table of the same columns.

>>> from padapatha.dataset import load, read_table
>>> load(split="test")[0]["tokens"][:3]  # doctest: +SKIP
['पाकिस्तान', 'में', 'चीनी']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import datasets
import pyarrow as pa

from padapatha import files
from padapatha.conllu import Placed, parse
from padapatha.conllu.columns import upos_fault
from padapatha.model import Sentence
from padapatha.pack.features import ANY_TREEBANK, DEFAULT_CONFIG
from padapatha.pack.release import cache_folder, hub_folder, release_id
from padapatha.pack.rows import sentence_of, sentence_rows
from padapatha.pack.shards import table_of
from padapatha.problems import Problem, Refused, problem, refuse
from padapatha.project import find_project


def load(  # the library has no types, hence Any
    config: str = DEFAULT_CONFIG, split: str | None = None, *, root: str | Path = ".", streaming: bool = False
) -> Any:  # noqa: ANN401
    """Load a config of the dataset that ``padapatha pack`` made of the project around ``root``.

    Returns what `datasets.load_dataset` returns: with ``split`` a dataset, without it a dict of them. Every release
    has a cache of its own, because the library's cache does not see that a local folder has changed.
    Raises `Refused` when nothing has been packed or there is no such config, and for a ``root`` that is no path. For a
    ``split`` that does not exist the library raises ValueError.
    """
    project = find_project(files.given(root))
    folder = hub_folder(project)
    if not folder.is_dir():
        raise Refused([problem("missing", "dist/hub", "nothing has been packed here", fix="padapatha pack")])
    cache = cache_folder(project) / (folder.resolve().name if folder.is_symlink() else release_id(folder))
    known = datasets.get_dataset_config_names(str(folder))
    if config not in known:
        raise Refused([problem("usage", "dist/hub", f"no config {config!r}", fix=f"one of {', '.join(known)}")])
    return datasets.load_dataset(str(folder), config, split=split, streaming=streaming, cache_dir=str(cache))


def read_table(path: str | Path) -> pa.Table:
    """Read a CoNLL-U file, any UD treebank's too, into a table of the columns of config ``sentences``.

    ``xpos`` and ``deprel`` are text here, because another treebank has other labels. What a file alone does not say
    (offsets in a document) is null; ``ner_tags`` are empty. `sentences_of` gives the sentences back, and
    `padapatha.conllu.write_conllu` the same bytes. Raises `Refused` with every problem of the file, or for what is no
    path, and OSError for a file that is missing or cannot be read.
    """
    data = files.read_bytes(files.given(path))
    sentences, problems = [], []
    for read in parse(data, str(path), strict=False):
        if isinstance(read, Problem):
            problems.append(read)
        else:
            problems += _unknown_upos(read, str(path))
            sentences.append(read.sentence)
    refuse(problems)
    return table_of(ANY_TREEBANK, list(sentence_rows(sentences)), str(path))


def sentences_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[Sentence]:
    """Yield the sentences of the rows of config ``sentences``: of a loaded dataset, or of ``table.to_pylist()``."""
    return map(sentence_of, rows)


def _unknown_upos(placed: Placed, path: str) -> Iterator[Problem]:
    """The one thing that a file read without ``strict`` may hold and a table cannot: UPOS are a closed set there."""
    for token in placed.sentence.tokens:
        if fault := upos_fault(token.upos):
            yield problem("upos", path, fault, line=placed.line_of(token.id))
