"""Rules between two layers: `padapatha.rules.layers` on records alone."""

from __future__ import annotations

import pytest

from padapatha.layers import Agent, Entity, EntityLayer, ExpressionLayer, Layers, TimeExpression
from padapatha.rules.layers import layer_faults

HEAD = {
    "document": "d",
    "text_sha256": "0" * 64,
    "guideline": "entities/1",
    "agent": Agent(kind="person", name="the tests"),
    "date": "2026-11-24",
    "complete": True,
}


def time(start: int, end: int) -> TimeExpression:
    unsaid = dict.fromkeys(("value", "anchor", "offset", "mod", "resolved", "reason"))
    return TimeExpression(id="t1", start=start, end=end, text="x" * (end - start), type="DATE", **unsaid)  # type: ignore[arg-type]  # all null


@pytest.mark.parametrize(
    ("start", "end", "crosses"),
    [(0, 5, False), (5, 9, True), (0, 12, True), (11, 14, False), (10, 12, False), (12, 16, True), (14, 20, False)],
)
def test_a_name_and_a_time_do_not_cross(start: int, end: int, *, crosses: bool) -> None:
    entity = Entity(id="e1", start=start, end=end, text="x" * (end - start), label="ORG", pointer=("entities", 0))
    layer = EntityLayer(**HEAD, entities=(entity,))  # type: ignore[arg-type]  # the fields above
    times = ExpressionLayer(**HEAD, times=(time(8, 14),), quantities=())  # type: ignore[arg-type]  # the same
    faults = [fault for fault in layer_faults(layer, None, Layers(expressions=times)) if "crosses" in fault.found]
    assert [fault.pointer for fault in faults] == [("entities", 0)] * crosses
