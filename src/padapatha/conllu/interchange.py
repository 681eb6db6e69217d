"""The way to and from the `conllu` library, whose ``TokenList`` is what other people's code expects."""

from __future__ import annotations

from collections.abc import Iterable

import conllu
from conllu import TokenList

from padapatha.conllu.reader import read_conllu
from padapatha.conllu.writer import conllu_bytes
from padapatha.model import Sentence
from padapatha.problems import Problem, Refused, problem
from padapatha.text import around, first_difference


def to_conllu(sentences: Iterable[Sentence]) -> list[TokenList]:
    """Return the sentences as `conllu` token lists.

    The library drops what it cannot hold (comments without " = ", the rest of a MISC value behind a second "=");
    a sentence that it would change raises `Refused`, so that nothing is lost without a word.
    """
    return [_to_token_list(sentence) for sentence in sentences]


def from_conllu(token_lists: Iterable[TokenList]) -> tuple[Sentence, ...]:
    """Return token lists as sentences; raise `Refused` for what is no valid CoNLL-U."""
    return read_conllu("".join(each.serialize() for each in token_lists).encode("utf-8"))


def _changed(sentence: Sentence, row: int, found: str) -> Problem:
    """Say what the library drops: a comment, or something in a token's line."""
    path = sentence.id or "<sentence>"
    if row < len(sentence.comments):
        return problem("comment-key", path, f"{sentence.comments[row][:60]!r}: {found}", line=row + 1)
    return problem("misc", path, found, line=row + 1)


def _to_token_list(sentence: Sentence) -> TokenList:
    ours = conllu_bytes([sentence]).decode("utf-8")
    found: TokenList = conllu.parse(ours)[0]
    theirs: str = found.serialize()
    if theirs != ours:
        at = first_difference(ours, theirs)
        row = ours.count("\n", 0, at)
        raise Refused([_changed(sentence, row, f"the conllu library changes {around(ours, at)}")])
    return found
