"""What a new part of a quotation gets: the quotation marks that touch it, and what is wrong with them."""

from __future__ import annotations

import pytest

from padapatha.exchange.facts import new_part
from padapatha.layers import Span

WORDS = "हम कल आएँगे"


@pytest.mark.parametrize(
    ("before", "after", "opened", "closed", "fault"),
    [
        ("“", "”", "“", "”", "none"),
        ("‘", "’", "‘", "’", "none"),
        ("«", "»", "«", "»", "none"),
        ('"', '"', '"', '"', "none"),
        ("“", '"', "“", '"', "mismatched"),
        ("‘", "”", "‘", "”", "mismatched"),
        ("“", "।", "“", "", "unclosed"),
        (" ", "”", "", "”", "unopened"),
        ("”", "“", "", "", "none"),  # both belong to other quotations
        ("", "", "", "", "none"),
    ],
)
def test_the_marks_that_touch_a_new_part(before: str, after: str, opened: str, closed: str, fault: str) -> None:
    text = f"{before}{WORDS}{after}"
    part = new_part((len(before), len(before) + len(WORDS)), text)
    assert (part.text, part.mark_problem) == (WORDS, fault)
    assert part.open == (Span(start=0, end=1, text=opened) if opened else None)
    assert part.close == (Span(start=len(text) - 1, end=len(text), text=closed) if closed else None)
