"""Write the generated pages of docs/: ``python scripts/write_docs.py``; with ``--check`` only say which differ."""

import sys

from padapatha.pages import main

raise SystemExit(main(sys.argv[1:]))
