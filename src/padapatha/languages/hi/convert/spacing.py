"""Real spacing for tokens that were written apart, and the two comments every sentence must have.

The old treebank has no text: its tokens were parted by spaces. Print glues the danda, commas, closing quotes and
brackets to the word before them, opening ones to the word after, and hyphens to both when they join a pair.
"""

from __future__ import annotations

from dataclasses import replace

from padapatha.languages.hi.convert.letters import is_number
from padapatha.languages.hi.convert.rows import Row, Sentence
from padapatha.languages.hi.convert.tree import Rows

_CLOSING = frozenset({"।", "॥", ",", ".", "?", "!", ";", ":", ")", "]", "}", "”", "’", "%", "..."})
_OPENING = frozenset({"(", "[", "{", "“", "‘", "$", "£", "₹"})
_CURLY = frozenset("“”‘’")
_NO_SPACE = "SpaceAfter=No"


def real_spacing(sentence: Sentence, sent_id: str) -> Sentence:
    """The sentence with SpaceAfter=No as print has it, `# sent_id` and `# text`; other comments stay."""
    glued = _glued_after(sentence.rows)
    rows = tuple(_marked(row, after) for row, after in zip(sentence.rows, glued, strict=True))
    kept = tuple(line for line in sentence.comments if not line.startswith(("# sent_id =", "# text =")))
    return Sentence((*kept, f"# sent_id = {sent_id}", f"# text = {text_of(rows)}"), rows)


def text_of(rows: Rows) -> str:
    """The sentence as its forms and SpaceAfter spell it."""
    pieces = []
    for row in rows:
        pieces.append(row.form)
        pieces.append("" if _NO_SPACE in row.misc.split("|") else " ")
    return "".join(pieces[:-1])


def glued_quotes(rows: Rows) -> dict[int, bool]:
    """Quotation marks by position: True for one that opens, False for one that closes."""
    found = {i: row.form in "“‘" for i, row in enumerate(rows) if row.form in _CURLY}
    return found | _quotes(rows)


def _glued_after(rows: Rows) -> list[bool]:
    """For each token: does the next one follow without a space?"""
    opens = _quotes(rows)
    glued = [False] * len(rows)
    for i, row in enumerate(rows[:-1]):
        glued[i] = row.form in _OPENING or opens.get(i) is True or row.form == "/"
        following = rows[i + 1].form
        if following in _CLOSING or opens.get(i + 1) is False or following == "/":
            glued[i] = True
        if "-" in {row.form, following}:
            glued[i] = _joins(rows, i if row.form == "-" else i + 1)
    return glued


def _quotes(rows: Rows) -> dict[int, bool]:
    """Straight quotes by position: True for one that opens, False for one that closes. They alternate."""
    found: dict[int, bool] = {}
    for mark in ("'", '"'):
        places = [i for i, row in enumerate(rows) if row.form == mark]
        found |= {place: number % 2 == 0 for number, place in enumerate(places)}
        if len(places) % 2 and places[-1] == len(rows) - 1:
            found[places[-1]] = False  # nothing follows that it could open
    return found


def _joins(rows: Rows, hyphen: int) -> bool:
    """True when the hyphen joins a pair (चीन-पाकिस्तान, 8-8.5); a dash between clauses stands free."""
    if hyphen in {0, len(rows) - 1}:
        return False
    left, right = rows[hyphen - 1], rows[hyphen + 1]
    if is_number(left.form) and is_number(right.form):
        return True
    linked = (
        left.head == hyphen + 2 or right.head == hyphen or (left.head == right.head and left.deprel == right.deprel)
    )
    return linked and (left.deprel == "compound" or right.deprel in {"compound", "conj"} or left.xpos == "NNPC")


def _marked(row: Row, no_space: bool) -> Row:  # noqa: FBT001 - one plain flag, zipped in
    others = [item for item in row.misc.split("|") if item not in {"_", _NO_SPACE}]
    items = [*others, _NO_SPACE] if no_space else others
    return replace(row, misc="|".join(sorted(items, key=str.casefold)) or "_")
