"""A sentence in the terminal, in colour where the terminal has it, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from padapatha.model import Sentence
from padapatha.problems import printable
from padapatha.show.drawing import drawn_words, feature_lines
from padapatha.show.marks import Mark
from padapatha.values import split_comment

_SHOWN = ("sent_id", "text", "translit", "text_en", "annotation", "confirmed_by", "needs_review")
_LAYERS = ("entities", "coreference")
# Of the labels of docs/guidelines/entities.md; a label that is not here has the first colour of the palette
_COLOURS = {
    "PERSON": "cyan",
    "NORP": "magenta",
    "FAC": "bright_yellow",
    "ORG": "yellow",
    "GPE": "green",
    "LOC": "bright_green",
    "PRODUCT": "blue",
    "EVENT": "red",
    "WORK_OF_ART": "bright_blue",
    "LAW": "bright_red",
    "LANGUAGE": "bright_magenta",
    "PROGRAMME": "bright_cyan",
}
_PALETTE = ("bright_cyan", "green", "yellow", "magenta", "blue", "bright_red", "bright_green", "cyan")
_NUMBER = re.compile(r"[0-9]{1,6}")


def print_texts(sentences: Sequence[Sentence], console: Console) -> None:
    """Print a line a sentence: its name for this command, whether a person confirmed it, its text."""
    names = sentence_names(sentences)
    for name, sentence in zip(names, sentences, strict=True):
        line = f"{name:>4} {sentence.comment('annotation') or '-'}  {printable(sentence.text)}"
        console.print(Text(line), soft_wrap=not console.is_terminal)


def print_sentence(sentence: Sentence, console: Console, marks: Sequence[Mark] = (), *, feats: bool = False) -> None:
    """Print a sentence: its comments, its tree, and the names and chains that stand in it.

    ``feats`` adds a list of all features. On a terminal nothing is wider than it; elsewhere nothing is cut off.
    """
    facts = [(key, value) for key in _SHOWN if (value := sentence.comment(key))]
    _print_facts(
        ((key, _coloured(value, marks) if key == "text" else Text(printable(value))) for key, value in facts), console
    )
    console.print()
    width = console.width if console.is_terminal else None
    for line in (*_tree(sentence, marks, width), *_other_nodes(sentence)):
        console.print(line, soft_wrap=True)
    if feats:
        console.print()
        for row in feature_lines(sentence, width):
            console.print(Text(row), soft_wrap=True)
    lists = ((layer, [_shown_mark(mark) for mark in marks if mark.layer == layer]) for layer in _LAYERS)
    found = [(layer, Text("  ").join(shown)) for layer, shown in lists if shown]
    if found:
        console.print()
        _print_facts(found, console)


def _print_facts(facts: Iterable[tuple[str, Text]], console: Console) -> None:
    """Print what is known, each behind its name; on a terminal, what is longer than a line goes on below itself."""
    if not console.is_terminal:
        for name, value in facts:
            console.print(Text(f"{name:>12}  ").append_text(value), soft_wrap=True)
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", width=12, style="dim")
    grid.add_column(overflow="fold")
    for name, value in facts:
        grid.add_row(name, value)
    console.print(grid)


def sentence_names(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The short names of the sentences of a file: ``3b`` of ``…-s3b``; in a file with ids of another form, 1, 2, 3 …"""
    short = [sentence.id.rpartition("-s")[2] for sentence in sentences]
    own = all(name[:1].isdigit() for name in short) and len(set(short)) == len(short)
    return tuple(short) if own else tuple(str(number) for number in range(1, len(sentences) + 1))


def sentences_json(sentences: Sequence[Sentence], marks: Sequence[Sequence[Mark]]) -> list[dict[str, Any]]:
    """Return the sentences with their names and chains as a JSON value."""
    return [_json(sentence, own) for sentence, own in zip(sentences, marks, strict=True)]


def _json(sentence: Sentence, marks: Sequence[Mark]) -> dict[str, Any]:
    return {
        "comments": dict(filter(any, map(split_comment, sentence.comments))),
        "tokens": [asdict(token) for token in sentence.tokens],
        "multiword_tokens": [asdict(each) for each in sentence.multiwords],
        "empty_nodes": [asdict(each) for each in sentence.empty_nodes],
        "marks": [asdict(mark) for mark in marks],
    }


def _tree(sentence: Sentence, marks: Sequence[Mark], width: int | None) -> Iterator[Text]:
    colours = {
        word: _colour(mark)
        for mark in marks
        if mark.layer == "entities" and mark.words
        for word in range(mark.words[0], mark.words[1] + 1)
    }
    for word in drawn_words(sentence, width):
        line = Text().append(f"{word.token.id:>3} ", style="dim").append(word.tree, style="dim")
        line.append(word.form, style=f"bold {colours.get(word.token.id, '')}".rstrip(" ")).append(word.space)
        for number, column in enumerate(word.columns):
            line.append("  ").append(column, style="dim" if number > 1 else "")
        line.rstrip()
        yield line


def _other_nodes(sentence: Sentence) -> Iterator[Text]:
    for multiword in sentence.multiwords:
        yield Text(f"{multiword.id:>7} {printable(multiword.form)}")
    for node in sentence.empty_nodes:
        yield Text(f"{node.id:>7} {printable(node.form)} (empty node)")


def _coloured(text: str, marks: Sequence[Mark]) -> Text:
    """A text in which names have their colours; an inner name has its own."""
    styles: list[str] = [""] * len(text)
    for mark in marks:
        if mark.layer == "entities":
            styles[mark.start : mark.end] = [_colour(mark)] * (mark.end - mark.start)
    shown = Text()
    for style, run in groupby(zip(text, styles, strict=True), key=lambda pair: pair[1]):
        shown.append(printable("".join(character for character, _ in run)), style=style)
    return shown


def _shown_mark(mark: Mark) -> Text:
    first, last = mark.words or (0, 0)
    place = f" {first}" if first == last else f" {first}-{last}"
    return Text(printable(mark.text), style=_colour(mark)).append(
        f" [{mark.label}{place if mark.words else ''}]", style="dim"
    )


def _colour(mark: Mark) -> str:
    """One colour for a label, the same in every document; chains have theirs by number."""
    number = mark.label.removeprefix("c")
    return _COLOURS.get(mark.label) or _PALETTE[int(number) % len(_PALETTE) if _NUMBER.fullmatch(number) else 0]
