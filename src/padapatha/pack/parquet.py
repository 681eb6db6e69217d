"""Rows to Parquet shards and back, with nothing left to what a library would infer.

The same rows give the same bytes with the same pyarrow: row groups of a fixed size, zstd, chunks cut by content (so
that a new version shares most bytes with the old one on the hub) and a page index (so that readers can skip).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from datasets import ClassLabel, List

from padapatha.pack.features import FEATURES, arrow_schema
from padapatha.pack.signing import Row
from padapatha.problems import Refused, problem

ROWS_PER_GROUP = 10_000  # what a streaming reader fetches at a time
ROWS_PER_FILE = 50 * ROWS_PER_GROUP
_CHUNKS = {"min_chunk_size": 262_144, "max_chunk_size": 1_048_576, "norm_level": 0}

Encode = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Written:
    """One split of one config as it was written; ``bytes`` of the table in memory, ``files`` from the release."""

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
        """Take rows in; write every row group that is full."""
        self.waiting.extend(rows)
        while len(self.waiting) >= ROWS_PER_GROUP:
            self._write(self.waiting[:ROWS_PER_GROUP])
            del self.waiting[:ROWS_PER_GROUP]

    def close(self) -> Written:
        """Write the rest, and name the files by how many there are."""
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
        made = table(self.config, rows)
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


def table(config: str, rows: Sequence[Row]) -> pa.Table:
    """Return rows as a table of the config's schema; raise `Refused` for a value that is none of a column's labels."""
    schema = arrow_schema(config)
    arrays = []
    for name, feature in FEATURES[config].items():
        encode = _encoder(feature)
        values = [row[name] for row in rows]
        try:
            encoded = [None if value is None else encode(value) for value in values] if encode else values
        except KeyError as unknown:
            found = f"{unknown.args[0]!r} is no label of the column {name}"
            raise Refused([problem("schema", f"config {config}", found)]) from None
        arrays.append(pa.array(encoded, type=schema.field(name).type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _encoder(feature: Any) -> Encode | None:  # noqa: ANN401  a feature of the library, which has no types
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


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a shard, labels as numbers, a row group at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=1_000):
            yield from batch.to_pylist()


def schema_fault(path: Path, config: str) -> str:
    """Say how a shard's schema differs from the config's; `load_dataset` would pad and cast without a word."""
    found, wanted = pq.read_schema(path), arrow_schema(config)
    if not found.equals(wanted):
        return f"its columns are not those of config {config}: {found.names}"
    if (found.metadata or {}).get(b"huggingface") != wanted.metadata[b"huggingface"]:
        return "its labels are not those of config " + config
    return ""
