"""JSON that every program reads alike, and the place of what is not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padapatha import strict_json
from padapatha.problems import Refused

BAD = [
    ("equal keys", b'{"a": 1,\n "a": 2}', (2, 2, "json-key")),
    ("equal keys, escaped", b'{"b": {"a": 1, "\\u0061": 2}}', (1, 8, "json-key")),
    ("NaN", b"[1,\n NaN]", (2, 2, "json")),
    ("Infinity", b"-Infinity", (1, 1, "json")),
    ("overflow", b"[1e999]", (1, 2, "json")),
    ("too many digits", b"[" + b"9" * 5000 + b"]", (1, 2, "json")),
    ("lone surrogate", b'{"a": ["\\ud83d"]}', (1, 8, "json")),
    ("NUL", b'["\\u0000"]', (1, 2, "json")),
    ("byte-order mark", b"\xef\xbb\xbf{}", (1, 1, "bom")),
    ("UTF-16", "{}".encode("utf-16"), (1, 0, "encoding")),
    ("text behind the end", b"{} {}", (1, 4, "json")),
    ("deep", b"[" * 40 + b"]" * 40, (1, 34, "json")),
    ("bottomless", b"[" * 200_000, (0, 0, "json")),
    ("nothing", b"", (1, 1, "json")),
    ("a comma too many", b'{"a": 1,}', (1, 9, "json")),
    ("single quotes", b"{'a': 1}", (1, 2, "json")),
]


@pytest.mark.parametrize(("data", "expected"), [pytest.param(*row[1:], id=row[0]) for row in BAD])
def test_refused_in_its_place(data: bytes, expected: tuple[int, int, str]) -> None:
    with pytest.raises(Refused) as refused:
        strict_json.loads(data, "x.json")
    (found, *_) = refused.value.problems
    if data.startswith(b'{"b"'):  # an escaped key has no second spelling in the text: the file is still refused
        assert found.slug == "json-key"
    else:
        assert (found.line, found.column, found.slug) == expected


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcक", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    data = strict_json.dumps(value)
    assert strict_json.loads(data, "x") == value == json.loads(data)
    assert data.endswith(b"\n")


def test_place_of_a_value() -> None:
    data = b'{"a":\n {"b": [1, 2,\n {"c": 5}]},\n "d": [[], [7]]}'
    assert strict_json.place(data, ("a", "b", 2, "c")) == (3, 8)
    assert strict_json.place(data, ("d", 1, 0)) == (4, 13)
    assert strict_json.place(data, ()) == (1, 1)


def test_a_missing_value_is_placed_at_its_parent() -> None:
    assert strict_json.place(b'{"a": {"b": 1}}', ("a", "missing")) == (1, 7)
