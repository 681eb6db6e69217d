"""The tree of a sentence in box characters, one word a line, the columns aligned as a terminal shows the letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from padapatha.model import Sentence, Token
from padapatha.problems import printable
from padapatha.values import EMPTY, features

MAX_DRAWN = 400  # words of a sentence whose tree is drawn; a longer one is shown with the numbers of its heads

_OPEN = frozenset("─╭├╰┼┮┶┾")  # a line that goes on to the right ends with one of these
_HEADS = {(True, True): "┾", (True, False): "┶", (False, True): "┮", (False, False): "─"}  # words before it, behind it
_GAP = "  "
_NARROWEST = 6  # cells of a column that is cut off: less says nothing


@dataclass(frozen=True, slots=True)
class DrawnWord:
    """A word as it is shown: the line to its form, the form, and its other columns, each padded to its width."""

    token: Token
    tree: str
    form: str
    space: str
    columns: tuple[str, ...]

    @property
    def line(self) -> str:
        """The whole line, without white space at its end."""
        number = f"{self.token.id:>3} "
        return f"{number}{self.tree}{self.form}{self.space}{_GAP}{_GAP.join(self.columns)}".rstrip(" ")


def draw_tree(sentence: Sentence, width: int | None = None, *, feats: bool = False) -> str:
    """Draw a sentence as lines of text: a line a word, with UPOS, relation, lemma and the values of its features.

    ``width`` is that of the terminal in cells: features and lemmas are cut off to fit into it. Without it nothing is.
    With ``feats`` a list of all features and XPOS follows.
    """
    lines = [word.line for word in drawn_words(sentence, width)]
    if feats:
        lines += ["", *feature_lines(sentence, width)]
    return "".join(f"{line}\n" for line in lines)


def drawn_words(sentence: Sentence, width: int | None = None) -> tuple[DrawnWord, ...]:
    """Return the words of a sentence as they are shown in a terminal of a width (None: of any width)."""
    trees = tree_lines(sentence)
    forms = [printable(token.form) for token in sentence.tokens]
    first = [cell_len(tree) + cell_len(form) for tree, form in zip(trees, forms, strict=True)]
    widest = max(first, default=0)
    columns = [_shown_columns(token, drawn=bool(trees[0])) for token in sentence.tokens]
    rows = _fitted(columns, None if width is None else width - widest - 4)
    return tuple(
        DrawnWord(token, tree, form, " " * (widest - used), row)
        for token, tree, form, used, row in zip(sentence.tokens, trees, forms, first, rows, strict=True)
    )


def feature_lines(sentence: Sentence, width: int | None = None) -> list[str]:
    """Return a line a word with its XPOS and all its features; what is too wide goes on in the next line."""
    forms = [printable(token.form) for token in sentence.tokens]
    widest = max(map(cell_len, forms), default=0)
    lines: list[str] = []
    for token, form in zip(sentence.tokens, forms, strict=True):
        line = f"{token.id:>3} {form}{' ' * (widest - cell_len(form))}{_GAP}{token.xpos:<5}"
        indent = " " * cell_len(line)
        for item in _items(token):
            if width is not None and cell_len(line) + 1 + len(item) > width and line != indent:
                lines.append(line.rstrip(" "))
                line = indent
            line += f" {item}"
        lines.append(line.rstrip(" "))
    return lines


def _items(token: Token) -> list[str]:
    return [printable(f"{name}={value}") for name, value in features(token.feats).items()]


def _shown_columns(token: Token, *, drawn: bool) -> tuple[str, ...]:
    """UPOS, relation (behind the number of the head, where no tree shows it), lemma, values of the features."""
    head = "" if drawn or token.head is None else f"{token.head} "
    shown = (token.upos, f"{head}{token.deprel}", token.lemma, " ".join(features(token.feats).values()))
    return tuple("" if value == EMPTY else printable(value) for value in shown)


def _fitted(rows: Sequence[tuple[str, ...]], width: int | None) -> list[tuple[str, ...]]:
    """Give the columns of all rows their widths; the last ones are cut off, or left out, where the width is less."""
    widths: list[int] = []
    left = width
    for column in zip(*rows, strict=True):
        wanted = max(map(cell_len, column))
        if left is not None:
            left -= len(_GAP)
            wanted = wanted if wanted <= left else left if left >= _NARROWEST else 0
            left -= wanted
        widths.append(wanted)
    return [tuple(_cell(value, size) for value, size in zip(row, widths, strict=True) if size) for row in rows]


def _cell(value: str, size: int) -> str:
    if cell_len(value) <= size:
        return value + " " * (size - cell_len(value))
    return set_cell_size(value, size - 1).rstrip(" ") + "…"


# The tree


def tree_lines(sentence: Sentence) -> tuple[str, ...]:
    """Return, for each word, the lines that lead to its form from the left; empty when there is no tree to draw.

    Every head stands in a column of its own, right of its own head; a crossing arc is a ``┼``.
    """
    tokens = sentence.tokens
    if not tokens or len(tokens) > MAX_DRAWN or any(token.head is None for token in tokens):
        return ("",) * len(tokens)
    children = _children(tokens)
    rows = {token.id: "" for token in tokens}
    waiting = list(reversed(children[0]))
    for root in waiting:
        rows[root] = "─"
    while waiting:
        head = waiting.pop()
        if children[head]:
            _draw(head, children[head], rows)
            waiting += [child for child in reversed(children[head]) if children[child]]
    return tuple(f"{rows[token.id]}─ " for token in tokens)


def _children(tokens: Iterable[Token]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {0: []}
    for token in tokens:
        children.setdefault(token.id, [])
        children.setdefault(token.head or 0, []).append(token.id)
    return children


def _draw(head: int, children: Sequence[int], rows: dict[int, str]) -> None:
    """Draw the line from a head down and up to its children, behind everything that stands in their rows."""
    first, last = min(head, children[0]), max(head, children[-1])
    own = frozenset(children)
    column = max(len(rows[row]) for row in range(first, last + 1))
    for row in range(first, last + 1):
        is_open = rows[row][-1:] in _OPEN
        line = rows[row] + ("─" if is_open else " ") * (column - len(rows[row]))
        if row == head:
            line += _HEADS[children[0] < head, head < children[-1]]
        elif row in own:
            line += "╭─" if row == first else "╰─" if row == last else "├─"
        else:
            line += "┼" if is_open else "│"
        rows[row] = line
