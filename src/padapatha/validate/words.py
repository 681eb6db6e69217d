"""The words of a sentence: forms, labels of the language, MISC, and whether a column is filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from itertools import pairwise

from padapatha.conllu.surface import token_spans
from padapatha.languages import Language
from padapatha.languages.characters import LATIN
from padapatha.model import EMPTY, Sentence, Token
from padapatha.text import graphemes, name, starts_with_mark

MAX_WORDS = 2_000  # of one sentence of this corpus; the reader takes ten times as many
MAX_FORM = 200  # code points

# word (from 1), column (from 0; -1: the line), slug, what was found
Fault = tuple[int, int, str, str]
Check = Callable[[Sentence, Language], Iterator[Fault]]

_FORM, _LEMMA, _UPOS, _XPOS, _HEAD, _DEPREL, _MISC = 1, 2, 3, 4, 6, 7, 9
_FOREIGN = re.compile(f"[{LATIN}\u0370-\u04ff]")  # Latin, Greek, Cyrillic: the scripts that hold look-alikes


def word_faults(sentence: Sentence, language: Language) -> Iterator[Fault]:
    """Yield everything that the profile of this corpus asks of words beyond UD."""
    for check in CHECKS:
        yield from check(sentence, language)


def _limits(sentence: Sentence, _language: Language) -> Iterator[Fault]:
    if len(sentence.tokens) > MAX_WORDS:
        yield 1, -1, "limit", f"a sentence of {len(sentence.tokens):,} words; at most {MAX_WORDS:,}"
    for token in sentence.tokens:
        if len(token.form) > MAX_FORM:
            yield token.id, _FORM, "limit", f"a form of {len(token.form)} characters; at most {MAX_FORM}"


def _forms(sentence: Sentence, _language: Language) -> Iterator[Fault]:
    for token in sentence.tokens:
        blank = next((each for each in token.form if each.isspace()), "")
        if blank:
            yield token.id, _FORM, "column-space", f"FORM {token.form!r} holds {name(blank)}"
        if token.form == EMPTY and token.lemma != EMPTY:
            yield token.id, _FORM, "form-underscore", f"FORM is _ and LEMMA {token.lemma!r}"


def _graphemes(sentence: Sentence, _language: Language) -> Iterator[Fault]:
    """A word must not begin with a sign of the letter before it; nor may its border lie inside a grapheme."""
    if sentence.text.isascii():
        return
    borders = frozenset(graphemes(sentence.text))
    for token, (start, end) in zip(sentence.tokens, token_spans(sentence), strict=True):
        if starts_with_mark(token.form):
            yield token.id, _FORM, "grapheme-split", f"FORM {token.form!r} begins with {name(token.form[0])}"
        elif start not in borders:
            yield token.id, _FORM, "grapheme-split", f"{sentence.text[:start][-8:]!r} and {token.form!r} share a letter"
        elif end not in borders and not starts_with_mark(sentence.text[end:]):
            yield token.id, _FORM, "grapheme-split", f"{token.form!r} and {sentence.text[end:][:8]!r} share a letter"


def _look_alikes(sentence: Sentence, language: Language) -> Iterator[Fault]:
    final = language.final_marks[:1]
    for token in sentence.tokens:
        if token.form in ("|", "||"):
            yield token.id, _FORM, "look-alike", f"{name('|')}; is {name(final)} meant?"
        elif match := _mixed(token.form, language):
            yield token.id, _FORM, "look-alike", f"{match} stands beside a letter of {language.name} in {token.form!r}"
        elif len(token.form) > 1 and token.form[-1] == ":" and language.writes(token.form[-2]):
            yield token.id, _FORM, "look-alike", f"{token.form!r} ends with {name(':')}; is {name(chr(0x903))} meant?"
    if sentence.tokens and sentence.tokens[-1].form in (".", "॥"):
        last = sentence.tokens[-1]
        yield last.id, _FORM, "look-alike", f"the sentence ends with {name(last.form)}; is {name(final)} meant?"


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
        if token.upos != EMPTY and token.upos not in language.upos:
            yield token.id, _UPOS, "upos", f"{token.upos} is not used in {language.name}"
        elif EMPTY not in (token.upos, token.xpos) and (token.upos, token.xpos) not in language.upos_xpos:
            known = ", ".join(sorted(xpos for upos, xpos in language.upos_xpos if upos == token.upos))
            yield token.id, _XPOS, "xpos", f"XPOS {token.xpos!r} with UPOS {token.upos}, which takes {known}"
        if token.deprel != EMPTY and token.deprel not in language.deprels:
            near = get_close_matches(token.deprel, sorted(language.deprels), 1)
            hint = f"; {near[0]!r}?" if near else ""
            yield token.id, _DEPREL, "deprel", f"{token.deprel!r} is no relation of {language.name}{hint}"
        if _is_auxiliary(token) and token.lemma not in (EMPTY, *language.aux_lemmas):
            yield (
                token.id,
                _LEMMA,
                "aux",
                f"{token.lemma!r} is no auxiliary; those are {' '.join(sorted(language.aux_lemmas))}",
            )


def _is_auxiliary(token: Token) -> bool:
    return token.upos == "AUX" or token.deprel.partition(":")[0] in ("aux", "cop")


def _misc(sentence: Sentence, _language: Language) -> Iterator[Fault]:
    for token in sentence.tokens:
        if fault := misc_fault(token.misc):
            yield token.id, _MISC, "misc", fault
    for each in sentence.multiwords:
        if fault := misc_fault(each.misc):
            yield each.start, -1, "misc", f"range {each.start}-{each.end}: {fault}"
        for token in sentence.tokens[each.start - 1 : each.end]:
            if "SpaceAfter" in token.misc:
                yield (
                    token.id,
                    _MISC,
                    "misc",
                    f"SpaceAfter inside the range {each.start}-{each.end}; it belongs on the range",
                )
    for node in sentence.empty_nodes:
        fault = "SpaceAfter on an empty node" if "SpaceAfter" in node.misc else misc_fault(node.misc)
        if fault:
            yield max(node.after, 1), -1, "misc", f"{node.after}.{node.index}: {fault}"


def misc_fault(misc: str) -> str:
    """Say what is wrong with MISC: it is ``_``, or unique ``Key=Value`` pairs sorted by key without regard to case."""
    if misc == EMPTY:
        return ""
    pairs = misc.split("|")
    keys = [pair.partition("=")[0] for pair in pairs]
    for pair, key in zip(pairs, keys, strict=True):
        if not key or pair.partition("=")[2] == "":
            return f"{pair!r} is not Key=Value"
        if keys.count(key) > 1:
            return f"{key} stands twice"
    if keys != sorted(keys, key=str.lower):
        return f"not sorted; sorted it is {'|'.join(sorted(pairs, key=lambda pair: pair.partition('=')[0].lower()))}"
    return ""


_MUST = (
    ("LEMMA", "lemma", _LEMMA),
    ("UPOS", "upos", _UPOS),
    ("XPOS", "xpos", _XPOS),
    ("HEAD", "head", _HEAD),
    ("DEPREL", "deprel", _DEPREL),
)


def filled_faults(sentence: Sentence, *, confirmed: bool) -> Iterator[Fault]:
    """A column is filled for every word or for none; of a confirmed sentence, for every word."""
    for title, field, index in _MUST:
        gaps = [token.id for token in sentence.tokens if _is_gap(token, field)]
        if gaps and (confirmed or len(gaps) < len(sentence.tokens)):
            shown = ", ".join(map(str, gaps[:5])) + (" …" if len(gaps) > 5 else "")
            yield gaps[0], index, "unconfirmed", f"{title} is not filled for word {shown}"


def _is_gap(token: Token, field: str) -> bool:
    """``_`` is the lemma of the form ``_``, and no gap."""
    return getattr(token, field) in (EMPTY, None) and not (field == "lemma" and token.form == EMPTY)


CHECKS: tuple[Check, ...] = (_limits, _forms, _graphemes, _look_alikes, _labels, _misc)
