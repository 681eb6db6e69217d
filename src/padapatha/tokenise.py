"""Split a sentence into tokens with the rules of its language.

Offsets are Unicode code points, 0-based and half-open, into the given text.
"""

from __future__ import annotations

from padapatha.languages import Language


def token_spans(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Return the ``(start, end)`` offsets of the tokens of one sentence, in order.

    Between and around the tokens there is only white space. Any text is accepted; white space alone has no tokens.
    """
    return tuple([match.span() for match in language.token.finditer(text)])
