"""What UNIVERSAL_UPOS, DEPREL and DEPS may hold in any UD file; FEATS and MISC are in `padapatha.values`."""

from __future__ import annotations

import re
from functools import lru_cache

from padapatha.values import EMPTY

UNIVERSAL_UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip  # one row of the table after the other

_DEPREL = re.compile(r"[a-z]+(?::[a-z]+)?")
_EDGE = re.compile(r"(0|[1-9][0-9]{0,5})(?:\.([1-9][0-9]{0,5}))?:(\S+)")

Node = tuple[int, int]  # (word, 0) or (word after which it stands, index of the empty node)


@lru_cache(maxsize=4_096)
def deprel_fault(deprel: str) -> str:
    """Say what is wrong with a DEPREL; nothing when it is ``_`` or lower-case letters with at most one subtype."""
    return "" if deprel == EMPTY or _DEPREL.fullmatch(deprel) else f"{deprel!r} is not of the form of a relation"


@lru_cache(maxsize=4_096)
def upos_fault(upos: str) -> str:
    """Say what is wrong with a UNIVERSAL_UPOS; nothing when it is ``_`` or one of the 17."""
    if upos == EMPTY or upos in UNIVERSAL_UPOS:
        return ""
    return f"{upos!r} is no universal tag" + (f"; {upos.upper()} is" if upos.upper() in UNIVERSAL_UPOS else "")


def edges(deps: str) -> tuple[tuple[Node, str], ...] | None:
    """Read DEPS into its edges ``((head, index), relation)``; None when it is not of that form."""
    found = []
    for edge in deps.split("|"):
        match = _EDGE.fullmatch(edge)
        if match is None:
            return None
        word, index, relation = match.groups()
        found.append(((int(word), int(index or 0)), relation))
    return tuple(found)


def deps_fault(deps: str, nodes: frozenset[Node]) -> str:
    """Say what is wrong with DEPS, given the nodes of the sentence."""
    if deps == EMPTY:
        return ""
    found = edges(deps)
    if found is None:
        return f"{deps!r} is not head:relation|…"
    if list(found) != sorted(found):
        return "not sorted by head, then relation"
    if len(set(found)) < len(found):
        return "an edge stands twice"
    absent = next((head for head, _ in found if head not in nodes), None)
    return f"there is no node {absent[0]}.{absent[1]}" if absent else ""
