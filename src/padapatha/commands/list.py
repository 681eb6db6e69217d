"""List the documents of the project: state, sentences, confirmed sentences, tokens, split, silenced warnings.

The state is new (never built), built, changed (inputs or built files have changed since the build), stale (annotations
were made on another version of the text) or gone (the text is not there any more; the next build removes the rest).

examples:
  padapatha list
  padapatha list --format json
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from padapatha.commands.options import add_json, add_root, print_json, project_of, tell_apart
from padapatha.problems import counted, exit_code, printable
from padapatha.streams import say

if TYPE_CHECKING:
    from padapatha.documents import DocumentState


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """List, and count the states."""
    from padapatha.documents import list_documents

    documents = list_documents(project_of(args).root)
    problems = tell_apart(each for document in documents for each in document.problems)
    if args.format == "json":
        records = [{key: value for key, value in asdict(each).items() if key != "problems"} for each in documents]
        print_json(records)
        return exit_code(problems)
    sys.stdout.write("".join(map(_lines, documents)))
    states = Counter(each.state for each in documents)
    counts = ", ".join(f"{count:,} {state}" for state, count in states.items())
    say(counted(len(documents), "document") + (f": {counts}" if counts else ""))
    return exit_code(problems)


def _lines(each: DocumentState) -> str:
    """A line of the document, and one of each warning that is not told."""
    done = "not built" if each.sentences is None else f"{each.confirmed:,} of {each.sentences:,} sentences confirmed"
    tokens = "" if each.tokens is None else f", {each.tokens:,} tokens"
    line = f"{each.document:<40} {each.state:<7} {each.split or '-':<10} {done}{tokens}\n"
    silenced = (f"    {slug} is silenced: {printable(reason)}\n" for slug, reason in each.silenced.items())
    return line + "".join(silenced)
