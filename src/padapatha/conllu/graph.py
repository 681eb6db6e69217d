"""Whether DEPS make an enhanced graph: every node can be reached from a root. No recursion."""

from __future__ import annotations

from collections.abc import Iterator

from padapatha.conllu.columns import NodeId, edges
from padapatha.conllu.faults import Column, Fault, node_fault
from padapatha.model import EmptyNode, Sentence, Token
from padapatha.values import EMPTY

_ROOT: NodeId = (0, 0)


def has_graph(sentence: Sentence) -> bool:
    """Whether a sentence has an enhanced graph, or a part of one: an empty node is part of one."""
    return bool(sentence.empty_nodes) or any(token.deps != EMPTY for token in sentence.tokens)


def graph_nodes(sentence: Sentence) -> dict[NodeId, Token | EmptyNode]:
    """Return the words and empty nodes of a sentence by their ids, in the order of the file."""
    nodes: dict[NodeId, Token | EmptyNode] = {(token.id, 0): token for token in sentence.tokens}
    nodes |= {(node.after, node.index): node for node in sentence.empty_nodes}
    return dict(sorted(nodes.items()))


def graph_faults(sentence: Sentence) -> Iterator[Fault]:
    """Yield what keeps DEPS from being a graph: nodes that no path leads to from a root, once a sentence."""
    if not has_graph(sentence):
        return
    nodes = graph_nodes(sentence)
    children: dict[NodeId, list[NodeId]] = {}
    for own, node in nodes.items():
        for head, _ in edges(node.deps) or ():
            children.setdefault(head, []).append(own)
    lost = nodes.keys() - _reached(children)
    if lost:
        yield node_fault(sentence, nodes[min(lost)], "deps", _unreachable(nodes, lost), Column.DEPS)


def _reached(children: dict[NodeId, list[NodeId]]) -> set[NodeId]:
    reached, waiting = {_ROOT}, [_ROOT]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in reached:
                reached.add(child)
                waiting.append(child)
    return reached


def _unreachable(nodes: dict[NodeId, Token | EmptyNode], lost: set[NodeId]) -> str:
    shown = [str(nodes[each].id) for each in sorted(lost)]
    listed = ", ".join(shown[:5]) + (" …" if len(shown) > 5 else "")
    empty = next((node for each in sorted(lost) if (node := nodes[each]).deps == EMPTY), None)
    reason = f"; {empty.id} has no DEPS, and other nodes have" if empty else ""
    return f"no path of the enhanced graph leads from a root to {listed}{reason}"
