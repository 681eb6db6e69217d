"""CoNLL-U: a strict reader, a writer that gives the same bytes back, and the way to and from the `conllu` library."""

from __future__ import annotations

from padapatha.conllu.faults import Column, Fault
from padapatha.conllu.interchange import from_conllu, to_conllu
from padapatha.conllu.reader import Placed, parse, read_conllu, read_placed, sentence_faults
from padapatha.conllu.surface import text_of, word_offsets
from padapatha.conllu.treebank import parse_trees, read_trees
from padapatha.conllu.writer import conllu_bytes, write_conllu

__all__ = [
    "Column",
    "Fault",
    "Placed",
    "conllu_bytes",
    "from_conllu",
    "parse",
    "parse_trees",
    "read_conllu",
    "read_placed",
    "read_trees",
    "sentence_faults",
    "text_of",
    "to_conllu",
    "word_offsets",
    "write_conllu",
]
