"""Make corpus/ from seeds/ and annotations/: ``python scripts/build_corpus.py …`` is ``padapatha build …``."""

import sys

from padapatha.cli import main

raise SystemExit(main(["build", *sys.argv[1:]]))
