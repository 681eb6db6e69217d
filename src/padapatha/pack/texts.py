"""The CoNLL-U files of a split beside its Parquet: the corpus files one after the other, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

SHARD = 50_000_000  # bytes after which a further file begins


@dataclass(slots=True)
class Texts:
    """The CoNLL-U shards of one split while they are written; a document is never cut, a file stays readable here."""

    folder: Path
    split: str
    limit: int = SHARD
    sizes: list[int] = field(default_factory=list)

    def add(self, data: bytes) -> None:
        """Put one document behind the others."""
        if not self.sizes or self.sizes[-1] + len(data) > self.limit:
            self.sizes.append(0)
        path = self._unnamed(len(self.sizes) - 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(data)
        self.sizes[-1] += len(data)

    def close(self) -> tuple[str, ...]:
        """Name the files by how many there are; return their paths from the release's root."""
        paths = []
        for number in range(len(self.sizes)):
            path = self.folder / "conllu" / f"{self.split}-{number:05d}-of-{len(self.sizes):05d}.conllu"
            self._unnamed(number).rename(path)
            paths.append(path.relative_to(self.folder).as_posix())
        return tuple(paths)

    def _unnamed(self, number: int) -> Path:
        return self.folder / "conllu" / f".{self.split}-{number:05d}"
