"""Cut a sentence into tokens by its language's rules.

Offsets are Unicode code points, 0-based, half-open, into the text given.
"""

from __future__ import annotations

from padapatha.languages import Language


def token_spans(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Find the tokens of one sentence; what lies between and around them is white space alone.

    Works on any text; a text of white space has no tokens.
    """
    return tuple([match.span() for match in language.token.finditer(text)])
