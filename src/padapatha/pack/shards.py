"""The data files of a release: rows to Parquet shards and back, and the CoNLL-U of the corpus beside them.

Nothing is left to what a library would infer. The same rows give the same bytes with the same pyarrow: row groups of a
fixed size, zstd, chunks cut by content (so that a new version shares most bytes with the old one on the hub) and a page
index (so that readers can skip).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from datasets import ClassLabel, Features, List

from padapatha.pack.features import FEATURES, Row, arrow_schema
from padapatha.problems import Refused, problem

ROWS_PER_GROUP = 10_000  # what a streaming reader fetches at a time
ROWS_PER_FILE = 50 * ROWS_PER_GROUP
CONLLU_BYTES_PER_FILE = 50_000_000
_CHUNKS = {"min_chunk_size": 262_144, "max_chunk_size": 1_048_576, "norm_level": 0}

_Encode = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Written:
    """One split of one config as it was written; ``bytes`` of the table in memory, ``files`` below the release."""

    config: str
    split: str
    rows: int
    bytes: int
    files: tuple[str, ...]


@dataclass(slots=True)
class Shards:
    """The files of one split of one config while they are written: rows wait here until they fill a row group."""

    folder: Path
    config: str
    split: str
    waiting: list[Row] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)  # rows of each file
    bytes: int = 0
    writer: Any = None

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows; write every row group that is full."""
        self.waiting.extend(rows)
        while len(self.waiting) >= ROWS_PER_GROUP:
            self._write(self.waiting[:ROWS_PER_GROUP])
            del self.waiting[:ROWS_PER_GROUP]

    def close(self) -> Written:
        """Write the rows that are left, and name the files by how many there are."""
        if self.waiting:
            self._write(self.waiting)
        if self.writer:
            self.writer.close()
        paths = []
        for number in range(len(self.counts)):
            path = self.folder / "data" / self.config / f"{self.split}-{number:05d}-of-{len(self.counts):05d}.parquet"
            self._unnamed(number).rename(path)
            paths.append(path.relative_to(self.folder).as_posix())
        return Written(self.config, self.split, sum(self.counts), self.bytes, tuple(paths))

    def _unnamed(self, number: int) -> Path:
        return self.folder / "data" / self.config / f".{self.split}-{number:05d}"

    def _write(self, rows: Sequence[Row]) -> None:
        if not self.counts or self.counts[-1] >= ROWS_PER_FILE:
            self._open()
        made = arrow_table(self.config, rows)
        self.writer.write_table(made, row_group_size=ROWS_PER_GROUP)
        self.counts[-1] += len(rows)
        self.bytes += made.nbytes

    def _open(self) -> None:
        if self.writer:
            self.writer.close()
        path = self._unnamed(len(self.counts))
        path.parent.mkdir(parents=True, exist_ok=True)
        self.counts.append(0)
        self.writer = pq.ParquetWriter(
            path,
            arrow_schema(self.config),
            compression="zstd",
            compression_level=9,
            use_content_defined_chunking=_CHUNKS,
            write_page_index=True,
        )


def arrow_table(config: str, rows: Sequence[Row]) -> pa.Table:
    """Return rows as a table of the config's schema; raise `Refused` for a value that is no label of its column."""
    return table_of(FEATURES[config], rows, f"config {config}")


def table_of(features: Features, rows: Sequence[Row], path: str) -> pa.Table:
    """Return rows as a table of any columns; raise `Refused`, naming ``path``, for a value that is no label."""
    schema = features.arrow_schema
    arrays = []
    for name, feature in features.items():
        encode = _encoder(feature)
        values = [row[name] for row in rows]
        try:
            encoded = [None if value is None else encode(value) for value in values] if encode else values
        except KeyError as unknown:
            found = f"{unknown.args[0]!r} is no label of the column {name}"
            raise Refused([problem("schema", path, found)]) from None
        arrays.append(pa.array(encoded, type=schema.field(name).type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _encoder(feature: Any) -> _Encode | None:  # noqa: ANN401  a feature of the library, which has no types
    """Return what turns label names into their numbers; None where a column holds no labels."""
    if isinstance(feature, ClassLabel):
        return {name: number for number, name in enumerate(feature.names)}.__getitem__
    inner = _encoder(feature.feature) if isinstance(feature, List) else None
    if inner:
        return lambda values: [None if value is None else inner(value) for value in values]
    if isinstance(feature, dict):
        encoders = {key: made for key, value in feature.items() if (made := _encoder(value))}
        if encoders:
            return lambda record: record | {key: made(record[key]) for key, made in encoders.items()}
    return None


def read_shard(path: Path) -> Iterator[Row]:
    """Yield the rows of a shard, labels as numbers, a row group at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=1_000):
            yield from batch.to_pylist()


def schema_fault(path: Path, config: str) -> str:
    """Say how a shard's schema differs from the config's; `load_dataset` would pad and cast silently."""
    written, wanted = pq.read_schema(path), arrow_schema(config)
    if not written.equals(wanted):
        return f"its columns are not those of config {config}: {written.names}"
    if (written.metadata or {}).get(b"huggingface") != wanted.metadata[b"huggingface"]:
        return "its labels are not those of config " + config
    return ""


@dataclass(frozen=True, slots=True)
class WrittenConllu:
    """The CoNLL-U files of one split, below the release; ``sha256`` is of their contents one after the other."""

    split: str
    files: tuple[str, ...]
    sha256: str


@dataclass(slots=True)
class ConlluShards:
    """The CoNLL-U files of one split while they are written: the corpus files one after the other, byte for byte.

    A document is never cut, and a new file begins before one would grow over ``limit`` bytes.
    """

    folder: Path
    split: str
    limit: int = CONLLU_BYTES_PER_FILE
    sizes: list[int] = field(default_factory=list)
    content: Any = field(default_factory=hashlib.sha256)

    def add(self, data: bytes) -> None:
        """Append one document."""
        if not self.sizes or self.sizes[-1] + len(data) > self.limit:
            self.sizes.append(0)
        path = self._unnamed(len(self.sizes) - 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(data)
        self.content.update(data)
        self.sizes[-1] += len(data)

    def close(self) -> WrittenConllu:
        """Name the files by how many there are."""
        names = []
        for number in range(len(self.sizes)):
            path = self.folder / "conllu" / f"{self.split}-{number:05d}-of-{len(self.sizes):05d}.conllu"
            self._unnamed(number).rename(path)
            names.append(path.relative_to(self.folder).as_posix())
        return WrittenConllu(self.split, tuple(names), self.content.hexdigest())

    def _unnamed(self, number: int) -> Path:
        return self.folder / "conllu" / f".{self.split}-{number:05d}"
