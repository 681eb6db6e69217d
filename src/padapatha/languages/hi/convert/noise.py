"""Spelling noise for training: the same tree with the characters that real text writes otherwise.

Every change touches forms (and lemmas that repeat the form) only. Tokens, heads and labels stay; the one token that may
go is the final danda, which is a leaf at the end, so no number moves. The rates are per sentence and per change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from os.path import commonprefix
from random import Random

from padapatha.languages.hi.convert.letters import NUKTA, VIRAMA, ZWJ, ZWNJ, without_joiners
from padapatha.languages.hi.convert.rows import Row, Sentence
from padapatha.languages.hi.convert.spacing import glued_quotes, text_of
from padapatha.languages.hi.convert.tree import Rows

_STYLES = (('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"))
_QUOTES = frozenset("\"'“”‘’")
_TO_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
_TO_ASCII = str.maketrans("०१२३४५६७८९", "0123456789")
_NUKTA = re.compile(f"(?<=[कखगजफडढ]){NUKTA}")
_LOAN_LETTER = re.compile(f"[जफ](?![{NUKTA}{VIRAMA}])")
_CLUSTER = re.compile(f"(?<=[क-ह]{VIRAMA})(?=[क-ह])")
_FINAL_NASAL = re.compile("(?<=[ाूुएआऊउ])ं$")
_JOINER_SHARE = 0.1  # of the clusters of a sentence that is to get joiners
_NUKTA_SHARE = 0.3  # of the letters of a sentence that is to lose or to get dots


def noisy(sentence: Sentence, random: Random) -> Sentence:
    """A noisy copy. The same sentence and the same state of `random` give the same copy."""
    rows = sentence.rows
    for rate, change in _CHANGES:
        if random.random() < rate:
            rows = change(rows, random)
    comments = tuple(f"# text = {text_of(rows)}" if line.startswith("# text =") else line for line in sentence.comments)
    return Sentence(comments, rows)


def quote_style(rows: Rows, random: Random) -> Rows:
    """All quotation marks of the sentence in one of four styles."""
    opening, closing = random.choice(_STYLES)
    opens = glued_quotes(rows)
    return tuple(
        _symbol(row, opening if opens[i] else closing) if row.form in _QUOTES and row.upos == "PUNCT" else row
        for i, row in enumerate(rows)
    )


def no_final_danda(rows: Rows, random: Random) -> Rows:
    """Without the final danda (headlines, captions); only when it is a leaf and not the whole sentence."""
    del random
    bare = len(rows) > 1 and rows[-1].form == "।" and all(row.head != len(rows) for row in rows)
    if not bare or rows[-1].head == 0:
        return rows
    return (*rows[:-2], _spaced(rows[-2]))


def other_final_mark(rows: Rows, random: Random) -> Rows:
    """A full stop or a vertical bar typed for the danda."""
    mark = random.choice((".", "|"))
    return tuple(_symbol(row, mark) if row.form == "।" and row.upos == "PUNCT" else row for row in rows)


def other_digits(rows: Rows, random: Random) -> Rows:
    """All digits in the other script."""
    table = random.choice((_TO_DEVANAGARI, _TO_ASCII))
    return tuple(replace(row, form=row.form.translate(table), lemma=row.lemma.translate(table)) for row in rows)


def without_nukta(rows: Rows, random: Random) -> Rows:
    """Some dots left out (क़→क, ड़→ड); the lemma stays what it is."""
    return _respelt(
        rows, random, lambda form: _NUKTA.sub(lambda m: "" if random.random() < _NUKTA_SHARE else m[0], form)
    )


def with_nukta(rows: Rows, random: Random) -> Rows:
    """Dots typed on ज and फ where they may or may not belong; the lemma has no loan nukta anyway."""
    share = _NUKTA_SHARE / 3
    return _respelt(
        rows, random, lambda form: _LOAN_LETTER.sub(lambda m: m[0] + NUKTA if random.random() < share else m[0], form)
    )


def without_joiner(rows: Rows, random: Random) -> Rows:
    """No joiners."""
    return _respelt(rows, random, without_joiners)


def with_joiner(rows: Rows, random: Random) -> Rows:
    """A joiner or a non-joiner in some consonant clusters, always after the virama."""

    def joined(form: str) -> str:
        return _CLUSTER.sub(lambda _: random.choice((ZWJ, ZWNJ)) if random.random() < _JOINER_SHARE else "", form)

    return _respelt(rows, random, joined)


def en_dash(rows: Rows, random: Random) -> Rows:
    """An en dash for every hyphen."""
    del random
    return tuple(_symbol(row, "–") if row.form == "-" and row.upos == "PUNCT" else row for row in rows)


def other_nasal(rows: Rows, random: Random) -> Rows:
    """Anusvara for chandrabindu everywhere, or chandrabindu for a final anusvara with nothing else above the line."""
    if random.random() < 0.5:
        return tuple(_with_lemma(row, row.form.replace("ँ", "ं")) for row in rows)
    return tuple(_with_lemma(row, _FINAL_NASAL.sub("ँ", row.form)) for row in rows)


_CHANGES: tuple[tuple[float, Callable[[Rows, Random], Rows]], ...] = (
    (0.5, quote_style),
    (0.1, other_final_mark),
    (0.1, no_final_danda),
    (0.3, other_digits),
    (0.3, without_nukta),
    (0.1, with_nukta),
    (0.2, without_joiner),
    (0.1, with_joiner),
    (0.2, en_dash),
    (0.2, other_nasal),
)


def _respelt(rows: Rows, random: Random, spell: Callable[[str], str]) -> Rows:
    del random  # drawn from inside `spell`
    return tuple(row if row.upos == "PUNCT" else replace(row, form=spell(row.form)) for row in rows)


def _symbol(row: Row, mark: str) -> Row:
    return replace(row, form=mark, lemma=mark)


def _with_lemma(row: Row, form: str) -> Row:
    """The row with another form, and the lemma changed alike where it repeats the form letter by letter."""
    if form == row.form or row.upos in {"PRON", "DET"}:
        return replace(row, form=form)
    shared = len(commonprefix((row.form, row.lemma)))  # noqa: RUF071  characters are what is wanted
    return replace(
        row, form=form, lemma=form[:shared] + row.lemma[shared:] if len(form) == len(row.form) else row.lemma
    )


def _spaced(row: Row) -> Row:
    left = [item for item in row.misc.split("|") if item not in {"SpaceAfter=No", "_"}]
    return replace(row, misc="|".join(left) or "_")
