"""The words of a sentence: forms, labels of the language, MISC, and whether a column is filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from itertools import pairwise

from padapatha.conllu.faults import Column, Fault, node_fault, word_fault
from padapatha.conllu.surface import white_space_fault, word_offsets
from padapatha.languages import Language
from padapatha.languages.characters import LATIN
from padapatha.model import EmptyNode, Multiword, Sentence, Token
from padapatha.text import graphemes, name, starts_with_mark
from padapatha.values import EMPTY, misc_fault

WordRule = Callable[[Sentence, Language], Iterator[Fault]]

_FOREIGN = re.compile(f"[{LATIN}\u0370-\u04ff]")  # Latin, Greek, Cyrillic: the scripts that hold look-alikes


def word_faults(sentence: Sentence, language: Language) -> Iterator[Fault]:
    """Yield everything that this project asks of words beyond UD."""
    for rule in WORD_RULES:
        yield from rule(sentence, language)


def _form_fault(sentence: Sentence, token: Token, slug: str, found: str) -> Fault:
    return word_fault(sentence, token.id, slug, found, Column.FORM)


def _forms(sentence: Sentence, _language: Language) -> Iterator[Fault]:
    for token in sentence.tokens:
        blank = next((character for character in token.form if character.isspace()), "")
        if blank:
            yield _form_fault(sentence, token, "column-space", f"FORM {token.form!r} holds {name(blank)}")
        if token.form == EMPTY and token.lemma != EMPTY:
            yield _form_fault(sentence, token, "form-underscore", f"FORM is _ and LEMMA {token.lemma!r}")


def _graphemes(sentence: Sentence, _language: Language) -> Iterator[Fault]:
    """A word border must not lie inside a letter. A sign that has no letter in the text itself is a warning only."""
    text = sentence.text
    if text.isascii():
        return
    borders = frozenset(graphemes(text))
    for token, (start, end) in zip(sentence.tokens, word_offsets(sentence), strict=True):
        if starts_with_mark(token.form) and (start == 0 or text[start - 1].isspace()):
            found = f"{token.form!r} begins with {name(token.form[0])}, which has no letter before it"
            yield _form_fault(sentence, token, "stray-sign", found)
        elif start not in borders:
            found = f"{text[:start][-8:]!r} and {token.form!r} share a letter"
            yield _form_fault(sentence, token, "grapheme-split", found)
        elif end not in borders and not text[end].isspace() and not starts_with_mark(text[end:]):
            found = f"{token.form!r} and {text[end:][:8]!r} share a letter"
            yield _form_fault(sentence, token, "grapheme-split", found)


def _look_alikes(sentence: Sentence, language: Language) -> Iterator[Fault]:
    final = language.final_marks[:1]
    for token in sentence.tokens:
        if token.form in ("|", "||"):
            yield _form_fault(sentence, token, "look-alike", f"{name('|')}; is {name(final)} meant?")
        elif match := _mixed(token.form, language):
            found = f"{match} stands beside a letter of {language.name} in {token.form!r}"
            yield _form_fault(sentence, token, "look-alike", found)
        elif len(token.form) > 1 and token.form[-1] == ":" and language.writes(token.form[-2]):
            found = f"{token.form!r} ends with {name(':')}; is {name(chr(0x903))} meant?"
            yield _form_fault(sentence, token, "look-alike", found)
    if sentence.tokens and sentence.tokens[-1].form in (".", "॥"):
        last = sentence.tokens[-1]
        found = f"the sentence ends with {name(last.form)}; is {name(final)} meant?"
        yield _form_fault(sentence, last, "look-alike", found)


def _mixed(form: str, language: Language) -> str:
    """Name a letter of another script that touches one of the language's own; empty when there is none."""
    if form.isascii():
        return ""
    for left, right in pairwise(form):
        for own, other in ((left, right), (right, left)):
            if language.writes(own) and _FOREIGN.match(other):
                return name(other)
    return ""


def _labels(sentence: Sentence, language: Language) -> Iterator[Fault]:
    for token in sentence.tokens:
        for column, slug, found in _label_faults(token, language):
            yield word_fault(sentence, token.id, slug, found, column)


def _label_faults(token: Token, language: Language) -> Iterator[tuple[Column, str, str]]:
    if token.upos != EMPTY and token.upos not in language.upos:
        yield Column.UPOS, "upos", f"{token.upos} is not used in {language.name}"
    elif EMPTY not in (token.upos, token.xpos) and (token.upos, token.xpos) not in language.upos_xpos:
        known = ", ".join(sorted(xpos for upos, xpos in language.upos_xpos if upos == token.upos))
        yield Column.XPOS, "xpos", f"XPOS {token.xpos!r} with UPOS {token.upos}, which takes {known}"
    if token.deprel != EMPTY and token.deprel not in language.deprels:
        near = get_close_matches(token.deprel, sorted(language.deprels), 1)
        hint = f"; {near[0]!r}?" if near else ""
        yield Column.DEPREL, "deprel", f"{token.deprel!r} is no relation of {language.name}{hint}"
    if _is_auxiliary(token) and token.lemma not in (EMPTY, *language.aux_lemmas):
        known = " ".join(sorted(language.aux_lemmas))
        yield Column.LEMMA, "aux", f"{token.lemma!r} is no auxiliary; those are {known}"


def _is_auxiliary(token: Token) -> bool:
    return token.upos == "AUX" or token.deprel.partition(":")[0] in ("aux", "cop")


def _misc(sentence: Sentence, _language: Language) -> Iterator[Fault]:
    for token in sentence.tokens:
        if fault := misc_fault(token.misc):
            yield word_fault(sentence, token.id, "misc", fault, Column.MISC)
    others: tuple[Multiword | EmptyNode, ...] = (*sentence.multiwords, *sentence.empty_nodes)
    for each in others:
        if fault := misc_fault(each.misc):
            yield node_fault(sentence, each, "misc", fault, Column.MISC)


def _white_space(sentence: Sentence, _language: Language) -> Iterator[Fault]:
    """Forms and MISC alone give the text: nothing is lost when a tool drops the comments."""
    if fault := white_space_fault(sentence):
        yield fault


_MUST = {
    Column.LEMMA: "lemma",
    Column.UPOS: "upos",
    Column.XPOS: "xpos",
    Column.HEAD: "head",
    Column.DEPREL: "deprel",
}


def missing_faults(sentence: Sentence) -> Iterator[Fault]:
    """Yield what UD asks of every word: UPOS, HEAD and DEPREL."""
    for token in sentence.tokens:
        if token.upos != EMPTY and token.head is not None and token.deprel != EMPTY:
            continue
        for column, missing in (
            (Column.UPOS, token.upos == EMPTY),
            (Column.HEAD, token.head is None),
            (Column.DEPREL, token.deprel == EMPTY),
        ):
            if missing:
                yield word_fault(sentence, token.id, column.name.lower(), f"{column.name} is _", column)


def filled_faults(sentence: Sentence, *, confirmed: bool) -> Iterator[Fault]:
    """A column is filled for every word or for none; of a confirmed sentence, for every word."""
    for column, field in _MUST.items():
        gaps = [token.id for token in sentence.tokens if _is_gap(token, field)]
        if gaps and (confirmed or len(gaps) < len(sentence.tokens)):
            shown = ", ".join(map(str, gaps[:5])) + (" …" if len(gaps) > 5 else "")
            yield word_fault(sentence, gaps[0], "unconfirmed", f"{column.name} is not filled for word {shown}", column)


def _is_gap(token: Token, field: str) -> bool:
    """``_`` is the lemma of the form ``_``, and no gap."""
    return getattr(token, field) in (EMPTY, None) and not (field == "lemma" and token.form == EMPTY)


WORD_RULES: tuple[WordRule, ...] = (_forms, _graphemes, _look_alikes, _labels, _misc, _white_space)
