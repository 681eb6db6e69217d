"""Make dist/hub/ from corpus/ and annotations/: ``python scripts/pack_dataset.py …`` is ``padapatha pack …``."""

import sys

from padapatha.cli import main

raise SystemExit(main(["pack", *sys.argv[1:]]))
