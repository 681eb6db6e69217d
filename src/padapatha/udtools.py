"""Where the programs of the package ``udtools`` are: it is GPL, and so is called, never imported."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from padapatha.problems import Refused, install, problem

INSTALL = install("validate-ud")


def program(name: str) -> str:
    """Find ``udvalidate`` or ``udeval`` beside this Python or on the path; raise `Refused` when it is missing."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        raise Refused([problem("extra", name, "the official UD tools are not installed", fix=INSTALL)])
    return found
