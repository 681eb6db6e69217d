"""The best tree with exactly one root: maximum spanning arborescence by Chu and Liu (1965) and Edmonds (1967).

Time is O(n²) in the worst case (the dense form of Tarjan 1977): every contraction costs one row and one column per
word that disappears in it. There is no recursion, so that a sentence may have any length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from padapatha.annotator.scores import FORBIDDEN, Ints

_Doubles = npt.NDArray[np.floating]
_FORBIDDEN = float(FORBIDDEN)  # far below any sum of scores, and still exact enough in float64 to be compared
# What every further root costs. One root is always needed, so that the best tree under this cost is the best of
# the trees with one root, and no search over roots is needed (Zmigrod, Vieira and Cotterell 2020 discuss it).
_ROOT_COST = 1e6


def best_tree(scores: _Doubles) -> list[int]:
    """Return the head of each word in the best tree with one root.

    ``scores`` [n, n + 1]: row d is the word d + 1, column h the head h, 0 the root. Heads are numbered the same way.
    """
    heads: list[int] = (scores + _no_loops(len(scores))).argmax(1).tolist()
    return heads if is_tree(heads) else _edmonds(scores)


def is_tree(heads: Sequence[int]) -> bool:
    """Whether the heads (1-based, 0 = root) make one tree with one root; every word is walked through once."""
    if heads.count(0) != 1:
        return False
    seen = [0] * (len(heads) + 1)
    for start in range(1, len(heads) + 1):
        word = start
        while word and not seen[word]:
            seen[word] = start
            word = heads[word - 1]
        if word and seen[word] == start:
            return False
    return True


def _no_loops(size: int) -> _Doubles:
    loops: _Doubles = np.zeros((size, size + 1))
    loops[np.arange(size), np.arange(size) + 1] = _FORBIDDEN
    return loops


@dataclass(slots=True)
class _Graph:
    """The words that are left while cycles are contracted.

    A slot is a word, or the cycle that has taken the place of its first word. ``dependent`` and ``head`` [n + 1, n + 1]
    say which arc of the sentence a score stands for. ``node`` is the slot's node in the forest of contractions:
    0 … n are the words, later numbers the cycles; ``parent`` and ``arc`` are by node.
    """

    scores: _Doubles
    dependent: Ints
    head: Ints
    best: list[int]
    node: list[int]
    parent: list[int]
    arc: list[tuple[int, int]] = field(default_factory=list)


def _edmonds(scores: _Doubles) -> list[int]:
    graph = _graph(scores)
    size = len(scores) + 1
    done = [True, *[False] * (size - 1)]
    gone = [False] * size
    for start in range(1, size):
        if not done[start] and not gone[start]:
            _walk(graph, start, done, gone)
    return _expand(graph, size)


def _graph(scores: _Doubles) -> _Graph:
    size = len(scores) + 1
    full = np.full((size, size), _FORBIDDEN)
    full[1:] = scores
    full[1:, 0] -= _ROOT_COST
    np.fill_diagonal(full, 2 * _FORBIDDEN)
    rows = np.repeat(np.arange(size), size).reshape(size, size)
    return _Graph(full, rows, rows.T.copy(), [0] * size, list(range(size)), [-1] * size, [(0, 0)] * size)


def _walk(graph: _Graph, start: int, done: list[bool], gone: list[bool]) -> None:
    """Follow best heads from a slot until a finished slot is reached; contract every cycle on the way."""
    path = [start]
    on_path = {start}
    while True:
        slot = path[-1]
        head = int(graph.scores[slot].argmax())
        graph.best[slot] = head
        graph.arc[graph.node[slot]] = (int(graph.dependent[slot, head]), int(graph.head[slot, head]))
        if done[head]:
            for member in path:
                done[member] = True
            return
        if head in on_path:
            cycle = path[path.index(head) :]
            _contract(graph, cycle)
            for member in cycle[1:]:
                gone[member] = True
                on_path.discard(member)
            del path[path.index(head) + 1 :]
        else:
            path.append(head)
            on_path.add(head)


def _contract(graph: _Graph, cycle: list[int]) -> None:
    """Let the first slot of a cycle stand for all of it."""
    first, scores = cycle[0], graph.scores
    everywhere = np.arange(len(scores))
    members = np.array(cycle)
    gains = scores[members] - scores[members, [graph.best[slot] for slot in cycle]][:, None]
    chosen = members[gains.argmax(0)]
    entering, dependent, head = gains.max(0), graph.dependent[chosen, everywhere], graph.head[chosen, everywhere]
    leaving = members[scores[:, members].argmax(1)]
    columns = [array[everywhere, leaving] for array in (scores, graph.dependent, graph.head)]
    scores[:, first], graph.dependent[:, first], graph.head[:, first] = columns
    scores[first], graph.dependent[first], graph.head[first] = entering, dependent, head
    scores[first, members] = 2 * _FORBIDDEN
    scores[:, members[1:]] = 2 * _FORBIDDEN
    number = len(graph.parent)
    for slot in cycle:
        graph.parent[graph.node[slot]] = number
    graph.parent.append(-1)
    graph.arc.append((0, 0))
    graph.node[first] = number


def _expand(graph: _Graph, size: int) -> list[int]:
    """Expand the cycles again, the outermost first: the arc that enters one replaces the arc inside it."""
    heads = [0] * size
    settled = [False] * len(graph.parent)
    for node in range(len(graph.parent) - 1, 0, -1):
        if settled[node]:
            continue
        dependent, head = graph.arc[node]
        heads[dependent] = head
        inner = dependent
        while inner != node:
            settled[inner] = True
            inner = graph.parent[inner]
    return heads[1:]
