"""Whether the heads of a sentence make a tree. No recursion: a chain of any length is walked in a loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from padapatha.model import Token

Fault = tuple[int, str, str]  # word (from 1), slug, what was found


def tree_faults(tokens: Sequence[Token]) -> Iterator[Fault]:
    """Yield what keeps the heads from being a tree with one root; a sentence without any head is not annotated yet."""
    heads = [token.head for token in tokens]
    if all(head is None for head in heads):
        return
    faults = [*_head_faults(heads), *_root_faults(tokens)]
    yield from faults
    if not any(slug == "head" for _, slug, _ in faults):
        yield from _cycles([head or 0 for head in heads])


def _head_faults(heads: Sequence[int | None]) -> Iterator[Fault]:
    for word, head in enumerate(heads, 1):
        if head is None:
            yield word, "head", "HEAD is _ while other words of the sentence have one"
        elif head > len(heads):
            yield word, "head", f"HEAD {head}; the sentence has {len(heads)} words"


def _root_faults(tokens: Sequence[Token]) -> Iterator[Fault]:
    roots = [token.id for token in tokens if token.head == 0]
    if not roots:
        yield 1, "root", "no word has HEAD 0"
    for word in roots[1:]:
        yield word, "root", f"a second root; the roots are {', '.join(map(str, roots))}"
    for token in tokens:
        if (token.head == 0) != (token.deprel == "root") and token.head is not None:
            yield token.id, "root", f"HEAD {token.head} with DEPREL {token.deprel}"


def _cycles(heads: Sequence[int]) -> Iterator[Fault]:
    """Walk up from every word; each word is walked through once, so that the time is linear."""
    seen = [0] * (len(heads) + 1)  # the number of the walk that came by; 0 is none, and the root ends every walk
    for start in range(1, len(heads) + 1):
        word = start
        while word and not seen[word]:
            seen[word] = start
            word = heads[word - 1]
        if word and seen[word] == start:
            yield word, "head-cycle", _cycle(word, heads)


def _cycle(start: int, heads: Sequence[int]) -> str:
    path = [start]
    while heads[path[-1] - 1] != start and len(path) < 20:
        path.append(heads[path[-1] - 1])
    return " -> ".join(map(str, [*path, heads[path[-1] - 1]]))
