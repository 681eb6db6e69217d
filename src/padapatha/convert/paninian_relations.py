"""Relations of the Paninian annotation to UD relations: a table of what sentences in both annotations have.

``paninian_relations.tsv`` holds two tables: `OLD` to the labels of the first UD release, `GUIDE` to today's. A row is
the table, the level of detail, what is asked for, and how often each label was found. The most detailed row that was
seen twice decides. `scripts/learn_relations.py` writes the file from the data (docs/conversion.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files as package_files

from padapatha.convert.paninian_heads import COPULA
from padapatha.convert.paninian_rows import ROOT, Rows, below

OLD, GUIDE = "old", "guide"
UNKNOWN = "dep"  # the relation of what no row of the table says
_FILE = "paninian_relations.tsv"
_LEAST = 2  # times that a row must have been seen
_MARKERS = frozenset({"को", "ने", "से", "में", "पर", "का", "के", "की", "तक"})
_PASSIVE = frozenset({
    "गया", "गए", "गये", "गई", "गयी", "गईं", "जाता", "जाती", "जाते", "जाएगा", "जाएगी", "जाएंगे", "जाना", "जाने", "जा",
})  # fmt: skip
_PERFECTIVE, _HABITUAL = ("ा", "ी", "े", "ए", "ई"), ("ता", "ती", "ते")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationTable:
    """How often each key was found with each label."""

    counts: dict[Key, Counter[str]] = field(default_factory=dict)

    def add(self, rows: Rows, index: int, label: str) -> None:
        """Count the label of a row with a known head."""
        for key in keys(rows, index):
            self.counts.setdefault(key, Counter())[label] += 1

    def labels(self, rows: Rows, index: int) -> Counter[str]:
        """The labels of the most detailed key that was seen twice; empty when there is none."""
        found = (self.counts.get(key) for key in keys(rows, index))
        return next((labels for labels in found if labels and labels.total() >= _LEAST), Counter())

    def relation(self, rows: Rows, index: int) -> str:
        """The most frequent label (of equals the first of the alphabet); `UNKNOWN` when the table has none."""
        labels = self.labels(rows, index)
        return min(labels, key=lambda label: (-labels[label], label), default=UNKNOWN)


def keys(rows: Rows, index: int) -> Iterator[Key]:
    """What may decide the relation of a row, the most detailed first; each key begins with its number of values."""
    row = rows[index]
    head = rows[row.head] if row.head is not None and row.head != ROOT else None
    governor = head.xpos or "_" if head else "0"
    copula = "cop" if head and row.head is not None and _has(rows, row.head, COPULA) else "-"
    marker = _marker(rows, index)
    more = (
        "passive" if row.head is not None and head and _passive(rows, row.head) else "-",
        row.chunk.rstrip("0123456789") or "-",
        "left" if (row.head or 0) > index else "right",
        "predicate" if _has(rows, index, COPULA) else "-",
        "mark" if _has(rows, index, "mark") else "-",
    )
    base = (row.relation, row.xpos)
    full = (*base, governor, copula, marker)
    for key in ((*full, *more), (*full, more[1], more[3]), full, (*full[:4],), base, base[:1]):
        yield (str(len(key)), *key)


def _has(rows: Rows, index: int, relation: str) -> bool:
    return any(rows[i].relation == relation for i in below(rows, index))


def _marker(rows: Rows, index: int) -> str:
    """The postposition after a word; `-` when there is none."""
    after = rows[index + 1] if index + 1 < len(rows) else None
    return after.form if after and after.xpos in {"", "PSP"} and after.form in _MARKERS else "-"


def _passive(rows: Rows, verb: int) -> bool:
    """A perfective with a form of जाना in the next two words that are no chunk heads."""
    form = rows[verb].form
    if rows[verb].xpos != "VM" or not form.endswith(_PERFECTIVE) or form.endswith(_HABITUAL):
        return False
    return any(row.xpos in {"", "VAUX"} and row.form in _PASSIVE for row in rows[verb + 1 : verb + 3])


@lru_cache(maxsize=2)
def relation_table(name: str) -> RelationTable:
    """One of the two tables of the package."""
    text = package_files("padapatha.convert").joinpath(_FILE).read_bytes().decode("utf-8")
    return parse_tables(text)[name]


def parse_tables(text: str) -> dict[str, RelationTable]:
    """The tables that a text holds; lines that begin with ``#`` are comments."""
    tables = {OLD: RelationTable(), GUIDE: RelationTable()}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            name, *key, labels = line.split("\t")
            pairs = (pair.rpartition(":") for pair in labels.split(" "))
            tables[name].counts[tuple(key)] = Counter({label: int(count) for label, _, count in pairs})
    return tables


def written_tables(tables: dict[str, RelationTable]) -> str:
    """The text of the file: rows in order, those left out that were seen once only."""
    lines = []
    for name, table in sorted(tables.items()):
        for key, labels in sorted(table.counts.items()):
            if labels.total() >= _LEAST:
                pairs = sorted(labels.items(), key=lambda item: (-item[1], item[0]))
                lines.append("\t".join([name, *key, " ".join(f"{label}:{count}" for label, count in pairs)]))
    return "\n".join(lines) + "\n"
