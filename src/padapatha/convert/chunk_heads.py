"""Trees of chunk heads: what the annotation says of the words, in today's conventions; the rest stays unknown.

Between chunk heads the annotation is complete, inside a chunk there is none. `padapatha.convert.completion` fills the
rest with a model that is held to what is known here.
"""

from __future__ import annotations

from dataclasses import dataclass

from padapatha.convert.lemmas import lemma_of
from padapatha.convert.letters import without_joiners
from padapatha.convert.paninian import upos_of
from padapatha.convert.paninian_heads import CONJUNCT, COPULA, SUBORDINATORS, ud_heads
from padapatha.convert.paninian_relations import GUIDE, RelationTable, relation_table
from padapatha.convert.paninian_rows import ROOT, Rows, SourceRow, below
from padapatha.model import Token

_PHASE = "phase"  # the relation of the lexical verb to चुकना or लगना
_PHASE_FORMS = frozenset({
    "चुका", "चुके", "चुकी", "चुकीं", "चुकता", "चुकते", "चुकती", "लगा", "लगे", "लगी", "लगीं", "लगता", "लगते", "लगती",
    "लगेगा", "लगेंगे", "लगेगी", "लगेंगी",
})  # fmt: skip
_CERTAIN = {COPULA: "cop", _PHASE: "xcomp", "cc": "cc", "mark": "mark"}


@dataclass(frozen=True, slots=True)
class KnownWord:
    """What is known of a word: ``head`` (1-based, 0 = root), tags, lemma, and how often its key had each relation.

    Empty is what is not known. ``chunk`` are the indices of the first and the last word that a word inside a chunk may
    hang on.
    """

    form: str
    head: int | None
    upos: str
    xpos: str
    lemma: str
    relations: dict[str, int]
    chunk: tuple[int, int]


def known_words(rows: Rows, table: RelationTable | None = None) -> tuple[KnownWord, ...]:
    """What a sentence of chunk heads tells of its words, in text order, ellipses left out.

    Relations are those of a table, of the package's if none is given.
    """
    rows = guide_heads(rows)
    table = table or relation_table(GUIDE)
    return tuple(_known(rows, i, table) for i in range(len(rows)))


def guide_heads(rows: Rows) -> Rows:
    """The rows of the words with today's heads where they are known."""
    rows = ud_heads(rows)
    _next_conjunct(rows)
    _phase_verbs(rows)
    return rows


def _known(rows: Rows, index: int, table: RelationTable) -> KnownWord:
    row = rows[index]
    if row.head is None:
        return KnownWord(row.form, None, "", "", "", {}, _chunk(rows, index))
    lemma = _lemma(row, rows) if row.lemma else ""
    xpos = row.xpos if row.lemma else ""
    relations = _relations(rows, index, table)
    return KnownWord(row.form, row.head + 1, _upos(row), xpos, lemma, relations, (0, len(rows) - 1))


def _upos(row: SourceRow) -> str:
    """The part of speech, where tag and relation tell it without a doubt."""
    if row.relation == COPULA:
        return "AUX"
    if row.xpos == "CC":
        return "SCONJ" if without_joiners(row.lemma) in SUBORDINATORS else "CCONJ"
    return "VERB" if row.xpos == "VM" else ""


def _relations(rows: Rows, index: int, table: RelationTable) -> dict[str, int]:
    row = rows[index]
    if row.head == ROOT:
        return {"root": 1}
    if row.relation in _CERTAIN:
        return {_CERTAIN[row.relation]: 1}
    return dict(table.labels(rows, index))


def _lemma(row: SourceRow, rows: Rows) -> str:
    return lemma_of(Token(1, row.form, row.lemma, upos_of(row, rows), row.xpos))


def _chunk(rows: Rows, index: int) -> tuple[int, int]:
    """The nearest chunk heads on both sides: a word inside a chunk belongs to one of them."""
    left = next((i for i in range(index - 1, -1, -1) if rows[i].head is not None), 0)
    right = next((i for i in range(index + 1, len(rows)) if rows[i].head is not None), len(rows) - 1)
    return left, right


def _next_conjunct(rows: Rows) -> None:
    """A conjunction hangs on the conjunct that it introduces."""
    for i, row in enumerate(rows):
        if row.relation == "cc" and row.head is not None and ROOT < row.head < i:
            after = [k for k in below(rows, row.head) if k > i and rows[k].relation.startswith(CONJUNCT)]
            row.head = after[0] if after else row.head


def _phase_verbs(rows: Rows) -> None:
    """चुकना and लगना after a verb head the clause, the verb is their xcomp (as `raise_phase_verbs` has it)."""
    for i, row in enumerate(rows):
        phase = _phase_after(rows, i)
        if row.xpos != "VM" or row.head is None or phase is None:
            continue
        governed = below(rows, i)
        edge = max((k for k in governed if rows[k].relation == "k1"), default=-1)
        for k in governed:
            if k <= edge or k > phase or rows[k].relation in {"cc", "rsym", CONJUNCT}:
                rows[k].head = phase
        rows[phase].head, rows[phase].relation, rows[phase].xpos = row.head, row.relation, "VM"
        row.head, row.relation = phase, _PHASE


def _phase_after(rows: Rows, verb: int) -> int | None:
    """The index of a phase verb among the next two words, both inside the verb's chunk."""
    for index in range(verb + 1, min(verb + 3, len(rows))):
        form = without_joiners(rows[index].form)
        if rows[index].head is not None:
            return None
        if form in _PHASE_FORMS and (form.startswith("च") or rows[verb].form.endswith("ने")):
            return index
    return None
