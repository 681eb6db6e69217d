"""Heads of the Paninian annotation to those of the first UD release of the same treebank.

The figures behind each rule are in docs/conversion.md: they count words of sentences that exist in both annotations.
Every rule changes heads and relations of its rows in place; rows without a known head stay. The rows that `ud_heads`
is given are not changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from padapatha.convert.letters import without_joiners
from padapatha.convert.paninian_rows import ELLIPSIS, ROOT, Rows, below

SUBORDINATORS = frozenset({
    "कि", "तो", "यानि", "यानी", "हालांकि", "हालाँकि", "अगर", "चूँकि", "चूंकि", "क्योंकि", "बल्कि", "यदि", "बहरहाल", "जैसे",
    "अलबत्ता", "ताकि", "मानो", "भले", "इसलिए", "वरना", "बशर्ते", "गोया",
})  # fmt: skip
COPULA, PART, CONJUNCT = "cop", "part", "conj"
_CONJUNCTS = "ccof"
_COPULAS = frozenset({"है", "था"})
# Arguments of है one of which is its predicate when none is annotated as such.
_ARGUMENTS = frozenset(
    {"k1", "k2", "k7", "k7p", "k7t", "k4", "k5", "r6", "k3", "k4a", "rt", "k2p", "nmod", "k7a", "k1u"}
)
_MODIFIED = frozenset({"QC", "QCC", "JJ", "QF", "NNP", "NNPC", "NNC", "NN", "QO", "INTF"})
_LEFT_OF_PLACES = frozenset({"DEM", "QO", "INTF", "JJ"})


def ud_heads(rows: Rows) -> Rows:
    """Return the rows of the words, ellipses left out, with the heads and relations of all rules applied."""
    rows = without_ellipses([replace(row) for row in rows])
    for rule in RULES:
        rule(rows)
    return rows


def without_ellipses(rows: Rows) -> Rows:
    """Leave out the rows without a word: the last of what such a row governs takes its place."""
    for i in range(len(rows) - 1, -1, -1):
        if rows[i].form == ELLIPSIS:
            _dissolve(rows, i)
    kept = [i for i, row in enumerate(rows) if row.form != ELLIPSIS]
    place: dict[int | None, int | None] = {old: new for new, old in enumerate(kept)}
    place |= {ROOT: ROOT, None: None}
    words = [rows[i] for i in kept]
    for row in words:
        row.head = place.get(row.head)
    return words


def _dissolve(rows: Rows, index: int) -> None:
    governed = below(rows, index)
    real = [i for i in governed if rows[i].relation != "rsym"] or governed
    if real:
        first = next((i for i in real if rows[i].relation == "lwg__vaux"), real[-1])
        rows[first].head, rows[first].relation = rows[index].head, rows[index].relation
        for i in governed:
            if i != first:
                rows[i].head = first
    rows[index].head = None


def parts(rows: Rows) -> None:
    """A part of a numeral or an adjective hangs on the part that follows it (एक → लाख)."""
    for i, (row, after) in enumerate(pairwise(rows)):
        if row.xpos in {"QCC", "JJC", "RBC", "QFC"} and after.xpos in {row.xpos, row.xpos[:-1]} and after.head != i:
            row.head, row.relation = i + 1, PART


def flat_compounds(rows: Rows) -> None:
    """The parts of a name all hang on its last part, not on each other."""
    for row in rows:
        for _ in rows:
            if row.relation != "pof__cn" or row.head in {None, ROOT} or rows[row.head or 0].relation != "pof__cn":
                break
            row.head = rows[row.head or 0].head


def particles(rows: Rows) -> None:
    """A particle hangs on the word it stands before (केवल → एक), प्रति on the one it stands after."""
    for i, row in enumerate(rows):
        if row.relation != "lwg__rp" or row.head in {None, ROOT}:
            continue
        if row.form == "प्रति" and i and rows[i - 1].xpos != "PSP":
            row.head = i - 1
        elif i + 1 < (row.head or 0) and rows[i + 1].xpos in _MODIFIED:
            row.head = i + 1


def place_words(rows: Rows) -> None:
    """In इस दौरान, दूसरी ओर the place word is the head and the determiner hangs on it."""
    for i, row in enumerate(rows):
        before = rows[i - 1]
        if row.xpos != "NST" or row.relation != "lwg__psp" or row.head != i - 1 or before.xpos not in _LEFT_OF_PLACES:
            continue
        governed = below(rows, i - 1)
        row.head, row.relation = before.head, before.relation
        for each in governed:
            if each != i:
                rows[each].head = i
        before.head, before.relation = i, "nmod__adj"


def conjuncts_first(rows: Rows) -> None:
    """The first conjunct takes the place of the conjunction; the conjunction and the other conjuncts hang on it.

    A comma may be the head of conjuncts, too. A subordinator (कि, अगर …) becomes ``mark``, a conjunction ``cc``.
    """
    heads = [i for i, row in enumerate(rows) if row.xpos in {"CC", "SYM"} and row.head is not None]
    for index in sorted(heads, key=lambda i: -_depth(rows, i)):
        governed = below(rows, index)
        conjuncts = [i for i in governed if rows[i].relation.startswith(_CONJUNCTS)]
        if conjuncts:
            _coordinate(rows, index, conjuncts, governed)


def _coordinate(rows: Rows, index: int, conjuncts: list[int], governed: list[int]) -> None:
    row, first = rows[index], conjuncts[0]
    subordinates = row.xpos == "CC" and without_joiners(row.lemma) in SUBORDINATORS
    rows[first].head, rows[first].relation = row.head, row.relation
    for i in conjuncts[1:]:
        rows[i].relation = f"{CONJUNCT}:{row.lemma}" if subordinates else CONJUNCT
    for i in governed:
        if i != first:
            rows[i].head = first
    row.head, row.relation = first, "rsym" if row.xpos == "SYM" else "mark" if subordinates else "cc"


def _depth(rows: Rows, index: int) -> int:
    depth = 0
    head: int | None = index
    while head is not None and head != ROOT and depth <= len(rows):
        head, depth = rows[head].head, depth + 1
    return depth


def copulas_last(rows: Rows) -> None:
    """है and था become the copula of their predicate: the one annotated (k1s), else the nearest argument before it.

    Negation stays on the copula. With a host (pof: मौजूद है) the verb keeps its place.
    """
    for index, row in enumerate(rows):
        if row.xpos != "VM" or row.head is None or without_joiners(row.lemma) not in _COPULAS:
            continue
        governed = below(rows, index)
        predicate = _predicate(rows, index, governed)
        if predicate is None:
            continue
        rows[predicate].head, rows[predicate].relation = row.head, row.relation
        for i in governed:
            if i != predicate and rows[i].relation != "lwg__neg":
                rows[i].head = predicate
        row.head, row.relation = predicate, COPULA


def _predicate(rows: Rows, verb: int, governed: list[int]) -> int | None:
    annotated = [i for i in governed if rows[i].relation == "k1s"]
    if annotated:
        return annotated[-1]
    if any(rows[i].relation == "pof" for i in governed):
        return None
    before = [i for i in governed if i < verb and rows[i].relation in _ARGUMENTS and rows[i].xpos != "VM"]
    return before[-1] if before else None


RULES: tuple[Callable[[Rows], None], ...] = (
    parts,
    flat_compounds,
    particles,
    place_words,
    conjuncts_first,
    copulas_last,
)
