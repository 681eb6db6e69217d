"""Load dist/hub/ as its users do, with `datasets.load_dataset`; print the counts and one annotated sentence.

examples:
  padapatha load
  padapatha load --root path/to/project
"""

from __future__ import annotations

import argparse
from typing import Any

import datasets
from rich.console import Console

from padapatha.commands.options import add_root, project_of
from padapatha.commands.show import show
from padapatha.dataset import load, sentences_of
from padapatha.pack import release

HELP = "load the packed dataset and print a sentence of it"
_PIPE_WIDTH = 200  # columns when nobody's terminal says otherwise


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Load every config, print how many rows each split has, then the first sentence."""
    project = project_of(args)
    datasets.disable_progress_bars()
    sentences: Any = load(root=project.root)
    first = next(iter(sentences.values()))[0]
    show(next(sentences_of([first])), Console(width=None if Console().is_terminal else _PIPE_WIDTH, highlight=False))
    for config in datasets.get_dataset_config_names(str(release.hub(project))):
        splits = load(config, root=project.root)
        print(f"{config}: {', '.join(f'{len(rows):,} in {split}' for split, rows in splits.items())}")
    return 0
