"""Spelling noise for training on Hindi: the same tree in the characters that real text uses.

Every change touches forms (and lemmas that repeat the form) only. Tokens, heads and labels stay. The one token that may
go is the final danda: a leaf at the end, so that no ID changes. The rates are per sentence and per change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from os.path import commonprefix
from random import Random

from padapatha.conllu import text_of
from padapatha.convert.letters import NUKTA
from padapatha.convert.spacing import glued_quotes
from padapatha.convert.tree import Tokens
from padapatha.model import Sentence, Token
from padapatha.values import with_comment, with_space_after

LANGUAGES = ("hi",)  # whose spelling this noise is
_STYLES = (('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"))
_QUOTES = frozenset("\"'“”‘’")
_TO_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
_TO_ASCII = str.maketrans("०१२३४५६७८९", "0123456789")
_NUKTA = re.compile(f"(?<=[डढ]){NUKTA}")
_FINAL_NASAL = re.compile("(?<=[ाूुएआऊउ])ं$")
_NUKTA_SHARE = 0.3  # of the letters of a sentence that is to lose dots


def noisy(sentence: Sentence, random: Random) -> Sentence:
    """A noisy copy. The same sentence and the same state of `random` give the same copy."""
    tokens = sentence.tokens
    for rate, change in _CHANGES:
        if random.random() < rate:
            tokens = change(tokens, random)
    copy = replace(sentence, tokens=tokens)
    return replace(copy, comments=with_comment(copy.comments, "text", text_of(copy)))


def quote_style(tokens: Tokens, random: Random) -> Tokens:
    """All quotation marks of the sentence in one of four styles."""
    opening, closing = random.choice(_STYLES)
    opens = glued_quotes(tokens)
    return tuple(
        _symbol(token, opening if opens[i] else closing) if token.form in _QUOTES and token.upos == "PUNCT" else token
        for i, token in enumerate(tokens)
    )


def no_final_danda(tokens: Tokens, random: Random) -> Tokens:
    """Without the final danda (headlines, captions); only when it is a leaf and not the whole sentence."""
    del random
    bare = len(tokens) > 1 and tokens[-1].form == "।" and all(token.head != len(tokens) for token in tokens)
    if not bare or tokens[-1].head == 0:
        return tokens
    return (*tokens[:-2], _spaced(tokens[-2]))


def other_final_mark(tokens: Tokens, random: Random) -> Tokens:
    """A full stop or a vertical bar typed for the danda."""
    mark = random.choice((".", "|"))
    return tuple(_symbol(token, mark) if token.form == "।" and token.upos == "PUNCT" else token for token in tokens)


def other_digits(tokens: Tokens, random: Random) -> Tokens:
    """All digits in the other script."""
    table = random.choice((_TO_DEVANAGARI, _TO_ASCII))
    return tuple(
        replace(token, form=token.form.translate(table), lemma=token.lemma.translate(table)) for token in tokens
    )


def without_nukta(tokens: Tokens, random: Random) -> Tokens:
    """Some dots of ड़ and ढ़ left out (ड़→ड); the lemma stays what it is. Of loan letters the annotator sees none."""
    return _respelt(
        tokens, random, lambda form: _NUKTA.sub(lambda m: "" if random.random() < _NUKTA_SHARE else m[0], form)
    )


def en_dash(tokens: Tokens, random: Random) -> Tokens:
    """An en dash for every hyphen."""
    del random
    return tuple(_symbol(token, "–") if token.form == "-" and token.upos == "PUNCT" else token for token in tokens)


def other_nasal(tokens: Tokens, random: Random) -> Tokens:
    """Anusvara for chandrabindu everywhere, or chandrabindu for a final anusvara with nothing else above the line."""
    if random.random() < 0.5:
        return tuple(_with_lemma(token, token.form.replace("ँ", "ं")) for token in tokens)
    return tuple(_with_lemma(token, _FINAL_NASAL.sub("ँ", token.form)) for token in tokens)


_CHANGES: tuple[tuple[float, Callable[[Tokens, Random], Tokens]], ...] = (
    (0.5, quote_style),
    (0.1, other_final_mark),
    (0.1, no_final_danda),
    (0.3, other_digits),
    (0.3, without_nukta),
    (0.2, en_dash),
    (0.2, other_nasal),
)


def _respelt(tokens: Tokens, random: Random, spell: Callable[[str], str]) -> Tokens:
    del random  # drawn from inside `spell`
    return tuple(token if token.upos == "PUNCT" else replace(token, form=spell(token.form)) for token in tokens)


def _symbol(token: Token, mark: str) -> Token:
    return replace(token, form=mark, lemma=mark)


def _with_lemma(token: Token, form: str) -> Token:
    """The token with another form, and the lemma changed alike where it repeats the form letter by letter."""
    if form == token.form or token.upos in {"PRON", "DET"}:
        return replace(token, form=form)
    shared = len(commonprefix((token.form, token.lemma)))  # noqa: RUF071  characters are what is wanted
    return replace(
        token, form=form, lemma=form[:shared] + token.lemma[shared:] if len(form) == len(token.form) else token.lemma
    )


def _spaced(token: Token) -> Token:
    return replace(token, misc=with_space_after(token.misc, " "))
