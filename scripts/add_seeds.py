"""Take texts into seeds/: ``python scripts/add_seeds.py …`` is ``padapatha add …``."""

import sys

from padapatha.cli import main

raise SystemExit(main(["add", *sys.argv[1:]]))
