"""Where punctuation hangs (docs/guidelines/treebank.md, "Heads of punctuation").

Each rule reads the tree of the words alone, so that the place of one mark never depends on that of another.
"""

from __future__ import annotations

from collections.abc import Iterable

from padapatha.convert.attachment import FUNCTION
from padapatha.convert.quotation import mark_heads, quoted_clause
from padapatha.convert.tree import Tokens, climb, head_index, is_below, neighbour, path_up, reattach

_FINAL = frozenset({"।", "?", "!", "॥", ".", "|", "…", "..."})
_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "csubj", "parataxis"})


def attach_punctuation(tokens: Tokens) -> Tokens:
    """Each mark on the head that the guideline names; where that arc would cross another, on the nearest that fits."""
    words = tuple(i for i, token in enumerate(tokens) if token.deprel != "punct")
    for i, head in _wanted(tokens).items():
        if _good_head(tokens, i, head, words):
            tokens = reattach(tokens, {i: head})
    root = next(i for i, token in enumerate(tokens) if token.head == 0)
    everything = tuple(range(len(tokens)))
    for i, token in enumerate(tokens):
        if token.deprel == "punct" and not _good_head(tokens, i, head_index(tokens[i]), everything):
            tokens = reattach(tokens, {i: _better_head(tokens, i, root, everything)})
    return tokens


def _wanted(tokens: Tokens) -> dict[int, int]:
    """The head of each mark that a rule knows."""
    heads = mark_heads(tokens)
    for i, token in enumerate(tokens):
        if token.deprel != "punct" or i in heads:
            continue
        head = _rule(tokens, i)
        if head >= 0:
            heads[i] = head
    return {i: _above_function_words(tokens, head) for i, head in heads.items()}


def _rule(tokens: Tokens, index: int) -> int:
    """The head of a mark that is neither quotation mark nor bracket; -1 when no rule speaks of it."""
    form = tokens[index].form
    left, right = neighbour(tokens, index, -1), neighbour(tokens, index, 1)
    if form in _FINAL and right < 0:
        return _final(tokens, index)
    if left < 0 or right < 0:
        return -1
    if form in {",", ";"}:
        return _comma(tokens, index)
    if form == ":":
        return climb(tokens, right, index)
    return _hyphen(tokens, left, right) if form == "-" and right - left == 2 else -1


def _final(tokens: Tokens, index: int) -> int:
    """The root, or the head of the quotation that the mark stands in."""
    root = next(i for i, token in enumerate(tokens) if token.head == 0)
    clause = quoted_clause(tokens, index)
    return root if clause is None else clause


def _comma(tokens: Tokens, index: int) -> int:
    """The tightest arc over the comma decides: a phrase that came before its head, or what follows its head.

    A comma inside a name or a date goes where the part before it goes. A clause that follows its noun and ends at the
    comma is what the comma closes, not the whole phrase.
    """
    left = neighbour(tokens, index, -1)
    before, after = climb(tokens, left, index), climb(tokens, neighbour(tokens, index, 1), index)
    fronted, following = head_index(tokens[before]), head_index(tokens[after])
    if following >= 0 and (fronted < 0 or after - following <= fronted - before):
        return after if tokens[after].deprel not in FUNCTION else -1
    if tokens[before].deprel == "compound":
        return fronted
    return next(iter(_closed_clauses(tokens, path_up(tokens, left, before))), before)


def _closed_clauses(tokens: Tokens, path: Iterable[int]) -> list[int]:
    """Clauses on the way up that stand behind their head, the topmost first."""
    found = [i for i in path if tokens[i].deprel in _CLAUSES and head_index(tokens[i]) < i]
    return found[::-1]


def _hyphen(tokens: Tokens, left: int, right: int) -> int:
    """Where the left part hangs, if that is to the right (चीन-पाकिस्तान); बड़े-बड़े: the left part; a dash: no rule."""
    head = head_index(tokens[left])
    if head == right or (head > right and head_index(tokens[right]) == head):
        return head
    return left if head_index(tokens[right]) == left else -1


def _above_function_words(tokens: Tokens, index: int) -> int:
    while index >= 0 and tokens[index].deprel in FUNCTION and tokens[index].head:
        index = head_index(tokens[index])
    return index


def _good_head(tokens: Tokens, index: int, head: int, among: Iterable[int]) -> bool:
    if head < 0 or tokens[head].deprel in FUNCTION or is_below(tokens, head, index):
        return False
    return _is_projective(tokens, index, head, among) and not _lies_in_a_gap(tokens, index, head, among)


def _better_head(tokens: Tokens, index: int, root: int, among: Iterable[int]) -> int:
    for start in (neighbour(tokens, index, -1), neighbour(tokens, index, 1)):
        node = start
        while node >= 0:
            if _good_head(tokens, index, node, among):
                return node
            node = head_index(tokens[node])
    return root


def _is_projective(tokens: Tokens, index: int, head: int, among: Iterable[int]) -> bool:
    """True when all of `among` that stand between the mark and `head` are below `head`."""
    low, high = min(index, head), max(index, head)
    return all(is_below(tokens, i, head) for i in among if low < i < high)


def _lies_in_a_gap(tokens: Tokens, index: int, head: int, among: Iterable[int]) -> bool:
    """True when the mark makes the arc of one of `among` non-projective: it stands under it, its head outside."""
    for i in among:
        over = head_index(tokens[i])
        low, high = min(i, over), max(i, over)
        if over < 0 or not low < index < high or low < head < high:
            continue
        if not is_below(tokens, head, over):
            return True
    return False
