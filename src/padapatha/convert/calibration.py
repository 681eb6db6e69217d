"""How far converted Paninian trees agree with the same sentences' converted UD trees: the figures of the converter.

The relation tables are learnt here, too: on all sentences for the package, on one half for a test on the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from padapatha.conllu import read_trees
from padapatha.convert.chunk_heads import guide_heads
from padapatha.convert.hdtb import from_hdtb_v1
from padapatha.convert.letters import NUKTA, without_joiners
from padapatha.convert.paninian_heads import ud_heads
from padapatha.convert.paninian_relations import RelationTable
from padapatha.convert.paninian_rows import ELLIPSIS, Rows, file_bytes, read_rows
from padapatha.model import Sentence, Token
from padapatha.text import to_nfc

_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_FOLDED = re.compile(NUKTA)
Pair = tuple[Rows, tuple[Token, ...]]


@dataclass(slots=True)
class Calibrated:
    """Counts over words whose head both annotations have; ``errors`` by tag, relation and today's relation."""

    words: int = 0
    heads: int = 0
    labels: int = 0
    errors: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, row_relation: str, gold: Token, head: int, relation: str) -> None:
        """Count one word."""
        self.words += 1
        self.heads += head == gold.head
        self.labels += (head, relation) == (gold.head, gold.deprel)
        if (head, relation) != (gold.head, gold.deprel):
            self.errors[gold.xpos, row_relation, gold.deprel] += 1


def sentence_key(words: Iterable[str]) -> str:
    """What two copies of a sentence share: NFC, without joiners, nuktas and ellipses, with ASCII digits."""
    text = without_joiners(to_nfc(" ".join(word for word in words if word != ELLIPSIS)))
    return _FOLDED.sub("", text).translate(_DIGITS)


def aligned_ssf(data: Path) -> list[Pair]:
    """The complete trees that also have UD trees, with the latter as they were released."""
    released = _released(data, ("part1", "part2"))
    return _pairs(data / "hdtb-paninian/ssf.tsv.xz", {key: tree.tokens for key, tree in released.items()})


def aligned_chunks(data: Path) -> list[Pair]:
    """The chunk-head trees that also have UD trees, with the latter in today's conventions."""
    released = _released(data, ("part1",))
    return _pairs(
        data / "hdtb-paninian/chunks-part1.tsv.xz", {key: from_hdtb_v1(tree).tokens for key, tree in released.items()}
    )


def learn_old(pairs: Iterable[Pair]) -> RelationTable:
    """The table from SSF to the first UD release."""
    return _learn((ud_heads(rows), gold) for rows, gold in pairs)


def learn_guide(pairs: Iterable[Pair]) -> RelationTable:
    """The table from chunk heads to today's conventions."""
    return _learn((guide_heads(rows), gold) for rows, gold in pairs)


def _learn(pairs: Iterable[Pair]) -> RelationTable:
    table = RelationTable()
    for rows, gold in pairs:
        for i, (row, token) in enumerate(zip(rows, gold, strict=True)):
            if row.head is not None and row.head + 1 == token.head:
                table.add(rows, i, token.deprel)
    return table


def _released(data: Path, parts: Sequence[str]) -> dict[str, Sentence]:
    trees = (tree for part in parts for tree in read_trees(data / f"hdtb-v1/{part}.conllu"))
    return {sentence_key(token.form for token in tree.tokens): tree for tree in trees}


def _pairs(path: Path, gold: dict[str, tuple[Token, ...]]) -> list[Pair]:
    rows = read_rows(path, file_bytes(path))
    keyed = ((sentence_key(row.form for row in each), each) for each in rows)
    return [(each, gold[key]) for key, each in keyed if key in gold]
