"""The command behind scripts/convert_treebank.py."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from padapatha.languages.hi.convert import convert
from padapatha.languages.hi.convert.rows import read_rows, write_rows

_USAGE = "usage: convert_treebank.py IN.conllu OUT.conllu"


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert one file. Returns 0, 1 for a file that is no basic treebank, 2 for a wrong command, 3 for the machine."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if len(words) != 2:
        print(_USAGE, file=sys.stderr)
        return 2
    source, target = Path(words[0]), Path(words[1])
    try:
        text = source.read_bytes().decode("utf-8")
        result = "".join(write_rows(convert(read_rows(text), name=f"hdtb-{source.stem}")))
        unfinished = target.with_name(target.name + ".incomplete")
        unfinished.write_bytes(result.encode("utf-8"))
        unfinished.replace(target)
    except ValueError as error:
        print(f"{source}: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 3
    return 0
