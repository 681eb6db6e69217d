"""What each column may hold in any UD file: the checks that look at one value."""

from __future__ import annotations

import re
from functools import lru_cache

from padapatha.model import EMPTY

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip  # one row of the table after the other
NAMES = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")

_FEATURE = re.compile(r"[A-Z][A-Za-z0-9]*(?:\[[a-z0-9]+\])?=[A-Z0-9][A-Za-z0-9]*(?:,[A-Z0-9][A-Za-z0-9]*)*")
_DEPREL = re.compile(r"[a-z]+(?::[a-z]+)?")
_EDGE = re.compile(r"(0|[1-9][0-9]{0,5})(?:\.([1-9][0-9]{0,5}))?:(\S+)")

Node = tuple[int, int]  # (word, 0) or (word after which it stands, index of the empty node)


@lru_cache(maxsize=65_536)
def feats_fault(feats: str) -> str:
    """Say what is wrong with FEATS; nothing when they are well-formed, sorted without regard to case and unique."""
    if feats == EMPTY:
        return ""
    features = feats.split("|")
    for feature in features:
        if not _FEATURE.fullmatch(feature):
            return f"{feature!r} is not Name=Value"
    names = [feature.partition("=")[0].lower() for feature in features]
    if len(set(names)) < len(names):
        return f"a feature stands twice in {feats}"
    if names != sorted(names):
        return f"not sorted; sorted it is {'|'.join(sorted(features, key=lambda each: each.partition('=')[0].lower()))}"
    return ""


@lru_cache(maxsize=4_096)
def deprel_fault(deprel: str) -> str:
    """Say what is wrong with a DEPREL; nothing when it is ``_`` or lower-case letters with at most one subtype."""
    return "" if deprel == EMPTY or _DEPREL.fullmatch(deprel) else f"{deprel!r} is not of the form of a relation"


@lru_cache(maxsize=4_096)
def upos_fault(upos: str) -> str:
    """Say what is wrong with a UPOS; nothing when it is ``_`` or one of the 17."""
    if upos == EMPTY or upos in UPOS:
        return ""
    return f"{upos!r} is no universal tag" + (f"; {upos.upper()} is" if upos.upper() in UPOS else "")


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


@lru_cache(maxsize=65_536)
def space_after_fault(misc: str) -> str:
    """Say what is wrong with SpaceAfter: it says No or is left out."""
    if "SpaceAfter" not in misc:
        return ""
    values = [value for value in misc.split("|") if value.startswith("SpaceAfter=")]
    if len(values) > 1:
        return "SpaceAfter stands twice"
    return "" if not values or values == ["SpaceAfter=No"] else f"{values[0]}: only SpaceAfter=No exists"


def has_space_after(misc: str) -> bool:
    """Whether white space follows the token: the rule unless MISC says SpaceAfter=No."""
    return "SpaceAfter=No" not in misc or "SpaceAfter=No" not in misc.split("|")
