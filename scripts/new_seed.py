"""Take texts into seeds/: ``python scripts/new_seed.py …`` is ``padapatha new …``."""

import sys

from padapatha.cli import main

raise SystemExit(main(["new", *sys.argv[1:]]))
