"""How large things may be: stated once, asked for by every command (SECURITY.md lists them)."""

from __future__ import annotations

from padapatha.model import Sentence
from padapatha.values import comment_line

MAX_FILE = 400_000_000  # bytes of one file; a built document is up to 40 times as large as its text
MAX_SEED = 10_000_000  # bytes of one text; a long novel has five million
MAX_SETTINGS = 1_000_000  # bytes of a file of settings
MAX_SENTENCES = 999_999  # of one document: what its sentence ids can count
MAX_LINE = 65_536  # code points of a line of CoNLL-U; the official treebanks stay below 20,000
MAX_WORDS = 20_000  # of one sentence
MAX_LINES = 4 * MAX_WORDS  # of one sentence: its comments, words, ranges and empty nodes
MAX_FORM = 2_000  # code points of a word; the longest of UD 2.14 is a web address of 300


def limit_fault(sentence: Sentence) -> str:
    """Say which limit of CoNLL-U a sentence made from text is over; empty when it is within all of them."""
    longest = max((len(token.form) for token in sentence.tokens), default=0)
    line = len(comment_line("text", sentence.text))
    if longest > MAX_FORM:
        return f"a word of {longest:,} characters; at most {MAX_FORM:,}"
    if len(sentence.tokens) > MAX_WORDS:
        return f"a sentence of {len(sentence.tokens):,} words; at most {MAX_WORDS:,}"
    if line > MAX_LINE:
        return f"a sentence of {len(sentence.text):,} characters; at most {MAX_LINE - line + len(sentence.text):,}"
    return ""
