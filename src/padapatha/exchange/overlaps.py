"""Marks that a tool has dropped because they overlap others: found by what is missing, and put back from the base.

A project of doccano that allows no overlapping drops such spans without a word. Where the export had some and not one
has come back, nobody has deleted them by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from padapatha.exchange.view import Link, ToolMark, View


def put_back(view: View, base: View) -> tuple[View, tuple[ToolMark, ...]]:
    """Return the view with the marks that the tool has dropped and their links, and those marks."""
    overlapping = _overlapping(base.marks)
    if not overlapping or _overlapping(view.marks):
        return view, ()
    there = {(mark.label, mark.start, mark.end): mark.id for mark in view.marks}
    dropped = tuple(mark for mark in base.marks
                    if mark.id in overlapping and (mark.label, mark.start, mark.end) not in there)  # fmt: skip
    names = {mark.id: there.get((mark.label, mark.start, mark.end), f"dropped {mark.id}") for mark in base.marks}
    gone = {mark.id for mark in dropped}
    links = [Link(names[link.source], names[link.target], link.label)
             for link in base.links if {link.source, link.target} & gone]  # fmt: skip
    known = {mark.id for mark in view.marks} | {names[name] for name in gone}
    links = [link for link in links if link.source in known and link.target in known]
    marks = (*view.marks, *(replace(mark, id=names[mark.id]) for mark in dropped))
    return View(marks, (*view.links, *links)), dropped


def _overlapping(marks: Sequence[ToolMark]) -> set[str]:
    """The ids of the marks that share characters with another one."""
    found: set[str] = set()
    open_marks: list[ToolMark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        open_marks = [each for each in open_marks if each.end > mark.start]
        found |= {each.id for each in open_marks} | ({mark.id} if open_marks else set())
        open_marks.append(mark)
    return found
