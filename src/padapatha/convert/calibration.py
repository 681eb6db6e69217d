"""How far converted Paninian trees agree with the same sentences' converted UD trees: the figures of the converter.

The relation tables are learnt here, too: for the package on all sentences but those that models are measured on, on
one half for a test on the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from padapatha.conllu import read_trees
from padapatha.convert.chunk_heads import guide_heads, known_words
from padapatha.convert.hdtb import from_hdtb_v1
from padapatha.convert.letters import NUKTA, without_joiners
from padapatha.convert.paninian import from_ssf
from padapatha.convert.paninian_heads import ud_heads
from padapatha.convert.paninian_relations import UNKNOWN, RelationTable
from padapatha.convert.paninian_rows import ELLIPSIS, Rows, file_bytes, read_rows
from padapatha.model import Sentence, Token
from padapatha.text import to_nfc

_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_FOLDED = re.compile(NUKTA)
Pair = tuple[Rows, tuple[Token, ...]]
_Learn: TypeAlias = "Callable[[Sequence[Pair]], RelationTable]"
_Add: TypeAlias = "Callable[[ConversionAgreement, Rows, tuple[Token, ...], RelationTable], None]"


@dataclass(slots=True)
class ConversionAgreement:
    """Counts over words whose head both annotations have (mutable).

    ``errors`` counts the other words by error class: XPOS, relation of the UD tree, and the converted relation, or
    ``head`` where the head differs.
    """

    words: int = 0
    heads: int = 0
    labels: int = 0
    errors: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, gold: Token, head: int | None, relation: str) -> None:
        """Count one word; ``head`` is 1-based, 0 for the root."""
        same_head, same_label = head == gold.head, relation == gold.deprel
        self.words += 1
        self.heads += same_head
        self.labels += same_head and same_label
        if not (same_head and same_label):
            self.errors[gold.xpos, gold.deprel, relation if same_head else "head"] += 1


def ssf_agreement(pairs: Sequence[Pair]) -> ConversionAgreement:
    """Agreement of complete trees: the table is learnt on every second sentence, the others are converted by it."""
    return _agreement(pairs, learn_old, _add_complete_tree)


def chunk_agreement(pairs: Sequence[Pair]) -> ConversionAgreement:
    """Agreement of the known chunk heads, punctuation left out, learnt and tested in the same way.

    The relation is the most frequent one of the table, before a model has a say.
    """
    return _agreement(pairs, learn_guide, _add_chunk_heads)


def _agreement(pairs: Sequence[Pair], learn: _Learn, add: _Add) -> ConversionAgreement:
    total = ConversionAgreement()
    for half in (0, 1):
        table = learn(pairs[half::2])
        for rows, gold in pairs[1 - half :: 2]:
            add(total, rows, gold, table)
    return total


def _add_complete_tree(total: ConversionAgreement, rows: Rows, gold: tuple[Token, ...], table: RelationTable) -> None:
    """Compare in today's conventions; ``gold`` is the tree as released. A sentence that is no tree counts as wrong."""
    sentence = from_ssf(rows, table)
    wanted = from_hdtb_v1(Sentence((), gold)).tokens
    found = sentence.tokens if sentence else (None,) * len(wanted)
    for one, other in zip(wanted, found, strict=True):
        total.add(one, other.head if other else None, other.deprel if other else "")


def _add_chunk_heads(total: ConversionAgreement, rows: Rows, gold: tuple[Token, ...], table: RelationTable) -> None:
    for token, word in zip(gold, known_words(rows, table), strict=True):
        if word.head is not None and token.upos != "PUNCT":
            best = min(word.relations, key=lambda name: (-word.relations[name], name), default=UNKNOWN)
            total.add(token, word.head, best)


def sentence_key(words: Iterable[str]) -> str:
    """What two copies of a sentence share: NFC, without joiners, nuktas and ellipses, with ASCII digits."""
    text = without_joiners(to_nfc(" ".join(word for word in words if word != ELLIPSIS)))
    return _FOLDED.sub("", text).translate(_DIGITS)


def aligned_ssf(data: Path, without: Container[str] = frozenset()) -> list[Pair]:
    """The complete trees that also have UD trees, with the latter as they were released.

    ``without`` are the keys of sentences to leave out, such as those that a model is measured on.
    """
    released = _released(data, ("part1", "part2"))
    wanted = {key: tree.tokens for key, tree in released.items() if key not in without}
    return _pairs(data / "hdtb-paninian/ssf.tsv.xz", wanted)


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
