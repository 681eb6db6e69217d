"""Maximum spanning tree with one root (Chu and Liu 1965, Edmonds 1967), for scoring during training."""

from __future__ import annotations

from typing import Any

import numpy as np

Scores = np.ndarray[Any, np.dtype[np.float64]]
BARRED = -1e9


def single_root_tree(arcs: Scores) -> list[int]:
    """Heads (0 = root) of the best tree; `arcs` [W, W+1] holds the score of head h for word d + 1."""
    size = arcs.shape[0]
    full = np.full((size + 1, size + 1), BARRED)
    full[1:] = arcs
    np.fill_diagonal(full, BARRED)
    heads = full.argmax(1)
    if _is_tree(heads):
        return [int(head) for head in heads[1:]]
    return _best_of_roots(full, size)


def _best_of_roots(full: Scores, size: int) -> list[int]:
    free = edmonds(full)
    if int((free[1:] == 0).sum()) == 1:
        return [int(head) for head in free[1:]]
    candidates = [int(i) + 1 for i in np.argsort(-full[1:, 0])[: min(size, 12)]]
    best, heads = -np.inf, free
    for root in candidates:
        trial = full.copy()
        trial[1:, 0] = BARRED
        trial[root] = BARRED
        trial[root, 0] = full[root, 0]
        found = edmonds(trial)
        score = float(trial[np.arange(1, size + 1), found[1:]].sum())
        if score > best:
            best, heads = score, found
    return [int(head) for head in heads[1:]]


def edmonds(scores: Scores) -> Any:
    """Heads of the best arborescence from node 0; `scores[d, h]`, entry 0 of the answer is 0."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    return _expand(scores, heads, cycle)


def _expand(scores: Scores, heads: Any, cycle: list[int]) -> Any:
    inside = set(cycle)
    rest = [node for node in range(scores.shape[0]) if node not in inside]
    size = len(rest)
    small = np.full((size + 1, size + 1), BARRED)
    small[:size, :size] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, cycle)]
    small[:size, size] = leaving.max(1)
    gain = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    small[size, :size] = gain.max(0)
    small[0] = BARRED
    found = edmonds(small)
    answer = heads.copy()
    for place, node in enumerate(rest[1:], 1):
        head = int(found[place])
        answer[node] = rest[head] if head < size else cycle[int(leaving[place].argmax())]
    entry = int(found[size])
    answer[cycle[int(gain[:, entry].argmax())]] = rest[entry]
    return answer


def _is_tree(heads: Any) -> bool:
    fixed = heads.copy()
    fixed[0] = 0
    return int((fixed[1:] == 0).sum()) == 1 and not _cycle(fixed)


def _cycle(heads: Any) -> list[int]:
    state = [0] * len(heads)
    state[0] = -1
    for start in range(1, len(heads)):
        node, path = start, []
        while state[node] == 0:
            state[node] = start
            path.append(node)
            node = int(heads[node])
        if state[node] == start:
            return path[path.index(node) :]
    return []
