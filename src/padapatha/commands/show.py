"""Show a document, or one sentence of it, in the terminal: its tree, its names, its chains.

A sentence is named by its number or sent_id, as the list of all sentences shows it. In a pipe nothing is coloured or
cut off; NO_COLOR is honoured.

examples:
  padapatha show 000_0f1e8db63d2ccbea
  padapatha show 000_0f1e8db63d2ccbea 1
  padapatha show corpus/000_0f1e8db63d2ccbea.conllu 3 --feats
  padapatha show 000_0f1e8db63d2ccbea 2 --format conllu
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from padapatha.commands.options import add_root, project_of
from padapatha.problems import Refused, problem

if TYPE_CHECKING:
    from padapatha.model import Sentence
    from padapatha.show.marks import Marks


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("document", help="id of a document, or a CoNLL-U file")
    parser.add_argument("sentence", nargs="?", help="number or sent_id of the sentence (default: all)")
    parser.add_argument("--feats", action="store_true", help="list XPOS and all features below the tree")
    parser.add_argument(
        "--format", choices=("text", "conllu", "json"), default="text", help="format of the output (default: text)"
    )
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Print the texts of all sentences, or one sentence with its tree."""
    from padapatha import strict_json
    from padapatha.conllu import conllu_bytes, read_conllu
    from padapatha.show.terminal import sentences_json

    path = Path(args.document) if args.document.endswith(".conllu") else project_of(args).corpus_conllu(args.document)
    if not path.exists():
        fix = "give a document's id, or run `padapatha build`"
        raise Refused([problem("missing", str(path), "there is no such file", fix=fix)])
    sentences = read_conllu(path)
    chosen = sentences if args.sentence is None else (_named(args.sentence, sentences, str(path)),)
    if args.format == "conllu":
        sys.stdout.write(conllu_bytes(chosen).decode("utf-8"))
    elif args.format == "json":
        marks = _marks(path)
        value = sentences_json(chosen, [marks.of(sentence.id) for sentence in chosen])
        sys.stdout.write(strict_json.dumps(value).decode("utf-8"))
    else:
        sys.stdout.write(_as_text(chosen, path, args))
    return 0


def _as_text(chosen: Sequence[Sentence], path: Path, args: argparse.Namespace) -> str:
    from rich.console import Console

    from padapatha.show.terminal import print_sentence, print_texts

    console = Console(highlight=False)
    with console.capture() as shown:  # printed by us: rich turns a closed pipe into a fault
        if args.sentence is None:
            print_texts(chosen, console)
        else:
            print_sentence(chosen[0], console, _marks(path).of(chosen[0].id), feats=args.feats)
    return shown.get()


def _named(name: str, sentences: Sequence[Sentence], path: str) -> Sentence:
    from padapatha.show.terminal import sentence_names

    for short, sentence in zip(sentence_names(sentences), sentences, strict=True):
        if name in (sentence.id, short):
            return sentence
    found = f"there is no sentence {name}; it has {len(sentences)}"
    raise Refused([problem("usage", path, found, fix="give a number or sent_id, as `padapatha show` lists them")])


def _marks(path: Path) -> Marks:
    """The marks of a built document; none of a file that lies elsewhere."""
    from padapatha import files
    from padapatha.project import Project, find_project
    from padapatha.reading import ProjectFiles
    from padapatha.show.marks import Marks, read_marks

    target = files.real(path)
    try:
        project: Project = find_project(target.parent)
        built = project.corpus_conllu(path.stem)
    except Refused:
        return Marks()
    return read_marks(ProjectFiles(project), path.stem) if built == target else Marks()
