"""What the sentences of one file must say together: ids that stand once, paragraphs, graphs for all or for none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from padapatha.conllu.faults import Column, Fault, comment_fault, node_fault
from padapatha.conllu.graph import has_graph
from padapatha.conllu.surface import last_surface
from padapatha.model import Sentence
from padapatha.values import comment_line, comment_rows, has_space_after

_SENT_ID = re.compile(r"[^\s/]*(?:/[^\s/]*)?")
_PARALLEL_ID = re.compile(r"([a-z]+/[-0-9a-z]+)(?:/(alt|part)([1-9][0-9]*))?")
_BREAK = re.compile(r"#\s*new(?:doc|par)")
# Comments that programs look for, however they are spelled, and the slug for one that stands twice
_ONCE = {"sent_id": "sent-id", "parallel_id": "parallel-id", "newdoc": "newdoc", "newpar": "newpar", "text": "text"}
_LOOSE = re.compile(r"#\s*(sent_id|parallel_id|text(?=\s*=)|new(?:doc|par)(?=\s|=|$))")


@dataclass(slots=True)
class WholeFile:
    """What has been seen of a file, sentence by sentence; ``faults`` says what is wrong with the next one."""

    _ids: dict[str, int] = field(default_factory=dict)  # the line of each sent_id
    _parallel: dict[str, int] = field(default_factory=dict)
    _numbers: dict[str, tuple[str, int]] = field(default_factory=dict)  # of a parallel sentence: alt or part, the last
    _graph: tuple[bool, int] | None = None  # whether the first sentence has one, and its line
    _glued: bool = False  # whether the last sentence ends with SpaceAfter=No

    def faults(self, sentence: Sentence, line: int) -> Iterator[Fault]:
        """Yield what is wrong with a sentence whose first line is ``line`` in view of those before it."""
        yield from _spelling(sentence)
        yield from self._sent_id(sentence, line)
        yield from self._parallel_id(sentence, line)
        yield from self._break(sentence)
        yield from self._graphs(sentence, line)

    def _sent_id(self, sentence: Sentence, line: int) -> Iterator[Fault]:
        own = sentence.comment("sent_id")
        if own is None:
            if not any(_loose_key(each) == "sent_id" for each in sentence.comments):
                yield Fault(0, 1, "sent-id", "no `# sent_id`", "write one `# sent_id = …` that no other sentence has")
        elif not own or not _SENT_ID.fullmatch(own):
            yield comment_fault(sentence, "sent_id", "sent-id", f"{own!r} is no id: white space, or two slashes")
        elif own in self._ids:
            found = f"{own!r} stands first in line {self._ids[own]}"
            yield comment_fault(sentence, "sent_id", "sent-id", found)
        else:
            self._ids[own] = line + next(comment_rows(sentence.comments, "sent_id"))

    def _parallel_id(self, sentence: Sentence, line: int) -> Iterator[Fault]:
        own = sentence.comment("parallel_id")
        if own is None:
            return
        match = _PARALLEL_ID.fullmatch(own)
        if match is None:
            found = f"{own!r} is not <corpus>/<sentence>, or that with /alt1 or /part1"
        elif own in self._parallel:
            found = f"{own!r} stands first in line {self._parallel[own]}"
        else:
            self._parallel[own] = line + next(comment_rows(sentence.comments, "parallel_id"))
            found = self._part(match[1], match[2] or "", int(match[3] or 0))
        if found:
            yield comment_fault(sentence, "parallel_id", "parallel-id", found)

    def _part(self, parallel: str, kind: str, number: int) -> str:
        """Alternatives and parts of a parallel sentence are all numbered, in one way, from 1."""
        before = self._numbers.get(parallel)
        self._numbers[parallel] = (kind, number)
        if before is not None and before[0] != kind:
            return f"{parallel!r} stands before with {before[0] or 'no suffix'}, here with {kind or 'no suffix'}"
        expected = before[1] + 1 if before else 1
        return f"/{kind}{number}; expected /{kind}{expected}" if kind and number != expected else ""

    def _break(self, sentence: Sentence) -> Iterator[Fault]:
        row = next((row for row, each in enumerate(sentence.comments) if _BREAK.fullmatch(each)), None)
        if self._glued and row is not None:
            found = "the sentence before ends with SpaceAfter=No, and here begins a paragraph or document"
            yield Fault(row, 1, "newpar", found, "delete SpaceAfter=No at the last token before")
        last = last_surface(sentence)
        self._glued = last is not None and not has_space_after(last.misc)

    def _graphs(self, sentence: Sentence, line: int) -> Iterator[Fault]:
        here = has_graph(sentence)
        if self._graph is None:
            self._graph = (here, line)
        elif here != self._graph[0] and sentence.tokens:
            there = f"the sentence of line {self._graph[1]} has {'one' if self._graph[0] else 'none'}"
            found = f"{'an' if here else 'no'} enhanced graph; {there}"
            yield node_fault(sentence, sentence.tokens[0], "deps", found, Column.DEPS)


def _loose_key(line: str) -> str:
    """The key of a comment that some programs take for one of `_ONCE`; empty for any other comment."""
    match = _LOOSE.match(line)
    return match[1] if match else ""


def _spelling(sentence: Sentence) -> Iterator[Fault]:
    """Each of these comments stands once, and as ``# key = value``: a program that finds it must find it everywhere."""
    seen: set[str] = set()
    for row, line in enumerate(sentence.comments):
        key = _loose_key(line)
        if key and not key.startswith("new") and not line.startswith(comment_line(key, "")):
            yield Fault(row, 1, "comment-key", f"{line[:60]!r} is not `# {key} = …`")
        elif key in seen and key != "text":  # `text_fault` tells of that
            yield Fault(row, 1, _ONCE[key], f"`# {key}` stands twice")
        elif key:
            seen.add(key)
