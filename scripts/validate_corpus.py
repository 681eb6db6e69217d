"""Validate the project: ``python scripts/validate_corpus.py …`` is ``padapatha validate …``."""

import sys

from padapatha.cli import main

raise SystemExit(main(["validate", *sys.argv[1:]]))
