"""Tags of PUD into UPOS and XPOS of the AnnCorra set, one rule for each part of speech."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from padapatha.languages.hi.convert.rows import Row
from padapatha.languages.hi.convert.tree import Rows, children

_YEAR = re.compile("[12१२][0-9०-९]{3}")
_NOMINALS = frozenset({"NOUN", "PROPN"})
_PRO_ADVERBS = frozenset({"अब", "अभी", "तब", "तभी", "जब", "यहाँ", "वहाँ", "जहाँ", "कहाँ", "यहीं", "वहीं", "कहीं", "इसलिये"})
_PLACES = frozenset(
    {"बाद", "साथ", "दौरान", "बीच", "ऊपर", "आगे", "पहले", "सामने", "ओर", "बाहर", "पास", "अंदर", "भीतर", "पीछे", "नीचे"}
    | {"तरफ", "समक्ष", "आसपास", "पूर्व", "पार", "दूर", "निकट", "करीब"}
)
_PARTICLES = frozenset({"केवल", "सिर्फ", "लगभग", "करीब", "मात्र", "प्रति", "महज"})
_ARTICLES = frozenset({"द", "ए", "डि", "ला", "अल"})  # of foreign names, in Devanagari
_ORDINAL = re.compile("पहल[ाेी]|दूसर[ाेी]|तीसर[ाेी]|चौथ[ाेी]|प्रथम|द्वितीय|.*(?:वां|वाँ|वीं|वें)")


def annotated_tags(rows: Rows) -> Rows:
    """The rows with UPOS and XPOS of the AnnCorra set (and the relation where the new part of speech decides it)."""
    return tuple(_RULES.get(row.upos, _kept)(rows, i) for i, row in enumerate(rows))


def _kept(rows: Rows, position: int) -> Row:
    if rows[position].upos == "X" and rows[position].deprel == "advmod":
        return replace(rows[position], upos="ADV", xpos="RB")
    xpos = {"PUNCT": "SYM", "SYM": "SYM", "CCONJ": "CC", "X": "UNK", "INTJ": "INJ"}
    return replace(rows[position], xpos=xpos.get(rows[position].upos, rows[position].xpos))


def _noun(rows: Rows, position: int) -> Row:
    row = rows[position]
    if row.lemma in _PRO_ADVERBS:
        return replace(row, upos="PRON", xpos="PRP", deprel="obl" if row.deprel == "case" else row.deprel)
    if row.xpos == "NST" and row.lemma in _PLACES:
        return replace(row, upos="ADV", xpos="NST")
    tag = "NNP" if row.upos == "PROPN" else "NN"
    part = row.deprel == "compound" and row.head > position + 1 and rows[row.head - 1].upos in _NOMINALS
    if row.xpos == "VN":
        return replace(row, upos="VERB", xpos="VM", lemma=row.form)
    return replace(row, xpos=tag + "C" if part else tag)


def _number(rows: Rows, position: int) -> Row:
    row = rows[position]
    if _YEAR.fullmatch(row.form) and row.deprel not in {"nummod", "compound", "flat"}:
        return replace(row, upos="PROPN", xpos="NNP")
    part = row.deprel == "compound" and rows[row.head - 1].upos == "NUM"
    return replace(row, xpos="QCC" if part else "QC")


def _adposition(rows: Rows, position: int) -> Row:
    row = rows[position]
    head = rows[row.head - 1] if row.head else row
    if row.form == "एक":
        return _determiner(rows, position)
    if row.lemma in _PLACES:
        infinitive = head.upos == "VERB"
        return replace(
            row, upos="ADV" if infinitive else "ADP", xpos="NST", deprel="mark" if infinitive else row.deprel
        )
    lemma = row.lemma
    if row.form == "के":
        following = rows[position + 1] if position + 1 < len(rows) else row
        opens = following.upos == "ADP" and following.head == row.head and following.form not in {"का", "के", "की"}
        lemma = "के" if opens else "का"
    return replace(row, xpos="PSP", lemma=lemma)


def _determiner(rows: Rows, position: int) -> Row:
    row = rows[position]
    if row.form == "एक" or row.lemma == "दो":
        return replace(row, upos="NUM", xpos="QC", deprel="nummod" if row.deprel in {"det", "advmod"} else row.deprel)
    if row.form in _ARTICLES:
        return replace(row, upos="PROPN", xpos="NNPC", deprel="compound")
    if row.form in _PARTICLES:
        return replace(row, upos="PART", xpos="RP", deprel="dep")
    if row.lemma == "कोई":
        return replace(row, upos="PRON", xpos="PRP")
    adverbial = row.deprel in {"advmod", "amod"}
    if row.xpos == "QF" and adverbial and rows[row.head - 1].upos not in _NOMINALS:
        return replace(row, upos="ADV", xpos="INTF" if rows[row.head - 1].upos in {"ADJ", "ADV", "DET"} else "RB")
    if row.xpos == "QF" and row.deprel not in {"det", "nummod"}:
        return replace(row, upos="ADJ")
    xpos = {"QF": "QF", "WDT": "WQ"}.get(row.xpos, "DEM")
    return replace(row, xpos=xpos)


def _adjective(rows: Rows, position: int) -> Row:
    row = rows[position]
    if row.xpos == "JJS" and row.deprel == "advmod":
        return replace(row, upos="ADV", xpos="INTF")
    part = row.deprel == "compound" and row.head > position + 1 and rows[row.head - 1].upos == "ADJ"
    return replace(row, xpos="QO" if _ORDINAL.fullmatch(row.form) else "JJC" if part else "JJ")


def _verb(rows: Rows, position: int) -> Row:
    row = rows[position]
    return replace(row, xpos="VAUX" if row.deprel in {"aux", "aux:pass"} else "VM")


def _pronoun(rows: Rows, position: int) -> Row:
    return replace(rows[position], xpos="WQ" if rows[position].xpos == "WP" else "PRP")


def _particle(rows: Rows, position: int) -> Row:
    row = rows[position]
    if row.xpos == "HON":
        return replace(row, upos="NOUN", xpos="NNC", deprel="compound")
    return replace(row, xpos="NEG" if row.xpos == "NEG" else "RP")


def _subordinator(rows: Rows, position: int) -> Row:
    row = rows[position]
    if row.lemma in _PRO_ADVERBS and not children(rows, position):
        return replace(row, upos="PRON", xpos="PRP", deprel="obl")
    return replace(row, xpos="CC")


def _adverb(rows: Rows, position: int) -> Row:
    row = rows[position]
    return replace(row, upos="PRON", xpos="PRP") if row.lemma in _PRO_ADVERBS else replace(row, xpos="RB")


_RULES: dict[str, Callable[[Rows, int], Row]] = {
    "NOUN": _noun,
    "PROPN": _noun,
    "NUM": _number,
    "ADP": _adposition,
    "DET": _determiner,
    "ADJ": _adjective,
    "VERB": _verb,
    "AUX": _verb,
    "PRON": _pronoun,
    "PART": _particle,
    "SCONJ": _subordinator,
    "ADV": _adverb,
}
