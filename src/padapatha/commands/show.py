"""Show a document, or one sentence of it, in the terminal.

examples:
  padapatha show 000_0f1e8db63d2ccbea
  padapatha show 000_0f1e8db63d2ccbea 1
  padapatha show corpus/000_0f1e8db63d2ccbea.conllu 3
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from padapatha.commands.options import add_root, count, project_of
from padapatha.model import Sentence
from padapatha.problems import Refused, printable, problem
from padapatha.values import EMPTY

if TYPE_CHECKING:
    from rich.console import Console

_PIPE_WIDTH = 200  # columns when nobody's terminal says otherwise


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("document", help="id of a document, or a CoNLL-U file")
    parser.add_argument("sentence", nargs="?", type=count, help="number of the sentence, from 1 (default: all)")
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Print the texts of all sentences, or one sentence as a table and a tree."""
    from rich.console import Console

    from padapatha.conllu import read_conllu

    path = Path(args.document) if args.document.endswith(".conllu") else project_of(args).corpus_conllu(args.document)
    if not path.exists():
        raise Refused(
            [
                problem(
                    "missing", str(path), "there is no such file", fix="give a document's id, or run `padapatha build`"
                )
            ]
        )
    sentences = read_conllu(path)
    console = Console(width=None if Console().is_terminal else _PIPE_WIDTH, highlight=False)
    if args.sentence and args.sentence > len(sentences):
        raise Refused([problem("usage", str(path), f"sentence {args.sentence}; it has {len(sentences)}")])
    with console.capture() as shown:  # printed by us: rich turns a closed pipe into a fault
        if args.sentence:
            show(sentences[args.sentence - 1], console)
        else:
            show_texts(sentences, console)
    sys.stdout.write(shown.get())
    return 0


def show_texts(sentences: Sequence[Sentence], console: Console) -> None:
    """Print a line a sentence: its number, whether a person confirmed it, its text."""
    from rich.text import Text

    for number, sentence in enumerate(sentences, 1):
        console.print(Text(f"{number:>4} {sentence.comment('annotation') or '-'}  {printable(sentence.text)}"))


def show(sentence: Sentence, console: Console) -> None:
    """Print a sentence: its texts, then a row a word with the tree drawn in its last column."""
    from rich.table import Table
    from rich.text import Text

    for key in ("sent_id", "text", "translit", "text_en", "annotation"):
        value = sentence.comment(key)
        if value:
            console.print(Text(f"{key:>10}  {printable(value)}"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL"):
        table.add_column(name, overflow="fold")
    for token in sentence.tokens:
        head = EMPTY if token.head is None else str(token.head)
        values = (str(token.id), token.form, token.lemma, token.upos, token.xpos, token.feats, head, token.deprel)
        table.add_row(*(Text(printable(value)) for value in values))
    console.print(table)
