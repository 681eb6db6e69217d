"""List the sentences that a person should look at first.

Those that nobody has confirmed, the least certain first: by the mean Confidence of their words. Sentences marked with
`# needs_review = yes` come before them, sentences without a confidence at the end. With --between, those in which two
CoNLL-U files of the same text differ. --out writes them for correction in any editor, --edit opens $VISUAL or $EDITOR
and stores what was changed, unsigned; `padapatha confirm` signs it. docs/review.md explains each step.

examples:
  padapatha review --most 10
  padapatha review 000_0f1e8db63d2ccbea --out to-correct.conllu
  padapatha review --between mine.conllu annotations/treebank/000_0f1e8db63d2ccbea.conllu
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from padapatha.commands.options import add_root, count, output_file, project_of
from padapatha.problems import Problem, Refused, counted, printable, problem
from padapatha.project import Project
from padapatha.streams import say

if TYPE_CHECKING:
    from padapatha.review import Doubt


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("documents", nargs="*", metavar="DOCUMENT", help="a document's id (default: all)")
    parser.add_argument(
        "--between", nargs=2, type=Path, metavar=("A", "B"), help="list where two .conllu files differ, as A has it"
    )
    parser.add_argument("--most", type=count, metavar="N", help="how many sentences at most (default: all)")
    parser.add_argument(
        "--format", choices=("text", "json", "conllu"), default="text", help="format of the list (default: text)"
    )
    there = parser.add_mutually_exclusive_group()
    there.add_argument(
        "--out", type=output_file, metavar="FILE", help="write the sentences as CoNLL-U, to be corrected"
    )
    there.add_argument("--edit", action="store_true", help="open them in $VISUAL or $EDITOR, store the changed ones")
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """List the sentences, and write or open them where that is asked for."""
    from padapatha import files
    from padapatha.conllu import conllu_bytes
    from padapatha.review import blocks_to_edit

    doubts = _doubts(args)
    if args.edit and doubts:
        return _edit(project_of(args), doubts)
    if args.out and doubts:
        files.write_bytes(args.out, conllu_bytes(blocks_to_edit(doubts)))
        say(f"{counted(len(doubts), 'sentence')} in {printable(str(args.out))}")
    else:
        sys.stdout.write(_listed(doubts, args.format))
    return 0


def _doubts(args: argparse.Namespace) -> tuple[Doubt, ...]:
    from padapatha.review import review, review_between

    if args.between:
        a, b = args.between
        return review_between(a, b, args.documents, most=args.most)
    return review(project_of(args).root, args.documents, most=args.most)


def _listed(doubts: tuple[Doubt, ...], form: str) -> str:
    from padapatha import strict_json
    from padapatha.conllu import conllu_bytes
    from padapatha.review import blocks_to_edit, doubts_json

    if form == "json":
        return strict_json.dumps(doubts_json(doubts)).decode("utf-8")
    if form == "conllu":
        return conllu_bytes(blocks_to_edit(doubts)).decode("utf-8")
    return "".join(f"{_line(each)}\n" for each in doubts) or "nothing waits for review\n"


def _line(doubt: Doubt) -> str:
    return printable(f"{doubt.sentence.id}  {', '.join(_reasons(doubt))}  {doubt.sentence.text}")


def _reasons(doubt: Doubt) -> list[str]:
    if doubt.differences:
        return [f"{column} {number}" for column, number in doubt.differences]
    marked = ["needs review"] if doubt.marked else []
    if doubt.certainty is None or doubt.word is None:
        return marked or ["not confirmed"]
    return [*marked, f"certainty {doubt.certainty:.2f}", f"least at word {doubt.word.id} {doubt.word.form}"]


# Editing


def _edit(project: Project, doubts: tuple[Doubt, ...]) -> int:
    """Open the sentences in an editor, and store those that were changed; nothing that was written there is lost."""
    from padapatha import files
    from padapatha.conllu import conllu_bytes
    from padapatha.review import blocks_to_edit

    words = _editor()
    blocks = blocks_to_edit(doubts)
    path = Path(tempfile.mkdtemp(prefix="padapatha-")) / "review.conllu"
    files.write_bytes(path, conllu_bytes(blocks))
    _open(words, path)
    try:
        stored = _store(project, path, conllu_bytes(blocks))
    except Refused as refused:
        fix = f"correct it and run `padapatha confirm DOCUMENT --from {path} --by NAME`"
        kept = problem("unsigned", str(path), "what you have edited is kept here; not all of it is stored", fix=fix)
        raise Refused([*refused.problems, kept]) from None
    path.unlink()
    path.parent.rmdir()
    done = f"{len(stored)} stored, unsigned: {', '.join(stored)}; read them, then run `padapatha confirm`"
    say(done if stored else "nothing was changed, and nothing is stored")
    return 0


def _editor() -> list[str]:
    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not words:
        raise Refused([problem("usage", "--edit", "no editor is named", fix="set VISUAL or EDITOR, or use --out")])
    return words


def _open(words: list[str], path: Path) -> None:
    try:
        code = subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603  the user's own editor
    except OSError as fault:
        raise Refused([problem("usage", words[0], f"it cannot be started: {fault.strerror}")]) from None
    if code:
        raise Refused([problem("machine", words[0], f"it ended with code {code}; nothing is stored, {path} is kept")])


def _store(project: Project, path: Path, before: bytes) -> list[str]:
    from padapatha.confirm import document_of, store_unsigned
    from padapatha.conllu import read_conllu, read_placed

    known = frozenset(read_conllu(before))
    changed = [each.sentence for each in read_placed(path.read_bytes(), str(path)) if each.sentence not in known]
    stored: list[str] = []
    problems: list[Problem] = []
    for document in sorted({document_of(each) for each in changed}):
        of_document = [each for each in changed if document_of(each) == document]
        try:
            stored += store_unsigned(project.root, document, of_document, str(path))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return stored
