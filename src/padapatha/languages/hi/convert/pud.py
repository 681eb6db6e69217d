"""One sentence of UD_Hindi-PUD into today's conventions."""

from __future__ import annotations

from padapatha.languages.hi.convert.rows import Sentence


def from_pud(sentence: Sentence) -> Sentence:
    return sentence
