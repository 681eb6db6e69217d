"""Looking at a tree and changing it. Indices are 0-based; `Token.head` is 1-based, 0 for the root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from padapatha.model import Token
from padapatha.values import features

Tokens = tuple[Token, ...]


def change(tokens: Tokens, index: int, **values: Any) -> Tokens:  # noqa: ANN401 - the fields of Token, checked by replace
    """The tokens with some fields of one token changed."""
    return (*tokens[:index], replace(tokens[index], **values), *tokens[index + 1 :])


def relabel(tokens: Tokens, labels: Mapping[int, str]) -> Tokens:
    """The tokens with new relations at the given indices."""
    return tuple(replace(token, deprel=labels[i]) if i in labels else token for i, token in enumerate(tokens))


def reattach(tokens: Tokens, heads: Mapping[int, int]) -> Tokens:
    """The tokens with new heads: index of a token -> index of its new head (-1 for the root)."""
    return tuple(replace(token, head=heads[i] + 1) if i in heads else token for i, token in enumerate(tokens))


def children(tokens: Tokens, index: int) -> tuple[int, ...]:
    """Positions of the direct dependents, left to right."""
    return tuple(i for i, token in enumerate(tokens) if token.head == index + 1)


def head_index(token: Token) -> int:
    """The index of the token's head; -1 for the root."""
    return (token.head or 0) - 1


def head_token(tokens: Tokens, index: int) -> Token | None:
    """The head of a token, or None for the root."""
    head = tokens[index].head
    return tokens[head - 1] if head else None


def is_below(tokens: Tokens, index: int, above: int) -> bool:
    """True when `above` is the token itself or one of its ancestors."""
    node = index
    while node >= 0:
        if node == above:
            return True
        node = head_index(tokens[node])
    return False


def path_up(tokens: Tokens, index: int, top: int = -1) -> list[int]:
    """The token and its ancestors, upwards, as far as `top` (-1: the root), which is the last of them."""
    path = [index]
    while path[-1] != top and tokens[path[-1]].head:
        path.append(head_index(tokens[path[-1]]))
    return path


def climb(tokens: Tokens, index: int, edge: int) -> int:
    """The highest of the token and its ancestors that is reached without leaving the token's side of `edge`."""
    node = index
    while tokens[node].head and (head_index(tokens[node]) > edge) == (index > edge):
        node = head_index(tokens[node])
    return node


def neighbour(tokens: Tokens, index: int, step: int) -> int:
    """The nearest token to the left (-1) or right (1) that is no punctuation; -1 when there is none."""
    index += step
    while 0 <= index < len(tokens) and tokens[index].deprel == "punct":
        index += step
    return index if 0 <= index < len(tokens) else -1


NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
_RELATIVES = frozenset({"जो", "जब", "जहाँ", "जैसा", "जितना", "जिधर"})


def has_child(tokens: Tokens, index: int, *deprels: str) -> bool:
    """True when a direct dependent bears one of the relations."""
    return any(tokens[i].deprel in deprels for i in children(tokens, index))


def case_lemmas(tokens: Tokens, index: int) -> frozenset[str]:
    """Lemmas of the postpositions that mark the node, on itself or on its last conjunct."""
    below = children(tokens, index)
    conjuncts = [i for i in below if tokens[i].deprel == "conj"]
    marked = [*below, *(children(tokens, conjuncts[-1]) if conjuncts else ())]
    return frozenset(tokens[i].lemma for i in marked if tokens[i].upos == "ADP")


def is_finite(tokens: Tokens, index: int) -> bool:
    """True for the head of a finite verb group (Voice stands only there) and for है, था as full verbs."""
    values = features(tokens[index].feats)
    return tokens[index].upos == "VERB" and ("Voice" in values or values.get("VerbForm") == "Fin")


def is_clause(tokens: Tokens, index: int) -> bool:
    """True for a finite verb, a predicate with a copula, and anything introduced by कि."""
    below = children(tokens, index)
    if any(tokens[i].deprel == "cop" or (tokens[i].deprel == "mark" and tokens[i].lemma == "कि") for i in below):
        return True
    return is_finite(tokens, index) or tokens[index].lemma == "चाहिए"


def is_predicate(tokens: Tokens, index: int) -> bool:
    """Whether the node's dependents are arguments of a clause: verbs, adjectives, adverbs, nominals with a copula."""
    token = tokens[index]
    return token.upos not in NOMINALS or has_child(tokens, index, "cop")


def is_relative(tokens: Tokens, index: int) -> bool:
    """True when the clause holds a relative word of its own (not one of a clause further down)."""
    todo = list(children(tokens, index))
    while todo:
        node = todo.pop()
        if tokens[node].lemma in _RELATIVES and tokens[node].upos in {"PRON", "DET", "ADV", "SCONJ"}:
            return True
        if tokens[node].upos != "VERB" and not has_child(tokens, node, "cop"):
            todo.extend(children(tokens, node))
    return False
