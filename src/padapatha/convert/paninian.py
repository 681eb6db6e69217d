"""Complete Paninian trees (SSF) as the trees of the first UD release, which `padapatha.convert.hdtb` brings to today's.

The UD release was made from this annotation by a program; heads are found by the rules of `paninian_heads`, relations
by a table of what that program wrote (`paninian_relations`), features are the values of the ``af`` column.
"""

from __future__ import annotations

from padapatha.conllu.tree import tree_faults
from padapatha.convert.hdtb import from_hdtb_v1
from padapatha.convert.letters import without_joiners
from padapatha.convert.paninian_heads import COPULA, SUBORDINATORS, ud_heads
from padapatha.convert.paninian_relations import OLD, RelationTable, relation_table
from padapatha.convert.paninian_rows import ROOT, Rows, SourceRow
from padapatha.convert.verbs import SUFFIXES
from padapatha.model import Sentence, Token
from padapatha.values import feats_of

_UPOS = {
    "NN": "NOUN", "NNC": "NOUN", "NNP": "PROPN", "NNPC": "PROPN", "DEM": "DET", "INTF": "ADV", "JJ": "ADJ",
    "JJC": "ADJ", "NEG": "PART", "PRP": "PRON", "PRPC": "PRON", "PSP": "ADP", "QC": "NUM", "QCC": "NUM", "QFC": "DET",
    "QO": "ADJ", "RB": "ADV", "RBC": "ADV", "RP": "PART", "SYM": "PUNCT", "UNK": "X", "VAUX": "AUX", "VM": "VERB",
    "WQ": "PRON", "NSTC": "ADV", "CCC": "SCONJ", "INJ": "INTJ", "RDP": "ADV", "ECH": "NOUN", "UT": "NOUN",
}  # fmt: skip
_GENDER = {"m": "M", "f": "F", "any": "Any"}
_NUMBER = {"sg": "Sg", "pl": "Pl", "any": "Any"}
_CASE = {"d": "D", "o": "O", "any": "Any"}
_SUFFIXED = frozenset({"v", "n", "pn"})  # categories whose last value is a suffix


def from_ssf(rows: Rows, table: RelationTable | None = None) -> Sentence | None:
    """The sentence in today's conventions, by a table of relations (the package's, if none is given).

    None when its annotation is no tree.
    """
    sentence = Sentence((), old_tokens(ud_heads(rows), table or relation_table(OLD)))
    return None if next(tree_faults(sentence), None) else from_hdtb_v1(sentence)


def old_tokens(rows: Rows, table: RelationTable) -> tuple[Token, ...]:
    """The words in the form of the first UD release."""
    return tuple(
        Token(
            id=i + 1,
            form=row.form,
            lemma=row.lemma,
            upos=upos_of(row, rows),
            xpos=row.xpos,
            feats=_feats(row),
            head=None if row.head is None else row.head + 1,
            deprel="root" if row.head == ROOT else table.relation(rows, i),
        )
        for i, row in enumerate(rows)
    )


def upos_of(row: SourceRow, rows: Rows) -> str:
    """The part of speech of a word: by its tag, and by its relation where that does not tell."""
    if row.relation == COPULA:
        return "VERB"
    if row.xpos == "CC":
        return "SCONJ" if without_joiners(row.lemma) in SUBORDINATORS else "CONJ"
    if row.xpos == "NST":
        nominal = row.relation == "lwg__psp" and row.head is not None and rows[row.head].xpos != "VM"
        return "ADP" if nominal else "ADV"
    if row.xpos == "QF":
        return "DET" if row.relation in {"nmod__adj", "k1"} else "ADJ"
    if row.xpos == "RDP" and row.head not in {None, ROOT}:
        first = rows[row.head or 0]
        return upos_of(first, rows) if first.xpos != "RDP" else "ADV"
    return _UPOS.get(row.xpos, "X")


def _suffix(category: str, suffix: str) -> str:
    """The suffix as UD v1 spells it (yA → Ya); of a verb that has several (nA_vAlA) the first that the rules know."""
    first = suffix.partition("_")[0].capitalize()
    if category == "v":
        return first if first in SUFFIXES else "0"
    return first if category in _SUFFIXED else ""


def _feats(row: SourceRow) -> str:
    """The ``af`` values in the spelling of the first UD release; finite verb chunks have Stype and Voice."""
    if not row.af:
        return "_"
    _, category, gender, number, person, case, _, suffix = row.af
    values = {
        "Aspect": _suffix(category, suffix),
        "Case": _CASE.get(case, ""),
        "Gender": _GENDER.get(gender, ""),
        "Number": _NUMBER.get(number, ""),
        "Person": "Any" if person == "any" else person.upper(),
    }
    if row.xpos == "VM" and row.finite:
        values |= {"Stype": "Declarative", "Voice": "Active"}
    return feats_of({name: value for name, value in values.items() if value})
