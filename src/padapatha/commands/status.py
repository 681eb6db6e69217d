"""Show how far the work of people has come: sentences confirmed and layers signed, by document and by annotator.

examples:
  padapatha status
  padapatha status --format json
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from padapatha.commands.options import add_json, add_root, print_json, project_of, tell_apart
from padapatha.problems import counted, exit_code, printable
from padapatha.streams import say

if TYPE_CHECKING:
    from padapatha.documents import ProjectStatus


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show the progress; the last line is that of the whole project."""
    from padapatha.documents import project_status

    status = project_status(project_of(args).root)
    problems = tell_apart(status.problems)
    if args.format == "json":
        print_json(_record(status))
        return exit_code(problems)
    sys.stdout.write("".join(f"{printable(line)}\n" for line in _lines(status)))
    unbuilt = sum(each.sentences is None for each in status.documents)
    waiting = f"; {unbuilt:,} not built" if unbuilt else ""
    confirmed = f"{_share(status.confirmed, status.sentences)} sentences confirmed"
    say(f"{confirmed} in {counted(len(status.documents), 'document')}{waiting}")
    return exit_code(problems)


def _lines(status: ProjectStatus) -> Iterator[str]:
    for each in status.documents:
        done = (
            "not built" if each.sentences is None else f"{_share(each.confirmed, each.sentences)} sentences confirmed"
        )
        yield f"{each.document}: {done}"
        for layer in each.layers:
            yield f"    {layer.layer}: {'complete' if layer.complete else 'begun'}, {layer.date}, {layer.agent}"
    for name, (sentences, layers) in status.annotators.items():
        yield f"by {name}: {counted(sentences, 'sentence')}, {counted(layers, 'layer')}"


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}" + (f" ({100 * part / whole:.1f} %)" if whole else "")


def _record(status: ProjectStatus) -> dict[str, Any]:
    documents = []
    for each in status.documents:
        record = {key: value for key, value in asdict(each).items() if key != "problems"}
        documents.append(record | {"confirmed": each.confirmed})
    annotators = {name: {"sentences": own[0], "layers": own[1]} for name, own in status.annotators.items()}
    totals = {"sentences": status.sentences, "confirmed": status.confirmed}
    return {**totals, "annotators": annotators, "documents": documents}
