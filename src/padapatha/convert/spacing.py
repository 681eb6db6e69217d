"""Real spacing for tokens that were written apart, and the canonical form of comments and MISC.

The old treebank has no text: its tokens were parted by spaces. Print glues the danda, commas, closing quotes and
brackets to the word before them, opening ones to the word after, and hyphens to both when they join a pair.
"""

from __future__ import annotations

from dataclasses import replace

from padapatha.conllu import text_of
from padapatha.convert.letters import is_number
from padapatha.convert.tree import Tokens
from padapatha.model import Sentence
from padapatha.text import to_nfc
from padapatha.values import ordered_comments, ordered_misc, with_comment, with_space_after

_CLOSING = frozenset({"।", "॥", ",", ".", "?", "!", ";", ":", ")", "]", "}", "”", "’", "%", "..."})
_OPENING = frozenset({"(", "[", "{", "“", "‘", "$", "£", "₹"})
_CURLY = frozenset("“”‘’")


def real_spacing(sentence: Sentence) -> Sentence:
    """Return the sentence with SpaceAfter=No where print has no space."""
    glued = _glued_after(sentence.tokens)
    pairs = zip(sentence.tokens, glued, strict=True)
    spaced = (replace(token, misc=with_space_after(token.misc, "" if after else " ")) for token, after in pairs)
    return replace(sentence, tokens=tuple(spaced))


def canonical(sentence: Sentence, sent_id: str) -> Sentence:
    """Return the sentence with MISC and comments in canonical order, `# text` as its forms give it, all of it NFC.

    ``sent_id`` is for a sentence that has none.
    """
    tokens = tuple(replace(token, misc=ordered_misc(to_nfc(token.misc))) for token in sentence.tokens)
    sentence = replace(sentence, tokens=tokens)
    comments = tuple(to_nfc(line) for line in sentence.comments)
    comments = with_comment(comments, "sent_id", sentence.id or sent_id)
    return replace(sentence, comments=ordered_comments(with_comment(comments, "text", text_of(sentence))))


def glued_quotes(tokens: Tokens) -> dict[int, bool]:
    """Quotation marks by index: True for one that opens, False for one that closes."""
    quotes = {i: token.form in "“‘" for i, token in enumerate(tokens) if token.form in _CURLY}
    return quotes | _quotes(tokens)


def _glued_after(tokens: Tokens) -> list[bool]:
    """For each token: does the next one follow without a space?"""
    opens = _quotes(tokens)
    glued = [False] * len(tokens)
    for i, token in enumerate(tokens[:-1]):
        glued[i] = token.form in _OPENING or opens.get(i) is True or token.form == "/"
        following = tokens[i + 1].form
        if following in _CLOSING or opens.get(i + 1) is False or following == "/":
            glued[i] = True
        if "-" in {token.form, following}:
            glued[i] = _joins(tokens, i if token.form == "-" else i + 1)
    return glued


def _quotes(tokens: Tokens) -> dict[int, bool]:
    """Straight quotes by index: True for one that opens, False for one that closes. They alternate."""
    quotes: dict[int, bool] = {}
    for mark in ("'", '"'):
        indices = [i for i, token in enumerate(tokens) if token.form == mark]
        quotes |= {index: number % 2 == 0 for number, index in enumerate(indices)}
        if len(indices) % 2 and all(token.upos == "PUNCT" for token in tokens[indices[-1] :]):
            quotes[indices[-1]] = False  # no word follows that it could open
    return quotes


def _joins(tokens: Tokens, hyphen: int) -> bool:
    """True when the hyphen joins a pair (चीन-पाकिस्तान, 8-8.5); a dash between clauses stands free."""
    if hyphen in {0, len(tokens) - 1}:
        return False
    left, right = tokens[hyphen - 1], tokens[hyphen + 1]
    if is_number(left.form) and is_number(right.form):
        return True
    linked = (
        left.head == hyphen + 2 or right.head == hyphen or (left.head == right.head and left.deprel == right.deprel)
    )
    return linked and (left.deprel == "compound" or right.deprel in {"compound", "conj"} or left.xpos == "NNPC")
