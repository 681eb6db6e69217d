"""Whether the heads of a sentence make a tree. No recursion: a chain of any length is walked in a loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from padapatha.conllu.faults import Fault, word_fault
from padapatha.model import Sentence


def tree_faults(sentence: Sentence) -> Iterator[Fault]:
    """Yield what keeps the heads from being a tree with one root; a sentence without any head is not annotated yet."""
    heads = [token.head for token in sentence.tokens]
    if all(head is None for head in heads):
        return
    faults = [*_head_faults(sentence, heads), *_root_faults(sentence)]
    yield from faults
    if not any(fault.slug == "head" for fault in faults):
        for word in cycle_starts([head or 0 for head in heads]):
            yield word_fault(sentence, word, "head-cycle", _cycle(word, [head or 0 for head in heads]))


def _head_faults(sentence: Sentence, heads: Sequence[int | None]) -> Iterator[Fault]:
    for word, head in enumerate(heads, 1):
        if head is None:
            yield word_fault(sentence, word, "head", "HEAD is _ while other words of the sentence have one")
        elif head > len(heads):
            yield word_fault(sentence, word, "head", f"HEAD {head}; the sentence has {len(heads)} words")


def _root_faults(sentence: Sentence) -> Iterator[Fault]:
    roots = [token.id for token in sentence.tokens if token.head == 0]
    if not roots:
        yield word_fault(sentence, 1, "root", "no word has HEAD 0")
    for word in roots[1:]:
        shown = ", ".join(map(str, roots))
        yield word_fault(sentence, word, "root", f"a second root; the roots are {shown}")
    for token in sentence.tokens:
        if (token.head == 0) != (token.deprel == "root") and token.head is not None:
            yield word_fault(sentence, token.id, "root", f"HEAD {token.head} with DEPREL {token.deprel}")


def cycle_starts(heads: Sequence[int]) -> Iterator[int]:
    """Yield one word (from 1) of every cycle of heads (0 is the root). Each word is walked through once."""
    seen = [0] * (len(heads) + 1)  # the number of the walk that came by; 0 is none, and the root ends every walk
    for start in range(1, len(heads) + 1):
        word = start
        while word and not seen[word]:
            seen[word] = start
            word = heads[word - 1]
        if word and seen[word] == start:
            yield word


def _cycle(start: int, heads: Sequence[int]) -> str:
    path = [start]
    while heads[path[-1] - 1] != start and len(path) < 20:
        path.append(heads[path[-1] - 1])
    return " -> ".join(map(str, [*path, heads[path[-1] - 1]]))
