"""What UNIVERSAL_UPOS, DEPREL and DEPS may hold in any UD file; FEATS and MISC are in `padapatha.values`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

import regex

from padapatha.values import EMPTY

UNIVERSAL_UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip  # one row of the table after the other
UNIVERSAL_DEPRELS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop",
    "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
    "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip  # the same
_ENHANCED_DEPRELS = (*UNIVERSAL_DEPRELS, "ref")

_DEPREL = re.compile(r"[a-z]+(?::[a-z]+)?")
# A relation, then what an enhanced one may add: subtype, the lemma of a case or mark in its own script, its case
_MARKER = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
_ENHANCED = regex.compile(rf"[a-z]+(?::[a-z]+)?(?::{_MARKER}(?:_{_MARKER})*)?(?::[a-z]+)?")
_EDGE = re.compile(r"(0|[1-9][0-9]{0,5})(?:\.([1-9][0-9]{0,5}))?:(\S*)")

NodeId = tuple[int, int]  # (word, 0) or (word after which it stands, index of the empty node)
Edge = tuple[NodeId, str]  # head and relation


@lru_cache(maxsize=4_096)
def deprel_fault(deprel: str) -> str:
    """Say what is wrong with a DEPREL; nothing when it is ``_``, or a relation of UD with at most one subtype."""
    if deprel == EMPTY:
        return ""
    if not _DEPREL.fullmatch(deprel):
        return f"{deprel!r} is not of the form of a relation"
    return _unknown(deprel, UNIVERSAL_DEPRELS)


def _unknown(relation: str, known: tuple[str, ...]) -> str:
    main = relation.partition(":")[0]
    if main in known:
        return ""
    near = get_close_matches(main, known, 1)
    return f"{main!r} is no relation of UD" + (f"; {near[0]!r}?" if near else "")


@lru_cache(maxsize=4_096)
def upos_fault(upos: str) -> str:
    """Say what is wrong with a UNIVERSAL_UPOS; nothing when it is ``_`` or one of the 17."""
    if upos == EMPTY or upos in UNIVERSAL_UPOS:
        return ""
    return f"{upos!r} is no universal tag" + (f"; {upos.upper()} is" if upos.upper() in UNIVERSAL_UPOS else "")


@lru_cache(maxsize=65_536)
def edges(deps: str) -> tuple[Edge, ...] | None:
    """Read DEPS into its edges ``((head, index), relation)``; none of ``_``, None when it is not of that form."""
    if deps == EMPTY:
        return ()
    found = []
    for edge in deps.split("|"):
        match = _EDGE.fullmatch(edge)
        if match is None:
            return None
        word, index, relation = match.groups()
        found.append(((int(word), int(index or 0)), relation))
    return tuple(found)


def ordered_deps(deps: str) -> str:
    """Return DEPS with its edges sorted by head, then relation; as they are when they are not of that form."""
    found = edges(deps)
    order = sorted(range(len(found)), key=lambda row: found[row]) if found else ()
    return "|".join(deps.split("|")[row] for row in order) or deps


def deps_fault(deps: str, nodes: frozenset[NodeId], own: NodeId) -> str:
    """Say what is wrong with the DEPS of the node ``own``, given the nodes of the sentence."""
    found = edges(deps)
    if not found:
        return f"{deps!r} is not head:relation|…" if found is None else ""
    absent = next((head for head, _ in found if head not in nodes), None)
    if absent:
        return f"there is no node {absent[0]}.{absent[1]}" if absent[1] else f"there is no word {absent[0]}"
    if any(head == own for head, _ in found):
        return "the node is its own head"
    if list(found) != sorted(found):
        return "not sorted by head, then relation"
    if len(set(found)) < len(found):
        return "an edge stands twice"
    return next(filter(None, (_edge_fault(head, relation) for head, relation in found)), "")


def _edge_fault(head: NodeId, relation: str) -> str:
    if not _ENHANCED.fullmatch(relation):
        return f"{relation!r} is not of the form of an enhanced relation"
    if (head == (0, 0)) != (relation == "root"):
        return f"{relation!r} with head {head[0]}: a node has the relation root where its head is 0, and nowhere else"
    return _unknown(relation, _ENHANCED_DEPRELS)
